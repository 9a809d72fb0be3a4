"""Everything that lives for one visit. The only module that touches st.session_state."""

from typing import cast

import streamlit as st

from i18n import LANGUAGES, Language, Words, words

_LANGUAGE = "language"
_INSIDE = "inside_the_shell"


def language() -> Language:
    """Return the visitor's language: this visit's, else the address's, else the browser's."""
    if _LANGUAGE not in st.session_state:
        asked = st.query_params.get("lang", (st.context.locale or "en")[:2])
        st.session_state[_LANGUAGE] = asked if asked in LANGUAGES else "en"
    return cast(Language, st.session_state[_LANGUAGE])


def choose_language(chosen: Language) -> None:
    """Keep `chosen` for this visit."""
    st.session_state[_LANGUAGE] = chosen


def speak() -> Words:
    """Return the sentences of the visitor's language."""
    return words(language())


def inside_the_shell() -> bool:
    """Return whether app.py has run in this visit."""
    return _INSIDE in st.session_state


def step_inside() -> None:
    """Note that app.py has run in this visit."""
    st.session_state[_INSIDE] = True
