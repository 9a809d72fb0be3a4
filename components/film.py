"""The clip with its events drawn on it: made when a visitor asks, in a process of its own."""

import sys

import streamlit as st

from components import apology, session
from continuity.jobs import State, Status, film_key
from i18n import Words

_LOOK_EVERY_S = 0.5


def show(key: str, file_name: str) -> None:
    """Draw the button that asks for the film of the analysis `key`, its progress, or the film."""
    say, command = session.speak(), _command()
    status = session.registry().status(film_key(key, command))
    if status is not None and status.state in (State.QUEUED, State.RUNNING):
        _wait(film_key(key, command))
        return
    if status is not None and status.film:
        film = status.film
        label = say("downloads.film")
        st.download_button(
            label, lambda: film, file_name, "video/mp4", key="download-film", on_click="ignore"
        )
        return
    st.button(
        say("downloads.make_film"),
        key="make-film",
        on_click=_ask,
        args=(key, command),
    )
    failed = status is not None and status.state is State.FAILED
    st.caption(say("downloads.film_failed" if failed else "downloads.film_note"))


def _ask(key: str, command: tuple[str, ...]) -> None:
    session.registry().submit_film(key, command, session.visitor())


def _command() -> tuple[str, ...]:
    return sys.executable, "-m", "figures", "--language", session.language()


@st.fragment(run_every=_LOOK_EVERY_S)
def _wait(key: str) -> None:
    with apology.instead_of_a_traceback():
        status = session.registry().status(key)
        if status is None or status.state not in (State.QUEUED, State.RUNNING):
            st.rerun()
        st.progress(status.done, _told(status, session.speak()))


def _told(status: Status, say: Words) -> str:
    if status.state is State.QUEUED:
        return say("downloads.film_waits", place=status.place_in_line)
    return say("downloads.film_progress", share=status.done)
