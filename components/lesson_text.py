"""The parts of a lesson on the page, text and labs.

Every element is a message to the browser, so there are no more than the labs ask for: all the text
between two labs is one.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from itertools import groupby

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import lab_place, session
from components.lab import TEXT_PX
from components.lesson_markdown import Part, heading
from course.lesson import Lab

LABS = {
    "anchors": "lab_anchors",
    "attention-budget": "lab_budget",
    "beat-the-metric": "lab_beat_the_metric",
    "camera-and-thing": "lab_camera_and_thing",
    "clip-analyser": "lab_clip_analyser",
    "direct-a-clip": "lab_direct_a_clip",
    "falling-ball": "lab_falling_ball",
    "long-rollout": "lab_long_rollout",
    "odds": "lab_odds",
    "same-frames": "lab_same_frames",
    "shot-plan": "lab_shot_plan",
    "softmax": "lab_softmax",
    "squeeze": "lab_squeeze",
    "token-calculator": "lab_token_calculator",
    "two-frames": "lab_two_frames",
    "two-peaks": "lab_two_peaks",
    "who-sees-whom": "lab_who_sees_whom",
}
"""The module whose `show()` draws a lab, by the id lessons give it; loaded when it is drawn."""
AT_ONCE = {"clip-analyser"}
"""What is drawn with the page: a clip may be brought right away, and its choice costs little."""


def show(pieces: Iterable[str | Lab | Part]) -> list[Callable[[], None]]:
    """Draw `pieces` one below the other; those of a part stand in a container of their own.

    Return what draws the labs into their places, for the end of the page: a lab may wait until its
    film is drawn, and nobody who wants to read need wait with it.
    """
    later: list[Callable[[], None]] = []
    for is_text, run in groupby(_headed(pieces), key=lambda piece: isinstance(piece, str)):
        if is_text:
            st.markdown("\n\n".join(map(str, run)), unsafe_allow_html=True, width=TEXT_PX)
        else:
            for piece in run:
                later += _show_other(piece)
    return later


def _headed(pieces: Iterable[str | Lab | Part]) -> Iterator[str | Lab | Part]:
    for piece in pieces:
        if isinstance(piece, Lab):
            say = session.speak()
            yield heading(3, piece.id, piece.title.in_(say.language))
            if piece.goal:
                yield say("labs.goal", goal=piece.goal.in_(say.language))
        yield piece


def _show_other(piece: str | Lab | Part) -> list[Callable[[], None]]:
    match piece:
        case Part(id, _, pieces):
            with st.container(key=f"section-{id}"):
                return show((piece.heading, *pieces))
        case Lab(id=id):
            return _show_lab(id, st.container(key=f"lab-{id}"))
    return []


def _show_lab(id: str, place: DeltaGenerator) -> list[Callable[[], None]]:
    if id in AT_ONCE or lab_place.is_near(id):
        return [partial(_draw_lab, id, place)]
    with place:
        lab_place.show(id)
    return []


def _draw_lab(id: str, place: DeltaGenerator) -> None:
    with place:
        import_module(f"components.{LABS[id]}").show()
