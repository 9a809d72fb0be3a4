"""The parts of a lesson on the page, text and labs.

Every element is a message to the browser, so there are no more than the labs ask for: all the text
between two labs is one.
"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import groupby

import streamlit as st

from components import session
from components.lab import TEXT_PX
from components.lesson_markdown import Part, heading
from course.lesson import Lab

LABS = {
    "anchors": "lab_anchors",
    "beat-the-metric": "lab_beat_the_metric",
    "camera-and-thing": "lab_camera_and_thing",
    "clip-analyser": "lab_clip_analyser",
    "falling-ball": "lab_falling_ball",
    "long-rollout": "lab_long_rollout",
    "same-frames": "lab_same_frames",
    "shot-plan": "lab_shot_plan",
    "softmax": "lab_softmax",
    "squeeze": "lab_squeeze",
    "token-calculator": "lab_token_calculator",
    "two-peaks": "lab_two_peaks",
    "who-sees-whom": "lab_who_sees_whom",
}
"""The module whose `show()` draws a lab, by the id lessons give it; loaded when it is drawn."""


def show(pieces: Iterable[str | Lab | Part]) -> None:
    """Draw `pieces` one below the other; those of a part stand in a container of their own."""
    for is_text, run in groupby(_headed(pieces), key=lambda piece: isinstance(piece, str)):
        if is_text:
            st.markdown("\n\n".join(map(str, run)), unsafe_allow_html=True, width=TEXT_PX)
        else:
            for piece in run:
                _show_other(piece)


def _headed(pieces: Iterable[str | Lab | Part]) -> Iterator[str | Lab | Part]:
    for piece in pieces:
        if isinstance(piece, Lab):
            say = session.speak()
            yield heading(3, piece.id, piece.title.in_(say.language))
            if piece.goal:
                yield say("labs.goal", goal=piece.goal.in_(say.language))
        yield piece


def _show_other(piece: str | Lab | Part) -> None:
    match piece:
        case Part(id, _, pieces):
            with st.container(key=f"section-{id}"):
                show((piece.heading, *pieces))
        case Lab(id=id):
            import_module(f"components.{LABS[id]}").show()
