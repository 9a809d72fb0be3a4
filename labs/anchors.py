"""Lesson 06: how far a face strays in a clip that is pinned at some frames and pulled in all.

A toy. One number stands for the difference to frame 1; every frame adds a random step of `STEP` to
it (standard deviation, no unit). A pinned frame holds the number at 0. A reference takes the share
`pull` of it away in every frame, and of the movement that was asked for as well: it cannot know
which difference is wanted. Exact, by conditioning one Gaussian chain on its pins.

How strongly real generators hold to a picture is another matter; that they then move less than
asked is measured in Zhao et al., "Identifying and Solving Conditional Image Leakage in Image-to-
Video Diffusion Model", 2024, https://arxiv.org/abs/2406.15735.
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Final

FRAMES: Final = 72
STEP: Final = 0.05
"""Standard deviation of what one frame adds."""
SWING_FRAMES: Final = 36
"""Length of the movement that is asked for, there and back, in frames."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """What holds a clip: its first frame, maybe its last, `keys` frames between, a `pull` in all.

    The `keys` lie evenly between the first and the last frame. `pull` is 0 to below 1.
    """

    last: bool = False
    keys: int = 0
    pull: float = 0.0

    @property
    def pins(self) -> tuple[int, ...]:
        """Return the pinned frames, counted from 0.

        >>> Anchors(last=True, keys=2).pins
        (0, 24, 47, 71)
        """
        between = (round((FRAMES - 1) * place / (self.keys + 1)) for place in range(self.keys + 1))
        return (*between, FRAMES - 1) if self.last else tuple(between)


def error(anchors: Anchors) -> tuple[float, ...]:
    """Return the error of every frame, root mean square over all clips."""
    pins, kept = anchors.pins, 1 - anchors.pull
    errors = []
    for frame in range(FRAMES):
        before = max(pin for pin in pins if pin <= frame)
        after = min((pin for pin in pins if pin >= frame), default=None)
        variance = _variance(frame - before, kept)
        if after is not None and after > frame:
            ahead = _variance(after - frame, kept)
            variance *= ahead / (ahead + kept ** (2 * (after - frame)) * variance)
        errors.append(0.0 if frame == after else math.sqrt(variance))
    return tuple(errors)


def clips(anchors: Anchors, count: int, seed: int) -> tuple[tuple[float, ...], ...]:
    """Return the errors, frame by frame, of `count` clips drawn at random."""
    random = Random(seed)  # noqa: S311 - no secret
    return tuple(_clip(anchors, random) for _ in range(count))


def motion_left(anchors: Anchors) -> float:
    """Return how much of a swing that was asked for is left, 0 to 1.

    The pull of a reference works on it as on any difference, so it is a high-pass filter: the
    slower the swing, the less of it comes through.

    >>> motion_left(Anchors()), round(motion_left(Anchors(pull=0.5)), 2)
    (1.0, 0.34)
    """
    kept, turn = 1 - anchors.pull, 2 * math.pi / SWING_FRAMES
    asked = math.sqrt(2 - 2 * math.cos(turn))
    # In steps of frames a pull of next to nothing makes a swing larger, by less than 1 part in 60.
    return min(1.0, asked / math.sqrt(1 + kept**2 - 2 * kept * math.cos(turn)))


def _variance(steps: int, kept: float) -> float:
    """Return the variance after `steps` frames of which each keeps `kept` of the one before.

    >>> round(_variance(4, 1.0) / STEP**2, 6)
    4.0
    """
    if kept == 1:
        return STEP**2 * steps
    return STEP**2 * (1 - kept ** (2 * steps)) / (1 - kept**2)


def _clip(anchors: Anchors, random: Random) -> tuple[float, ...]:
    kept = 1 - anchors.pull
    errors = [0.0]
    for start, end in pairwise((*anchors.pins, FRAMES - 1)):
        leg = [0.0]
        for _ in range(end - start):
            leg.append(kept * leg[-1] + random.gauss(0.0, STEP))
        if end in anchors.pins:
            leg = _pinned(leg, kept)
        errors += leg[1:]
    return tuple(errors)


def _pinned(leg: list[float], kept: float) -> list[float]:
    """Return a chain that ends at 0, made of one that ends anywhere."""
    last = len(leg) - 1
    if last == 0:
        return leg
    whole = _variance(last, kept)
    return [
        value - kept ** (last - step) * _variance(step, kept) / whole * leg[-1]
        for step, value in enumerate(leg)
    ]
