"""Lesson 05: how often everything a clip needs holds at once.

Requirements that have something to do with one another are tied by a Gaussian copula with one
factor (Vasicek 1987, "Probability of Loss on Loan Portfolio"): each holds if a normal number stays
below a threshold, and any two of these numbers have the same correlation.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

_NORMAL = NormalDist()
_REACH = 8.0
"""How many standard deviations of the common factor are summed over, to both sides."""
_STEP = 0.05
"""A plain sum of something so smooth is exact to nine digits with this."""


@lru_cache(maxsize=4096)
def all_hold(each: float, count: int, correlation: float = 0.0) -> float:
    """Return the chance that `count` requirements hold at once.

    Parameters
    ----------
    each : float
        How often each of them holds by itself, above 0 and below 1.
    count : int
    correlation : float
        Of any two of them, from 0 (independent, so the chances multiply) to below 1.

    >>> round(all_hold(0.9, 5), 4), round(all_hold(0.9, 5, 0.5), 3)
    (0.5905, 0.708)
    """
    if correlation == 0:
        return each**count
    threshold, own = _NORMAL.inv_cdf(each), math.sqrt(1 - correlation)
    total = 0.0
    for place in range(round(2 * _REACH / _STEP) + 1):
        factor = place * _STEP - _REACH
        given = (threshold - math.sqrt(correlation) * factor) / own
        total += _NORMAL.cdf(given) ** count * _NORMAL.pdf(factor)
    return total * _STEP


def needed(together: float, count: int) -> float:
    """Return how often each of `count` independent requirements must hold for `together`.

    >>> round(needed(0.9, 5), 3)
    0.979
    """
    return float(together ** (1 / count))


@dataclass(frozen=True, slots=True)
class Chances:
    """The chances that the first 1, 2, 3… of `count` requirements hold at once.

    `plain` is their product, `tied` takes the correlation into account; without one they are equal.
    """

    plain: tuple[float, ...]
    tied: tuple[float, ...]

    @classmethod
    def of(cls, each: float, count: int, correlation: float) -> "Chances":
        """Return the chances for `count` requirements, each of which holds as often as `each`."""
        numbers = range(1, count + 1)
        return cls(
            tuple(all_hold(each, number) for number in numbers),
            tuple(all_hold(each, number, correlation) for number in numbers),
        )


def whole_way(step: float, frames: int) -> float:
    """Return the chance that every step from frame 1 to frame `frames` goes right.

    >>> round(whole_way(0.99, 72), 2)
    0.49
    """
    return float(step ** (frames - 1))
