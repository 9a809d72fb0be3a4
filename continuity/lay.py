"""Kept pictures laid over one another: in the first frame's place and light, in CIE Lab."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.camera import IDENTITY, Matrix
from continuity.watch import Watched

Lab = NDArray[np.uint8]
"""(H, W, 3) in OpenCV's 8-bit Lab: L* stretched to 0..255, a* and b* around 128."""

BLACK: Final = np.array([16, 0, 0], np.float32)
"""What a colour in CIE units needs to be proportional to the cube root of its light (CIE 1976)."""


def canvas(
    poses: tuple[Matrix, ...], frame_size: tuple[int, ...]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the stage's origin (x, y) and size (height, width) that hold what the camera saw.

    Bounded to half a frame beyond each side of the first one.
    """
    height, width = frame_size[:2]
    corners = np.array([[0, 0, 1], [width, 0, 1], [0, height, 1], [width, height, 1]], float)
    reached = np.concatenate([corners @ pose.T for pose in poses])
    left, top = np.maximum(np.floor(reached.min(axis=0)), (-width // 2, -height // 2))
    right, bottom = np.minimum(np.ceil(reached.max(axis=0)), (1.5 * width, 1.5 * height))
    # Halving the maps needs even sides.
    size = (int(bottom - top) + 1) // 2 * 2, (int(right - left) + 1) // 2 * 2
    return (int(left), int(top)), size


def in_first_light(watched: Watched, place: int, position: int) -> NDArray[np.uint8]:
    """Return a kept picture under the light of the first frame."""
    light = watched.glances[position].light_first
    picture = watched.pictures[place]
    if light is None or max(abs(channel) for channel in light) < 0.004:
        return picture
    gain = np.exp(-np.array(light, np.float32))
    return np.asarray(np.clip(picture * gain, 0, 255), np.uint8)


def laid(
    picture: NDArray[np.uint8], pose: Matrix, origin: tuple[int, int], size: tuple[int, int]
) -> tuple[Lab, NDArray[np.bool_]]:
    """Return a picture in Lab on the canvas, and where the canvas shows it."""
    onto = pose.copy()
    onto[:, 2] -= origin
    height, width = size
    lab = cv2.cvtColor(picture, cv2.COLOR_BGR2LAB)
    if picture.shape[:2] == size and np.allclose(onto, IDENTITY, atol=1e-6):
        return np.asarray(lab, np.uint8), np.ones(size, bool)
    whole = cv2.warpAffine(lab, onto, (width, height), flags=cv2.INTER_CUBIC)
    ones = np.full(picture.shape[:2], 255, np.uint8)
    inside = cv2.warpAffine(ones, onto, (width, height), flags=cv2.INTER_LINEAR)
    return np.asarray(whole, np.uint8), inside > 250


def half(lab: Lab) -> NDArray[np.float32]:
    """Return a picture at half size, softened, in CIE units."""
    height, width = lab.shape[:2]
    small = cv2.resize(lab, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(cie(np.asarray(small, np.uint8)), (0, 0), 0.8), np.float32)


def cie(lab: Lab) -> NDArray[np.float32]:
    """Return 8-bit Lab in CIE units: L* 0..100, a* and b* around 0, float32."""
    return np.asarray(cv2.LUT(lab, _CIE_OF), np.float32)


_LEVELS = np.arange(256, dtype=np.float32)
_CIE_OF = np.dstack([_LEVELS * np.float32(100 / 255), _LEVELS - 128, _LEVELS - 128])
"""What each of 256 levels is in CIE units, (1, 256, 3)."""
