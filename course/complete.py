"""What a lesson needs before it is published; a draft may still lack it."""

from collections.abc import Iterator
from pathlib import Path

from course.facts import at
from course.lesson import Lesson
from course.problem import Problem

TAKEAWAYS = 4
QUESTIONS = 5
FEWEST_LINKS = 4
XP = {"read": 10, "predict": 10, "lab": 25, "quiz": 30, "exercise": 25}
"""What each part of a lesson is worth; `xp` is their sum."""


def of_published(file: Path, lesson: Lesson) -> Iterator[Problem]:
    """Yield what the published `lesson` lacks."""
    xp = sum(XP.values())
    if lesson.xp != xp:
        parts = ", ".join(f"{name} {points}" for name, points in XP.items())
        yield at(file, "xp", "`xp` is the sum of its parts", f"write xp = {xp} ({parts})")
    for kind, wanted in (("takeaways", TAKEAWAYS), ("quiz", QUESTIONS)):
        if (count := len(getattr(lesson, kind))) != wanted:
            rule = f"a published lesson has {wanted} {_named(kind)}"
            yield at(file, kind, rule, f"this one has {count}")
    if len(lesson.links) < FEWEST_LINKS:
        rule = f"a published lesson has at least {FEWEST_LINKS} links"
        yield at(file, "links", rule, f"this one has {len(lesson.links)}")
    if not lesson.predictions:
        rule = "a published lesson has a prediction"
        yield at(file, "predictions", rule, "ask for a guess before the text tells")
    yield from _of_labs(file, lesson)


def _named(kind: str) -> str:
    return {"quiz": "questions"}.get(kind, kind)


def _of_labs(file: Path, lesson: Lesson) -> Iterator[Problem]:
    if not any(lab.main for lab in lesson.labs):
        rule = "a published lesson has a main lab"
        remedy = "write `main = true` for that whose goal gives the XP, or for each that may"
        yield at(file, "labs", rule, remedy)
    for which, lab in enumerate(lesson.labs):
        if lab.goal is None:
            rule = "a lab of a published lesson has a goal"
            yield at(file, "labs", rule, f"say it for {lab.id!r} in one sentence", which)
