"""What became of each question: its attempts in order, and when to ask it again.

Reviews come 1, 3, 7 and 21 days after the first right answer, for everybody. A scheduler such as
FSRS would serve less here. It fits its intervals to hundreds of graded reviews, and the course asks
fifty questions four times; it wants people to grade how hard remembering was, where right or wrong
is already known; and the rules of XP and mastery speak of exact days.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from learner.facts import Fact, Facts, Kind, in_order
from learner.outline import Course

DAY_MS = 86_400_000
REVIEW_DAYS = (1, 3, 7, 21)
SOLID_DAYS = 7
"""How long after the first right answer another one shows that it stayed."""
_GAPS_MS = tuple((late - early) * DAY_MS for early, late in pairwise((0, *REVIEW_DAYS)))

Question = tuple[str, str]
"""The lesson and the id of a question."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Every attempt at one question, the earliest first."""

    attempts: tuple[Fact, ...]

    @property
    def first_right_ms(self) -> int | None:
        """Return when it was answered rightly for the first time."""
        return next((attempt.at_ms for attempt in self.attempts if attempt["right"]), None)

    @property
    def right_at_once(self) -> bool:
        """Return whether the first attempt was right."""
        return bool(self.attempts[0]["right"])

    @property
    def right_at_last(self) -> bool:
        """Return whether the latest attempt was right."""
        return bool(self.attempts[-1]["right"])

    @property
    def learned_by_error(self) -> bool:
        """Return whether the first attempt was wrong and a later one right."""
        return not self.right_at_once and self.first_right_ms is not None

    @property
    def kept_ms(self) -> tuple[int, ...]:
        """Return when it was remembered: right answers in reviews that were due."""
        return _reviews(self)[0]

    @property
    def due_ms(self) -> int | None:
        """Return from when on it wants to be asked again; None before it was right, or for good."""
        return _reviews(self)[1]

    @property
    def kept_long(self) -> int:
        """Return how often it was remembered a week or more after it was first right."""
        first = self.first_right_ms or 0
        return sum(at_ms - first >= SOLID_DAYS * DAY_MS for at_ms in self.kept_ms)


def _reviews(answers: Answers) -> tuple[tuple[int, ...], int | None]:
    """Return when reviews went well, and when the next is due.

    Whoever comes late is asked later again, not four times in one evening. A wrong answer leaves
    the question due.
    """
    first = answers.first_right_ms
    if first is None:
        return (), None
    kept: list[int] = []
    due = first + _GAPS_MS[0]
    for attempt in answers.attempts:
        if attempt.kind is Kind.REVIEWED and attempt["right"] and attempt.at_ms >= due:
            kept.append(attempt.at_ms)
            if len(kept) == len(_GAPS_MS):
                return tuple(kept), None
            due = attempt.at_ms + _GAPS_MS[len(kept)]
    return tuple(kept), due


def answers(facts: Facts) -> Mapping[Question, Answers]:
    """Return what became of every question that was ever answered."""
    attempts: defaultdict[Question, list[Fact]] = defaultdict(list)
    for fact in in_order(facts, Kind.ANSWERED, Kind.REVIEWED):
        attempts[fact.lesson, fact.item].append(fact)
    return {question: Answers(tuple(tried)) for question, tried in attempts.items()}


@dataclass(frozen=True, slots=True)
class Due:
    """A question to ask again, for the `nth` time (from 1)."""

    lesson: str
    question: str
    due_ms: int
    nth: int


def reviews(facts: Facts, course: Course) -> tuple[Due, ...]:
    """Return every review to come, the earliest first; those with `due_ms` <= now are due.

    Only questions that the course still asks.
    """
    asked = {(outline.id, question) for outline in course for question in outline.questions}
    coming = (
        Due(*question, tried.due_ms, len(tried.kept_ms) + 1)
        for question, tried in answers(facts).items()
        if question in asked and tried.due_ms is not None
    )
    return tuple(sorted(coming, key=lambda due: (due.due_ms, due.lesson, due.question)))
