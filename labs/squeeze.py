"""Lesson 03: the desk pressed through a bottleneck and blown up again, and what that cost.

The squeeze averages blocks of frames and pixels, and goes back by smooth interpolation (Keys,
"Cubic convolution interpolation for digital image processing", 1981, a = -1/2). It is no VAE, which
learns what to keep; but small and moving things pay first in both.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from labs.film import film
from labs.scene import SUBJECT
from labs.takes import TAKES
from labs.truth import thing_box

Pixels = NDArray[np.uint8]
Matrix = NDArray[np.float32]

TIMES: Final = (1, 2, 4, 8)
SPACES: Final = (1, 2, 4, 8, 16)
"""How many frames, and how many pixels in a row or a column, may share one cell."""
FIRST, FRAMES = 8, 8
"""The frames that are squeezed: a whole number of groups, and the robot is on its way."""
HEIGHT, WIDTH = 176, 320
"""Pixels of a frame; the lowest four rows are left out, so that every factor fits."""
CLIP_FRAMES: Final = 72
PLACES: Final = ("vase", SUBJECT, "wall")
RECOGNISABLE: Final = 12.0
"""Grey levels up to which a thing counts as still itself here: a rule of this lab, not of eyes."""
_WALL: Final = (8, 80, 156, 204)
"""Top, bottom, left and right of a piece of wall that nothing covers, in pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class Squeezed:
    """One frame before and after, and what the squeeze cost.

    `errors` is by how many grey levels pixels are off on average, at each of `PLACES`, over
    `FRAMES` frames; `cells` is how many cells a clip of `CLIP_FRAMES` frames comes down to.
    """

    before: Pixels
    after: Pixels
    errors: dict[str, float]
    cells: int


@lru_cache(maxsize=len(TIMES) * len(SPACES))
def squeezed(time: int, space: int) -> Squeezed:
    """Return the desk squeezed by `time` frames to one and `space` by `space` pixels to one."""
    before = film("desk")[FIRST : FIRST + FRAMES, :HEIGHT]
    after = squeeze(before, time, space)
    off = np.abs(after.astype(np.int16) - before).mean(-1)
    errors = {
        place: float(np.mean([_piece(off[at], place, FIRST + at).mean() for at in range(FRAMES)]))
        for place in PLACES
    }
    middle = FRAMES // 2
    cells = CLIP_FRAMES // time * (HEIGHT // space) * (WIDTH // space)
    return Squeezed(np.array(before[middle]), after[middle], errors, cells)


def squeeze(clip: Pixels, time: int, space: int) -> Pixels:
    """Return `clip` (frames, height, width, 3) after averaging blocks and interpolating back."""
    frames, height, width, colours = clip.shape
    cells = (frames // time, time, height // space, space, width // space, space, colours)
    small = clip.reshape(cells).mean((1, 3, 5), dtype=np.float32)
    if space == 1:
        return np.repeat(np.rint(small).astype(np.uint8), time, 0)
    groups, high, wide, _ = small.shape
    # Each matrix takes one direction: first the rows of every picture, then its columns.
    taller = _up(height, space) @ small.reshape(groups, high, wide * colours)
    back = _up(width, space) @ taller.reshape(groups, height, wide, colours)
    return np.repeat(np.rint(np.clip(back, 0, 255)).astype(np.uint8), time, 0)


@lru_cache(maxsize=32)
def _up(length: int, space: int) -> Matrix:
    """Return the matrix from length / space values, each in the middle of its block, to length."""
    places = (np.arange(length) + 0.5) / space - 0.5
    matrix = np.zeros((length, length // space), np.float32)
    for shift in range(-1, 3):
        at = np.floor(places).astype(int) + shift
        inside = np.clip(at, 0, length // space - 1)  # beyond the edge the edge goes on
        np.add.at(matrix, (np.arange(length), inside), _keys(places - at))
    return matrix


def _keys(distance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weight of a value at that distance, in values: Keys 1981, equation 15."""
    d = np.abs(distance)
    near, far = 1.5 * d**3 - 2.5 * d**2 + 1, -0.5 * d**3 + 2.5 * d**2 - 4 * d + 2
    return np.where(d <= 1, near, np.where(d < 2, far, 0.0))


def _piece(picture: NDArray[np.floating], place: str, frame: int) -> NDArray[np.floating]:
    top, bottom, left, right = region(place, frame)
    return picture[top:bottom, left:right]


def region(place: str, frame: int) -> tuple[int, int, int, int]:
    """Return top, bottom, left and right of one of `PLACES` in `frame`, in pixels."""
    if place == "wall":
        return _WALL
    scene = TAKES["desk"]
    box = thing_box(scene, place, frame)
    if box is None:
        raise ValueError(f"{place} is not in frame {frame}")
    width, height = scene.size_px
    left, top = round(box.x * width), round(box.y * height)
    return top, min(top + round(box.h * height), HEIGHT), left, left + round(box.w * width)
