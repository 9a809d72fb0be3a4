"""What got better and what got worse from one clip to another, and whether noise could do that.

A score can be off for two reasons, and a difference has to be more than both. It rests on the
frames and events that happened to be there: hence its interval (5 to 95 %). The interval of a
difference comes from those of both scores, each side by itself, because they are not symmetric
(method of variance estimates recovery), and has to leave out 0. That is less strict than asking
that the two intervals do not touch, which would hide true differences. And content alone moves a
score: clips that a camera filmed, in which nothing breaks, differ by `CONTENT`.

It speaks of these two clips. Whether a change of the prompt does the same again only more takes
can show.

References
----------
Zou and Donner, "Construction of confidence limits about effect measures: a general approach",
Statistics in Medicine 27(10), 2008, https://doi.org/10.1002/sim.3095
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import hypot

from continuity.digest import SCORES, Digest
from continuity.kinds import Kind

Interval = tuple[float, float]

CONTENT = {"continuity": 0.11}
CONTENT_OF_A_FACTOR = 0.06
"""How far clips without a failure lie apart, 5 to 95 % of those that a camera filmed: temporal 0.94
to 1.00, motion 0.95 to 1.00, the others less, the product of these two 0.89 to 1.00
(docs/measures.md, "Scores")."""
MUCH_SHORTER = 0.8
"""A clip of less than this share of the other's length had clearly fewer chances to break."""


class Verdict(StrEnum):
    """What can be said of a difference."""

    BETTER = "better"
    WORSE = "worse"
    NOISE = "noise"
    UNMEASURED = "unmeasured"


@dataclass(frozen=True, slots=True)
class Change:
    """One score of two clips; `difference` is the second less the first, `interval` its 90 %."""

    name: str
    before: float | None
    after: float | None
    difference: float | None
    interval: Interval | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one kind of failure was found, and how much those weigh together."""

    kind: Kind
    before: int
    after: int
    weight_before: float
    weight_after: float


class Caution(StrEnum):
    """Why a comparison says less than it seems to."""

    ENGINE = "engine"
    STILL = "still"
    SHORTER = "shorter"
    SAME_CLIP = "same_clip"


def changes(before: Digest, after: Digest) -> tuple[Change, ...]:
    """Return the change of each factor, and of their product last."""
    return tuple(_change(name, before, after) for name in SCORES)


def _change(name: str, before: Digest, after: Digest) -> Change:
    first, second = before.scores[name], after.scores[name]
    if first is None or second is None:
        return Change(name, first, second, None, None, Verdict.UNMEASURED)
    difference = second - first
    if name not in before.intervals or name not in after.intervals:
        return Change(name, first, second, difference, None, Verdict.UNMEASURED)
    interval = of_difference(first, before.intervals[name], second, after.intervals[name])
    moved = abs(difference) > CONTENT.get(name, CONTENT_OF_A_FACTOR)
    said = verdict(interval) if moved else Verdict.NOISE
    return Change(name, first, second, difference, interval, said)


def of_difference(first: float, around: Interval, second: float, about: Interval) -> Interval:
    """Return the interval of `second` less `first`, each of which lies in an interval of its own.

    Examples
    --------
    >>> low, high = of_difference(0.5, (0.4, 0.6), 0.8, (0.7, 0.9))
    >>> round(low, 3), round(high, 3)
    (0.159, 0.441)
    """
    below_first, above_first = max(0.0, first - around[0]), max(0.0, around[1] - first)
    below_second, above_second = max(0.0, second - about[0]), max(0.0, about[1] - second)
    difference = second - first
    return difference - hypot(below_second, above_first), difference + hypot(
        above_second, below_first
    )


def verdict(interval: Interval) -> Verdict:
    """Return what the interval of a difference lets one say; scores are better when higher."""
    low, high = interval
    return Verdict.BETTER if low > 0 else Verdict.WORSE if high < 0 else Verdict.NOISE


def tallies(before: Digest, after: Digest) -> tuple[Tally, ...]:
    """Return the kinds of failure found in either clip, what changed most first."""
    first, second = _counted(before), _counted(after)
    weights, other = _weighed(before), _weighed(after)
    found = [
        Tally(kind, first[kind], second[kind], weights.get(kind, 0.0), other.get(kind, 0.0))
        for kind in Kind
        if first[kind] or second[kind]
    ]
    return tuple(sorted(found, key=lambda it: -abs(it.weight_after - it.weight_before)))


def _counted(digest: Digest) -> Counter[Kind]:
    return Counter(failure.kind for failure in digest.failures)


def _weighed(digest: Digest) -> Mapping[Kind, float]:
    weights: dict[Kind, float] = {}
    for failure in digest.failures:
        weights[failure.kind] = weights.get(failure.kind, 0.0) + failure.weight
    return weights


def cautions(before: Digest, after: Digest) -> tuple[Caution, ...]:
    """Return why a comparison of the two says less than it seems to."""
    ratio = min(before.duration_s, after.duration_s) / (
        max(before.duration_s, after.duration_s) or 1.0
    )
    given = (
        (Caution.SAME_CLIP, before == after),
        (Caution.ENGINE, before.engine != after.engine),
        (Caution.STILL, before.hardly_moves or after.hardly_moves),
        (Caution.SHORTER, ratio < MUCH_SHORTER),
    )
    return tuple(caution for caution, holds in given if holds)
