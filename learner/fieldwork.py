"""What an analysis answers to the three questions of lesson 05's exercise.

Does it persist, does it drift, does it change; and from which frame. What was not found is no proof
that it did not happen, and where hardly anything moves the questions stay open.
"""

from dataclasses import dataclass
from enum import StrEnum

from continuity.kinds import Kind
from continuity.report import Element, Event, Report

LESSON = "continuity"


class Question(StrEnum):
    """The three questions."""

    PERSIST = "persist"
    DRIFT = "drift"
    CHANGE = "change"


class Answer(StrEnum):
    """What can be said to each."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


_BREAKS = {
    Question.PERSIST: frozenset({Kind.VANISH, Kind.APPEAR, Kind.FADE, Kind.SWAP}),
    Question.DRIFT: frozenset({Kind.SHIFT, Kind.TELEPORT}),
    Question.CHANGE: frozenset(
        {Kind.RECOLOR, Kind.RESHAPE, Kind.SWAP, Kind.WARP, Kind.IDENTITY, Kind.BACKDROP}
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer, and the first frame that shows it; None where nothing was found."""

    answer: Answer
    frame: int | None = None


def findings(report: Report) -> dict[Question, Finding]:
    """Return what `report` answers to each question."""
    return {question: _finding(question, report) for question in Question}


def _finding(question: Question, report: Report) -> Finding:
    starts = [it.start for it in report.failures if it.kind in _BREAKS[question]]
    if starts:
        broken = Answer.NO if question is Question.PERSIST else Answer.YES
        return Finding(broken, min(starts))
    if report.hardly_moves:
        return Finding(Answer.UNSURE)
    return Finding(Answer.YES if question is Question.PERSIST else Answer.NO)


def first_broken(report: Report) -> tuple[Event, Element | None] | None:
    """Return the failure that began first and the thing it happened to, None without a failure."""
    first = min(report.failures, key=lambda it: (it.start, -it.severity), default=None)
    if first is None:
        return None
    return first, next((it for it in report.elements if it.id == first.element), None)
