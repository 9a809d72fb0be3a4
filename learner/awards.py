"""What was earned stays: awards become facts themselves, the moment their rule holds.

Without them a lesson that grows by a question would take XP away, and a changed rule a badge.
"""

from collections.abc import Iterator

from learner.achievements import achievements
from learner.facts import Fact, Facts, Kind, fact
from learner.outline import Course
from learner.progress import COMPLETE, XP, Part, progress

EDITION = 2
"""Which edition of the rules gave an award; kept with it. In the first, a clip of 72 frames gave
"frame-72" by itself, and the clip analyser the XP for the lab of lesson 05."""


def new_awards(facts: Facts, course: Course, now_ms: int) -> Facts:
    """Return the awards that `facts` have earned and do not hold yet.

    Of a lesson: each part that gave all its XP, and `complete`. Of the course: the achievements.
    """
    had = {it.about for it in facts if it.kind is Kind.EARNED}
    won = (fact(Kind.EARNED, *award, at_ms=now_ms, rules=EDITION) for award in _won(facts, course))
    return frozenset(award for award in won if award.about not in had)


def achieved(awards: Facts) -> tuple[Fact, ...]:
    """Return those of `awards` that are achievements."""
    return tuple(award for award in awards if award.kind is Kind.EARNED and not award.lesson)


def _won(facts: Facts, course: Course) -> Iterator[tuple[str, str]]:
    for lesson in progress(facts, course).lessons.values():
        yield from ((lesson.id, part) for part in Part if lesson.xp[part] == XP[part])
        if lesson.complete:
            yield lesson.id, COMPLETE
    yield from (("", it.id) for it in achievements(facts, course) if it.reached)
