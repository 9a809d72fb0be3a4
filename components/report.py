"""Report a mistake: filled in beforehand, kept in the visitor's browser, offered as text or link.

There is no sign-in yet and so nobody to answer to; what somebody writes stays with them until they
pass it on themselves.
"""

import json
from pathlib import Path

import streamlit as st

from components import session
from course import catalogue
from course.reading import find, read

KINDS = ("fact", "translation", "link", "lab", "accessibility", "other")
_WORDS = (
    "app", "copied", "copy", "drop", "empty", "keep", "kept", "kept_and_copied", "kind", "lesson",
    "missing", "not_copied", "note", "open", "preview", "section", "text", "whole",
)  # fmt: skip

_mount = st.components.v2.component(
    "report",
    html='<div class="report"></div>',
    css=Path(__file__).with_suffix(".css").read_text(encoding="utf-8"),
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
)


def show() -> None:
    """Draw the form, about the lesson and section that the address names."""
    say = session.speak()
    told = {
        "language": say.language,
        "words": {name: say(f"report.{name}") for name in _WORDS},
        "kinds": [{"id": kind, "title": say(f"report.kinds.{kind}")} for kind in KINDS],
        "lessons": [_lesson(card.id) for card in catalogue()],
        "lesson": session.asked("lesson"),
        "section": session.asked("section"),
        "tracker": session.server_limits().issues_url,
    }
    # As bytes: for a dict Streamlit would load pandas.
    _mount(key="report", data=json.dumps(told, ensure_ascii=False).encode())


def _lesson(lesson_id: str) -> dict[str, object]:
    language, lesson = session.language(), read(find(lesson_id))
    sections = lesson.sections(language)
    return {
        "id": lesson.id,
        "title": f"{lesson.number:02d} {lesson.title.in_(language)}",
        "revision": f"{lesson.updated} {lesson.revision(language)}",
        "sections": [{"id": section.id, "title": section.title} for section in sections],
    }
