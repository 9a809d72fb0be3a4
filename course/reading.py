"""Read a lesson folder: lesson.toml, en.md and ko.md, to one Lesson."""

import tomllib
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from course.catalogue import ROOT, moment
from course.lesson import Lesson
from course.problem import LessonError, Problem, source_of
from course.prose import Page, Section, read_page

FILES = ("lesson.toml", "en.md", "ko.md")


def read(folder: Path) -> Lesson:
    """Return the lesson in `folder`; it is read once, and again when one of its files changes.

    Raises
    ------
    LessonError
        The folder cannot be shown. `course.check` knows more rules, which a lesson may break and
        still be shown, and where each is broken.
    """
    return _read(folder, _ages(folder, moment()))


def find(lesson_id: str, root: Path = ROOT) -> Path:
    """Return the folder of the lesson `lesson_id`.

    Raises
    ------
    LookupError
        There is no such folder.
    """
    for folder in _folders(root, moment()):
        if folder.name[3:] == lesson_id.replace("_", "-"):
            return folder
    raise LookupError(lesson_id)


@lru_cache(maxsize=4)
def _folders(root: Path, moment: int) -> tuple[Path, ...]:
    return tuple(root.glob("[0-9][0-9]-*"))


def with_age(english: Page, korean: Page) -> tuple[Section, ...]:
    """Return the Korean sections; those whose English has changed since are marked stale."""
    now = {section.id: section.fingerprint for section in english.sections}
    then = korean.translates
    return tuple(replace(s, stale=now.get(s.id) != then.get(s.id)) for s in korean.sections)


@lru_cache(maxsize=32)
def _read(folder: Path, ages: tuple[int, ...]) -> Lesson:
    english, korean = read_page(folder / "en.md"), read_page(folder / "ko.md")
    lesson = _facts(folder / "lesson.toml")
    return replace(lesson, en=english.sections, ko=with_age(english, korean))


def _facts(file: Path) -> Lesson:
    try:
        return Lesson.from_facts(tomllib.loads(source_of(file)))
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        rule = f"a lesson.toml describes a lesson ({error})"
        problem = Problem(file, 1, rule, "`python -m course check` says what is wrong where")
        raise LessonError((problem,)) from error


@lru_cache(maxsize=32)
def _ages(folder: Path, moment: int) -> tuple[int, ...]:
    return tuple(_age(folder / name) for name in FILES)


def _age(file: Path) -> int:
    return file.stat().st_mtime_ns if file.exists() else 0
