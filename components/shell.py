"""The frame around every page: address, menu, language, and the room a page stands in."""

import gc
import re
import sys
from html import escape

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from components import apology, browser_store, notices, session, style
from course import catalogue
from i18n import LANGUAGES, Words

NAMES = {"en": "English", "ko": "한국어"}
_IN_THE_MENU = ("clip_lab", "search", "glossary", "progress")
_LINKED_ELSEWHERE = ("review", "report")
_ADDRESS = re.compile(r"[A-Za-z0-9_-]{1,80}")


def run() -> None:
    """Draw the frame and the page the address asks for."""
    st.set_page_config(layout="wide", page_icon="🎞️")
    session.step_inside()
    pages = _pages(session.speak())
    current = st.navigation(list(pages.values()), position="hidden")
    session.keep_language_in_the_address()
    style.apply(current.url_path)
    # The page first: a newcomer waits for what it says, not for the menu beside it.
    with apology.instead_of_a_traceback():
        current.run()
        notices.show()
    with st.sidebar:
        # After the page, which may have noted something.
        browser_store.show("" if name == "home" else name for name in pages)
        _menu(pages)
        _language_switch()
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
    lessons = {
        card.id: st.Page(
            f"pages/{card.id}.py", title=f"{card.number:02d} {card.title.in_(say.language)}"
        )
        for card in catalogue()
    }
    pages = {
        "home": st.Page("pages/home.py", title=say("shell.title"), default=True),
        **{name: st.Page(f"pages/{name}.py", title=say(f"menu.{name}")) for name in _IN_THE_MENU},
        **{
            name: st.Page(f"pages/{name}.py", title=say(f"{name}.title"))
            for name in _LINKED_ELSEWHERE
        },
    } | lessons
    asked = (st.context.url or "").rstrip("/").rpartition("/")[2]
    if asked not in pages and _ADDRESS.fullmatch(asked):
        # Streamlit answers an unknown address with a dialog in English, over a page it locks.
        pages["lost"] = st.Page(_lost, title=say("shell.lost"), url_path=asked)
    return pages


def _lost() -> None:
    say = session.speak()
    st.markdown(f"# {say('shell.lost')}\n\n{say('shell.lost_next')}", anchors=False)


def _menu(pages: dict[str, StreamlitPage]) -> None:
    say = session.speak()
    title, tagline = escape(say("shell.title")), escape(say("shell.tagline"))
    st.html(f'<p class="brand"><b>{title}</b><span>{tagline}</span></p>')
    _link(pages["home"], say("menu.home"))
    for name in _IN_THE_MENU:
        _link(pages[name])
    st.html(f'<p class="menu-label">{escape(say("menu.lessons"))}</p>')
    for card in catalogue():
        _link(pages[card.id])


def _link(page: StreamlitPage, label: str | None = None) -> None:
    st.page_link(page, label=label, query_params={"lang": session.language()})


def _language_switch() -> None:
    st.segmented_control(
        session.speak()("menu.language"),
        LANGUAGES,
        key=session.LANGUAGE_SWITCH,
        default=session.language(),
        format_func=lambda code: NAMES[code],
        required=True,
        on_change=session.take_language,
    )


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
