"""The looks of a change: what tells a thing that failed from a body, a shadow or an edge."""

from dataclasses import dataclass

import cv2
import numpy as np

from continuity.stage import Mask, Stage, delta_e, steepness
from continuity.turns import dilated


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
    before, after = stage.states[ends[0]], stage.states[ends[1]]
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
        noise_delta_e=float(stage.noise[mask].mean()),
    )
