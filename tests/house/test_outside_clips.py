"""Clips that are no part of the repository but may lie beside it: odd, broken and filmed ones.

Where the folder is missing these tests are skipped; `tests/clips.py` makes clips of the same sorts.
"""

from pathlib import Path

import pytest

from continuity.__main__ import main
from continuity.errors import ContinuityError
from continuity.report import Report

pytestmark = pytest.mark.long

CLIPS = Path(__file__).parents[2].parent / "shared"
SECONDS = 1
REFUSED = {
    "audio_only.mp4": "no pictures",
    "empty.mp4": "not a video",
    "huge_frame.mp4": "limit is 4K",
    "one_frame.mp4": "longer clip",
    "page.mp4": "not a video",
    "text.mp4": "not a video",
}
"""What the sentence about each must say."""


def outside(*folders):
    """Return the clips in `folders`, or one parameter that is skipped."""
    found = sorted(path for folder in folders for path in (CLIPS / folder).glob("*.*"))
    sentence = "there is no folder of clips beside the repository"
    missing = pytest.param(None, id="none", marks=pytest.mark.skip(reason=sentence))
    return [pytest.param(path, id=path.name) for path in found] or [missing]


@pytest.mark.parametrize("clip", outside("clips/unusual", "bench/clips"))
def test_an_unusual_clip_gets_a_report(clip, tmp_path, capsys):
    status, report, sentence = _analysed(clip, tmp_path, capsys)
    if status:  # one second of few frames
        assert "choose a longer clip" in sentence
    else:
        assert report.clip.analysed_frames >= 8


@pytest.mark.parametrize("clip", outside("clips/hostile"))
def test_a_hostile_file_gets_a_sentence_or_a_report_of_what_can_be_read(clip, tmp_path, capsys):
    status, report, sentence = _analysed(clip, tmp_path, capsys)
    if clip.name in REFUSED:
        assert status == 2
        assert REFUSED[clip.name] in sentence
    assert status == 2 or report.frames.time_s


def _analysed(clip, folder, capsys):
    """Return the exit status, the report if there is one, and what standard error says."""
    out = folder / "report.json"
    status = main([str(clip), "--json", str(out), "--seconds", str(SECONDS)])
    sentence = capsys.readouterr().err
    assert "Traceback" not in sentence
    if status == 0:
        return status, Report.from_json(out.read_text("utf-8")), sentence
    assert status == 2
    assert not out.exists()
    assert sentence.count("\n") == 1
    assert sentence.strip() != str(ContinuityError(name=clip.name))  # something nobody foresaw
    return status, None, sentence
