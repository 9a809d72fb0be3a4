"""The head of a page and of its parts."""

import streamlit as st

from components import session


def page(name: str) -> None:
    """Draw the title of the page `name` and the sentence that says what it is for."""
    say = session.speak()
    top(say(f"{name}.title"), say(f"{name}.sentence"))


def top(title: str, lead: str) -> None:
    """Draw a title and the sentence under it that opens the page."""
    st.markdown(f"# {title}\n\n{lead}", anchors=False)


def part(text: str) -> None:
    """Draw the title of a part of a page."""
    st.header(text, anchor=False)
