"""The element that keeps the session in the browser and hands over its access token.

Nobody sees it. It is drawn where the browser said that somebody is signed in, and where they may:
others are spared.
"""

import json
from pathlib import Path

import streamlit as st

from components import account, session

KEY = "account_keeper"
_HERE = Path(__file__).parent
SESSION_JS = (_HERE / "account_session.js").read_text(encoding="utf-8")
_element = st.components.v2.component(
    KEY, js=SESSION_JS + (_HERE / "account_keeper.js").read_text(encoding="utf-8")
)


def show() -> None:
    """Draw the element, if there is a session to keep."""
    here = account.membership()
    if not account.available() or not here.looking:
        return
    said = {
        "server": server(),
        "visit": session.visitor(),
        "user": here.account.user_id if here.account else "",
        "refused": here.refused,
        "leave": here.leaving,
    }
    # As bytes: for a dict Streamlit would load pandas.
    _element(key=KEY, data=json.dumps(said).encode(), on_handed_change=_hear)


def server() -> dict[str, str]:
    """Return what the browser needs to know of the account's server."""
    known = session.account_server()
    return {"url": known.project.url, "key": known.project.key} if known else {}


def _hear() -> None:
    account.hear(session.told_by(KEY, "handed"))
