"""The frame viewer, and the region that a learner has followed through the clip in it.

Frames, heat maps and flow are files of the clip's reel, which the browser fetches by address; the
element itself is told only where they are, and what to draw over them.
"""

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit import runtime

from components import apology, learning, life, region, session, theme, verdict
from components.session import Chosen
from continuity.insights import Box, Region, within
from continuity.jobs import Status
from continuity.kinds import Role
from continuity.reel import Reel
from continuity.report import Event, Report
from figures.palette import glyph
from i18n import Words

_HERE = Path(__file__).parent
_SCRIPTS = ("viewer", "viewer_film", "viewer_layers", "viewer_compare", "viewer_controls",
            "viewer_region", "dom")  # fmt: skip
_mount = st.components.v2.component(
    "viewer",
    css=(_HERE / "viewer.css").read_text(encoding="utf-8"),
    js="\n".join((_HERE / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS),
)


@st.fragment
def show(chosen: Chosen, status: Status, report: Report) -> None:
    """Draw the viewer of an analysed clip, and below it what became of a region that was drawn."""
    with apology.instead_of_a_traceback():
        say = session.speak()
        if not status.reel:
            st.caption(say("viewer.none"))
            return
        latest = session.chosen_clip()
        if latest and latest.key == chosen.key:
            chosen = latest  # a region may just have been drawn
        asked = region.asked(chosen)
        key = f"viewer-{chosen.key}"
        told = _told(report, status.reel, asked, say) | {
            "key": f"{chosen.key} {say.language}",
            "following": asked.under_way,
        }
        # As bytes: for a dict Streamlit would load pandas.
        _mount(
            key=key,
            data=json.dumps(told, ensure_ascii=False).encode(),
            on_region_change=partial(_hear, chosen, key, report.frames.index[-1]),
            on_compared_change=partial(learning.first_and_last_compared, report),
        )
        region.show(chosen, asked)
        if asked.followed:
            life.show(asked.followed, asked.index, report)


def _hear(chosen: Chosen, key: str, last: int) -> None:
    """Have the region followed that was drawn; what is no region is passed over."""
    match session.told_by(key, "region"):
        case {"x": x, "y": y, "w": w, "h": h, "frame": int(frame)} if 0 <= frame <= last:
            pass
        case _:
            return
    try:
        box = within(*(round(float(side), 4) for side in (x, y, w, h)))
    except (TypeError, ValueError):
        return
    region.follow(chosen, Region(box, frame))


def _told(report: Report, reel: Reel, asked: region.Asked, say: Words) -> dict[str, Any]:
    """Return what the browser is told of a clip."""
    palette, events = theme.palette(), report.events
    worst = verdict.worst(report)
    return {
        "language": say.language,
        "words": {
            name.removeprefix("viewer."): sentence
            for name, sentence in say.sentences.items()
            if name.startswith("viewer.")
        },
        "files": _addresses(reel),
        "fps": report.clip.fps,
        "start": worst.peak if worst else report.frames.index[0],
        "first": events.index(worst) if worst else None,
        "events": [_event(number, event, say) for number, event in enumerate(events)],
        "trail": report.trails.index,
        "things": [
            {
                "id": element.id,
                "role": element.role,
                "label": say(f"role_of_one.{element.role}", id=element.id),
                # On the picture a thing is a number: a dozen names would cover it.
                "short": say("roles.subject") if element.role is Role.SUBJECT else str(element.id),
                "colour": palette.roles[element.role],
                "boxes": report.trails.boxes.get(element.id, ()),
            }
            for element in report.elements
            if element.id in report.trails.boxes
        ],
        "region": _region(asked, say),
        "colours": {"accent": palette.accent, "flow": palette.roles[Role.SECONDARY]},
    }


def _event(number: int, event: Event, say: Words) -> dict[str, Any]:
    kind = say(f"kinds.{event.kind}.name")
    where = verdict.where(event.box, say)
    return {
        "start": event.start,
        "peak": event.peak,
        "end": event.end,
        "box": _sides(event.box),
        "thing": event.element,
        "colour": theme.palette().of(event),
        "explained": event.explained is not None,
        "badge": f"{glyph(event)} {number + 1} {kind}",
        "said": say("viewer.event", number=number + 1, kind=kind, where=where),
    }


def _region(asked: region.Asked, say: Words) -> dict[str, Any] | None:
    """Return the boxes of the region that was followed."""
    if asked.followed is None:
        return None
    return {
        "role": "region",
        "label": say("life.region"),
        "short": say("life.region"),
        "colour": theme.palette().accent,
        "index": asked.index,
        "boxes": asked.followed.boxes,
    }


def _sides(box: Box | None) -> Mapping[str, float] | None:
    return box._asdict() if box else None


def _addresses(reel: Reel) -> Mapping[str, str]:
    """Return where a browser of this visit finds each file; the bytes are the registry's own."""
    if not runtime.exists():
        return dict.fromkeys(reel.files, "")
    files, kinds = runtime.get_instance().media_file_mgr, {"webp": "image/webp", "png": "image/png"}

    def add(name: str, content: bytes) -> str:
        kind = kinds.get(name.rpartition(".")[2], "application/octet-stream")
        # Relative, because Community Cloud serves the app below a path of its own.
        return files.add(content, kind, f"reel-{name}").removeprefix("/")

    return {name: add(name, content) for name, content in reel.files.items()}
