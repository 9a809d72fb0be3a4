"""Places that changed because all around them moved as well: no thing of theirs failed.

Where a body sways, where what is near slides past what is far, and where the camera was not quite
followed, a place shows something else than before, and so does what lies around it: one motion
carries both. A thing that failed leaves its surroundings where they were.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.carry import LEAST_SIDE_PX, came_from
from continuity.changes import Change
from continuity.settings import Settings
from continuity.stage import Mask, Stage, delta_e, steepness
from continuity.turns import dilated, window_of

Flow = NDArray[np.float32]
"""(h, w, 2), how far from each pixel its pattern was before, x and y in pixels of half size."""


@dataclass(frozen=True, slots=True)
class Drag:
    """How a place and its surroundings moved between two states.

    `moved` is the share of the textured surroundings that moved by more than a pixel of half size,
    `apart` how far the place's own way is from theirs, over the length of its own, `left` the share
    of the place's change that the motion does not explain.
    """

    moved: float
    apart: float
    left: float


def is_dragged(stage: Stage, change: Change, settings: Settings) -> bool:
    """Return whether `change` is its surroundings' motion, of which its own is a part."""
    drag = measure(stage, change.mask, (change.before, change.after), settings)
    return (
        drag is not None
        and drag.moved >= settings.dragged_share
        and drag.apart <= settings.dragged_apart
        and drag.left <= settings.dragged_left
    )


def measure(stage: Stage, mask: Mask, ends: tuple[int, int], settings: Settings) -> Drag | None:
    """Return how the region `mask` (h, w) and what lies around it moved between the states `ends`.

    None where too little around it has a texture to tell.
    """
    reach = settings.dragged_reach_px
    window = window_of(mask, reach + 8)  # the flow needs a margin of its own
    own = mask[window]
    if min(own.shape) < LEAST_SIDE_PX:
        return None
    before, after = (np.nan_to_num(stage.states[end][window]).astype(np.float32) for end in ends)
    ring = dilated(own, reach) & ~dilated(own, settings.region_margin_px - 1)
    ring &= stage.steady[(list(ends), *window)].all(axis=0)
    ring &= np.minimum(steepness(before), steepness(after)) > settings.dragged_steep
    if ring.sum() < settings.least_thing_px:
        return None
    flow = _flow(before, after)
    lengths = np.linalg.norm(flow[ring], axis=1)
    theirs, its = np.median(flow[ring], axis=0), np.median(flow[own], axis=0)
    whole = max(1e-6, float(delta_e(before, after)[own].mean()))
    left = float(delta_e(_carried(before, flow), after)[own].mean())
    return Drag(
        moved=float((lengths > 1).mean()),
        apart=float(np.linalg.norm(its - theirs) / max(1.0, float(np.linalg.norm(its)))),
        left=left / whole,
    )


def _flow(before: NDArray[np.float32], after: NDArray[np.float32]) -> Flow:
    one, two = (np.ascontiguousarray(state[..., 0] * np.float32(2.55)) for state in (before, after))
    return came_from(one, two)


def _carried(picture: NDArray[np.float32], flow: Flow) -> NDArray[np.float32]:
    y, x = np.mgrid[: picture.shape[0], : picture.shape[1]].astype(np.float32)
    across, down = x + flow[..., 0], y + flow[..., 1]
    moved = cv2.remap(picture, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.float32)
