"""Seconds of work per second of a 720p clip at 24 frames per second, and what takes them."""

import cProfile
import pstats
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from benchmarks import table
from benchmarks.cases import CAMERAS, long_clip
from continuity import Settings, analyse
from continuity.camera import Tracker
from continuity.decode import Frame, read
from continuity.salience import ingredients

LENGTHS_S: Final = {5: 5, 10: 3, 20: 3, 60: 3}
"""How often a clip of so many seconds is analysed."""
ANY_LENGTH: Final = replace(Settings(), max_duration_s=3600.0)


def run() -> None:
    """Print the time for four lengths, with a moving camera, and the parts of the 5 s clip."""
    table.show_machine()
    with tempfile.TemporaryDirectory() as folder:
        clip = long_clip(Path(folder), 5, (1280, 720), CAMERAS["pan"])
        analyse(clip, ANY_LENGTH)  # what the first analysis of a process loads is not timed
        moving = _timed(clip, 5, 5)
        took, rows = {}, [("5, moving camera", *_row(moving, 5))]
        for length_s, times in LENGTHS_S.items():
            clip = long_clip(Path(folder), length_s, (1280, 720))
            took[length_s] = _timed(clip, length_s, times)
            rows.append((str(length_s), *_row(took[length_s], length_s)))
        head = ("clip, s", "by the clock, s", "per s of clip", "processor, per s of clip")
        table.show("Analysis of 720p at 24 frames per second, median (least to most)", head, rows)
        clock, work = (min(t[n] for t in took[60]) / min(t[n] for t in took[5]) for n in (0, 1))
        print(
            f"\n60 s cost {clock:.1f} times as much as 5 s by the clock, {work:.1f} of processor,"
        )
        print("the least of each: other work on the machine only adds.")
        clip = long_clip(Path(folder), 5, (1280, 720))
        _show_steps(clip)
        _show_parts(clip)


def _timed(clip: Path, length_s: int, times: int) -> list[tuple[float, float]]:
    """Return the seconds by the clock and of the processor, as often as asked."""
    took = []
    for _ in range(times):
        clock_s, work_s = time.perf_counter(), time.process_time()
        analyse(clip, ANY_LENGTH)
        took.append((time.perf_counter() - clock_s, time.process_time() - work_s))
    return took


def _row(took: list[tuple[float, float]], length_s: int) -> tuple[str, str, str]:
    clock_s, work_s = zip(*took, strict=True)
    return (
        table.spread(clock_s),
        table.spread([each / length_s for each in clock_s]),
        table.spread([each / length_s for each in work_s]),
    )


def _show_steps(clip: Path) -> None:
    """Print what `analyse` calls, and how long it waits for each."""
    profile = cProfile.Profile(time.perf_counter)
    profile.runcall(analyse, clip, ANY_LENGTH)
    spent_s: dict[str, float] = {}
    for (file, _, function), row in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        for (caller, _, by), times in row[4].items():
            if by == "_analyse" and Path(caller).name == "analysis.py":
                spent_s[f"{Path(file).stem}.{function}"] = times[3]
    steps = sorted(spent_s.items(), key=lambda step: -step[1])
    rows = [(name, f"{seconds:.2f}") for name, seconds in steps if seconds > 0.005]
    table.show("Where the 5 s clip waits, profiled", ("step of analysis", "s"), rows)


def _show_parts(clip: Path) -> None:
    """Print what the pass does beside the look at each frame, each alone on one core."""
    cv2.setNumThreads(1)
    settings = Settings()
    frames: list[Frame] = []
    rows = [("decode and shrink", _each_ms(lambda: frames.extend(read(clip, 480, settings)), 120))]
    grays = [np.asarray(cv2.cvtColor(f.image, cv2.COLOR_BGR2GRAY), np.uint8) for f in frames]
    tracker = Tracker(settings)
    rows.append(("camera", _each_ms(lambda: [tracker.follow(gray) for gray in grays], len(grays))))
    small = [cv2.resize(frame.image, (160, 90)) for frame in frames[:24]]
    labs = [np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2LAB), np.uint8) for picture in small]
    calm = np.zeros((90, 160), np.float32)
    every = settings.salience_every
    mapped = _each_ms(lambda: [ingredients(lab, calm) for lab in labs], len(labs) * every)
    rows.append((f"salience, every {every}rd frame", mapped))
    table.show("Parts of the pass, processor", ("part", "ms per frame"), rows)


def _each_ms(work: Callable[[], object], frames: int) -> str:
    began_s = time.process_time()
    work()
    return f"{1000 * (time.process_time() - began_s) / frames:.1f}"
