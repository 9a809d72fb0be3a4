"""The looks of a change: what tells a thing that failed from a body, a shadow or an edge."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.stage import Mask, Stage, delta_e, steepness
from continuity.turns import dilated, window_of

MOMENT = 6
"""Kept pictures that show what a place looks like just before and after a change."""


@dataclass(frozen=True, slots=True)
class Traits:
    """How a region changed, seen in the difference of its two states.

    `sharpness` is how steep the difference is along the region's outline, over its mean, per pixel
    of half size: a shadow ends softly. `spill` and `far_spill` are the difference in a ring of 1 to
    3 and of 3 to 8 pixels around, over the mean inside: a part of a body lies beside other parts.
    `fill` is the region's share of its rectangle, 0 to 1, `thickness` the rectangle's shorter side
    in pixels of half size, `noise_delta_e` the region's own noise.
    """

    sharpness: float
    spill: float
    far_spill: float
    fill: float
    thickness: int
    noise_delta_e: float


def traits(stage: Stage, mask: Mask, ends: tuple[int, int]) -> Traits:
    """Return how the region `mask` (h, w) looks in the difference of the two states `ends`."""
    window = window_of(mask, 10)
    before, after = (stage.states[end][window] for end in ends)
    noise_delta_e, mask = float(stage.noise[mask].mean()), mask[window]
    apart = delta_e(before, after)
    inside = max(1e-6, float(apart[mask].mean()))
    outline = dilated(mask, 1) & (cv2.erode(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) == 0)
    rows, columns = np.nonzero(mask)
    height, width = int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1
    return Traits(
        sharpness=float(steepness(after - before)[outline].mean()) / inside,
        spill=float(apart[dilated(mask, 3) & ~dilated(mask, 1)].mean()) / inside,
        far_spill=float(apart[dilated(mask, 8) & ~dilated(mask, 3)].mean()) / inside,
        fill=float(mask.sum()) / (height * width),
        thickness=min(height, width),
        noise_delta_e=noise_delta_e,
    )


def beside(stage: Stage, mask: Mask, times: tuple[int, int]) -> float:
    """Return how much changed beside `mask`, over what changed inside, while it changed.

    The larger of two rings around it, 2 to 4 and 4 to 9 pixels of half size away (what lies further
    off counts 1.7 times); of each the median, so that somebody who passes on one side says nothing.
    It compares the pictures just before and just after `times`, not the lasting states: what came
    to stand there sooner or later is another change.
    """
    window = window_of(mask, 10)
    start, end = times
    before = _typical(stage, slice(max(0, start - MOMENT), max(1, start)), window)
    after = _typical(stage, slice(min(end + 1, len(stage.halves) - 1), end + 1 + MOMENT), window)
    apart, own = delta_e(before, after), mask[window]
    inside = max(1e-6, float(apart[own].mean()))
    near = dilated(own, 4) & ~dilated(own, 2)
    far = dilated(own, 9) & ~dilated(own, 4)
    return max(float(np.median(apart[near])), 1.7 * float(np.median(apart[far]))) / inside


def _typical(stage: Stage, when: slice, window: tuple[slice, ...]) -> NDArray[np.float32]:
    pictures = stage.halves[(when, *window)].astype(np.float32)
    return np.asarray(np.median(pictures, axis=0), np.float32)
