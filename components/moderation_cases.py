"""What waits on the moderators' desk: reported comments, and mistakes on pages."""

from collections import Counter
from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from components import choice, moment, said, session
from components.moderation_desk import Desk, ask_reason, say_wanting
from i18n import Words
from learner.comments import Action, Issue, Reported, State

if TYPE_CHECKING:
    from learner.stores import Store

MOST_SHOWN = 20
HOURS = (24, 168, 720)


def show_comments(desk: Desk, waiting: object, busy: bool, say: Words) -> None:
    """Draw the reported and the hidden comments, each with what can be done about it.

    While the desk is `busy` nothing can be typed or done: the next drawing would lose it.
    """
    cases = waiting if isinstance(waiting, tuple) else ()
    _count(len(cases), say)
    for case in cases[:MOST_SHOWN]:
        with st.container(key=f"case-{case.comment.id}"):
            st.html(_case(case, say))
            _decide(desk, case, busy, say)


def show_issues(desk: Desk, waiting: object, busy: bool, say: Words) -> None:
    """Draw the mistakes that readers found, to be closed with a word on what was done."""
    issues = waiting if isinstance(waiting, tuple) else ()
    _count(len(issues), say)
    for issue in issues[:MOST_SHOWN]:
        with st.container(key=f"case-issue-{issue.id}"):
            st.html(_issue(issue))
            _close(desk, issue, busy, say)


def _close(desk: Desk, issue: Issue, busy: bool, say: Words) -> None:
    about = f"issue-{issue.id}"
    key = ask_reason(desk, about, busy, say)
    st.button(
        say("moderation.close"),
        key=f"close-{issue.id}",
        disabled=busy,
        on_click=desk.do,
        args=(about, key, lambda store, reason: store.close_issue(issue.id, reason)),
    )
    say_wanting(desk, about, say)


def _count(waiting: int, say: Words) -> None:
    if not waiting:
        st.markdown(say("moderation.nothing"))
    elif waiting > MOST_SHOWN:
        st.caption(say("moderation.more", count=waiting - MOST_SHOWN))


def _case(case: Reported, say: Words) -> str:
    it = case.comment
    place = say(
        "moderation.place",
        author=it.author or say("comments.somebody"),
        lesson=it.lesson,
        when=moment.said(it.created_at),
    )
    notes = [say("moderation.hidden")] if it.state is State.HIDDEN else []
    if case.why:
        counted = Counter(say(f"comments.whys.{why}") for why in case.why).most_common()
        why = ", ".join(f"{name} × {n}" if n > 1 else name for name, n in counted)
        once = len(case.why) == 1
        sentence = "moderation.reported_one" if once else "moderation.reported"
        notes.append(say(sentence, count=len(case.why), why=why))
    words = "".join(
        f'<blockquote class="said">{said.html(text)}</blockquote>' for text in case.words
    )
    return (
        f'<p class="quiet"><bdi>{escape(place)}</bdi></p><div class="said" lang="{it.language}">'
        f"{said.html(it.body)}</div><p>{escape(' '.join(notes))}</p>{words}"
    )


def _issue(issue: Issue) -> str:
    where = "#".join(name for name in (issue.lesson, issue.section) if name)
    facts = (where, issue.language, issue.revision, moment.said(issue.created_at))
    link = f'<p><a href="{escape(issue.link)}">{escape(issue.link)}</a></p>' if _ours(issue) else ""
    head = escape(" · ".join(fact for fact in facts if fact))
    return f'<p class="quiet">{head}</p><div class="said">{said.html(issue.body)}</div>{link}'


def _ours(issue: Issue) -> bool:
    """Return whether the link leads to this site; the database keeps no other."""
    return issue.link.startswith("/") and not issue.link.startswith(("//", "/\\"))


def _decide(desk: Desk, case: Reported, busy: bool, say: Words) -> None:
    it, about = case.comment, str(case.comment.id)
    visible = it.state is State.VISIBLE
    able = (
        (Action.HIDE, Action.DELETE, Action.DISMISS) if visible else (Action.RESTORE, Action.DELETE)
    )
    key = ask_reason(desk, about, busy, say)
    if it.author_id:
        st.segmented_control(
            say("moderation.hours"),
            HOURS,
            default=HOURS[0],
            format_func=lambda hours: choice.spelled(say(f"moderation.hours_{hours}")),
            required=True,
            key=_hours_of(about),
            disabled=busy,
        )
    with st.container(horizontal=True):
        for act in able:
            st.button(
                say(f"moderation.{act}"),
                key=f"{act}-{it.id}",
                disabled=busy,
                on_click=desk.do,
                args=(about, key, partial(_moderate, it.id, act)),
            )
        if it.author_id:
            st.button(
                say("moderation.mute"),
                key=f"mute-{it.id}",
                disabled=busy,
                on_click=_mute,
                args=(desk, about, key, it.author_id),
            )
    say_wanting(desk, about, say)


def _moderate(comment: int, act: Action, store: "Store", reason: str) -> None:
    store.moderate(comment, act, reason)


def _mute(desk: Desk, about: str, key: str, user_id: str) -> None:
    hours = int(session.standing(_hours_of(about)))
    desk.do(about, key, lambda store, reason: store.mute(user_id, hours, reason))


def _hours_of(about: str) -> str:
    return f"hours-{about}"
