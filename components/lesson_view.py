"""A lesson, drawn from its folder: header line, 피파's line, text, takeaways, exercise, links."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st

from components import lesson_style, lesson_text, session
from course import Text, track
from course.lesson import Lesson
from course.reading import find, read

PAGE_PX = 1040  # the text, the labs that are wider than it, and the map beside them


def show(lesson_id: str) -> None:
    """Draw the lesson `lesson_id` in the visitor's language."""
    folder = find(lesson_id)
    lesson = read(folder)
    parts = _parts(lesson)
    lesson_style.apply(tuple(parts))
    with st.container(width=PAGE_PX):
        text, side = st.columns([1, 0.26], gap="large")
    with text, st.container(key="lesson", gap="large"):
        _head(lesson)
        lesson_text.show(folder, lesson)
        _takeaways(lesson)
        _exercise(lesson)
        _links(lesson)
        _not_verified(lesson)
    with side:
        _map(parts)


def _said(text: Text) -> str:
    return text.in_(session.language())


def _list(texts: list[str], mark: str = "-") -> str:
    return "\n".join(f"{mark} {text}" for text in texts)


def _parts(lesson: Lesson) -> dict[str, str]:
    say = session.speak()
    before = {"mental-model": say("lesson.mental_model")}
    sections = {s.id: s.title for s in lesson.sections(session.language())}
    after = {id: say(f"lesson.{id}") for id in ("takeaways", "exercise", "links")}
    return before | sections | after | {"not-verified": say("lesson.not_verified")}


def _head(lesson: Lesson) -> None:
    say = session.speak()
    line = say(
        "lesson.header",
        number=f"{lesson.number:02d}",
        length=track().length,
        minutes=lesson.minutes,
        tags=", ".join(lesson.tags),
    )
    with st.container(width=lesson_text.TEXT_PX):
        st.html(f'<p class="lesson-header">{escape(line)}</p>')
        st.title(_said(lesson.title), anchor=False)
        with st.container(key="lesson-one-liner"):
            st.markdown(f"**{say('lesson.one_liner')}** {_said(lesson.one_liner)}")
    with _part(lesson, "mental-model"):
        st.markdown(_said(lesson.mental_model))
        goals = [_said(goal) for goal in lesson.objectives.values()]
        st.markdown(f"{say('lesson.objectives')}\n\n{_list(goals)}")


@contextmanager
def _part(lesson: Lesson, id: str) -> Iterator[None]:
    with st.container(key=f"section-{id}"):
        lesson_text.heading(_parts(lesson)[id], id)
        with st.container(width=lesson_text.TEXT_PX):
            yield


def _takeaways(lesson: Lesson) -> None:
    with _part(lesson, "takeaways"):
        st.markdown(_list([_said(takeaway) for takeaway in lesson.takeaways], "1."))


def _exercise(lesson: Lesson) -> None:
    exercise = lesson.exercise
    with _part(lesson, "exercise"):
        st.markdown(_said(exercise.prompt))
        st.markdown(_list([_said(question) for question in exercise.checklist]))
        with st.container(key="lesson-note-no-tool"):
            st.markdown(_said(exercise.no_tool_variant))


def _links(lesson: Lesson) -> None:
    say = session.speak()
    lines = [
        f"[{_said(link.title)}]({link.url}) · {say(f'lesson.kind.{link.kind}')}, {link.year}"
        for link in lesson.links
    ]
    with _part(lesson, "links"):
        st.markdown(_list(lines))


def _not_verified(lesson: Lesson) -> None:
    with _part(lesson, "not-verified"):
        st.markdown(_list([_said(doubt) for doubt in lesson.not_verified]))
        checked = session.speak()("lesson.facts_checked", date=lesson.facts_checked)
        st.html(f'<p class="lesson-label">{escape(checked)}</p>')


def _map(parts: dict[str, str]) -> None:
    title = escape(session.speak()("lesson.map"))
    items = "".join(f'<li><a href="#{id}">{escape(name)}</a></li>' for id, name in parts.items())
    st.html(f'<nav class="lesson-map" aria-label="{title}"><p>{title}</p><ol>{items}</ol></nav>')
