"""The moderators' desk: what was reported, what is to become of it, and what became of it.

The database decides who may do any of this (`learner.supabase_store`); the page only asks.
"""

import streamlit as st

from components import (
    account,
    choice,
    errand,
    heading,
    moderation_cases,
    moderation_log,
    onward,
    session,
)
from components.call import Call
from components.moderation_desk import Desk
from i18n import Words
from learner.accounts import Profile

PARTS = ("comments", "issues", "log")


def show() -> None:
    """Draw the desk for a moderator, and a sentence for everybody else."""
    say = session.speak()
    heading.page("moderation")
    here = account.signed_in()
    if not account.available():
        st.markdown(say("account.not_set_up"))
    elif here is None:
        account.look()
        st.markdown(say("moderation.sign_in"))
        onward.link("account", f"{say('account.sign_in')} →")
    else:
        _desk(session.kept(f"desk {here.user_id}", Desk), say)


def _desk(desk: Desk, say: Words) -> None:
    who = desk.part("profile")
    if not who.done:
        errand.watch(who)
    elif not isinstance(who.result, Profile):
        _failed(desk, who, say)
    elif not who.result.moderator:
        st.markdown(say("moderation.not_yours"))
    else:
        _parts(desk, say)


def _parts(desk: Desk, say: Words) -> None:
    _gather(desk, say)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        part = st.segmented_control(
            say("moderation.part"),
            PARTS,
            default=PARTS[0],
            format_func=lambda name: choice.spelled(say(f"moderation.{name}")),
            required=True,
            key="desk-part",
        )
        st.button(say("moderation.refresh"), on_click=desk.refresh)
    call = desk.part(part)
    under_way = [it for it in (desk.act, call) if it is not None and not it.done]
    with st.container(key="desk-news"):  # always there: what stands below it keeps its place
        if under_way:
            errand.watch(*under_way)
        if desk.news:
            st.markdown(desk.news)
    if call.done and call.trouble:
        _failed(desk, call, say)
        return
    if call.done:
        desk.shown[part] = call.result
    if part in desk.shown:
        draw = {
            "comments": moderation_cases.show_comments,
            "issues": moderation_cases.show_issues,
            "log": moderation_log.show,
        }[part]
        draw(desk, desk.shown[part], bool(under_way), say)


def _gather(desk: Desk, say: Words) -> None:
    if desk.act is None or not desk.act.done:
        return
    trouble, desk.act = desk.act.trouble, None
    desk.news = errand.sentence(trouble) if trouble else say("moderation.done")
    desk.acts[desk.about] += not trouble
    who = desk.read["profile"]
    desk.read.clear()
    desk.read["profile"] = who


def _failed(desk: Desk, call: Call, say: Words) -> None:
    if call.trouble:
        errand.say_trouble(call.trouble)
    st.button(say("account.try_again"), on_click=desk.refresh, key="desk-again")
