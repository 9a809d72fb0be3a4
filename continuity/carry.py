"""What of a picture the one before it explains, once motion has carried it along.

A camera films things that stay what they are: what is seen now was seen a moment ago, moved. Models
that invent each frame anew leave patches that nothing before them explains. Two numbers per frame,
both shares of the view, so that a small mover cannot make a large one: where colours are left over,
and where texture is.
"""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.settings import Settings

Picture = NDArray[np.float32]
"""(H, W, 3) BGR, 0 to 255."""
Gray = NDArray[np.float32]
Where = NDArray[np.bool_]

LEAST_SIDE_PX = 32
"""Below this the flow has nothing to hold on to."""
STIRS_GRAY, STIRS_SHARE = 6.0, 0.002
"""Less change than this, over less of the view than that, is grain: nothing moved."""


def carried(
    before: Picture, after: Picture, valid: Where, settings: Settings
) -> tuple[float | None, float | None]:
    """Return which shares of the view `before` does not explain: by colour, and by texture.

    `before` is lit and seen as `after` is; `valid` (H, W) is where it shows anything. The first is
    the share that differs by more than `Settings.left_over_gray` after dense flow, None where
    nothing moves; the second the share that is textured and correlates by less than
    `Settings.same_texture` with what was carried there. What comes from behind a mover, or into
    view, is left over as well.

    References
    ----------
    Kroeger et al., "Fast Optical Flow using Dense Inverse Search", ECCV 2016,
    https://doi.org/10.1007/978-3-319-46493-0_29
    """
    if min(valid.shape) < LEAST_SIDE_PX or valid.mean() < 0.1:
        return None, None
    one, two = _gray(before), _gray(after)
    stirs = cv2.dilate(
        ((cv2.absdiff(one, two) > STIRS_GRAY) & valid).astype(np.uint8), np.ones((3, 3), np.uint8)
    )
    if stirs.mean() < STIRS_SHARE:
        return None, 0.0
    moved, inside = _moved(before, one, two, valid)
    # Half a pixel of a sharp edge is the flow's own error, not the clip's.
    left = np.abs(cv2.GaussianBlur(after - moved, (0, 0), 0.7))
    left_over = cv2.transform(left, np.full((1, 3), 1 / 3)) > settings.left_over_gray
    torn = _torn(_gray(moved), two, settings)
    seen = max(1, int(inside.sum()))
    return float((left_over & inside).sum() / seen), float((torn & inside).sum() / seen)


def _moved(before: Picture, one: Gray, two: Gray, valid: Where) -> tuple[Picture, Where]:
    """Return `before` carried along by the flow from it to the next, and where that is known."""
    x, y = cv2.split(came_from(one, two) + _places(*valid.shape))
    known = cv2.remap(valid.astype(np.uint8), x, y, cv2.INTER_NEAREST)
    moved = cv2.remap(before, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.float32), (known > 0) & valid


def came_from(one: Gray, two: Gray) -> NDArray[np.float32]:
    """Return how far from each pixel of `two` (H, W) it was in `one`: x and y in pixels, (H, W, 2).

    Dense inverse search; `tests/continuity/test_flow.py` says how exact it is.
    """
    method = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    # The preset stops at a quarter of the size, and these pictures are small already.
    method.setFinestScale(1)
    now, then = (np.asarray(cv2.convertScaleAbs(gray), np.uint8) for gray in (two, one))
    flow = method.calc(now, then, np.zeros((*one.shape, 2), np.float32))
    return np.asarray(flow, np.float32)


def _torn(one: Gray, two: Gray, settings: Settings) -> Where:
    """Return where there is texture and the two pictures' textures do not go together."""
    means = [_local(gray) for gray in (one, two)]
    spreads = [
        np.maximum(_local(gray * gray) - mean * mean, 0)
        for gray, mean in zip((one, two), means, strict=True)
    ]
    common = _local(one * two) - means[0] * means[1]
    # Two grey levels of grain on either side are no texture of their own.
    alike = common / (cv2.sqrt(spreads[0] * spreads[1]) + 4.0)
    textured = np.maximum(spreads[0], spreads[1]) > settings.texture_gray**2
    return np.asarray(textured & (alike < settings.same_texture))


def _gray(picture: Picture) -> Gray:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.float32)


def _local(gray: Gray) -> Gray:
    return np.asarray(cv2.blur(gray, (5, 5)), np.float32)


@lru_cache(maxsize=4)
def _places(height: int, width: int) -> NDArray[np.float32]:
    """Return each pixel's own x and y, (H, W, 2)."""
    y, x = np.mgrid[:height, :width].astype(np.float32)
    return np.dstack([x, y])
