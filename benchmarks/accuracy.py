"""What the engine finds in the project's own drawn clips, against what was planted there.

The scenes are simple, and thresholds were looked at with scenes like these in view: clips of other
makes are the better judge. What counts as found is in `benchmarks.scoring`.
"""

import multiprocessing
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median

import cv2

from benchmarks import scoring, table
from benchmarks.cases import SEVERITIES, Case, cases, write
from benchmarks.scoring import SURE, Outcome
from continuity import analyse
from continuity.kinds import Factor

WORKERS = 2
BINS = ((0.0, 0.5), (0.5, 0.7), (0.7, SURE), (SURE, 1.01))
"""Confidences that are told apart, from the first to below the second."""


def run(quick: bool = False) -> None:
    """Print what is found of each kind, in each group, and in clean clips."""
    table.show_machine()
    began_s = time.perf_counter()
    # Started anew, not forked: OpenCV's threads do not survive a fork.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(WORKERS, fresh, cv2.setNumThreads, (1,)) as pool:
        outcomes = list(pool.map(examine, cases(quick)))
    faulted = [one for one in outcomes if one.truth]
    _show_found("By kind", faulted, lambda one: one.truth.kind if one.truth else "")
    _show_found("By group", faulted, lambda one: one.group)
    _show_clean([one for one in outcomes if not one.truth])
    _show_severity(faulted)
    _show_reliability(outcomes)
    _show_coverage(outcomes)
    _show_all(outcomes)
    _show_wrong(outcomes)
    print(f"\n{len(outcomes)} clips in {time.perf_counter() - began_s:.0f} s, two at a time")


def examine(case: Case) -> Outcome:
    """Draw the clip of `case`, analyse it and hold the events against the truth."""
    with tempfile.TemporaryDirectory() as folder:
        report = analyse(write(case, Path(folder)))
    told, truth = report.failures, case.truth
    found = tuple(event for event in told if truth and scoring.answers(truth, event))
    return Outcome(
        case.name, case.group, truth, case.severity, case.twin, told, found, report.scores
    )


def _show_found(title: str, faulted: Sequence[Outcome], name: Callable[[Outcome], str]) -> None:
    rows = []
    for one in dict.fromkeys(map(name, faulted)):
        own = [outcome for outcome in faulted if name(outcome) == one]
        late = [abs(by) for outcome in own if (by := outcome.late_by) is not None]
        missed_by = f"{median(late):.0f}, {max(late)}" if late else table.NOTHING
        found = table.share(scoring.recall(own))
        rows.append((one, len(own), found, table.share(scoring.named(own)), missed_by))
    head = (
        "planted",
        "clips",
        "found",
        "of these named rightly",
        "onset off by, frames: median, most",
    )
    table.show(title, head, rows)


def _show_clean(clean: Sequence[Outcome]) -> None:
    rows = []
    for group in dict.fromkeys(one.group for one in clean):
        alarms = [len(one.told) for one in clean if one.group == group]
        silent = scoring.mean([not count for count in alarms])
        rows.append((group, len(alarms), table.share(scoring.mean(alarms)), table.share(silent)))
    table.show("Clean clips", ("group", "clips", "false alarms per clip", "silent"), rows)


def _show_severity(faulted: Sequence[Outcome]) -> None:
    """Print how much must go wrong to be found; one clip each before a still camera."""
    still = [one for one in faulted if one.group.endswith("still camera") and one.truth]
    rows = []
    for kind in dict.fromkeys(one.truth.kind for one in still if one.truth):
        own = {one.severity: one for one in still if one.truth and one.truth.kind is kind}
        rows.append((kind, *(_told_as(own.get(severity)) for severity in SEVERITIES)))
    table.show("Told as, by severity, still camera", ("planted", *map(str, SEVERITIES)), rows)


def _told_as(one: Outcome | None) -> str:
    if one is None:
        return ""
    return ", ".join(sorted({event.kind for event in one.found})) or table.NOTHING


def _show_reliability(outcomes: Sequence[Outcome]) -> None:
    rows = []
    for low, high in BINS:
        right, sure = scoring.right_and_all(outcomes, low, high)
        shares = (table.share(scoring.mean(sure)), table.share(scoring.mean(right)))
        rows.append((f"{low} to {min(high, 1.0)}", len(right), *shares))
    head = ("confidence", "events", "mean confidence", "right")
    table.show("What confidence is worth", head, rows)


def _show_coverage(outcomes: Sequence[Outcome]) -> None:
    rows = []
    for factor in Factor:
        values = [one.scores.of(factor) for one in outcomes]
        clean = [one.scores.of(factor) for one in outcomes if not one.truth]
        known = sorted(value for value in clean if value is not None)
        low = f"{known[0]:.2f}, {median(known):.2f}" if known else table.NOTHING
        rows.append((factor, table.share(scoring.mean([value is None for value in values])), low))
    head = ("factor", "not measurable", "score of clean clips: least, median")
    table.show("Coverage", head, rows)


def _show_all(outcomes: Sequence[Outcome]) -> None:
    faulted = [one for one in outcomes if one.truth]
    clean = [one for one in outcomes if not one.truth]
    found, precise = scoring.recall(faulted), scoring.precision(faulted)
    scores = {one.name: one.scores.continuity for one in outcomes}
    twins = [(one.name, one.twin) for one in faulted]
    apart = scoring.auc([scores[one.name] for one in faulted], [scores[one.name] for one in clean])
    right, _ = scoring.right_and_all(outcomes, *BINS[-1])
    late = [abs(by) for one in faulted if (by := one.late_by) is not None]
    below = scoring.below_twin(scores, twins)
    alarms = scoring.mean([len(one.told) for one in clean])
    numbers = {
        "recall": found,
        "named rightly of what was found": scoring.named(faulted),
        "precision": precise,
        "F1": 2 * precise * found / max(1e-9, precise + found),
        "false alarms per clean clip": alarms,
        "score of the faulted clip below its clean twin's": below,
        "AUC of the score, faulted against clean": apart,
        f"right of the {len(right)} events with confidence {SURE} or more": scoring.mean(right),
        "onset within 2 frames of the truth": scoring.mean([by <= 2 for by in late]),
    }
    rows = [(name, table.share(number)) for name, number in numbers.items()]
    table.show(f"All {len(outcomes)} clips", ("", ""), rows)


def _show_wrong(outcomes: Sequence[Outcome]) -> None:
    """Print every clip that was missed, or in which something was told that is not so."""
    rows = []
    for one in outcomes:
        beside = [event for event in one.told if event not in one.found]
        if beside or (one.truth and not one.found):
            said = ", ".join(f"{event.kind} from {event.start}" for event in beside)
            missed = "missed" if one.truth and not one.found else ""
            rows.append((one.name, missed, said))
    table.show("What went wrong", ("clip", "", "told beside the truth"), rows)
