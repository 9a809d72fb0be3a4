"""Report a mistake: filled in beforehand, sent where there is somebody to send it to.

Where accounts are kept, the store takes reports too, from whoever is signed in or not. Elsewhere
nobody would answer; what somebody writes stays in their browser until they pass it on themselves.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from components import account, server_line, session
from components.call import Call
from components.server_line import Line
from course import catalogue
from course.reading import find, read
from i18n import Language
from learner.accounts import Code, Reason, Trouble
from learner.comments import MOST_LETTERS, Issue

APP = "app"
"""What stands for the app where no lesson is meant."""
KINDS = ("fact", "translation", "link", "lab", "accessibility", "other")
_WORDS = (
    "app", "copied", "copy", "drop", "empty", "keep", "kept", "kept_and_copied", "kind", "lesson",
    "missing", "not_copied", "note", "open", "preview", "section", "text", "whole", "lab_link",
    "elsewhere", "send", "sending", "sent", "kept_unsent", "note_sent", "too_long", "lost",
)  # fmt: skip

_KEY = "report"
_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    _KEY,
    html='<div class="report"></div>',
    css=(_HERE / "report.css").read_text(encoding="utf-8"),
    js="\n".join(
        (_HERE / name).read_text(encoding="utf-8") for name in ("server_line.js", "report.js")
    ),
)


def show() -> None:
    """Draw the form, about the lesson and section that the address names."""
    st.fragment(_draw)()


def _draw() -> None:
    say, line = session.speak(), _line()
    line.gather()
    told = {
        "language": say.language,
        "words": {name: say(f"report.{name}") for name in _WORDS},
        "kinds": [{"id": kind, "title": say(f"report.kinds.{kind}")} for kind in KINDS],
        "lessons": [_lesson(card.id) for card in catalogue()],
        "lesson": session.asked("lesson"),
        "section": session.asked("section"),
        "tracker": session.server_limits().issues_url,
        "sends": account.available(),
        "most": MOST_LETTERS,
        "visit": session.visitor(),
        "busy": bool(line.under_way),
        "answers": line.told(),
    }
    # As bytes: for a dict Streamlit would load pandas.
    _mount(key=_KEY, data=json.dumps(told, ensure_ascii=False).encode(), on_ask_change=_hear)


def _line() -> Line:
    return session.kept("line of reports", Line)


def _hear() -> None:
    asked = server_line.question(session.told_by(_KEY, "ask"))
    if asked is None or asked[1].get("do") != "report" or _line().knows(asked[0]):
        return
    if not account.available():
        return
    try:
        issue = issue_of(asked[1], session.language())
    except ValueError:
        _line().answer(asked[0], Trouble(Code.INVALID, Reason.TEXT))
    else:
        _line().ask(asked[0], Call(lambda store: store.report_issue(issue)))


def issue_of(told: Mapping[str, object], language: Language) -> Issue:
    """Return the report that the browser hands over.

    Raises
    ------
    ValueError
        It is of no page here, or has no words.
    """
    lesson, section, revision, link, body = (
        _text(told, name) for name in ("lesson", "section", "revision", "link", "body")
    )
    if lesson not in {APP, *(card.id for card in catalogue())} or not body.strip():
        raise ValueError("no report of a page here")
    return Issue(lesson, section, language, revision, body, link)


def _text(told: Mapping[str, object], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str):
        raise ValueError(f"{name} is no text")  # noqa: TRY004 (what a browser told)
    return value


def _lesson(lesson_id: str) -> dict[str, object]:
    language, lesson = session.language(), read(find(lesson_id))
    sections = lesson.sections(language)
    return {
        "id": lesson.id,
        "title": f"{lesson.number:02d} {lesson.title.in_(language)}",
        "revision": f"{lesson.updated} {lesson.revision(language)}",
        "sections": [{"id": section.id, "title": section.title} for section in sections],
    }
