"""The life of a region that was followed: told in sentences, charted over the clip, and listed."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from components import heading, session
from components.table import number, table
from continuity.insights import MEASURES, Followed, Visibility
from continuity.report import Report, concerned
from figures.palette import glyph
from i18n import Words

_FORMS = {"delta_e": ".1f", "shift_px": ".1f", "sharpness": ".2f", "similarity": ".2f"}
_TABLE_PX = 320
_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "life",
    css=(_HERE / "life.css").read_text(encoding="utf-8"),
    js="\n".join((_HERE / f"{name}.js").read_text(encoding="utf-8") for name in ("life", "dom")),
)


def show(followed: Followed, index: Sequence[int], report: Report) -> None:
    """Draw what became of a region whose series run over the frames `index` of the clip."""
    say = session.speak()
    with st.container(key="life"):
        heading.part(say("life.title"))
        first, *others = sentences(followed, index, report, say)
        st.markdown(f"**{first}**\n\n" + "\n".join(f"- {line}" for line in others))
        told = _told(followed, index, say)
        # As bytes: for a dict Streamlit would load pandas.
        _mount(key="life-chart", data=json.dumps(told, ensure_ascii=False).encode())
        st.caption(say("life.note"))
        folded = st.expander(say("charts.table"), key="table-life")
        with folded, st.container(height=_TABLE_PX, border=False):
            st.markdown(_table(followed, index, say))


def sentences(
    followed: Followed, index: Sequence[int], report: Report, say: Words
) -> tuple[str, ...]:
    """Return what became of a region, the plainest sentence first."""
    happened = [*_events(followed, index, report, say), *_departures(followed, say)]
    first = _in_short(followed, bool(happened), say)
    drawn = say("life.drawn", frame=followed.frame)
    return (*first, drawn, *happened, _in_sight(followed, say), _limits(followed, say))


def _in_short(followed: Followed, happened: bool, say: Words) -> list[str]:
    worst = followed.worst
    if "delta_e" not in worst:
        return [say("followed.never_seen")]
    facts = {name: worst[name].value for name in ("delta_e", "shift_px") if name in worst}
    if followed.moves:
        return [say("followed.moves", **facts)]
    known = followed.limits.shift_px is not None and "shift_px" in worst
    name = ("changed" if happened else "unchanged") + ("" if known else "_plain")
    return [say(f"followed.{name}", **facts)]


def _events(followed: Followed, index: Sequence[int], report: Report, say: Words) -> Iterator[str]:
    """Yield the events of the report that concern the region; those of its own run are others."""
    for number_ in concerned(report.events, followed.boxes, index):
        event = report.events[number_]
        kind = f"{glyph(event)} {say(f'kinds.{event.kind}.name')}"
        yield say("life.event", number=number_ + 1, kind=kind, start=event.start, end=event.end)


def _departures(followed: Followed, say: Words) -> Iterator[str]:
    """Yield for each measure when it was beyond noise most."""
    for measure in MEASURES:
        times = [departure for departure in followed.departures if departure.measure == measure]
        if times and not (followed.moves and measure == "shift_px"):
            worst = max(times, key=lambda departure: departure.value)
            yield say(
                "followed.departed",
                measure=say(f"followed.{measure}"),
                start=worst.start,
                end=worst.end,
                peak=worst.peak,
            )


def _in_sight(followed: Followed, say: Words) -> str:
    total = max(1, len(followed.visibility))
    shares = {value.name.lower(): followed.visibility.count(value) / total for value in Visibility}
    if shares["seen"] == 1:
        return say("life.always_seen")
    return say("life.visibility", **shares)


def _limits(followed: Followed, say: Words) -> str:
    limits = followed.limits
    if limits.delta_e is None:
        return say("followed.limits_unknown")
    if limits.shift_px is None:
        return say("followed.limits_plain", delta_e=limits.delta_e)
    return say("followed.limits", shift_px=limits.shift_px, delta_e=limits.delta_e)


def _sizes(followed: Followed) -> list[float | None]:
    """Return the region's area over that at its beginning."""
    whole = followed.box.w * followed.box.h
    return [box and round(box.w * box.h / whole, 3) for box in followed.boxes]


def _told(followed: Followed, index: Sequence[int], say: Words) -> dict[str, Any]:
    """Return what the browser draws: a line per measure, each with what noise alone would show."""
    series: list[tuple[str, Sequence[float | None], str]] = [
        (name, getattr(followed, name), say(f"followed.{name}")) for name in MEASURES
    ]
    series.insert(2, ("size", _sizes(followed), say("life.size")))
    return {
        "language": say.language,
        "index": index,
        "rows": [
            {
                "label": label,
                "values": values,
                "digits": int(_FORMS.get(name, ".2f")[1]),
                "noise": _noise(followed, name),
            }
            for name, values, label in series
        ],
        "visibility": [value.name.lower() for value in followed.visibility],
        "words": {
            **{value.name.lower(): say(f"visibility.{value.name.lower()}") for value in Visibility},
            **{name: say.sentences[f"life.{name}"] for name in ("chart", "noise", "seen_row")},
        },
    }


def _noise(followed: Followed, name: str) -> float | None:
    """Return up to where a line is noise, for those that rise from 0 as they depart."""
    worst = followed.worst.get(name)
    return worst.floor if worst and name in ("delta_e", "shift_px") else None


def _table(followed: Followed, index: Sequence[int], say: Words) -> str:
    heads = [
        say("tables.frame"),
        say("life.place"),
        say("life.size"),
        *(say(f"followed.{name}") for name in MEASURES),
        say("life.seen_row"),
    ]
    sizes = _sizes(followed)
    rows = [
        [
            str(frame),
            f"{box.x + box.w / 2:.0%}, {box.y + box.h / 2:.0%}" if box else "–",
            number(sizes[n], ".2f"),
            *(number(getattr(followed, name)[n], _FORMS[name]) for name in MEASURES),
            say(f"visibility.{followed.visibility[n].name.lower()}"),
        ]
        for n, (frame, box) in enumerate(zip(index, followed.boxes, strict=True))
    ]
    return table(heads, rows)
