"""Everything that follows from one set of facts, each part worked out when it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from learner.achievements import Achievement, achievements
from learner.answers import Answers, Due, Question, answers, reviews
from learner.facts import Facts
from learner.mastery import Mastery, mastery
from learner.outline import Course
from learner.progress import Progress, left_off, progress


@dataclass(frozen=True)
class Standing:
    """How a learner stands; made anew when the facts or the lessons change."""

    facts: Facts = frozenset()
    course: Course = ()

    @cached_property
    def progress(self) -> Progress:
        """Return XP, level and lessons."""
        return progress(self.facts, self.course)

    @cached_property
    def achievements(self) -> tuple[Achievement, ...]:
        """Return the 14 achievements."""
        return achievements(self.facts, self.course)

    @cached_property
    def mastery(self) -> Mapping[Question, Mastery]:
        """Return how well each objective is known."""
        return mastery(self.facts, self.course)

    @cached_property
    def answers(self) -> Mapping[Question, Answers]:
        """Return what became of each question."""
        return answers(self.facts)

    @cached_property
    def reviews(self) -> tuple[Due, ...]:
        """Return the reviews to come."""
        return reviews(self.facts, self.course)

    @cached_property
    def left_off(self) -> str | None:
        """Return the lesson to go on with."""
        return left_off(self.facts, self.course)
