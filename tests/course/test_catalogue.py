"""The list of lessons is right, and light."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

from course import catalogue, track
from tests.course.conftest import Change


def test_lesson_05_is_in_the_catalogue():
    [card] = [card for card in catalogue() if card.id == "continuity"]
    assert card.number == 5
    assert card.minutes == 20
    assert card.title.in_("en") == "The Hidden Difficulty of Continuity"
    assert card.title.in_("ko") == "연속성이라는 숨은 난이도"


def test_the_track_is_longer_than_its_last_lesson():
    assert track().length >= max(card.number for card in catalogue())


def test_lessons_come_by_number(lessons: Path, folder: Path):
    earlier = folder.rename(lessons / "99-continuity")
    text = (earlier / "lesson.toml").read_text(encoding="utf-8")
    for number, id in ((2, "noise"), (1, "frames")):
        copy = lessons / f"{number:02d}-{id}"
        copy.mkdir()
        changed = text.replace("number = 5", f"number = {number}").replace(
            '"continuity"', f'"{id}"'
        )
        (copy / "lesson.toml").write_text(changed, encoding="utf-8")
    assert [card.id for card in catalogue(lessons)] == ["frames", "noise", "continuity"]


def test_drafts_are_not_shown(lessons: Path, change: Change):
    change("lesson.toml", 'status = "published"', 'status = "draft"')
    assert catalogue(lessons) == ()


def test_a_changed_title_is_seen_without_a_restart(lessons: Path, change: Change, monkeypatch):
    monkeypatch.setattr(import_module("course.catalogue"), "LOOK_S", 1e-9)
    assert catalogue(lessons)[0].title.en == "The Hidden Difficulty of Continuity"
    change("lesson.toml", "The Hidden Difficulty", "The Open Difficulty")
    assert catalogue(lessons)[0].title.en == "The Open Difficulty of Continuity"


def test_a_list_of_lessons_costs_no_parser():
    heavy = ("pydantic", "markdown_it", "streamlit", "numpy")
    code = (
        f"import sys, course; course.catalogue(); print([m for m in {heavy} if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
