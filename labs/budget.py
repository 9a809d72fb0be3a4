"""Lesson 05: a toy in which attention is one budget, and what gets little of it drifts.

Only the softmax is real. Pull, noise and limit are invented: in each frame every thing is pulled
back to where it stood in frame 1, the harder the larger its share, and pushed about at random,
the harder the more the camera moves. Such a path is an autoregressive process of the first order,
so how far things stray is known exactly (Box, Jenkins, "Time Series Analysis", 1970, chapter 3).
Lengths are pixels of a frame 320 wide.
"""

import math
from dataclasses import dataclass
from random import Random
from typing import Final

from labs.softmax import one_star

PULL: Final = 0.5
"""How much of its way back a thing with all of the attention makes in one frame."""
NOISE_PX: Final = 2.0
"""How far a thing is pushed in one frame if the camera stands still (root mean square)."""
LIMIT_PX: Final = 12.0
"""How far from its place a thing may be and still count as kept."""

Path = list[tuple[float, float]]
"""Where a thing is, frame by frame, from its place in frame 1: right and down, in pixels."""


@dataclass(frozen=True, slots=True)
class Budget:
    """A shot: salience of the subject (props have 0), props, frames, movement of the camera."""

    subject: float = 2.5
    props: int = 8
    frames: int = 72
    camera: float = 0.5

    @property
    def shares(self) -> list[float]:
        """Return what the subject and then each prop get of the attention; they sum to 1."""
        return one_star(self.props + 1, self.subject)

    def stray_px(self, share: float) -> float:
        """Return how far a thing is off in the last frame, along one axis (standard deviation)."""
        kept = (1 - PULL * share) ** 2
        pushed = (NOISE_PX * (1 + self.camera)) ** 2 / 2
        return math.sqrt(pushed * (1 - kept ** (self.frames - 1)) / (1 - kept))

    def drift_px(self, share: float) -> float:
        """Return how far a thing is from its place in the last frame, on average.

        >>> still = Budget(3.0, 6, 72, 0.0)
        >>> [round(still.drift_px(share), 1) for share in still.shares[:2]]
        [2.2, 8.8]
        """
        # Two equal normal offsets at right angles: their length is a Rayleigh variable.
        return self.stray_px(share) * math.sqrt(math.pi / 2)

    def kept(self, share: float) -> float:
        """Return the chance that a thing ends within `LIMIT_PX` of its place."""
        return 1 - math.exp(-((LIMIT_PX / self.stray_px(share)) ** 2) / 2)

    @property
    def all_kept(self) -> float:
        """Return the chance that every prop is kept.

        >>> round(Budget().all_kept, 3), round(Budget(2.5, 2, 24, 0.0).all_kept, 2)
        (0.009, 0.91)
        """
        return self.kept(self.shares[1]) ** self.props

    def take(self, seed: int) -> list[Path]:
        """Return one take: the path of the subject and then of each prop.

        Things keep their chances from one budget to the next, so that a slider moves them along.
        """
        return [self.path(share, Random(f"{seed}-{n}")) for n, share in enumerate(self.shares)]  # noqa: S311 - no secret

    def path(self, share: float, random: Random) -> Path:
        """Return the path of a thing that gets `share`, with the chances that `random` holds."""
        x = y = 0.0
        path, back = [(x, y)], 1 - PULL * share
        push_px = NOISE_PX * (1 + self.camera) / math.sqrt(2)
        for _ in range(self.frames - 1):
            x = back * x + push_px * random.gauss(0, 1)
            y = back * y + push_px * random.gauss(0, 1)
            path.append((x, y))
        return path


def off_px(path: Path) -> float:
    """Return how far from its place a thing ends."""
    return math.hypot(*path[-1])
