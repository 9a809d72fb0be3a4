"""The clip analyser, in the Clip Lab and inside lesson 05: choose a clip, wait, see."""

from typing import Literal

import streamlit as st

from components import (
    afterwards,
    learning,
    samples,
    session,
    several,
    trouble,
    upload,
    waiting,
)
from components.session import Chosen
from continuity.jobs import Failure, State, Status

Place = Literal["clip_lab", "lesson"]
_LOOKED_AT = (State.QUEUED, State.RUNNING, State.DONE)


def show(place: Place) -> None:
    """Draw the analyser where this visitor's clip stands.

    Parameters
    ----------
    place : str
        ``"clip_lab"`` for everything there is to see, ``"lesson"`` for what the lesson speaks of.
    """
    samples.follow_address()
    chosen = session.chosen_clip()
    status = session.registry().status(chosen.key) if chosen else None
    if chosen is None:
        _choice()
    elif chosen.cancelled:
        _failed(Failure("cancelled"))
    elif status is None:
        _failed(Failure("forgotten"))
    elif chosen.sample and chosen.hidden and status.state in _LOOKED_AT:
        samples.look_first(chosen, chosen.sample, status)
    elif status.report is not None:
        learning.clip_analysed(chosen.key, status.report)
        learning.goal_met("clip-analyser")
        _result(chosen, status, place)
    elif status.state is State.OFFERED:
        waiting.offer(chosen, status)
    elif status.state in (State.QUEUED, State.RUNNING):
        waiting.show(chosen)
    else:
        _failed(status.failure or Failure("cancelled"))


def _choice() -> None:
    if several.there():
        several.show()
    else:
        upload.show()


def _failed(failure: Failure) -> None:
    trouble.show(failure)
    upload.show()


def _result(chosen: Chosen, status: Status, place: Place) -> None:
    from components import result  # with the charts: Plotly is for those who have a result

    again = "several.back" if several.there() else "clip_lab.again"
    st.button(session.speak()(again), key="again", on_click=session.choose_clip, args=(None,))
    result.show(chosen, status, whole=place == "clip_lab")
    afterwards.show(chosen, status, whole=place == "clip_lab")
