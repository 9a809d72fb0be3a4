"""What somebody can recall, objective by objective. A label is never taken back."""

from collections.abc import Mapping
from enum import IntEnum

from learner.answers import answers
from learner.facts import Facts
from learner.outline import Course

FAMILIAR_SHARE = 0.7
"""Which share of an objective's questions were once answered rightly."""


class Mastery(IntEnum):
    """How well an objective is known; each label contains those before it."""

    NEW = 0
    TRIED = 1
    FAMILIAR = 2
    PROFICIENT = 3
    SOLID = 4


def mastery(facts: Facts, course: Course) -> Mapping[tuple[str, str], Mastery]:
    """Return how well each objective is known, by lesson and objective."""
    tried = answers(facts)
    known = {}
    for outline in course:
        for objective, questions in outline.objectives.items():
            mine = [
                tried[outline.id, question]
                for question in questions
                if (outline.id, question) in tried
            ]
            right = sum(it.first_right_ms is not None for it in mine)
            kept = sum(it.kept_long > 0 for it in mine)
            known[outline.id, objective] = _label(len(mine), right, kept, len(questions))
    return known


def _label(tried: int, right: int, kept: int, questions: int) -> Mastery:
    if kept == questions:
        return Mastery.SOLID
    if right == questions:
        return Mastery.PROFICIENT
    if right >= FAMILIAR_SHARE * questions:
        return Mastery.FAMILIAR
    return Mastery.TRIED if tried else Mastery.NEW
