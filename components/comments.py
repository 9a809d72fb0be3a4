"""The comments under a lesson: one element, drawn last, that asks for them once it is looked at.

Words of others come to the browser as plain pieces (`components.said`) and are set as text there.
Drafts stay in the browser tab until the store has taken them.
"""

import json
from functools import cache
from pathlib import Path

import streamlit as st

from components import account, conversation, errand, said, session
from components.conversation import Conversation
from figures.safe_text import visible
from i18n import LANGUAGES, NAMES, Language, words
from learner.comments import MOST_LETTERS, MOST_REASON, PAGE, Comment, State, Why

_HERE = Path(__file__).parent
_SCRIPTS = ("dom.js", "server_line.js", "comment_drafts.js", "comment_list.js", "comments.js")
_WORDS = (
    "title", "loading", "write", "send", "sending", "sent", "as_name", "no_name", "choose_name",
    "sign_in", "sign_in_link", "muted", "first", "newest", "oldest", "order", "language", "all",
    "none_in_language", "previous", "next", "place", "pages", "reply", "write_reply", "edit",
    "write_edit", "save", "saved", "cancel", "delete", "sure", "gone", "report", "why",
    "more_words", "send_report", "reported", "bell", "ringing", "silent",
    "edited", "deleted", "hidden", "somebody", "you", "letters", "too_long", "kept", "lost",
    "again", "whole", "desk", "plain", "empty",
)  # fmt: skip
_mount = st.components.v2.component(
    "comments",
    html='<section class="comments screen-only"></section>',
    css=(_HERE / "comments.css").read_text(encoding="utf-8"),
    js="\n".join((_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS),
)


def show(lesson: str) -> None:
    """Draw the comments under `lesson`, where accounts are kept anywhere."""
    if account.available():
        st.fragment(_draw)(lesson)


def _draw(lesson: str) -> None:
    here = conversation.of(lesson)
    here.gather()
    key = f"comments-{lesson}"
    # As bytes: for a dict Streamlit would load pandas.
    data = json.dumps(told(here), ensure_ascii=False).encode()
    _mount(key=key, data=data, on_ask_change=lambda: _hear(lesson, key))


def _hear(lesson: str, key: str) -> None:
    conversation.of(lesson).hear(session.told_by(key, "ask"))


def told(here: Conversation) -> dict[str, object]:
    """Return all that the browser draws of a conversation."""
    say, read, view = session.speak(), here.read, here.view
    signed_in, me = account.signed_in(), conversation.me(here)
    return {
        "visit": session.visitor(),
        "lesson": here.lesson,
        **_to_all(say.language),
        "me": {
            "id": signed_in.user_id if signed_in else "",
            "name": me.display_name if me else None,
            "muted": bool(me and me.muted_until),
            "moderator": bool(me and me.moderator),
        },
        "thread": _number(session.asked("thread")),
        "notice": _number(session.asked("notice")),
        "view": {"newest": view.newest, "language": view.language, "page": view.page},
        "total": read.page.total if read else None,
        "threads": [_comment(it, bool(me and me.notify_replies)) for it in read.page.threads]
        if read
        else [],
        "busy": here.is_busy,
        "trouble": errand.sentence(here.trouble) if here.trouble else "",
        "answers": here.line.told(),
    }


def _number(asked: str) -> int | None:
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else None


@cache
def _to_all(language: Language) -> dict[str, object]:
    say = words(language)
    return {
        "language": language,
        "names": {code: NAMES[code] for code in LANGUAGES},
        "words": {name: say.sentences[f"comments.{name}"] for name in _WORDS},
        "whys": [{"id": why.value, "title": say(f"comments.whys.{why}")} for why in Why],
        "most": {"letters": MOST_LETTERS, "reason": MOST_REASON, "threads": PAGE},
    }


def _comment(it: Comment, notify: bool) -> dict[str, object]:
    signed_in = account.signed_in()
    mine = bool(signed_in and it.author_id == signed_in.user_id)
    return {
        "id": it.id,
        "author": visible(it.author),
        "mine": mine,
        "language": it.language,
        "state": it.state.value,
        "body": said.told(it.body) if it.state is State.VISIBLE else [],
        "written": it.body if mine else "",
        "created": it.created_at,
        "edited": bool(it.edited_at),
        "bell": it.bell if it.bell is not None else mine and notify,
        "replies": [_comment(reply, notify) for reply in it.replies],
    }
