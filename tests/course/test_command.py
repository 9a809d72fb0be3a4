"""`python -m course` as an author meets it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course.__main__ import main
from course.catalogue import ROOT
from tests.course.conftest import Change


def test_clean_lessons_are_counted():
    command = [sys.executable, "-m", "course", "check"]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    count = len(list(ROOT.glob("*/lesson.toml")))
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.endswith(f"{count} lesson{'s'[: count != 1]}, no problems\n")


def test_a_problem_is_told_with_file_line_rule_and_remedy(
    folder: Path, change: Change, capsys: pytest.CaptureFixture[str]
):
    change("en.md", "{figure} odds.svg", "{figure} even.svg")
    assert main(["check", str(folder)]) == 1
    said = capsys.readouterr().out.splitlines()
    english = (folder / "en.md").read_text(encoding="utf-8").splitlines()
    line = english.index(":::{figure} even.svg") + 1
    place = f"{folder / 'en.md'}:{line}: problem: "
    assert f"{place}a figure's picture exists; add even.svg to the folder" in said


def test_accepting_makes_a_translation_current(
    folder: Path, change: Change, capsys: pytest.CaptureFixture[str]
):
    change("en.md", "Put a cup on", "Set a cup on")
    korean = (folder / "ko.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    assert main(["check", str(folder)]) == 0
    assert "notice" in capsys.readouterr().out
    assert main(["accept", str(folder)]) == 0
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr().out == "1 lesson, no problems\n"
    assert (folder / "ko.md").read_text(encoding="utf-8").split("---\n", 2)[2] == korean


def test_accepting_twice_changes_nothing(folder: Path):
    main(["accept", str(folder)])
    once = (folder / "ko.md").read_bytes()
    main(["accept", str(folder)])
    assert (folder / "ko.md").read_bytes() == once


@pytest.mark.parametrize("command", ["check", "accept"])
def test_a_folder_without_lessons_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
):
    assert main([command, str(tmp_path / "nowhere")]) == 1
    assert capsys.readouterr().out


def test_two_lessons_are_two(lessons: Path, folder: Path, capsys: pytest.CaptureFixture[str]):
    other = lessons / "06-anchors"
    shutil.copytree(folder, other)
    facts = (other / "lesson.toml").read_text(encoding="utf-8")
    facts = facts.replace("number = 5", "number = 6").replace('"continuity"', '"anchors"')
    facts = facts.replace("prerequisites = []", 'prerequisites = ["continuity"]')
    facts = re.sub(r'(\[\[labs\]\]\nid = ")', r"\1other-", facts)
    (other / "lesson.toml").write_text(facts, encoding="utf-8")
    for page in (other / "en.md", other / "ko.md"):
        text = page.read_text(encoding="utf-8").replace("{lab} ", "{lab} other-")
        page.write_text(text, encoding="utf-8")
    main(["accept", str(other)])
    assert main(["check", str(lessons)]) == 0
    assert capsys.readouterr().out == "2 lessons, no problems\n"
