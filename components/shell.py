"""The frame around every page: address, menu, language, and the room a page stands in."""

import gc
import sys

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from components import session
from i18n import LANGUAGES, Words

NAMES = {"en": "English", "ko": "한국어"}


def run() -> None:
    """Draw the frame and the page the address asks for."""
    st.set_page_config(layout="wide", page_icon="🎞️")
    session.step_inside()
    language = session.language()
    pages = _pages(session.speak())
    current = st.navigation(list(pages.values()), position="hidden")
    with st.sidebar:
        _menu(pages)
        chosen = st.segmented_control(
            session.speak()("menu.language"),
            LANGUAGES,
            default=language,
            format_func=lambda code: NAMES[code],
            required=True,
        )
    if chosen != language:
        session.choose_language(chosen)
        st.rerun()
    st.query_params["lang"] = language
    current.run()
    _freeze_what_was_imported()


def enter() -> None:
    """Make sure the page that calls this stands inside the frame.

    Until app.py has run once, Streamlit serves the files of pages/ on their own. The first visitor
    after a restart may arrive by such an address; register the pages and start over.
    """
    if not session.inside_the_shell():
        st.navigation(list(_pages(session.speak()).values()), position="hidden")
        st.rerun()


def _pages(say: Words) -> dict[str, StreamlitPage]:
    return {
        "home": st.Page("pages/home.py", title=say("menu.home"), default=True),
        "clip_lab": st.Page("pages/clip_lab.py", title=say("menu.clip_lab")),
        "continuity": st.Page("pages/continuity.py", title="05"),
    }


def _menu(pages: dict[str, StreamlitPage]) -> None:
    for page in pages.values():
        st.page_link(page, query_params={"lang": session.language()})


_modules_seen = 0


def _freeze_what_was_imported() -> None:
    """Keep imported modules out of the collection that Streamlit runs after every rerun.

    A full collection over all of them costs some 100 ms a rerun, and about 10 without them.
    """
    global _modules_seen
    if len(sys.modules) > _modules_seen + 20:
        _modules_seen = len(sys.modules)
        gc.collect()
        gc.freeze()
