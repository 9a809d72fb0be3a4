"""Where a viewer's eye is drawn: a map per frame, out of contrast, enclosure, movement and centre.

A proxy, and a modest one: it says nothing about the model that made the clip, and classical maps
explain roughly half of what the best eye-tracking models do (MIT/Tuebingen and DHF1K benchmarks).
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Map = NDArray[np.float32]
"""Shape (H, W), not negative."""

WEIGHTS = (0.45, 0.20, 0.35)
"""What enclosure, contrast and movement weigh.

Enclosed shapes carry most of what classical maps explain, movement most of the rest: measured as
prominence of the moving subject on seven camera clips, 2.2 and 5.4 against 1.8 for contrast.
"""
ALTERNATIVES = ((1 / 3, 1 / 3, 1 / 3), (0.6, 0.4, 0.0), (0.25, 0.15, 0.6), (0.2, 0.6, 0.2))
"""Other mixtures that could be defended: even, shape alone, movement first, contrast first."""


def salience(lab: NDArray[np.uint8], movement: Map) -> Map:
    """Return the salience of a picture, (H, W) float32, summing to 1.

    Parameters
    ----------
    lab : (H, W, 3) uint8
        The picture in OpenCV's 8-bit Lab.
    movement : (H, W) float32
        What changed since the last frame that the camera does not explain, in grey levels.
    """
    return mixed(ingredients(lab, movement), WEIGHTS)


def ingredients(lab: NDArray[np.uint8], movement: Map) -> NDArray[np.float32]:
    """Return enclosure, contrast and movement, (3, H, W) float32, each at most 1; see `salience`.

    Each is softened as far as an eye is exact. Movement is 0 where there is nothing but grain.
    """
    blur_px = 0.02 * max(lab.shape[:2])
    # Below that, "movement" is grain.
    moves = float(np.percentile(movement, 99)) > 4.0
    moving = np.maximum(movement - 2.0, 0) if moves else np.zeros_like(movement)
    parts = np.empty((3, *lab.shape[:2]), np.float32)
    for place, part in enumerate((enclosure(lab), contrast(lab), moving)):
        soft = cv2.GaussianBlur(part.astype(np.float32), (0, 0), blur_px)
        parts[place] = soft / max(1e-6, float(soft.max()))
    return parts


def mixed(
    parts: NDArray[np.float32], weights: tuple[float, float, float], centred: bool = True
) -> Map:
    """Return `parts` (3, H, W) as one map, (H, W) float32, summing to 1; 0 if nothing stands out.

    `centred` adds the habit of looking at the middle.
    """
    total = np.tensordot(np.array(weights, np.float32), parts, axes=1)
    if centred:
        total = total * (0.35 + 0.65 * centre(parts.shape[1], parts.shape[2]))
    share: Map = np.asarray(total / max(1e-9, float(total.sum())), np.float32)
    return share


def enclosure(lab: NDArray[np.uint8], levels: int = 12) -> Map:
    """Return how often each pixel lies in a region that a threshold cuts off from the border, 0..1.

    References
    ----------
    Zhang and Sclaroff, "Saliency Detection: A Boolean Map Approach", ICCV 2013,
    https://doi.org/10.1109/ICCV.2013.26
    """
    height, width = lab.shape[:2]
    # A frame of the region's own value joins everything that touches the border; filling it from a
    # corner removes all of that at once.
    framed = np.empty((height + 2, width + 2), np.uint8)
    inside = framed[1:-1, 1:-1]
    found = np.zeros((height, width), np.uint8)
    for channel in cv2.split(lab):
        low, high = float(channel.min()), float(channel.max())
        for level in np.linspace(low, high, levels + 2)[1:-1].astype(np.uint8):
            for side in (np.greater, np.less_equal):
                framed.fill(1)
                side(channel, level, out=inside.view(bool))
                cv2.floodFill(framed, None, (0, 0), 0)
                found += inside
    return np.asarray(found / max(1, int(found.max())), np.float32)


def contrast(lab: NDArray[np.uint8]) -> Map:
    """Return how far each pixel's colour is from that of its wider surroundings, in Lab units."""
    picture = lab.astype(np.float32)
    total = np.zeros(lab.shape[:2], np.float32)
    for share in (0.05, 0.12, 0.25):
        side = max(3, int(share * max(lab.shape[:2])) | 1)
        around = cv2.blur(picture, (side, side))
        total += np.sqrt(((picture - around) ** 2).sum(axis=2))
    return np.asarray(total / 3, np.float32)


def centre(height: int, width: int, sigma: float = 0.28) -> Map:
    """Return the viewers' habit of looking at the middle, (H, W), 1 in the centre.

    `sigma` is a share of each side; see Tatler, "The central fixation bias in scene viewing",
    https://doi.org/10.1167/7.14.4
    """
    y = (np.arange(height, dtype=np.float32) + 0.5) / height - 0.5
    x = (np.arange(width, dtype=np.float32) + 0.5) / width - 0.5
    bell: Map = np.exp(-(y[:, None] ** 2 + x[None, :] ** 2) / (2 * sigma**2)).astype(np.float32)
    return bell
