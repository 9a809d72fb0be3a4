"""A straight line through a few points, and how sure it is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean


@dataclass(frozen=True, slots=True)
class Trend:
    """A line fitted by least squares to `count` points.

    `spread` is the standard deviation of what is left, `squares` the sum of squares of x around its
    mean `middle`.
    """

    slope: float
    middle: float
    height: float
    spread: float
    squares: float
    count: int

    def at(self, x: float) -> float:
        """Return the height of the line."""
        return self.height + self.slope * (x - self.middle)

    def half_width(self, x: float, sure: float = 0.9) -> float:
        """Return how far from `at(x)` the true line lies at most, in `sure` of all cases.

        Pointwise, for points that scatter evenly around a line (Draper and Smith 1998,
        https://doi.org/10.1002/9781118625590, section 3.1).
        """
        off = (x - self.middle) ** 2 / self.squares
        return student(sure, self.count - 2) * self.spread * math.sqrt(1 / self.count + off)


def trend(xs: Sequence[float], ys: Sequence[float]) -> Trend | None:
    """Return the line through points, None for fewer than five or all of one x.

    >>> round(trend([0, 1, 2, 3, 4], [1, 3, 5, 7, 9]).at(10), 6)
    21.0
    """
    if len(xs) < 5:
        return None
    middle, height = fmean(xs), fmean(ys)
    squares = sum((x - middle) ** 2 for x in xs)
    if squares < 1e-12:
        return None
    slope = sum((x - middle) * (y - height) for x, y in zip(xs, ys, strict=True)) / squares
    left = [y - height - slope * (x - middle) for x, y in zip(xs, ys, strict=True)]
    spread = math.sqrt(sum(value * value for value in left) / (len(xs) - 2))
    return Trend(slope, middle, height, spread, squares, len(xs))


def student(sure: float, freedom: int) -> float:
    """Return the two-sided quantile of Student's t, within 0.3 % from 3 degrees of `freedom` on.

    Abramowitz and Stegun 1964, 26.7.5, https://personal.math.ubc.ca/~cbm/aands/page_949.htm.

    >>> round(student(0.9, 6), 2), round(student(0.9, 1000), 3)
    (1.94, 1.646)
    """
    z: float = NormalDist().inv_cdf((1 + sure) / 2)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return z + float(sum(term / freedom**power for power, term in enumerate(terms, start=1)))
