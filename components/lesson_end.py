"""The end of a lesson: "done reading", and the way to the lessons before and after."""

import json
from functools import partial
from pathlib import Path

import streamlit as st

from components import learning, session
from course import Card, catalogue
from course.lesson import Lesson
from learner import Part

_mount = st.components.v2.component(
    "lesson_end",
    html='<div class="ending"></div>',
    css=Path(__file__).with_suffix(".css").read_text(encoding="utf-8"),
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
)


def show(lesson: Lesson) -> None:
    """Draw the button and the links."""
    _reading(lesson)
    cards = catalogue()
    near = {
        "previous": [card for card in cards if card.number < lesson.number][-1:],
        "next": [card for card in cards if card.number > lesson.number][:1],
    }
    with st.container(key="lesson-ways", horizontal=True, horizontal_alignment="distribute"):
        for way, found in near.items():
            for card in found:
                _link(way, card)


def _link(way: str, card: Card) -> None:
    title = f"{card.number:02d} {card.title.in_(session.language())}"
    label = session.speak()(f"ending.{way}", title=title)
    address = {"lang": session.language()}
    st.page_link(f"pages/{card.id}.py", label=label, query_params=address)


def _reading(lesson: Lesson) -> None:
    """Draw the button. The browser knows which sections were in sight, and tells when pressed."""
    say = session.speak()
    key = f"reading-{lesson.id}"
    told = {
        "language": say.language,
        "done": learning.progress().lessons[lesson.id].xp[Part.READ] > 0,
        "sections": {section.id: section.title for section in lesson.sections(say.language)},
        "words": {name: say(f"ending.{name}") for name in ("done", "is_done", "missing")},
    }
    data = json.dumps(told, ensure_ascii=False).encode()
    _mount(key=key, data=data, on_read_change=partial(_keep, lesson, key))


def _keep(lesson: Lesson, key: str) -> None:
    told = session.told_by(key, "read")
    if isinstance(told, list):
        sections = {section.id for section in lesson.en}
        learning.read(lesson.id, sorted(sections.intersection(map(str, told))))
