"""How alike two pictures are."""

import cv2
import numpy as np
from numpy.typing import NDArray

Map = NDArray[np.float32]
"""Shape (H, W)."""


def ssim_map(a: Map, b: Map) -> Map:
    """Return the structural similarity of two pictures at every pixel, -1 to 1.

    Parameters
    ----------
    a, b : (H, W) float32
        Luma, 0 to 255.

    References
    ----------
    Wang et al., "Image Quality Assessment: From Error Visibility to Structural Similarity",
    IEEE TIP 13(4), 2004, https://doi.org/10.1109/TIP.2003.819861: Gaussian window of sigma 1.5,
    K1 = 0.01, K2 = 0.03.

    Examples
    --------
    >>> picture = np.arange(256, dtype=np.float32).reshape(16, 16)
    >>> float(ssim_map(picture, picture).min())
    1.0
    """
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    mean_a, mean_b = _soft(a), _soft(b)
    var_a = _soft(a * a) - mean_a**2
    var_b = _soft(b * b) - mean_b**2
    cov = _soft(a * b) - mean_a * mean_b
    top = (2 * mean_a * mean_b + c1) * (2 * cov + c2)
    bottom = (mean_a**2 + mean_b**2 + c1) * (var_a + var_b + c2)
    return np.asarray(top / bottom, np.float32)


def _soft(picture: Map) -> Map:
    # 11 x 11, as in the paper's reference program.
    return np.asarray(cv2.GaussianBlur(picture, (11, 11), 1.5), np.float32)


def correlation(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    """Return the normalised cross-correlation of two equally long arrays, -1 to 1.

    0 where one of them is flat: there is nothing to correlate.

    >>> correlation(np.float32([1, 2, 3]), np.float32([2, 4, 6]))
    1.0
    """
    x, y = a.ravel() - a.mean(), b.ravel() - b.mean()
    size = float(np.sqrt((x @ x) * (y @ y)))
    return round(float(x @ y) / size, 6) if size > 1e-6 else 0.0
