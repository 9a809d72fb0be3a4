"""A lesson, drawn from its folder: header line, 피파's line, text, takeaways, exercise, links."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

import streamlit as st

from components import lesson_style, lesson_text, session
from components.lesson_markdown import Part, box, line, listed, of_section
from course import Text, track
from course.lesson import Lesson
from course.reading import find, read

PAGE_PX = 1040  # the text, the labs that are wider than it, and the map beside them


def show(lesson_id: str) -> None:
    """Draw the lesson `lesson_id` in the visitor's language."""
    folder = find(lesson_id)
    lesson = read(folder)
    parts = tuple(_parts(folder, lesson))
    with st.container(key="lesson-page", width=PAGE_PX):
        with st.container(key="lesson", gap="large"):
            lesson_text.show([_head(lesson), *(part.flat for part in parts)])
        lesson_style.show_map({part.id: part.title for part in parts})


def _parts(folder: Path, lesson: Lesson) -> Iterator[Part]:
    yield _part("mental-model", _said(lesson.mental_model), _objectives(lesson))
    for section in lesson.sections(session.language()):
        yield of_section(folder, lesson, section)
    yield _part("takeaways", listed(map(_said, lesson.takeaways), "1."))
    yield _exercise(lesson)
    yield _part("links", listed(_links(lesson)))
    checked = session.speak()("lesson.facts_checked", date=lesson.facts_checked)
    doubts = listed(map(_said, lesson.not_verified))
    yield _part("not-verified", doubts, line("lesson-label", checked))


def _part(id: str, *texts: str) -> Part:
    return Part(id, session.speak()(f"lesson.{id.replace('-', '_')}"), texts)


def _said(text: Text) -> str:
    return text.in_(session.language())


def _head(lesson: Lesson) -> str:
    say = session.speak()
    facts = say(
        "lesson.header",
        number=f"{lesson.number:02d}",
        length=track().length,
        minutes=lesson.minutes,
        tags=", ".join(lesson.tags),
    )
    title = f'<h1 data-anchor="lesson">{escape(_said(lesson.title))}</h1>'
    one_liner = f"**{say('lesson.one_liner')}** {_said(lesson.one_liner)}"
    return "\n\n".join([line("lesson-header", facts), title, box("lesson-one-liner", one_liner)])


def _objectives(lesson: Lesson) -> str:
    goals = listed(map(_said, lesson.objectives.values()))
    return f"{session.speak()('lesson.objectives')}\n\n{goals}"


def _exercise(lesson: Lesson) -> Part:
    exercise = lesson.exercise
    questions = listed(map(_said, exercise.checklist))
    no_tool = box("lesson-box", _said(exercise.no_tool_variant))
    return _part("exercise", _said(exercise.prompt), questions, no_tool)


def _links(lesson: Lesson) -> Iterator[str]:
    say = session.speak()
    for link in lesson.links:
        kind = say(f"lesson.kind.{link.kind}")
        yield f"[{_said(link.title)}]({link.url}) · {kind}, {link.year}"
