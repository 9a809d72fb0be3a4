"""The built-in sample clips: chosen by title, drawn on demand, looked at before they are judged."""

import sys
from dataclasses import replace

import streamlit as st

from components import heading, session, waiting
from components.session import Chosen
from continuity.jobs import Drawing, State, Status
from labs.samples import SAMPLES


def show() -> None:
    """Draw the choice of a sample; once one is chosen, send it off and start over."""
    say = session.speak()
    with st.container(key="panel-samples", height="stretch"):
        st.markdown(
            f"## {say('sample.title')}\n\n:small[:gray[{say('sample.note')}]]", anchors=False
        )
        sample = st.radio(
            say("sample.choose"),
            list(SAMPLES),
            format_func=lambda name: say(f"samples.{name}.title"),
            label_visibility="collapsed",
            key="sample",
        )
        if st.button(say("sample.go"), key="go-sample"):
            _start(sample)
            st.rerun()


def look_first(chosen: Chosen, sample: str, status: Status) -> None:
    """Play the sample and ask the visitor to look, while the engine does the same."""
    say = session.speak()
    drawn = play(sample)
    if drawn:
        st.markdown(say(f"samples.{sample}.look_for"))
    if status.state is not State.DONE:
        waiting.show(chosen, drawn)
    elif st.button(say("sample.reveal"), type="primary", key="reveal"):
        session.choose_clip(replace(chosen, hidden=False))
        st.rerun()


def play(sample: str) -> bool:
    """Draw a player with the clip of `sample`; return whether there is one yet."""
    path = session.registry().drawn(sample)
    if path is None:
        return False
    say = session.speak()
    heading.part(say(f"samples.{sample}.title"))
    alt = say("sample.alt", title=say(f"samples.{sample}.title"))
    st.video(path, alt=alt, loop=True, muted=True, autoplay=False, width=640)
    return True


def planted(sample: str) -> None:
    """Say what was planted in `sample`."""
    say = session.speak()
    st.markdown(f"**{say('sample.planted')}:** {say(f'samples.{sample}.answer')}")


def _start(sample: str) -> None:
    drawing = Drawing(sample, (sys.executable, "-m", "labs", sample))
    key = session.registry().submit_drawing(drawing, session.visitor())
    session.choose_clip(Chosen(key, f"{sample}.mp4", sample, hidden=True))
