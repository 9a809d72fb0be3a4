"""A lesson folder as its author has it: as far as it can be read, and what stops the rest."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from course.facts import read_facts
from course.lesson import Lesson
from course.problem import LessonError, Problem
from course.prose import Page, read_page
from course.reading import with_age

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Draft:
    """A lesson folder; `lesson` is None, or without its text, where something stopped it."""

    folder: Path
    lesson: Lesson | None
    english: Page | None
    korean: Page | None
    problems: tuple[Problem, ...]


def read_draft(folder: Path) -> Draft:
    """Return what can be read of `folder`, however little."""
    problems: list[Problem] = []
    lesson = _attempt(read_facts, folder / "lesson.toml", problems)
    english = _attempt(read_page, folder / "en.md", problems)
    korean = _attempt(read_page, folder / "ko.md", problems)
    if lesson and english and korean:
        lesson = replace(lesson, en=english.sections, ko=with_age(english, korean))
    return Draft(folder, lesson, english, korean, tuple(problems))


def _attempt(read: Callable[[Path], Part], file: Path, problems: list[Problem]) -> Part | None:
    try:
        return read(file)
    except LessonError as error:
        problems.extend(error.problems)
        return None
