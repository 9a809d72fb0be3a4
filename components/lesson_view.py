"""A lesson, drawn from its folder: 피파's line, text, takeaways, quiz, exercise, links."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import streamlit as st

from components import (
    asking,
    comments,
    lab_place,
    learning,
    lesson_end,
    lesson_header,
    lesson_style,
    lesson_text,
    session,
)
from components.lesson_markdown import Part, box, heading, line, listed, of_section
from course import Text
from course.lesson import Lesson
from course.reading import find, read
from i18n import Words

PAGE_PX = 1040  # the text, the labs that are wider than it, and the map beside them


def show(lesson_id: str) -> None:
    """Draw the lesson `lesson_id` in the visitor's language."""
    learning.opened(lesson_id)
    folder, say = find(lesson_id), session.speak()
    lesson = read(folder)
    parts = tuple(_parts(folder, lesson, say))
    with st.container(key="lesson", width=PAGE_PX):
        titles = {part.id: part.title for part in parts}
        header = lesson_header.line(lesson, say)
        lesson_style.show_frame(header, titles)
        labs = lesson_text.show([_head(lesson, say), *(part.flat for part in parts)])
        asking.show(lesson)
        lesson_end.show(lesson)
        comments.show(lesson.id)
        lab_place.watch(lab for lab in lesson.labs if lab.id not in lesson_text.AT_ONCE)
        for show_lab in labs:
            show_lab()
    if lesson_header.line(lesson, say) != header:
        st.rerun()  # What was drawn below, such as the result of an analysis, has earned something.


def _parts(folder: Path, lesson: Lesson, say: Words) -> Iterator[Part]:
    yield _part("mental-model", say, _said(lesson.mental_model, say), _objectives(lesson, say))
    for section in lesson.sections(say.language):
        yield of_section(folder, lesson, section, say)
    yield _part("takeaways", say, _list(lesson.takeaways, say, "1."))
    if lesson.quiz:
        yield _part("quiz", say, asking.place(lesson, "quiz"))
    yield _exercise(lesson, say)
    yield _part("links", say, listed(_links(lesson, say)))
    checked = say("lesson.facts_checked", date=lesson.facts_checked)
    doubts = _list(lesson.not_verified, say)
    end = (line("lesson-label", checked), _report(lesson, say), asking.place(lesson, "reading"))
    yield _part("not-verified", say, doubts, *end)


def _report(lesson: Lesson, say: Words) -> str:
    # A page of its own, in a tab of its own: the lesson stays as it is, labs and all.
    address = f"report?lang={say.language}&lesson={lesson.id}"
    return f'<p class="lesson-label screen-only"><a href="{address}">{say("report.link")}</a></p>'


def _part(id: str, say: Words, *texts: str) -> Part:
    return Part(id, say(f"lesson.{id.replace('-', '_')}"), texts)


def _said(text: Text, say: Words) -> str:
    return text.in_(say.language)


def _list(texts: Iterable[Text], say: Words, mark: str = "-") -> str:
    return listed([_said(text, say) for text in texts], mark)


def _head(lesson: Lesson, say: Words) -> str:
    title = heading(1, "lesson", _said(lesson.title, say))
    one_liner = f"**{say('lesson.one_liner')}** {_said(lesson.one_liner, say)}"
    return "\n\n".join([title, box("lesson-one-liner", one_liner)])


def _objectives(lesson: Lesson, say: Words) -> str:
    return f"{say('lesson.objectives')}\n\n{_list(lesson.objectives.values(), say)}"


def _exercise(lesson: Lesson, say: Words) -> Part:
    exercise = lesson.exercise
    no_tool = box("lesson-box", _said(exercise.no_tool_variant, say))
    prompt = _said(exercise.prompt, say)
    note = asking.place(lesson, "exercise")
    return _part("exercise", say, prompt, _list(exercise.checklist, say), no_tool, note)


def _links(lesson: Lesson, say: Words) -> Iterator[str]:
    for link in lesson.links:
        kind = say(f"lesson.kind.{link.kind}")
        yield f"[{_said(link.title, say)}]({link.url}) · {kind}, {link.year}"
