"""Small pictures at set distances in time, from which a clip is later compared with itself."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

DISTANCES = (1, 2, 5, 10, 20, 50)
"""How many frames apart pictures are compared."""
ANCHORS = 16
"""About how many pictures others are compared with; bounds memory (8 MB) and work."""


class Spaced:
    """Keeps evenly spread pictures, and of each those that follow it at `DISTANCES`.

    Which ones will be needed depends on the clip's length, which is not known before its end: the
    spacing doubles whenever there are more than twice `ANCHORS`, and what falls between is dropped.
    """

    def __init__(self) -> None:
        self._stride = 1
        self._kept: dict[int, NDArray[np.uint8]] = {}

    def offer(self, position: int, picture: NDArray[np.float32]) -> None:
        """Keep `picture` (H, W, 3) float32, 0 to 255, if it may be needed."""
        if position // self._stride >= 2 * ANCHORS:
            self._stride *= 2
            self._kept = {place: old for place, old in self._kept.items() if self._needed(place)}
        if self._needed(position):
            self._kept[position] = picture.astype(np.uint8)

    def _needed(self, position: int) -> bool:
        return any((position - apart) % self._stride == 0 for apart in (0, *DISTANCES))

    def all(self) -> Mapping[int, NDArray[np.uint8]]:
        """Return the pictures by their position among the frames that were offered."""
        return self._kept


def pairs(positions: Mapping[int, object], apart: int) -> list[tuple[int, int]]:
    """Return up to `ANCHORS` pairs of kept positions that are `apart` frames from each other.

    >>> pairs({0: None, 5: None, 10: None}, 5)
    [(0, 5), (5, 10)]
    """
    found = [(place, place + apart) for place in sorted(positions) if place + apart in positions]
    step = max(1, -(-len(found) // ANCHORS))
    return found[::step]
