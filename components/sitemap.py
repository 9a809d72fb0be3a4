"""The pages of the app by name: what the menu shows, and where links lead."""

from functools import lru_cache

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from course import Card, catalogue
from i18n import Language, words

_IN_THE_MENU = ("clip_lab", "takes", "search", "glossary", "progress", "account")
_LINKED_ELSEWHERE = ("review", "report", "replies", "moderation")


def pages(language: Language) -> dict[str, StreamlitPage]:
    """Return the pages under their titles in `language`; the name of a lesson's is its id."""
    return _pages(language, catalogue())


@lru_cache(maxsize=8)  # each page asks the disk a dozen times about its file
def _pages(language: Language, cards: tuple[Card, ...]) -> dict[str, StreamlitPage]:
    say = words(language)
    lessons = {
        card.id: st.Page(
            f"pages/{card.id}.py", title=f"{card.number:02d} {card.title.in_(language)}"
        )
        for card in cards
    }
    return {
        "home": st.Page("pages/home.py", title=say("shell.title"), default=True),
        **{name: st.Page(f"pages/{name}.py", title=say(f"menu.{name}")) for name in _IN_THE_MENU},
        **{
            name: st.Page(f"pages/{name}.py", title=say(f"{name}.title"), visibility="hidden")
            for name in _LINKED_ELSEWHERE
        },
    } | lessons
