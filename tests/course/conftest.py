"""Lessons to break: a copy of lesson 05, as if it were the only one."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from course.catalogue import ROOT

Change = Callable[[str, str, str], None]


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    """Return a folder of lessons with a copy of lesson 05."""
    root = tmp_path / "lessons"
    shutil.copytree(ROOT / "05-continuity", root / "05-continuity")
    shutil.copy(ROOT / "track.toml", root)
    facts = root / "05-continuity/lesson.toml"
    alone = re.sub(r"(?m)^prerequisites = .*$", "prerequisites = []", facts.read_text("utf-8"))
    facts.write_text(alone, encoding="utf-8")
    return root


@pytest.fixture
def folder(lessons: Path) -> Path:
    """Return lesson 05 in the copy."""
    return lessons / "05-continuity"


@pytest.fixture
def change(folder: Path) -> Change:
    """Replace the one place where a file of lesson 05 says something."""

    def replace(name: str, old: str, new: str) -> None:
        file = folder / name
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    return replace
