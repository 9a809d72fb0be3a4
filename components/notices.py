"""What a page says once, beside what it is about: something was achieved, something set aside."""

import streamlit as st

from components import learning, session


def show() -> None:
    """Draw what has not been said yet in this visit."""
    say, notebook = session.speak(), session.notebook()
    for id in [] if learning.hides_xp() else notebook.news:
        name, text = (say(f"achievements.{id}.{what}") for what in ("name", "text"))
        st.toast(say("notices.achieved", name=name, text=text), duration="long")
    notebook.news.clear()
    if notebook.set_aside > notebook.set_aside_said:
        notebook.set_aside_said = notebook.set_aside
        st.toast(say("notices.set_aside"), duration="infinite")
