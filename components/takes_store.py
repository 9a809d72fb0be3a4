"""The door to the takes that the browser keeps, and what a visit adds to them.

A sibling of `components.browser_store`, and not part of it: takes are large, concern two pages, and
are kept only where somebody has said so. What the browser holds already is not sent again.
"""

import json
import time
from base64 import b64encode
from pathlib import Path

import streamlit as st

from components import session
from components.session import Chosen
from components.shelf import Shelf
from continuity.digest import digest
from continuity.jobs import Status
from learner.takes import MOST_FRAME_BYTES, Take, clean

KEY = "takes_store"
_SHELF = "shelf"
_element = st.components.v2.component(
    KEY, js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def shelf() -> Shelf:
    """Return the takes of this visit."""
    return session.kept(_SHELF, Shelf)


def show() -> None:
    """Draw the element, which nobody sees, with what the browser is to keep."""
    here = shelf()
    said = {
        "visit": session.visitor(),
        "keep": here.chosen,
        "frames": here.frames if here.frames_chosen else None,
        "takes": here.to_send(),
        "gone": sorted(here.gone),
        "set_aside": here.set_aside,
    }
    # As bytes: for a dict Streamlit would load pandas.
    _element(key=KEY, data=json.dumps(said, ensure_ascii=False).encode(), on_kept_change=_take)


def add(chosen: Chosen, status: Status) -> None:
    """Make a take of a result that is looked at, unless it is one."""
    here = shelf()
    if status.report is None or chosen.key in here.takes or chosen.key in here.gone:
        return
    if here.has_room:
        say, numbers = session.speak(), digest(status.report)
        name = say(f"samples.{chosen.sample}.title") if chosen.sample else chosen.name
        here.put(
            Take(
                id=chosen.key,
                made_ms=now_ms(),
                changed_ms=0,  # whatever somebody wrote of the same clip before is newer
                digest=numbers,
                name=clean(name, "name") or "clip",
                length=clean(say("takes.seconds", seconds=numbers.duration_s), "length"),
                frames=frames_of(status) if here.frames else {},
            )
        )


def frames_of(status: Status | None) -> dict[str, str]:
    """Return the first and the last frame of a result as Base64, as far as it has them."""
    if status is None or status.report is None:
        return {}
    index = status.report.frames.index
    found = {"first": status.pictures.get(index[0]), "last": status.pictures.get(index[-1])}
    texts = {name: b64encode(jpeg).decode() for name, jpeg in found.items() if jpeg}
    return {name: text for name, text in texts.items() if len(text) <= MOST_FRAME_BYTES}


def now_ms() -> int:
    """Return the moment, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def _take() -> None:
    told = session.told_by(KEY, "kept")
    if isinstance(told, dict) and told.get("visit") == session.visitor():
        shelf().hear(told)
