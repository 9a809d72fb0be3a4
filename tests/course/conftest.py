"""Lessons to break: a copy of the real ones."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from course.catalogue import ROOT

Change = Callable[[str, str, str], None]


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    """Return a copy of the lessons folder."""
    return Path(shutil.copytree(ROOT, tmp_path / "lessons"))


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
