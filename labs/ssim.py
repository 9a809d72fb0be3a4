"""How alike two pictures are: the structural similarity index.

Wang, Bovik, Sheikh and Simoncelli, "Image quality assessment: from error visibility to structural
similarity", 2004, equation 13, with windows of 7 by 7 pixels that all count alike. The engine's own
is OpenCV's work, which the server's process must not load.
"""

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.float32]
"""(height, width), 0 to 255."""

_WINDOW_PX = 7
_DARK, _FLAT = (0.01 * 255) ** 2, (0.03 * 255) ** 2
"""What keeps the two quotients finite where a window is dark, or flat."""


def grey(pixels: NDArray[np.uint8]) -> Grey:
    """Return the luma of (..., 3) red, green and blue, as television weighs them (BT.601)."""
    return np.asarray(pixels @ np.array([0.299, 0.587, 0.114], np.float32), np.float32)


def ssim(one: Grey, other: Grey) -> float:
    """Return the mean index over all windows (no unit): 1 for equal pictures, less for others.

    >>> stripes = np.tile(np.float32([0, 255]), (8, 4))
    >>> round(ssim(stripes, stripes), 3), ssim(stripes, 255 - stripes) < 0
    (1.0, True)
    """
    return float(ssim_map(one, other).mean())


def ssim_map(one: Grey, other: Grey) -> Grey:
    """Return the index of every window, (height - 6, width - 6)."""
    mean_one, mean_other = _means(one), _means(other)
    product = mean_one * mean_other
    squares = mean_one**2 + mean_other**2
    covariance = _means(one * other) - product
    variances = _means(one * one + other * other) - squares
    light = (2 * product + _DARK) / (squares + _DARK)
    return np.asarray(light * (2 * covariance + _FLAT) / (variances + _FLAT), np.float32)


def _means(values: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the mean of every window, from sums over everything above and to the left."""
    # Sums of squares over a picture pass what 32 bits hold exactly.
    sums = np.zeros((values.shape[0] + 1, values.shape[1] + 1))
    np.cumsum(np.cumsum(values, 0, dtype=np.float64), 1, out=sums[1:, 1:])
    size = _WINDOW_PX
    inside = sums[size:, size:] - sums[:-size, size:] - sums[size:, :-size] + sums[:-size, :-size]
    return np.asarray(inside / size**2, np.float64)
