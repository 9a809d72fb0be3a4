"""Everything that is kept about an account: to take along, or to delete for good."""

import json
from datetime import date

import streamlit as st

from components import account, errand, heading, session
from components.errand import Errand

FILE_NAME = "stream-account.json"
_EXPORT, _DELETE = "export", "delete"


def show() -> None:
    """Draw both; nothing is asked for before a button is pressed."""
    say = session.speak()
    heading.part(say("account_data.title"))
    _export()
    with st.expander(say("account_data.delete_title")):
        _delete()


def _export() -> None:
    say, done = session.speak(), account.membership().errands.get(_EXPORT)
    st.caption(say("account_data.export_note"))
    if done is not None and done.done and done.trouble is None:
        name = f"{date.today():%Y-%m-%d}-{FILE_NAME}"
        data = json.dumps(done.result, ensure_ascii=False, indent=1)
        st.download_button(
            say("account_data.save"), data, name, "application/json", on_click="ignore"
        )
        return
    st.button(say("account_data.export"), on_click=_start, args=(_EXPORT,))
    _say(done)


def _delete() -> None:
    say, done = session.speak(), account.membership().errands.get(_DELETE)
    st.markdown(say("account_data.delete_text"))
    sure = st.checkbox(say("account_data.sure"), key="delete-sure")
    st.button(say("account_data.delete"), disabled=not sure, on_click=_start, args=(_DELETE,))
    if done is not None and done.done and done.trouble is None:
        account.gone()
        st.rerun()
    _say(done)


def _start(what: str) -> None:
    store = account.store()
    work = {_EXPORT: store.export, _DELETE: store.delete_account}[what]
    account.membership().errands[what] = Errand(work)


def _say(done: Errand | None) -> None:
    if done is None:
        return
    if not done.done:
        errand.watch(done)
    elif done.trouble:
        errand.say_trouble(done.trouble)
