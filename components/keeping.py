"""What a learner decides about their own progress: take it along, bring it in, how it looks."""

import streamlit as st

from components import choice, heading, learning, session
from learner import from_json, to_json
from learner.stored import MOST_BYTES

FILE_NAME = "stream-progress.json"
_BRING = "bring"


def show() -> None:
    """Draw the panel; nothing is written before a button is pressed."""
    say = session.speak()
    with st.container(key="keeping"):
        heading.part(say("keeping.title"))
        if session.notebook().set_aside:
            st.markdown(say("notices.set_aside"))
        _save()
        _bring()
        _looks()


def _save() -> None:
    label = session.speak()("keeping.save")
    facts = learning.facts()
    st.download_button(
        label, lambda: to_json(facts), FILE_NAME, "application/json", key="save", on_click="ignore"
    )


def _bring() -> None:
    say = session.speak()
    st.file_uploader(say("keeping.bring"), "json", key=_BRING, on_change=_take)
    st.caption(say("keeping.bring_note"))
    if session.given_file(_BRING):
        for sentence in session.notebook().brought:
            st.markdown(sentence)


def _take() -> None:
    """Read the file before the page is drawn, so that the record above shows what was in it."""
    file, say = session.given_file(_BRING), session.speak()
    if file is None:
        return
    stored = from_json(file.read(MOST_BYTES + 1).decode("utf-8", errors="replace"))
    new = len(stored.facts - learning.facts())
    fits = learning.bring(stored.facts)
    said = [say("keeping.brought", new=new) if fits else say("keeping.full")]
    session.notebook().brought = [*said, *([say("keeping.refused")] if stored.refused else [])]


def _looks() -> None:
    say = session.speak()
    session.show_preference("hide_xp", False)
    st.toggle(
        say("keeping.hide_xp"),
        key=session.widget_of("hide_xp"),
        on_change=session.take_preference,
        args=("hide_xp",),
    )
    session.show_preference("theme", session.THEMES[0])
    st.segmented_control(
        say("keeping.theme"),
        session.THEMES,
        key=session.widget_of("theme"),
        format_func=lambda theme: choice.spelled(say(f"keeping.{theme}")),
        required=True,
        on_change=session.take_preference,
        args=("theme",),
    )
    st.caption(say("keeping.theme_note"))
