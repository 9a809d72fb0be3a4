"""`python -m continuity`, as the app and a reader call it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from continuity import Report
from continuity.__main__ import main
from continuity.early import SERIES, Early, Facts
from continuity.errors import TooMuchMemoryError
from tests import clips

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
ENGINE = (sys.executable, "-m", "continuity")


@pytest.fixture
def run(tmp_path, capfd):
    """Return a function that runs the command here: exit status, lines, sentence, report."""
    out = tmp_path / "out.json"

    def command(path, *options):
        capfd.readouterr()  # what the encoders said
        status = main([str(path), "--json", str(out), *options])
        said = capfd.readouterr()
        report = Report.from_json(out.read_text("utf-8")) if out.exists() else None
        return status, [json.loads(line) for line in said.out.splitlines()], said.err, report

    return command


def assert_one_sentence(text):
    assert re.fullmatch(r"[^\n]+\.\n", text), text
    assert "Traceback" not in text
    assert "Error" not in text


@pytest.mark.parametrize("name", clips.ODD)
def test_odd_clips_give_a_report_and_no_words(name, odd):
    run = odd(name)
    assert (run.status, run.said) == (0, "")
    report = Report.from_json(run.text)
    assert report.clip.analysed_frames >= 12
    assert report.scores.continuity is not None


@pytest.mark.parametrize("name", clips.BROKEN)
def test_broken_clips_give_one_sentence_and_no_report(name, run, tmp_path):
    path = clips.BROKEN[name](tmp_path)
    status, lines, said, report = run(path, "--progress")
    assert status == 2
    assert report is None
    assert_one_sentence(said)
    assert said.startswith(path.name)
    assert lines[-1].keys() == {"error", "facts"}
    assert lines[-1]["facts"]["name"] == path.name
    assert [line for line in lines if "error" in line] == lines[-1:]


@pytest.mark.parametrize("name", clips.DAMAGED)
def test_damaged_clips_give_a_report_or_a_sentence(name, run, tmp_path):
    status, _, said, report = run(clips.DAMAGED[name](tmp_path))
    assert status in (0, 2)
    assert (report is None) == (status == 2)
    if status:
        assert_one_sentence(said)
    else:
        assert said == ""


def test_progress_rises_to_one(run, tmp_path):
    status, lines, _, _ = run(clips.plain(tmp_path), "--progress")
    assert status == 0
    lines = [line for line in lines if line.keys() == {"step", "done"}]
    steps = [line["step"] for line in lines]
    assert list(dict.fromkeys(steps)) == ["read", "compare", "judge"]
    done = [line["done"] for line in lines]
    assert done == sorted(done)
    assert done[0] >= 0
    assert done[-1] == 1
    assert len(set(done)) > 10


def test_what_is_known_early_is_told_before_the_end(run, tmp_path, monkeypatch):
    monkeypatch.setattr("continuity.telling._EVERY_S", 0.0)
    _, lines, _, report = run(clips.plain(tmp_path), "--progress")
    first, early = lines[0], Early()
    for line in lines:
        early = early.hearing(line)
    assert first.keys() == {"clip"}
    assert early.facts == Facts(128, 96, 24.0, 24, 1.0)
    assert list(early.pictures) == [0, 6, 12, 18]
    assert all(cv2.imdecode(np.frombuffer(jpeg, np.uint8), 1).shape == (96, 128, 3)
               for jpeg in early.pictures.values())  # fmt: skip
    assert early.index == report.frames.index
    for name in SERIES:
        assert early.series[name] == pytest.approx(report.frames.measures[name], abs=1e-4)


def test_a_long_clip_is_cut_and_that_is_said(run, tmp_path):
    path = clips.plain(tmp_path)
    status, lines, _, report = run(path, "--seconds", "0.5", "--progress")
    assert status == 0
    assert report.clip.analysed_frames == 12
    assert report.frames.time_s[-1] < 0.5
    assert report.clip.frames == 24
    warned = [line for line in lines if "warning" in line]
    assert warned == [{"warning": "first_seconds", "duration_s": 1.0, "analysed_s": 0.5}]
    _, lines, _, _ = run(path, "--seconds", "1", "--progress")
    assert not [line for line in lines if "warning" in line]


def test_without_progress_a_long_clip_is_warned_of_in_words(run, tmp_path):
    status, lines, said, _ = run(clips.plain(tmp_path), "--seconds", "0.5")
    assert (status, lines) == (0, [])
    assert said.startswith("plain.mp4")
    assert "--seconds" in said


def test_the_told_frames_are_written_small_enough(run, tmp_path):
    path = clips.write_clip(tmp_path / "wide.mp4", clips.moving_square(12, (1100, 64)))
    status, _, _, report = run(path, "--pictures", str(tmp_path / "told"))
    assert status == 0
    told = {0, 11} | {n for e in report.events for n in (e.start, e.peak, e.end)}
    files = sorted((tmp_path / "told").glob("*.jpg"))
    assert [file.name for file in files] == [f"frame-{n:06d}.jpg" for n in sorted(told)]
    for file in files:
        assert file.read_bytes()[:3] == b"\xff\xd8\xff"
        assert cv2.imread(str(file)).shape == (56, 960, 3)


def test_frames_of_a_clip_on_its_side_are_written_upright(run, tmp_path):
    run(clips.rotated(tmp_path), "--pictures", str(tmp_path / "told"))
    assert cv2.imread(str(tmp_path / "told/frame-000000.jpg")).shape == (128, 96, 3)


def test_probe_says_what_the_file_holds(run, tmp_path):
    status, lines, _, report = run(clips.rotated(tmp_path), "--probe")
    assert (status, report) == (0, None)
    (header,) = lines
    assert (header["width"], header["height"], header["frames"]) == (96, 128, 24)
    assert header["duration_s"] == pytest.approx(1)
    assert header["fps"] == pytest.approx(24)


def test_without_a_place_for_it_the_report_goes_to_standard_output(tmp_path, capfd):
    path = clips.plain(tmp_path)
    assert main([str(path)]) == 0
    assert Report.from_json(capfd.readouterr().out).clip.name == "plain.mp4"


def test_an_unforeseen_error_is_one_sentence_too(run, tmp_path, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr("continuity.analysis.remembered", broken)
    status, lines, said, report = run(clips.plain(tmp_path), "--progress")
    assert (status, report) == (2, None)
    assert_one_sentence(said)
    assert lines[-1] == {"error": "failed", "facts": {"name": "plain.mp4"}}
    with pytest.raises(ZeroDivisionError):
        run(clips.plain(tmp_path), "--debug")


# The same from outside -----------------------------------------------------------------------


def engine(*arguments):
    return subprocess.run(
        [*ENGINE, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )


def test_a_program_of_its_own_reports(tmp_path):
    out = tmp_path / "out.json"
    done = engine(clips.plain(tmp_path), "--json", out, "--memory-mb", 3000, "--cpu-s", 60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert Report.from_json(out.read_text("utf-8")).clip.frames == 24


def test_a_program_of_its_own_refuses(tmp_path):
    done = engine(clips.text(tmp_path), "--json", tmp_path / "out.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert_one_sentence(done.stderr)
    assert not (tmp_path / "out.json").exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows cannot limit a process's memory so")
def test_too_little_memory_is_said_so(tmp_path):
    path = clips.plain(tmp_path)
    done = engine(path, "--json", tmp_path / "out.json", "--progress", "--memory-mb", 64)
    assert done.returncode == 2
    assert done.stderr == f"{TooMuchMemoryError(name='plain.mp4')}\n"
    error = json.loads(done.stdout.splitlines()[-1])
    assert error == {"error": "too_much_memory", "facts": {"name": "plain.mp4"}}
    assert not (tmp_path / "out.json").exists()
