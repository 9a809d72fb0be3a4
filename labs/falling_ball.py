"""Lesson 07: four balls that bounce, one as balls do, and what a measuring of each one finds.

Heights are in metres above the desk, times in seconds; a ball leaves the desk at `KICK_M_S`. Flight
without air: height = v t - g t²/2, the parabola of any textbook, g = 9.8 m/s². A bounce keeps the
share `bounce` of the speed. The floating ball follows a sine instead, which animators like and
gravity does not.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

GRAVITY_M_S2: Final = 9.8
KICK_M_S: Final = 6.0
FPS: Final = 24
FRAMES: Final = 48


class Ball(StrEnum):
    """What a ball does, named by what is wrong with it."""

    REAL = "real"
    FLOATS = "floats"
    """It hangs in the air and hurries near the desk: the arc is no parabola."""
    TOO_HEAVY = "too_heavy"
    """It falls 2.2 times as fast as things fall."""
    GAINS = "gains"
    """Every bounce is higher: energy out of nothing."""


_BOUNCE: Final = {Ball.REAL: 0.8, Ball.TOO_HEAVY: 0.8, Ball.GAINS: 1.12}
"""Share of its speed that a ball keeps in a bounce."""
_HEAVY: Final = 2.2


@dataclass(frozen=True, slots=True)
class Measured:
    """What a ball's heights say: gravity from its longest arc, how far off, how high it rose.

    `gravity_m_s2` and `off_m` (root mean square) are of the parabola that fits that arc best;
    `tops_m` are the highest points of all arcs that reach one.
    """

    gravity_m_s2: float
    off_m: float
    tops_m: tuple[float, ...]

    @property
    def growth(self) -> float:
        """Return how high the second arc is in parts of the first; 1 where there is no second."""
        return self.tops_m[1] / self.tops_m[0] if len(self.tops_m) > 1 else 1.0


def heights_m(ball: Ball) -> tuple[float, ...]:
    """Return how high `ball` is in each of `FRAMES` frames.

    >>> [round(height, 2) for height in heights_m(Ball.REAL)[:4]]
    [0.0, 0.24, 0.47, 0.67]
    """
    return tuple(_height_m(ball, frame / FPS) for frame in range(FRAMES))


def measure(heights: Sequence[float]) -> Measured:
    """Fit a parabola to the longest arc of `heights` (one per frame, in metres)."""
    arcs = _arcs(heights)
    start, end = max(arcs, key=lambda arc: arc[1] - arc[0])
    bend, off_m = _parabola(heights[start + 1 : end])
    tops = tuple(max(heights[a : b + 1]) for a, b in arcs if max(heights[a:b]) > heights[b])
    return Measured(-2 * bend * FPS**2, off_m, tops)


def _height_m(ball: Ball, time_s: float) -> float:
    if ball is Ball.FLOATS:
        flight_s = 2 * KICK_M_S / GRAVITY_M_S2
        return KICK_M_S**2 / (2 * GRAVITY_M_S2) * abs(math.sin(math.pi * time_s / flight_s))
    gravity = GRAVITY_M_S2 * (_HEAVY if ball is Ball.TOO_HEAVY else 1)
    speed, left_s = KICK_M_S, time_s
    while left_s > (flight_s := 2 * speed / gravity):
        left_s -= flight_s
        speed *= _BOUNCE[ball]
    return speed * left_s - gravity * left_s**2 / 2


def _arcs(heights: Sequence[float]) -> list[tuple[int, int]]:
    """Return the first and last frame of each arc: from bounce to bounce."""
    lows = [
        place
        for place in range(1, len(heights) - 1)
        if heights[place - 1] > heights[place] <= heights[place + 1]
    ]
    return list(pairwise([0, *lows, len(heights) - 1]))


def _parabola(heights: Sequence[float]) -> tuple[float, float]:
    """Return the bend per frame² of the parabola that fits best, and the distance that is left.

    By the polynomials that are orthogonal over evenly spaced places, so nothing has to be solved.

    >>> bend, off = _parabola([0, 1, 4, 9, 16])
    >>> round(bend, 9), round(off, 9)
    (1.0, 0.0)
    """
    count = len(heights)
    line = [place - (count - 1) / 2 for place in range(count)]
    middle = sum(x * x for x in line) / count
    square = [x * x - middle for x in line]
    mean = sum(heights) / count
    slope = _dot(line, heights) / _dot(line, line)
    bend = _dot(square, heights) / _dot(square, square)
    off = [
        height - mean - slope * x - bend * xx
        for height, x, xx in zip(heights, line, square, strict=True)
    ]
    return bend, math.sqrt(_dot(off, off) / count)


def _dot(a: Sequence[float], b: Sequence[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))
