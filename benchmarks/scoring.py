"""Hold what was told against what was planted; nothing here draws, reads or analyses a clip.

An event answers for a planted failure if it begins within `SLACK_FRAMES` of it and, for a thing,
lies on it; for what concerns the whole picture only an event of the right kind does. A failure may
be told in up to three events.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from continuity.kinds import Kind
from continuity.report import Box, Event, Scores
from labs.failures import OF_PROPS, OF_SUBJECT
from labs.truth import Truth

SLACK_FRAMES: Final = 6
TOLD_IN: Final = 3
SURE: Final = 0.9

NAMED: Final = {kind: {kind} for kind in Kind} | {
    Kind.VANISH: {Kind.VANISH, Kind.FADE},
    Kind.FADE: {Kind.FADE, Kind.VANISH},
    Kind.SWAP: {Kind.SWAP, Kind.VANISH, Kind.APPEAR, Kind.RECOLOR},
}
"""The kinds that name a failure rightly."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a clip: `told` are the failures told, `found` those that answer for `truth`.

    `took_s` is the work of the analysis, `twin` the same clip without a failure.
    """

    name: str
    group: str
    truth: Truth | None
    severity: float
    twin: str
    told: tuple[Event, ...]
    found: tuple[Event, ...]
    scores: Scores

    @property
    def named(self) -> bool:
        """Return whether one of the events found has the right name."""
        return self.truth is not None and any(
            event.kind in NAMED[self.truth.kind] for event in self.found
        )

    @property
    def late_by(self) -> int | None:
        """Return by how many frames the nearest event found misses the beginning."""
        if self.truth is None or not self.found:
            return None
        return min((event.start - self.truth.start for event in self.found), key=abs)


def answers(truth: Truth, event: Event) -> bool:
    """Return whether `event` points at what was planted, in time and place."""
    in_time = truth.start - SLACK_FRAMES <= event.start <= truth.end + SLACK_FRAMES
    if truth.kind not in OF_PROPS | OF_SUBJECT:
        return in_time and event.kind in NAMED[truth.kind]
    if truth.box is None or event.box is None:
        return False
    return in_time and on_it(truth.box, event.box)


def on_it(thing: Box, told: Box) -> bool:
    """Return whether the boxes share a tenth of both, or the told one holds the thing's middle."""
    wide = min(thing.x + thing.w, told.x + told.w) - max(thing.x, told.x)
    high = min(thing.y + thing.h, told.y + told.h) - max(thing.y, told.y)
    shared = max(0.0, wide) * max(0.0, high)
    together = thing.w * thing.h + told.w * told.h - shared
    x, y = thing.x + thing.w / 2, thing.y + thing.h / 2
    inside = told.x <= x <= told.x + told.w and told.y <= y <= told.y + told.h
    return shared >= 0.1 * together or (inside and told.w * told.h <= 9 * thing.w * thing.h)


def recall(outcomes: Iterable[Outcome]) -> float:
    """Return the share of the planted failures that were found."""
    return mean([bool(one.found) for one in outcomes if one.truth])


def named(outcomes: Iterable[Outcome]) -> float:
    """Return the share of what was found that was named rightly."""
    return mean([one.named for one in outcomes if one.found])


def precision(outcomes: Iterable[Outcome]) -> float:
    """Return the share of true failures in what was told of faulted clips."""
    faulted = [one for one in outcomes if one.truth]
    hits = sum(bool(one.found) for one in faulted)
    beside = sum(len(one.told) - min(len(one.found), TOLD_IN) for one in faulted)
    return hits / max(1, hits + beside)


def right_and_all(
    outcomes: Iterable[Outcome], low: float, high: float
) -> tuple[list[bool], list[float]]:
    """Return which of the events of a confidence from `low` to below `high` are right, and each's.

    Alarms in clean clips are wrong.
    """
    events = [(event, one) for one in outcomes for event in one.told]
    chosen = [(event, one) for event, one in events if low <= event.confidence < high]
    return [event in one.found for event, one in chosen], [e.confidence for e, _ in chosen]


def below_twin(scores: dict[str, float | None], twins: Iterable[tuple[str, str]]) -> float:
    """Return how often a faulted clip scores below its clean twin, names in pairs."""
    return below((scores[name], scores[twin]) for name, twin in twins if twin in scores)


def auc(faulted: Sequence[float | None], clean: Sequence[float | None]) -> float:
    """Return how often a faulted clip scores below a clean one, over all pairs.

    >>> auc([0.2, 0.5], [0.5, 0.9])
    0.875
    """
    return below((low, high) for low in faulted for high in clean)


def below(pairs: Iterable[tuple[float | None, float | None]]) -> float:
    """Return how often the first is lower; a tie counts half, an unmeasured pair not at all."""
    measured = [(low, high) for low, high in pairs if low is not None and high is not None]
    return mean([(low < high) + 0.5 * (low == high) for low, high in measured])


def mean(numbers: Sequence[float]) -> float:
    """Return the mean, not a number if there is none."""
    return sum(numbers) / len(numbers) if numbers else float("nan")
