"""The head of a page and of its parts."""

import streamlit as st

from components import session


def page(name: str) -> None:
    """Draw the title of the page `name` and the sentence that says what it is for."""
    say = session.speak()
    st.title(say(f"{name}.title"), anchor=False)
    lead(say(f"{name}.sentence"))


def lead(text: str) -> None:
    """Draw a sentence that opens a page."""
    with st.container(key="lead"):
        st.markdown(text)


def part(text: str) -> None:
    """Draw the title of a part of a page."""
    st.header(text, anchor=False)
