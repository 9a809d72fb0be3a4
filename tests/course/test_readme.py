"""lessons/README.md can be followed to the letter."""

import re
import shlex
from dataclasses import fields
from pathlib import Path

import pytest

from course.__main__ import main
from course.asked import Prediction, Question
from course.catalogue import ROOT
from course.complete import of_published
from course.lesson import Exercise, Lab, Lesson, Link
from course.reading import find, read
from course.rules import ARGUMENTS

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = dict(re.findall(r"```\w+ (\S+)\n(.*?)```", README, re.DOTALL))


@pytest.fixture
def written(lessons: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the lesson that the README writes, beside lesson 05."""
    monkeypatch.chdir(lessons.parent)
    folder = lessons / "11-sound"
    folder.mkdir()
    (lessons / "track.toml").write_text(BLOCKS["track.toml"], encoding="utf-8")
    for name in ("lesson.toml", "en.md", "ko.md"):
        (folder / name).write_text(BLOCKS[name], encoding="utf-8")
    return folder


def test_its_commands_find_nothing_wrong(written: Path, capsys: pytest.CaptureFixture[str]):
    [shell] = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in shell.splitlines():
        assert main(shlex.split(line)[3:]) == 0, capsys.readouterr().out
    assert capsys.readouterr().out == "1 lesson, no problems\n"


def test_before_accepting_the_check_says_that_nothing_is_accepted(written: Path, capsys):
    assert main(["check", str(written)]) == 0
    assert "python -m course accept" in capsys.readouterr().out


def test_what_it_says_a_published_lesson_needs_is_what_is_missing(written: Path):
    assert find("sound", written.parent) == written
    missing = "\n".join(p.rule for p in of_published(written / "lesson.toml", read(written)))
    for need in ("4 takeaways", "5 questions", "4 links", "main lab"):
        assert need in missing
    for need in ("four takeaways", "five questions", "four links", "a\nprediction", "a goal"):
        assert need in README


def test_it_names_every_fence_and_every_field():
    [table] = re.findall(r"\| --- .*?\n\n", README, re.DOTALL)
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == set(ARGUMENTS)
    kinds = (Lesson, Lab, Exercise, Link, Prediction, Question)
    named = {field.name for kind in kinds for field in fields(kind)} - {"en", "ko"}
    assert not {name for name in named if name not in README}


def test_its_page_is_one_that_the_house_knows():
    script = BLOCKS["pages/sound.py"]
    compile(script, "pages/sound.py", "exec")
    model = (ROOT.parent / "pages/continuity.py").read_text("utf-8")
    assert script.splitlines()[1:-1] == model.splitlines()[1:-1]
