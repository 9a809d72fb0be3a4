"""What the engine finds in the project's own drawn clips, against what was planted there.

An event answers for a planted failure if it begins within 6 frames of it and, for a thing, lies
on it; for what concerns the whole picture only an event of the right kind does. A failure may be
told in up to three events. The scenes are simple, and thresholds were looked at with scenes like
these in view: clips of other makes are the better judge.
"""

import multiprocessing
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2

from benchmarks import table
from benchmarks.cases import Case, cases
from continuity import analyse
from continuity.report import Box, Event, Kind, Report
from labs.failures import OF_PROPS, OF_SUBJECT
from labs.render import render
from labs.truth import Truth
from labs.write import write_clip

SLACK_FRAMES = 6
TOLD_IN = 3
WORKERS = 2
NAMED = {kind: {kind} for kind in Kind} | {
    Kind.VANISH: {Kind.VANISH, Kind.FADE},
    Kind.FADE: {Kind.FADE, Kind.VANISH},
    Kind.SWAP: {Kind.SWAP, Kind.VANISH, Kind.APPEAR, Kind.RECOLOR},
}
"""The kinds that name a failure rightly."""


@dataclass(frozen=True, slots=True)
class Result:
    """A case and what became of it: `found` are the failures told that answer for the truth."""

    case: Case
    told: tuple[Event, ...]
    found: tuple[Event, ...]
    score: float | None

    @property
    def named(self) -> bool:
        """Return whether one of the events found has the right name."""
        truth = self.case.truth
        return truth is not None and any(event.kind in NAMED[truth.kind] for event in self.found)


def run() -> None:
    """Print what is found of each kind, in each group, and in clean clips."""
    table.show_machine()
    # Started anew, not forked: OpenCV's threads do not survive a fork.
    fresh = multiprocessing.get_context("spawn")
    one_core = (cv2.setNumThreads, (1,))
    with ProcessPoolExecutor(WORKERS, fresh, *one_core) as pool:
        results = list(pool.map(examine, cases()))
    faulted = [result for result in results if result.case.truth]
    _show_found("By kind", faulted, lambda case: case.truth.kind if case.truth else "")
    _show_found("By group", faulted, lambda case: case.group)
    _show_clean([result for result in results if not result.case.truth])
    _show_all(results)


def examine(case: Case) -> Result:
    """Draw the clip of `case`, analyse it and hold the events against the truth."""
    with tempfile.TemporaryDirectory() as folder:
        clip = write_clip(Path(folder) / "case.mp4", render(case.scene), case.scene.fps)
        report: Report = analyse(clip)
    told, truth = report.failures, case.truth
    found = tuple(event for event in told if truth and answers(truth, event))
    return Result(case, told, found, report.scores.continuity)


def answers(truth: Truth, event: Event) -> bool:
    """Return whether `event` points at what was planted, in time and place."""
    in_time = truth.start - SLACK_FRAMES <= event.start <= truth.end + SLACK_FRAMES
    if truth.kind not in OF_PROPS | OF_SUBJECT:
        return in_time and event.kind in NAMED[truth.kind]
    if truth.box is None or event.box is None:
        return False
    return in_time and _on_it(truth.box, event.box)


def _on_it(thing: Box, told: Box) -> bool:
    """Return whether the boxes share a tenth of both, or the told one holds the thing's middle."""
    wide = min(thing.x + thing.w, told.x + told.w) - max(thing.x, told.x)
    high = min(thing.y + thing.h, told.y + told.h) - max(thing.y, told.y)
    shared = max(0.0, wide) * max(0.0, high)
    together = thing.w * thing.h + told.w * told.h - shared
    x, y = thing.x + thing.w / 2, thing.y + thing.h / 2
    inside = told.x <= x <= told.x + told.w and told.y <= y <= told.y + told.h
    return shared >= 0.1 * together or (inside and told.w * told.h <= 9 * thing.w * thing.h)


def _show_found(title: str, faulted: Sequence[Result], name: Callable[[Case], str]) -> None:
    rows = []
    for one in dict.fromkeys(name(result.case) for result in faulted):
        own = [result for result in faulted if name(result.case) == one]
        hits = [result for result in own if result.found]
        named = _share(result.named for result in hits)
        rows.append((one, len(own), _share(bool(result.found) for result in own), named))
    table.show(title, ("planted", "clips", "found", "of these named rightly"), rows)


def _show_clean(clean: Sequence[Result]) -> None:
    rows = []
    for group in dict.fromkeys(result.case.group for result in clean):
        alarms = [len(result.told) for result in clean if result.case.group == group]
        rows.append((group, len(alarms), _mean(alarms), _share(not count for count in alarms)))
    table.show("Clean clips", ("group", "clips", "false alarms per clip", "silent"), rows)


def _show_all(results: Sequence[Result]) -> None:
    faulted = [result for result in results if result.case.truth]
    hits = sum(bool(result.found) for result in faulted)
    beside = sum(len(r.told) - min(len(r.found), TOLD_IN) for r in faulted)
    scores = {result.case.name: result.score for result in results}
    clean = [result.score for result in results if not result.case.truth]
    twins = [(result.score, scores[result.case.twin]) for result in faulted]
    every = [(one.score, other) for one in faulted for other in clean]
    rows = [
        ("recall", _share(bool(result.found) for result in faulted)),
        ("precision", f"{hits / max(1, hits + beside):.2f}"),
        ("score of the faulted clip below its clean twin's", _below(twins)),
        ("AUC of the score, faulted against clean", _below(every)),
    ]
    table.show(f"All {len(results)} clips", ("", ""), rows)


def _below(pairs: Sequence[tuple[float | None, float | None]]) -> str:
    """Return how often the first is lower; a tie counts half, an unmeasured pair not at all."""
    measured = [(low, high) for low, high in pairs if low is not None and high is not None]
    return _mean([(low < high) + 0.5 * (low == high) for low, high in measured])


def _share(holds: Iterable[bool]) -> str:
    return _mean(list(holds))


def _mean(numbers: Sequence[float]) -> str:
    return f"{sum(numbers) / len(numbers):.2f}" if numbers else "–"
