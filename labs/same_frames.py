"""Lesson 01: three clips made of equally good frames, and what tells them apart.

A clip is a choice of frames of one film, each seen through a window that may tremble. So real and
shuffled clips hold the very same pictures, and only a measure that looks at time can differ.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from random import Random
from typing import Final

import numpy as np
from numpy.typing import NDArray

from labs.film import Film, film
from labs.ssim import Grey, grey, ssim

FILMED_FPS: Final = 24
SPEEDS_FPS: Final = (6, 8, 12, 24)
"""Frame rates that take every fourth, third, second or each frame of the film."""
MARGIN_PX: Final = 12
"""What the window leaves of the film on every side, to tremble in: three times the most it may."""
SAMPLES: Final = 12
"""Neighbours that are compared, evenly over the clip; all of them would take too long."""


class Order(StrEnum):
    """What was done to a clip."""

    REAL = "real"
    SHUFFLED = "shuffled"
    TREMBLING = "trembling"


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """A clip cut from `film`: which of its frames, and where the window lies in each, in pixels."""

    film: Film
    frames: NDArray[np.int64]
    offsets_px: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.frames)

    def picture(self, place: int) -> NDArray[np.uint8]:
        """Return the frame at `place`, (height, width, 3)."""
        y, x = MARGIN_PX + self.offsets_px[place]
        height, width = self.film.shape[1] - 2 * MARGIN_PX, self.film.shape[2] - 2 * MARGIN_PX
        return self.film[self.frames[place], y : y + height, x : x + width]

    def slice(self, row: int) -> NDArray[np.uint8]:
        """Return the x-t slice: one row of pixels of every frame, the first on top."""
        return np.stack([self.picture(place)[row] for place in range(len(self))])


def cut(
    source: Film, order: Order, fps: int, seconds: int, jitter_px: float, seed: int = 0
) -> Clip:
    """Return a clip of `seconds` at `fps`, which is one of `SPEEDS_FPS`.

    The window of a trembling clip strays by `jitter_px` (standard deviation, whole pixels) from
    frame to frame, so that no pixel is mixed with its neighbour and every frame stays as sharp.
    """
    random = np.random.default_rng(seed)
    frames = np.arange(seconds * fps) * (FILMED_FPS // fps)
    offsets = np.zeros((len(frames), 2), np.int64)
    if order is Order.SHUFFLED:
        frames = random.permutation(frames)
    if order is Order.TREMBLING:
        strayed = np.rint(random.normal(0, jitter_px, offsets.shape))
        offsets = np.clip(strayed, -MARGIN_PX, MARGIN_PX).astype(np.int64)
    return Clip(source, frames, offsets)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one number says of a clip.

    `alike` is the mean similarity (SSIM, no unit) of neighbouring frames; `sharpness` is by how
    many grey levels a pixel differs from its neighbours, the mean over frames. Both are taken at
    every second pixel of every second row.
    """

    alike: float
    sharpness: float


@lru_cache(maxsize=512)
def measured(order: Order, fps: int, seconds: int, jitter_px: float) -> Measured:
    """Return what is measured of a clip of the desk."""
    clip = cut(film("desk"), order, fps, seconds, jitter_px)
    return Measured(alike(clip), sharpness(clip))


def alike(clip: Clip) -> float:
    """Return the mean similarity of neighbours, see `Measured`."""
    places = np.linspace(0, len(clip) - 2, min(SAMPLES, len(clip) - 1)).astype(int)
    return float(np.mean([ssim(_half(clip, one), _half(clip, one + 1)) for one in places]))


def sharpness(clip: Clip) -> float:
    """Return the mean sharpness of frames, see `Measured`; their order makes no difference."""
    by_time = np.argsort(clip.frames)
    pictures = [_half(clip, place) for place in by_time[:: max(1, len(clip) // SAMPLES)]]
    return float(
        np.mean([np.abs(np.diff(p, axis=axis)).mean() for p in pictures for axis in (0, 1)])
    )


def hidden(fps: int, seconds: int) -> list[Order]:
    """Return the three orders as the riddle hides them behind A, B and C, another way each time."""
    orders = list(Order)
    Random(100 * fps + seconds).shuffle(orders)  # noqa: S311 - no secret
    return orders


def raw_megabytes(frames: int, width_px: int = 1280, height_px: int = 720) -> float:
    """Return what `frames` take without compression, 3 bytes a pixel, in megabytes (10^6 bytes).

    >>> round(raw_megabytes(72)), round(raw_megabytes(120, 1920, 1080))
    (199, 746)
    """
    return frames * width_px * height_px * 3 / 1e6


def _half(clip: Clip, place: int) -> Grey:
    """Return every second pixel of every second row of a frame, in grey."""
    return grey(clip.picture(place)[::2, ::2])
