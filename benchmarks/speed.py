"""Seconds of work per second of a 720p clip at 24 frames per second, and what takes them."""

import cProfile
import pstats
import tempfile
import time
from pathlib import Path
from typing import Final

import cv2

from benchmarks import table
from benchmarks.cases import long_clip
from continuity import Settings, analyse

LENGTHS_S: Final = (5, 10, 20)
PARTS: Final = {
    "decode": ("decode", "read"),
    "camera motion": ("camera", "follow"),
    "salience": ("salience", "ingredients"),
    "the whole pass": ("watch", "watch"),
    "stage": ("stage", "build"),
    "changes": ("changes", "find"),
    "their kinds": ("things", "judge"),
    "elements": ("elements", "cast"),
    "scores": ("scores", "score"),
}
"""Parts of the work by module and function; the pass holds the three before it."""


def run() -> None:
    """Print the time for three lengths, and the parts of the middle one."""
    table.show_machine()
    cv2.setNumThreads(1)  # what a small shared server has to give
    with tempfile.TemporaryDirectory() as folder:
        clips = {length: long_clip(Path(folder), length, (1280, 720)) for length in LENGTHS_S}
        rows = [(length, *_work(clip, length)) for length, clip in clips.items()]
        head = ("clip, s", "work, s", "s of work per s of clip", "ms per frame")
        table.show("Analysis of 720p at 24 frames per second, one core", head, rows)
        _show_parts(clips[10], 240)


def _work(clip: Path, length_s: int) -> tuple[str, str, str]:
    began_s = time.process_time()
    report = analyse(clip)
    work_s = time.process_time() - began_s
    per_frame_ms = 1000 * work_s / report.clip.analysed_frames
    return f"{work_s:.1f}", f"{work_s / length_s:.2f}", f"{per_frame_ms:.1f}"


def _show_parts(clip: Path, frames: int) -> None:
    profile = cProfile.Profile(time.process_time)
    profile.runcall(analyse, clip, Settings())
    spent_s = {
        (Path(file).stem, function): times[3]
        for (file, _, function), times in pstats.Stats(profile).stats.items()  # type: ignore[attr-defined]
        if Path(file).parent.name == "continuity"
    }
    rows = [(name, f"{1000 * spent_s[part] / frames:.1f}") for name, part in PARTS.items()]
    table.show("Where the time of the 10 s clip goes", ("part", "ms per frame"), rows)
