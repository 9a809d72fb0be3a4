"""The one door to the browser's own storage: progress and preferences survive the visit there.

One element without a picture, at the same place of every page. It tells what the browser keeps once
per visit, and again when another tab adds to it; what a visit notes goes down with the run that
noted it. Nothing is told where nothing is kept, so a newcomer's page is drawn once.

Each account has a set of its own, and so has whoever is signed in to none: the browser says whose
it tells, and `notebook.owner` whose it keeps. Only sets are merged, so two tabs that write at the
same moment end with the same facts: whoever sees that its own are missing adds them. The browser is
not trusted. What it tells is read fact by fact (`learner.stored`), and if any of it is none, the
whole text is moved to a key of its own.
"""

import json
from collections.abc import Iterable
from pathlib import Path

import streamlit as st

from components import account, session
from components.notebook import Notebook
from learner import from_json

KEY = "browser_store"
_JS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_element = st.components.v2.component(KEY, js=_JS)


def show(addresses: Iterable[str]) -> None:
    """Draw the element, which nobody sees, with what this visit wants kept.

    `addresses` are those of all pages: Streamlit remembers the colours for each by itself.
    """
    notebook = session.notebook()
    said = {
        "addresses": list(addresses),
        "visit": session.visitor(),
        "known": notebook.known,
        "set_aside": notebook.set_aside,
        "accounts": account.available(),
        "owner": notebook.owner,
        "moved": notebook.moved,
        "preferences": notebook.chosen,
        "cookie": session.LANGUAGE_COOKIE,
    }
    data = f'{json.dumps(said)[:-1]},"progress":{notebook.to_keep()}}}'
    # Bytes, because a dict would load pandas.
    _element(key=KEY, data=data.encode(), on_kept_change=_take)


def _take() -> None:
    kept = session.told_by(KEY, "kept")
    if isinstance(kept, dict) and kept.get("visit") == session.visitor():
        if "owner" in kept:
            _take_all(kept)
        elif kept.get("signed_in") is not None:  # or not any more: the keeper hears by whom
            account.look()


def _take_all(kept: dict[str, object]) -> None:
    notebook, owner = session.notebook(), kept["owner"]
    if notebook.owner is None and isinstance(owner, str):
        notebook.owner = owner
    if notebook.owner != owner:
        return
    notebook.known = True
    _take_progress(kept.get("progress"), notebook)
    _take_preferences(kept.get("preferences"), notebook)
    if owner:
        account.look()
        nobodys = kept.get("nobodys")
        notebook.left_behind |= from_json(nobodys if isinstance(nobodys, str) else "").facts


def _take_progress(text: object, notebook: Notebook) -> None:
    if text is None:  # nothing kept
        return
    stored = from_json(text if isinstance(text, str) else "")
    notebook.learn(stored.facts)
    notebook.set_aside += bool(stored.refused)


def _take_preferences(kept: object, notebook: Notebook) -> None:
    if not isinstance(kept, dict):
        return
    session.remember_language(kept.get("language"))
    for name, allowed in (("hide_xp", (True, False)), ("theme", session.THEMES)):
        if kept.get(name) in allowed:
            notebook.preferences.setdefault(name, kept[name])
