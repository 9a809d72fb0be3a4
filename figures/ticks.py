"""Ticks of an axis that goes up tenfold."""

import math
from collections.abc import Sequence

_STEPS = ((1,), (1, 3), (1, 2, 5), (1, 2, 3, 5), (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8))
"""Where in a decade ticks may stand, the roundest first."""
_ENOUGH = 3


def tenfold(ends: Sequence[float]) -> list[float]:
    """Return round numbers between two powers of ten: at least three, if the range has them.

    >>> tenfold([-3.2, 0.1])
    [0.001, 0.01, 0.1, 1.0]
    >>> tenfold([0.4, 1.2])
    [3.0, 5.0, 10.0]
    """
    low, high = ends
    found: list[float] = []
    for steps in _STEPS:
        decades = range(math.floor(low), math.floor(high) + 1)
        round_ones = [float(f"{step}e{power}") for power in decades for step in steps]
        found = [value for value in round_ones if low <= math.log10(value) <= high]
        if len(found) >= _ENOUGH:
            break
    return found
