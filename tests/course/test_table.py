"""`python -m course table` counts what is there, in both languages."""

from pathlib import Path

import pytest

from course.__main__ import main
from course.catalogue import ROOT
from course.table import HEAD
from tests.course.conftest import Change

Rows = list[dict[str, str]]


def counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> Rows:
    assert main(["table", str(folder)]) == 0
    head, _, *rows = capsys.readouterr().out.splitlines()
    cells = [line.strip("| ").split(" | ") for line in (head, *rows)]
    assert tuple(cells[0]) == HEAD
    return [dict(zip(HEAD, row, strict=True)) for row in cells[1:]]


def test_every_lesson_is_complete_in_both_languages(capsys: pytest.CaptureFixture[str]):
    *lessons, english, korean = counted(ROOT, capsys)
    assert len(lessons) == 2 * len(list(ROOT.glob("*/lesson.toml")))
    for lesson in lessons:
        assert int(lesson["words"]) > 1000
        assert int(lesson["labs"]) >= 1
        assert int(lesson["predictions"]) >= 1
        assert lesson["questions"] == "5"
        assert int(lesson["sources"]) >= 4
        assert lesson["stale"] == "0"
    apart = {name for name in HEAD if english[name] != korean[name]}
    assert apart == {"language", "words", "minutes"}
    assert int(english["words"]) == sum(int(row["words"]) for row in lessons[::2])


def test_words_and_sources_added_to_a_text_are_counted(
    folder: Path, change: Change, capsys: pytest.CaptureFixture[str]
):
    before, korean = counted(folder, capsys)
    change("en.md", "Put a cup on", "Put a [small cup](https://example.org/cup) on")
    after, stale = counted(folder, capsys)
    assert int(after["words"]) == int(before["words"]) + 1
    assert int(after["sources"]) == int(before["sources"]) + 1
    assert stale == korean | {"stale": "1"}


def test_what_cannot_be_read_is_told_and_not_left_out(
    folder: Path, change: Change, capsys: pytest.CaptureFixture[str]
):
    change("lesson.toml", "number = 5", "number = ")
    assert main(["table", str(folder)]) == 1
    assert "problem" in capsys.readouterr().out
