"""XP, levels and the state of each lesson, as functions of the set of facts.

XP says what somebody did. It never falls: more facts can only add, and what a lesson once gave in
full stays when the lesson grows (`learner.awards`).
"""

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum

from learner.answers import Answers, Question, answers
from learner.facts import Facts, Kind, in_order
from learner.outline import Course, Outline

Done = defaultdict[tuple[Kind, str], set[str]]
"""The items of what was done, by kind and lesson."""


class Part(StrEnum):
    """What a lesson gives XP for."""

    READ = "read"
    PREDICT = "predict"
    LAB = "lab"
    QUIZ = "quiz"
    EXERCISE = "exercise"


XP: Mapping[Part, int] = {
    Part.READ: 10,
    Part.PREDICT: 10,
    Part.LAB: 25,
    Part.QUIZ: 30,
    Part.EXERCISE: 25,
}
XP_LAB_SHOWN = 10
"""For a lab whose solution was shown instead."""
XP_REVIEW, XP_REVIEWS_AT_MOST = 10, 20
"""For a review that went well, and for those of one lesson together."""
XP_LEVEL = 200
LEVELS = ("spark", "frame", "motion", "shot", "scene", "sequence", "director")
NOTE_LETTERS = 80
"""The shortest note that counts as an exercise done."""
COMPLETE = "complete"
"""The award for a lesson that is read and whose questions were all tried."""


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """How far one lesson has come."""

    id: str
    xp: Mapping[Part, int]
    xp_reviews: int
    complete: bool
    questions_tried: int
    questions_right: int
    questions: int

    @property
    def next_part(self) -> Part | None:
        """Return the first part that still has something to give."""
        return next((part for part in Part if self.xp[part] < XP[part]), None)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the whole course has come."""

    lessons: Mapping[str, LessonProgress]

    @property
    def xp(self) -> int:
        """Return the XP of everything together."""
        return sum(sum(it.xp.values()) + it.xp_reviews for it in self.lessons.values())

    @property
    def level(self) -> int:
        """Return the level, from 0; its name is in `LEVELS`."""
        return min(self.xp // XP_LEVEL, len(LEVELS) - 1)

    @property
    def xp_in_level(self) -> int | None:
        """Return how many XP of `XP_LEVEL` towards the next level there are; None at the last."""
        return None if self.level == len(LEVELS) - 1 else self.xp - self.level * XP_LEVEL

    @property
    def complete(self) -> int:
        """Return how many lessons are complete."""
        return sum(it.complete for it in self.lessons.values())


def progress(facts: Facts, course: Course) -> Progress:
    """Return how far a learner with `facts` has come in `course`."""
    done: Done = defaultdict(set)
    for fact in facts:
        done[fact.kind, fact.lesson].add(fact.item)
    tried = answers(facts)
    noted = {
        fact.lesson
        for fact in in_order(facts, Kind.EXERCISE)
        if int(fact["letters"]) >= NOTE_LETTERS and fact["checklist"]
    }
    return Progress({it.id: _lesson(it, done, tried, it.id in noted) for it in course})


def _lesson(
    outline: Outline,
    done: Done,
    tried: Mapping[Question, Answers],
    noted: bool,
) -> LessonProgress:
    lesson = outline.id
    mine = [
        tried[lesson, question] for question in outline.questions if (lesson, question) in tried
    ]
    right = sum(it.first_right_ms is not None for it in mine)
    read = _has_read(outline, done)
    earned = {
        Part.READ: XP[Part.READ] * read,
        Part.PREDICT: _share(XP[Part.PREDICT], outline.predictions, done[Kind.PREDICTED, lesson]),
        Part.LAB: _lab(outline, done),
        Part.QUIZ: XP[Part.QUIZ] * right // max(len(outline.questions), 1),
        Part.EXERCISE: XP[Part.EXERCISE] * noted,
    }
    kept = sum(len(it.kept_ms) for (of, _), it in tried.items() if of == lesson)
    return LessonProgress(
        id=lesson,
        xp={
            part: XP[part] if part in done[Kind.EARNED, lesson] else xp
            for part, xp in earned.items()
        },
        xp_reviews=min(XP_REVIEW * kept, XP_REVIEWS_AT_MOST),
        complete=COMPLETE in done[Kind.EARNED, lesson]
        or (read and len(mine) == len(outline.questions)),
        questions_tried=len(mine),
        questions_right=right,
        questions=len(outline.questions),
    )


def _has_read(outline: Outline, done: Done) -> bool:
    read = bool(done[Kind.READ, outline.id])
    return read and outline.sections <= done[Kind.SEEN, outline.id]


def _share(xp: int, wanted: Set[str], had: Set[str]) -> int:
    return xp * len(wanted & had) // max(len(wanted), 1)


def _lab(outline: Outline, done: Done) -> int:
    if outline.main_labs & done[Kind.GOAL, outline.id]:
        return XP[Part.LAB]
    return XP_LAB_SHOWN if outline.main_labs & done[Kind.SHOWN, outline.id] else 0


def left_off(facts: Facts, course: Course) -> str | None:
    """Return the lesson to go on with: that of the latest fact, or the next one not complete.

    None for whoever has not begun, or has completed everything.
    """
    ids = [outline.id for outline in course]
    latest = next(
        (fact.lesson for fact in reversed(in_order(facts, *Kind)) if fact.lesson in ids), None
    )
    if latest is None:
        return None
    standing = progress(facts, course).lessons
    after = ids.index(latest)
    return next((it for it in ids[after:] + ids[:after] if not standing[it].complete), None)
