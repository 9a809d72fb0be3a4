"""The place where a lab stands: empty until its reader comes near, and the lab from then on.

A lab is a dozen messages at every run of the page, and most labs need NumPy. A place that nobody
has come near is one message; one element looks after all places of a page and asks for their labs.
A place is as high as the lab will be, so that nothing jumps.
"""

import json
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import streamlit as st

from components import session
from course.lesson import Lab

_HERE = Path(__file__).parent
_NEAR = "labs-near"
HEIGHT_PX = {
    "anchors": (1180, 1020),
    "attention-budget": (1090, 1170),
    "beat-the-metric": (980, 1190),
    "camera-and-thing": (1440, 1210),
    "direct-a-clip": (1370, 1400),
    "falling-ball": (1000, 1050),
    "long-rollout": (1460, 1220),
    "odds": (1060, 1020),
    "same-frames": (1230, 1300),
    "shot-plan": (1350, 1200),
    "softmax": (700, 710),
    "squeeze": (910, 850),
    "token-calculator": (1030, 1190),
    "two-frames": (840, 800),
    "two-peaks": (1270, 1170),
    "who-sees-whom": (740, 780),
}
"""How high a lab stands when it opens, in a lesson on a desktop and on a phone."""
_mount = st.components.v2.component(
    "lab_places",
    html=f"<style>{(_HERE / 'lab_place.css').read_text(encoding='utf-8')}</style>",
    js=(_HERE / "lab_place.js").read_text(encoding="utf-8"),
)


def is_near(lab_id: str) -> bool:
    """Return whether a lab is to be drawn: its reader is or was near, or follows a link to it."""
    if session.address_speaks_of(lab_id):
        session.gather(_NEAR, (lab_id,))  # It stays when all in it is put back.
    return lab_id in session.gather(_NEAR, ())


def show(lab_id: str) -> None:
    """Draw the place of a lab that is not near."""
    wide, narrow = HEIGHT_PX[lab_id]
    # Of two lines, because Streamlit takes a single one for the name of a file.
    st.html(f'<div data-lab="{lab_id}" style="--wide: {wide}px; --narrow: {narrow}px">\n</div>')


def watch(labs: Iterable[Lab]) -> None:
    """Have the browser ask for each of `labs` whose place its reader comes near."""
    say, away = session.speak(), [lab for lab in labs if not is_near(lab.id)]
    if not away:
        return
    told = {
        "labs": {lab.id: _told(lab) for lab in away},
        "words": {word: say(f"labs.place.{word}") for word in ("coming", "drawing", "paper")},
    }
    key, ids = "lab-places", frozenset(lab.id for lab in away)
    # As bytes: for a dict Streamlit would load pandas.
    data = json.dumps(told, ensure_ascii=False).encode()
    _mount(key=key, data=data, on_near_change=partial(_hear, key, ids))


def _told(lab: Lab) -> dict[str, str]:
    title = lab.title.in_(session.language())
    return {"title": title, "open": session.speak()("labs.place.open", title=title)}


def _hear(key: str, ids: frozenset[str]) -> None:
    match session.told_by(key, "near"):
        case [*told]:
            session.gather(_NEAR, ids.intersection(map(str, told)))


CSS = """
[data-lab] { box-sizing: border-box; max-width: 612px; min-height: var(--wide); }
@media (max-width: 640px) { [data-lab] { min-height: var(--narrow); } }
@media print { [data-lab] { min-height: 0; } }
"""
"""The room that places take from the first moment on; a part of the stylesheet of a lesson."""
