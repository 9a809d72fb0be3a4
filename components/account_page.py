"""The page of an account: what it is for, signing in, and whatever belongs to whoever is."""

import streamlit as st

from components import (
    account,
    account_data,
    heading,
    learning,
    onward,
    profile,
    session,
    sign_in,
    syncing,
)


def show() -> None:
    """Draw the page, as whoever this is sees it."""
    say = session.speak()
    heading.page("account")
    if not account.available():
        st.markdown(say("account.not_set_up"))
        onward.link("progress", f"{say('account.take_along')} →")
        return
    account.look()
    here = account.membership()
    with st.container(key="account-news"):  # always there, or the form below would begin anew
        if here.news:
            st.markdown(say(f"account.news.{here.news}"))
    if here.account is None and session.notebook().owner:
        st.caption(say("account.under_way"))  # the browser is about to hand over a session
    elif here.account is None:
        _signed_out()
    else:
        _left_behind()
        _signed_in()
        profile.show()
        account_data.show()


def _signed_out() -> None:
    say = session.speak()
    with st.container(key="panel-sign-in"):
        heading.part(say("account.sign_in"))
        sign_in.show()
    st.caption(say("account.what_is_kept"))


def _left_behind() -> None:
    """Ask about progress that was made here by nobody in particular: it may be a stranger's."""
    say, notebook = session.speak(), session.notebook()
    count = len(notebook.left_behind - learning.facts())
    if not count:
        return
    with st.container(key="panel-left-behind"):
        heading.part(say("account.left_behind.title"))
        st.markdown(say("account.left_behind.text", count=count))
        with st.container(horizontal=True):
            st.button(say("account.left_behind.take"), type="primary", on_click=_take_over)
            st.button(say("account.left_behind.leave"), on_click=_leave_behind)


def _take_over() -> None:
    notebook = session.notebook()
    if learning.bring(notebook.left_behind):
        notebook.moved += 1
        notebook.left_behind = frozenset()


def _leave_behind() -> None:
    session.notebook().left_behind = frozenset()


def _signed_in() -> None:
    say, here = session.speak(), account.membership()
    if here.account is None:
        return
    heading.part(say("account.you"))
    st.text(say("account.signed_in_as", email=here.account.email or here.account.user_id))
    if here.trouble:
        st.markdown(say("account.unreachable"))
    st.markdown(_synced())
    with st.container(horizontal=True):
        if syncing.state().trouble:
            st.button(say("account.try_again"), on_click=syncing.again)
        st.button(say("account.leave"), on_click=_leave)
        st.button(say("account.leave_everywhere"), on_click=_leave, args=(True,))
    st.caption(say("account.leave_note"))


def _synced() -> str:
    say, count = session.speak(), syncing.waiting()
    if not syncing.state().cloud.asked:
        return say("account.synced.unknown", count=count)
    if count:
        return say("account.synced.some", count=count, held=len(syncing.state().cloud.has))
    return say("account.synced.all", held=len(syncing.state().cloud.has))


def _leave(everywhere: bool = False) -> None:
    account.leave(everywhere=everywhere, forget=syncing.settled())
