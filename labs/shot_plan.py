"""Lesson 10: how much video has to be generated until a piece of several shots is complete.

A toy. In every second a take fails with the same hazard, so one of d seconds is good with the
chance exp(-hazard * d), as radioactive atoms last. A shot that has to fit those beside it does so
in the share `match` of takes. Takes are independent, as those of one model and prompt are not.
"""

import math
from dataclasses import dataclass
from typing import Final

HAZARD_PER_S: Final = 0.15
"""How often a second goes wrong where nobody knows better."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A piece of `total_s` seconds in equally long `shots`."""

    total_s: float = 20.0
    shots: int = 1
    hazard_per_s: float = HAZARD_PER_S
    match: float = 1.0

    @property
    def shot_s(self) -> float:
        """Return the length of one shot in seconds."""
        return self.total_s / self.shots

    @property
    def good(self) -> float:
        """Return the chance that a take can be used; a single shot has no other to fit."""
        return math.exp(-self.hazard_per_s * self.shot_s) * (self.match if self.shots > 1 else 1)

    @property
    def takes(self) -> float:
        """Return the takes that one shot needs on average."""
        return 1 / self.good

    @property
    def generated_s(self) -> float:
        """Return the seconds of video that the piece needs on average.

        >>> round(Plan(20, 1).generated_s), round(Plan(20, 4).generated_s)
        (402, 42)
        """
        return self.total_s / self.good


def finished(plan: Plan, budget_s: float) -> float:
    """Return the chance that `budget_s` generated seconds are enough for all shots.

    Exact: among as many takes as the budget pays for there must be as many good ones as shots.

    >>> round(finished(Plan(10, 2, hazard_per_s=0.0), 10), 3)
    1.0
    """
    # 1e-9: 120 s pay for 24 takes of 5 s, whatever the last bit of the division says.
    paid = int(budget_s / plan.shot_s + 1e-9)
    return sum(_exactly(count, paid, plan.good) for count in range(plan.shots, paid + 1))


def at_least_one(good: float, takes: int) -> float:
    """Return the chance that one of `takes` is good if each is with the chance `good`.

    >>> [round(at_least_one(0.3, takes), 2) for takes in (1, 2, 4, 8)]
    [0.3, 0.51, 0.76, 0.94]
    """
    return 1 - (1 - good) ** takes


def takes_for(good: float, sure: float) -> int:
    """Return how many takes make one good one as sure as `sure`, both above 0 and below 1.

    >>> takes_for(0.3, 0.95)
    9
    """
    return math.ceil(math.log(1 - sure) / math.log(1 - good))


def _exactly(count: int, takes: int, good: float) -> float:
    if good >= 1:
        return float(count == takes)
    log = (
        math.lgamma(takes + 1)
        - math.lgamma(count + 1)
        - math.lgamma(takes - count + 1)
        + count * math.log(good)
        + (takes - count) * math.log1p(-good)
    )
    return math.exp(log)
