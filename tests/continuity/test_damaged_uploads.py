"""A bounded part of `python -m benchmarks fuzz`: lies and damaged files through the registry.

Each ends in a report or a code with words, and nothing of it is left. Which files those are follows
from a seed; the full run goes through the page as well.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import damage
from benchmarks.processes import running_engines
from continuity.__main__ import main
from continuity.jobs import Limits, Room, State
from continuity.registry import Registry
from i18n import words
from tests import clips, engines
from tests.engines import WELL

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
FILES = 40
FORESEEN = {
    "unreadable", "no_pictures", "damaged", "too_short", "too_large_file", "too_large_frame",
    "too_small_frame", "too_much_memory", "too_slow",
}  # fmt: skip
"""Codes that say what is wrong with a file; "crashed" and "failed" are what nobody foresaw."""


@pytest.mark.skipif(sys.platform != "linux", reason="counts in /proc")
def test_each_damaged_file_ends_in_a_report_or_a_sentence_and_leaves_nothing():
    jobs = Registry(Room(at_once=2, waiting=FILES, kept=FILES), Limits(seconds=2))
    files = list(damage.damaged(5, FILES, damage.sound_clips()))
    keys = [jobs.submit(content, Path(name).suffix, "ann") for _, (name, content) in files]
    outcomes = Counter()
    for key, (what, _) in zip(keys, files, strict=True):
        status = _end(jobs, key)
        outcome = "report" if status.report else status.failure.code
        outcomes[outcome] += 1
        assert outcome == "report" or outcome in FORESEEN, (what, outcome)
        assert outcome == "report" or f"errors.{outcome}.why" in words("ko").sentences
    assert outcomes["report"] > 5, "some of them can still be read"
    assert len(outcomes) > 3
    assert list(jobs._root.iterdir()) == []
    assert running_engines(os.getpid()) == []
    jobs.close()


def _end(jobs, key):
    deadline = time.monotonic() + 300
    while (status := jobs.status(key)).state not in (State.DONE, State.FAILED):
        if status.state is State.OFFERED:
            jobs.agree(key)
        assert time.monotonic() < deadline, status
        time.sleep(0.02)
    return status


def test_a_list_that_names_other_files_is_no_clip(tmp_path, capsys):
    """FFmpeg would open what such a list names, on the machine that the app runs on."""
    secret = clips.plain(tmp_path)
    list_of_files = tmp_path / "list.mp4"
    list_of_files.write_text(f"ffconcat version 1.0\nfile {secret.name}\n")
    assert main([str(list_of_files), "--probe"]) == 2
    assert "not a video that can be read" in capsys.readouterr().err


def test_a_stream_that_nothing_can_decode_is_unreadable(tmp_path, capsys):
    content = clips.plain(tmp_path).read_bytes().replace(b"avc1", b"zzzz")
    path = tmp_path / "strange.mp4"
    path.write_bytes(content)
    assert main([str(path), "--probe"]) == 2
    assert "not a video that can be read" in capsys.readouterr().err


FULL = """
import resource, sys, time
from continuity.jobs import State
from continuity.registry import Registry
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
jobs = Registry(engine=tuple(sys.argv[1:]))
def end(clip):
    key = jobs.submit(clip, ".mp4", "ann")
    while (status := jobs.status(key)).state not in (State.DONE, State.FAILED):
        time.sleep(0.01)
    print(status.failure.code if status.failure else "report")
    time.sleep(0.2)
    print(len(list(jobs._root.iterdir())))
end(bytes(200_000))  # has no room itself
end(b"large")        # what is found in it has none
end(b"small")
jobs.close()
"""


@pytest.mark.skipif(os.name != "posix", reason="limits the size of files")
def test_a_full_disk_is_a_sentence_and_leaves_nothing(tmp_path):
    """No file may be larger than 100 KB: the kernel's refusal comes as that of a full disk does."""
    large = (
        "if clip.read_text() == 'large':\n"
        "    try: out.write_bytes(bytes(200_000))\n"
        "    except OSError: sys.exit(2)\n"
    )
    command = engines.engine(tmp_path, large + WELL)
    ran = subprocess.run(
        [sys.executable, "-c", FULL, *command],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stdout.split() == ["no_room", "0", "refused", "0", "report", "0"]
    assert "no_room" in {key.split(".")[1] for key in words("en").sentences if "errors." in key}
