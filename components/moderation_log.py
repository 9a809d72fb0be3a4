"""What moderators did and why, and giving back what was taken from somebody for a while."""

from html import escape

import streamlit as st

from components import moment
from components.moderation_desk import Desk, ask_reason, say_wanting
from figures import html_parts
from figures.safe_text import visible
from i18n import Words
from learner.comments import PAGE, Logged


def show(desk: Desk, told: object, busy: bool, say: Words) -> None:
    """Draw a page of the log, and for the accounts muted in it a way to let them write again."""
    entries = told if isinstance(told, tuple) else ()
    if not entries and not desk.log_page:
        st.markdown(say("moderation.nothing"))
        return
    heads = [say(f"moderation.{name}") for name in ("at", "who", "did", "about", "why")]
    rows = [_row(entry, say) for entry in entries]
    with st.container(key="wide-log"):
        st.html(html_parts.table(say("moderation.log"), heads, rows))
    _turning(desk, len(entries), say)
    _unmute(desk, entries, busy, say)


def _row(entry: Logged, say: Words) -> tuple[str, ...]:
    did = say.sentences.get(f"moderation.acts.{entry.action}", entry.action)
    who = visible(entry.moderator) or say("comments.somebody")
    return moment.said(entry.at), who, did, _about(entry, say), visible(entry.reason)


def _about(entry: Logged, say: Words) -> str:
    if entry.comment is not None:
        return say("moderation.comment", id=entry.comment)
    if entry.user_id:
        return say("moderation.account", id=entry.user_id[:8])
    return say("moderation.issue")


def _turning(desk: Desk, entries: int, say: Words) -> None:
    with st.container(horizontal=True):
        for name, page, able in (
            ("previous", desk.log_page - 1, desk.log_page > 0),
            ("next", desk.log_page + 1, entries == PAGE),
        ):
            if able:
                st.button(say(f"moderation.{name}"), on_click=desk.turn, args=(page,), key=name)


def _unmute(desk: Desk, entries: tuple[Logged, ...], busy: bool, say: Words) -> None:
    last = {it.user_id: it for it in reversed(entries) if it.action in ("mute", "unmute")}
    for user_id, entry in last.items():
        if entry.action == "mute":
            _let_write(desk, user_id, busy, say)


def _let_write(desk: Desk, user_id: str, busy: bool, say: Words) -> None:
    st.html(f"<p>{escape(say('moderation.account', id=user_id[:8]))}</p>")
    key = ask_reason(desk, user_id, busy, say)
    st.button(
        say("moderation.unmute"),
        key=f"unmute-{user_id}",
        disabled=busy,
        on_click=desk.do,
        args=(user_id, key, lambda store, reason: store.mute(user_id, 0, reason)),
    )
    say_wanting(desk, user_id, say)
