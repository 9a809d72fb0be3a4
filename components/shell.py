"""The frame around every page: address, menu, language, and the room a page stands in."""

import gc
import re
import sys
from copy import copy

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from components import (
    account,
    account_keeper,
    apology,
    browser_store,
    choice,
    notices,
    onward,
    session,
    sitemap,
    style,
    syncing,
    unbroken,
    unread,
)
from course import catalogue
from i18n import LANGUAGES, NAMES, Words

unbroken.take_in_whole()
_ADDRESS = re.compile(r"[A-Za-z0-9_-]{1,80}")


def run() -> None:
    """Draw the frame and the page the address asks for."""
    session.step_inside()
    pages = _pages(session.speak())
    current = _navigation(pages)
    # The icon is set in components.style: for one given here, Streamlit loads what it knows of
    # emojis, or NumPy and Pillow, before the first page is drawn.
    st.set_page_config(page_title=_title(current, session.speak()), layout="wide")
    session.keep_language_in_the_address()
    style.apply(current.url_path)
    # The page first: a newcomer waits for what it says, not for the menu beside it.
    with apology.instead_of_a_traceback():
        syncing.take()
        current.run()
        notices.show()
        unread.show()
    with st.sidebar:
        # After the page, which may have noted something.
        browser_store.show("" if name == "home" else name for name in pages)
        account_keeper.show()
        _language_switch()
        syncing.show()
        _of_the_account()
    _freeze_what_was_imported()


def enter() -> None:
    """Make sure the page that calls this stands inside the frame.

    Until app.py has run once, Streamlit serves the files of pages/ on their own. The first visitor
    after a restart may arrive by such an address; register the pages and start over.
    """
    if not session.inside_the_shell():
        _navigation(_pages(session.speak()))
        st.rerun()


def _title(page: StreamlitPage, say: Words) -> str:
    """Return what the browser's tab says: the page first, for many tabs leave room for no more."""
    house = say("shell.title")
    return house if page.title == house else f"{page.title} · {house}"


def _navigation(pages: dict[str, StreamlitPage]) -> StreamlitPage:
    """Draw the menu, lessons last, and return the page the address asks for.

    Streamlit's own menu is one message; a link of our own for each page is one each, and at every
    rerun.
    """
    lessons = [pages[card.id] for card in catalogue()]
    others = [page for page in pages.values() if page not in lessons]
    return st.navigation([*others, *lessons], expanded=True)


def _pages(say: Words) -> dict[str, StreamlitPage]:
    # Streamlit writes into a page whose turn it is, so every run has copies of its own.
    pages = {name: copy(page) for name, page in sitemap.pages(say.language).items()}
    asked = (st.context.url or "").rstrip("/").rpartition("/")[2]
    if asked not in pages and _ADDRESS.fullmatch(asked):
        # Streamlit answers an unknown address with a dialog in English, over a page it locks.
        pages["lost"] = st.Page(_lost, title=say("shell.lost"), url_path=asked, visibility="hidden")
    return pages


def _lost() -> None:
    say = session.speak()
    st.markdown(f"# {say('shell.lost')}\n\n{say('shell.lost_next')}", anchors=False)


def _language_switch() -> None:
    st.segmented_control(
        session.speak()("menu.language"),
        LANGUAGES,
        key=session.language_switch(),
        default=session.language(),
        format_func=lambda code: choice.spelled(NAMES[code]),
        required=True,
        on_change=session.take_language,
    )


def _of_the_account() -> None:
    """Draw the ways to what only those who are signed in have."""
    if account.signed_in() is None:
        return
    onward.link("replies", session.speak()("replies.title"))
    me = unread.reader()
    if me is not None and me.moderator:
        onward.link("moderation", session.speak()("moderation.title"))


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
