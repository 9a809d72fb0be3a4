"""The published lessons as the rules of progress see them."""

from collections.abc import Iterator

from course import Card, catalogue
from course.lesson import Lesson
from course.problem import LessonError
from course.reading import find, read
from learner import Course, Outline

_latest: tuple[tuple[Card, ...], Course] = ((), ())


def course() -> Course:
    """Return the published lessons; worked out again when a lesson.toml changes."""
    global _latest
    cards = catalogue()
    if cards is not _latest[0]:
        _latest = cards, tuple(_outlines(cards))
    return _latest[1]


def _outlines(cards: tuple[Card, ...]) -> Iterator[Outline]:
    for card in cards:
        try:
            yield _outline(read(find(card.id)))
        except (LookupError, LessonError):
            continue  # its own page says what is wrong with it


def _outline(lesson: Lesson) -> Outline:
    return Outline(
        id=lesson.id,
        number=lesson.number,
        sections=frozenset(section.id for section in lesson.en),
        predictions=frozenset(prediction.id for prediction in lesson.predictions),
        questions={question.id: question.objective for question in lesson.quiz},
        labs=frozenset(lab.id for lab in lesson.labs),
        main_labs=frozenset(lab.id for lab in lesson.labs if lab.main),
    )
