"""The record of what a learner has done, to look at and to print."""

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape

import streamlit as st

from components import account, heading, learning, lesson_header, outlines, session
from course.lesson import Lesson
from course.reading import find, read
from i18n import Words
from learner import XP, Achievement, LessonProgress, Part

_CSS = """
.record .wide { overflow-x: auto; }
.record table { width: 100%; border-collapse: collapse; }
.record tr, .record li { border-bottom: 1px solid var(--line); }
.record :is(td, th) { padding: 0.45rem 0.6rem; border: 0; text-align: center; font-weight: 500; }
.record th { white-space: nowrap; }
.record th:first-child { text-align: left; white-space: normal; min-width: 10rem; }
.stMain .record h2 { padding: 2rem 0 0; margin: 0 0 0.3rem; }
.record thead th { font-size: 0.88rem; color: var(--quiet); }
.record tbody th, .record thead th:first-child, .stMain .record li { padding-left: 0; }
.record ul { list-style: none; margin: 0; padding: 0; }
.stMain .record li { display: flex; gap: 1rem; margin: 0; padding: 0.4rem 0.6rem; }
.record li p { flex: 1; margin: 0; }
.record :is(span, .quiet) { color: var(--quiet); }
@media (max-width: 640px) {
  /* A title has a row to itself, and what was done has the next: nothing lies beyond the edge. */
  .record tr { display: grid; grid-template-columns: repeat(var(--columns), minmax(0, 1fr)); }
  .record tbody th { grid-column: 1 / -1; padding-bottom: 0; }
  .record thead th:first-child { display: none; }
  .record thead th { padding-inline: 0; font-size: 0.78rem; }
  .record td { padding-inline: 0; }
}
@media print {
  /* Named twice, to weigh more than what makes every block a block on paper. */
  .stMain .st-key-keeping.st-key-keeping, .record .quiet { display: none !important; }
  .record :is(tr, li) { break-inside: avoid; }
}
"""


def show() -> None:
    """Draw the record of this visit's learner."""
    say = session.speak()
    where = "sentence_account" if account.signed_in() else "sentence"
    heading.top(say("record.title"), say(f"record.{where}", date=date.today()))
    lessons = [read(find(outline.id)) for outline in outlines.course()]
    hidden = learning.hides_xp()
    standing = f'<p class="progress-line">{escape(lesson_header.standing(say))}</p>'
    parts = [
        *([] if hidden else [standing]),
        *_part("lessons", _complete(say), _table(lessons, hidden, say), say=say),
        *_part("recall", _said("recall_note", say), _list(_recalled(lessons, say)), say=say),
        *([] if hidden else _part("achievements", _list(_achieved(say)), say=say)),
        f'<p class="quiet">{escape(say("record.print"))}</p>',
    ]
    st.html(f'<style>{_CSS}</style><div class="record">{"".join(parts)}</div>')


def _part(name: str, *texts: str, say: Words) -> tuple[str, ...]:
    return (f"<h2>{escape(say(f'record.{name}'))}</h2>", *texts)


def _said(name: str, say: Words, **facts: object) -> str:
    return f"<p>{escape(say(f'record.{name}', **facts))}</p>"


def _complete(say: Words) -> str:
    progress = learning.progress()
    return _said("complete", say, complete=progress.complete, published=len(progress.lessons))


def _table(lessons: Iterable[Lesson], hidden: bool, say: Words) -> str:
    heads = ["lesson", *Part, *([] if hidden else ["xp"])]
    head = "".join(f'<th scope="col">{escape(say(f"record.{name}"))}</th>' for name in heads)
    rows = "".join(_row(lesson, hidden, say) for lesson in lessons)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="wide" tabindex="0" style="--columns: {len(heads) - 1}">{table}</div>'


def _row(lesson: Lesson, hidden: bool, say: Words) -> str:
    it = learning.progress().lessons[lesson.id]
    cells = [_state(it, part, say) for part in Part]
    xp = [] if hidden else [str(sum(it.xp.values()) + it.xp_reviews)]
    title = escape(f"{lesson.number:02d} {lesson.title.in_(say.language)}")
    columns = "".join(f"<td>{escape(cell)}</td>" for cell in [*cells, *xp])
    return f'<tr><th scope="row">{title}</th>{columns}</tr>'


def _state(it: LessonProgress, part: Part, say: Words) -> str:
    if part is Part.QUIZ and it.questions:
        return say("record.of", done=it.questions_right, total=it.questions)
    return say("record.done") if it.xp[part] == XP[part] else "–"


def _list(items: Iterable[tuple[str, str, str]]) -> str:
    rows = (
        f"<li><p><b>{escape(name)}</b> {escape(text)}</p><span>{escape(state)}</span></li>"
        for name, text, state in items
    )
    return f"<ul>{''.join(rows)}</ul>"


def _recalled(lessons: Iterable[Lesson], say: Words) -> Iterator[tuple[str, str, str]]:
    known = learning.mastery()
    for lesson in lessons:
        for id, objective in lesson.objectives.items():
            if (label := known.get((lesson.id, id))) is not None:
                state = say(f"mastery.{label.name.lower()}")
                yield f"{lesson.number:02d}", objective.in_(say.language), state


def _achieved(say: Words) -> Iterator[tuple[str, str, str]]:
    for it in learning.achievements():
        name, text = (say(f"achievements.{it.id}.{what}") for what in ("name", "text"))
        yield name, text, _steps(it, say)


def _steps(it: Achievement, say: Words) -> str:
    return say("record.done") if it.reached else say("record.of", done=it.done, total=it.of)
