"""Why a clip breaks the way it broke, and what to change first, out of lessons/remedies.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from course.catalogue import ROOT, Text
from course.lesson import Lesson, Link
from course.reading import find, read

FILE = "remedies.toml"

Lever = Literal["prompt", "length", "camera", "references"]
LEVERS: tuple[Lever, ...] = get_args(Lever)
"""What somebody who makes a clip can change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """What usually lies behind one kind of event, and what to change first.

    `lesson` and `section` are where to read on; `sources` bear out what `why` says.
    """

    lever: Lever
    why: Text
    first: Text
    lesson: Lesson
    section: str
    sources: tuple[Link, ...]


def remedies(root: Path = ROOT) -> Mapping[str, Remedy]:
    """Return the remedy for each kind of event, by its name; read once per process.

    Raises
    ------
    LookupError
        A lesson, section or source that a remedy names does not exist.
    """
    return _read(root)


@lru_cache(maxsize=2)
def _read(root: Path) -> Mapping[str, Remedy]:
    tables = tomllib.loads((root / FILE).read_text(encoding="utf-8"))
    own = {id: _link(id, table) for id, table in tables["sources"].items()}
    return {kind: _remedy(table, own, root) for kind, table in tables["kinds"].items()}


def _remedy(table: Mapping[str, Any], own: Mapping[str, Link], root: Path) -> Remedy:
    lesson_id, _, section = table["read"].partition("#")
    lesson = read(find(lesson_id, root))
    if section not in {one.id for one in lesson.en}:
        raise LookupError(table["read"])
    if table["lever"] not in LEVERS:
        raise LookupError(table["lever"])
    return Remedy(
        lever=table["lever"],
        why=Text(**table["why"]),
        first=Text(**table["first"]),
        lesson=lesson,
        section=section,
        sources=tuple(_source(name, own, root) for name in table["sources"]),
    )


def _source(name: str, own: Mapping[str, Link], root: Path) -> Link:
    lesson_id, _, id = name.rpartition("/")
    if not lesson_id:
        return own[id]
    for link in read(find(lesson_id, root)).links:
        if link.id == id:
            return link
    raise LookupError(name)


def _link(id: str, table: Mapping[str, Any]) -> Link:
    return Link(**{**table, "id": id, "title": Text(**table["title"])})
