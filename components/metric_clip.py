"""The clips of lesson 09: watch one, and let the engine look at it here and now."""

import sys

import streamlit as st

from components import lab, session, trouble, waiting
from components.controls import Controls
from continuity.jobs import Drawing, Failure, State
from continuity.report import Report
from i18n import Words
from labs.beat_the_metric import MEASURED

NAME = "beat-the-metric"


@lab.fragment
def show() -> None:
    """Draw the choice of a clip, the clip itself, and what the engine finds in it."""
    say, registry = session.speak(), session.registry()
    clip = Controls(NAME).pick("watch", list(MEASURED), "metric-fade")
    key = f"drawing-{clip}"
    status = registry.status(key)
    if status is None:
        look = f"labs.{NAME}.look"
        st.button(say(look), key=f"{NAME}-look", on_click=_look, args=(clip,))
        return
    if path := registry.drawn(clip):
        alt = say(f"labs.{NAME}.video_alt", clip=say(f"labs.{NAME}.{clip}"))
        st.video(path, alt=alt, loop=True, muted=True, autoplay=False)
    if status and status.report:
        _found(clip, status.report, say)
    elif status and status.state in (State.QUEUED, State.RUNNING):
        waiting.look(key, "" if registry.drawn(clip) else clip)
    else:
        trouble.show((status.failure if status else None) or Failure("cancelled"))


def _look(clip: str) -> None:
    drawing = Drawing(clip, (sys.executable, "-m", "labs", clip))
    session.registry().submit_drawing(drawing, session.visitor())


def _found(clip: str, report: Report, say: Words) -> None:
    events = ", ".join(
        say(
            f"labs.{NAME}.event",
            kind=say(f"kinds.{event.kind}.name"),
            start=event.start,
            end=event.end,
        )
        for event in report.events
        if not event.explained
    )
    st.markdown(
        say(
            f"labs.{NAME}.found",
            score=report.scores.continuity or 0,
            before=MEASURED[clip].continuity,
            events=events or say(f"labs.{NAME}.no_event"),
        )
    )
