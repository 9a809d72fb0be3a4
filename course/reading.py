"""Read a lesson folder: lesson.toml, en.md and ko.md, to one Lesson or to every reason why not."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from course.catalogue import ROOT
from course.facts import read_facts
from course.lesson import Lesson
from course.problem import LessonError, Problem
from course.prose import Page, read_page
from course.twins import with_age

FILES = ("lesson.toml", "en.md", "ko.md")

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Draft:
    """A lesson folder as far as it could be read, and what stopped the rest."""

    folder: Path
    lesson: Lesson | None
    english: Page | None
    korean: Page | None
    problems: tuple[Problem, ...]


def read(folder: Path) -> Lesson:
    """Return the lesson in `folder`; it is read once, and again when one of its files changes.

    Raises
    ------
    LessonError
        The folder cannot be shown. It holds every problem of the kind; `course.check` knows more
        rules, which a lesson may break and still be shown.
    """
    return _read(folder, tuple(_age(folder / name) for name in FILES))


def find(lesson_id: str, root: Path = ROOT) -> Path:
    """Return the folder of the lesson `lesson_id`.

    Raises
    ------
    LookupError
        There is no such folder.
    """
    for folder in root.glob(f"[0-9][0-9]-{lesson_id}"):
        return folder
    raise LookupError(lesson_id)


def read_draft(folder: Path) -> Draft:
    """Return what can be read of `folder`, however little."""
    problems: list[Problem] = []
    lesson = _attempt(read_facts, folder / "lesson.toml", problems)
    english = _attempt(read_page, folder / "en.md", problems)
    korean = _attempt(read_page, folder / "ko.md", problems)
    if lesson and english and korean:
        lesson = replace(lesson, en=english.sections, ko=with_age(english, korean))
    return Draft(folder, lesson, english, korean, tuple(problems))


@lru_cache(maxsize=32)
def _read(folder: Path, ages: tuple[int, ...]) -> Lesson:
    draft = read_draft(folder)
    if draft.problems or not draft.lesson:
        raise LessonError(draft.problems)
    return draft.lesson


def _age(file: Path) -> int:
    return file.stat().st_mtime_ns if file.exists() else 0


def _attempt(read: Callable[[Path], Part], file: Path, problems: list[Problem]) -> Part | None:
    try:
        return read(file)
    except LessonError as error:
        problems.extend(error.problems)
        return None
