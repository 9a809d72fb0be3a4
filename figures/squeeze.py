"""A frame before and after a squeeze, what changed, and one thing of it close up."""

from typing import TYPE_CHECKING

import numpy as np

from figures import svg

if TYPE_CHECKING:
    from numpy.typing import NDArray

_GAIN = 4
"""How many times stronger than it is a difference is drawn."""
_HALF = (svg.WIDTH - 10) / 2


def before_and_after(
    before: "NDArray[np.uint8]",
    after: "NDArray[np.uint8]",
    close_up: tuple[int, int, int, int],
    names: tuple[str, str, str, str],
    alt: str,
) -> str:
    """Return four pictures: before, after, the difference, and a close-up before and after.

    `close_up` is top, bottom, left and right of a place in pixels; `names` are what stands above.
    """
    rows, columns = before.shape[:2]
    high, right = _HALF * rows / columns, _HALF + 10
    off = np.abs(before.astype(np.int16) - after).max(-1, keepdims=True) * _GAIN
    difference = np.repeat(np.minimum(off, 255).astype(np.uint8), 3, -1)
    top, bottom, start, end = close_up
    place = (slice(top, bottom), slice(start, end))
    lower = high + 50
    each = min((_HALF - 6) / 2, high * (end - start) / (bottom - top))
    tall = each * (bottom - top) / (end - start)
    return svg.picture(
        lower + high + 4,
        alt,
        [
            svg.words(0, 15, names[0]),
            svg.words(right, 15, names[1]),
            svg.image(before, 0, 22, _HALF, high),
            svg.image(after, right, 22, _HALF, high),
            svg.words(0, lower - 7, names[2]),
            svg.words(right, lower - 7, names[3]),
            svg.image(difference, 0, lower, _HALF, high),
            svg.image(before[place], right, lower, each, tall, smooth=False),
            svg.image(after[place], right + each + 6, lower, each, tall, smooth=False),
        ],
    )
