"""The built-in sample clips: chosen by title, drawn on demand, looked at before they are judged."""

import sys
from dataclasses import replace

import streamlit as st

from components import heading, session, waiting
from components.session import Chosen
from continuity.jobs import Drawing, State, Status
from labs.samples import SAMPLES


def follow_address() -> None:
    """Send off the sample that the address asks for, unless this visit looks at it already."""
    asked, chosen = session.asked(session.SAMPLE), session.chosen_clip()
    if asked in SAMPLES and (chosen is None or chosen.sample != asked):
        _start(asked)


def show() -> None:
    """Draw the choice of a sample, and the button that sends it off."""
    say = session.speak()
    with st.container(key="panel-samples", height="stretch"):
        st.markdown(
            f"## {say('sample.title')}\n\n:small[:gray[{say('sample.note')}]]", anchors=False
        )
        st.radio(
            say("sample.choose"),
            list(SAMPLES),
            format_func=lambda name: say(f"samples.{name}.title"),
            label_visibility="collapsed",
            key="sample",
        )
        # Called before the page is drawn: a lab that asks to be drawn at that moment breaks off a
        # run, and what the run would have done for the button with it.
        st.button(say("sample.go"), key="go-sample", type="primary", on_click=_start_chosen)


def look_first(chosen: Chosen, sample: str, status: Status) -> None:
    """Play the sample and ask the visitor to look, while the engine does the same."""
    say = session.speak()
    drawn = _play(sample)
    if drawn:
        st.markdown(say(f"samples.{sample}.look_for"))
    if status.state is not State.DONE:
        waiting.show(chosen, drawn)
    else:
        seen = replace(chosen, hidden=False)
        st.button(
            say("sample.reveal"),
            type="primary",
            key="reveal",
            on_click=session.choose_clip,
            args=(seen,),
        )


def _play(sample: str) -> bool:
    """Draw a player that runs the clip of `sample`; return whether there is one yet."""
    path = session.registry().drawn(sample)
    if path is None:
        return False
    say = session.speak()
    heading.part(say(f"samples.{sample}.title"))
    alt = say("sample.alt", title=say(f"samples.{sample}.title"))
    st.video(path, alt=alt, loop=True, muted=True, autoplay=True, width=640)
    return True


def planted(sample: str) -> None:
    """Say what was planted in `sample`."""
    say = session.speak()
    st.markdown(f"**{say('sample.planted')}:** {say(f'samples.{sample}.answer')}")


def _start_chosen() -> None:
    _start(session.standing("sample"))


def _start(sample: str) -> None:
    drawing = Drawing(sample, (sys.executable, "-m", "labs", sample))
    key = session.registry().submit_drawing(drawing, session.visitor())
    session.choose_clip(Chosen(key, f"{sample}.mp4", sample, hidden=True))
