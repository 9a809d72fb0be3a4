"""How alike frames are that lie further and further apart: what a clip forgets, and how fast.

Frames next to each other are alike in every clip, so a mean over neighbours says little; the first
against the last says how far it went, and not when. Compared are small pictures at exact distances
(`continuity.spaced`), brought to the same camera position.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.camera import Matrix, compose, invert
from continuity.insights import Decay
from continuity.similarity import ssim_map
from continuity.spaced import DISTANCES, pairs
from continuity.stage import Mask, Stage, to_frame
from continuity.watch import Watched

LEAST_CELLS = 40
"""A subject of fewer pixels than this, at the glance size, has no histogram."""


def decay(watched: Watched, stage: Stage, subject: NDArray[np.bool_]) -> Decay:
    """Return the decay curve of a clip; `subject` (N, h, w) is where it is in each kept picture.

    The background is compared pixel by pixel after the camera's motion; the subject moves and
    turns, so of it only what it looks like is compared: its colours, and the directions of its
    edges.
    """
    backgrounds: list[float | None] = []
    subjects: list[float | None] = []
    counts = []
    compared = [pairs(watched.spaced, apart) for apart in DISTANCES]
    places = {place for found in compared for pair in found for place in pair}
    masks = {place: _mask(watched, stage, subject, place) for place in places}
    looks = {place: _look(watched.spaced[place], masks[place]) for place in places}
    for found in compared:
        counts.append(len(found))
        backgrounds.append(_mean([_background(watched, masks, pair) for pair in found]))
        subjects.append(_mean([_alike(looks[a], looks[b]) for a, b in found]))
    return Decay(DISTANCES, tuple(backgrounds), tuple(subjects), tuple(counts))


def _mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(float(np.mean(known)), 4) if known else None


def _mask(watched: Watched, stage: Stage, subject: NDArray[np.bool_], place: int) -> Mask:
    """Return where the subject is in a small picture, by the nearest kept picture."""
    height, width = watched.spaced[place].shape[:2]
    nearest = int(np.abs(stage.positions - place).argmin())
    onto = to_frame(stage, nearest)
    onto[:, :2] *= 2  # the stage's maps are at half size
    onto *= width / watched.pictures[0].shape[1]
    soft = cv2.warpAffine(subject[nearest].astype(np.float32), onto, (width, height))
    return np.asarray(soft > 0.5)


def _background(watched: Watched, masks: dict[int, Mask], pair: tuple[int, int]) -> float | None:
    """Return the mean structural similarity of two frames where neither shows the subject."""
    first, second = (_luma(watched.spaced[place]) for place in pair)
    height, width = first.shape
    scale = width / watched.pictures[0].shape[1]
    poses = [_scaled(watched.glances[place].pose.to_first, scale) for place in pair]
    motion = compose(invert(poses[1]), poses[0])
    clear = 1 - cv2.dilate(masks[pair[0]].astype(np.float32), np.ones((5, 5)))
    here = 1 - cv2.dilate(masks[pair[1]].astype(np.float32), np.ones((5, 5)))
    seen = cv2.multiply(cv2.warpAffine(clear, motion, (width, height)), here)
    # A pixel beyond the border lends its darkness to its neighbours' windows.
    inner = cv2.erode(seen, np.ones((7, 7)), borderValue=1) > 0.99
    if inner.mean() < 0.05:
        return None
    carried = np.asarray(cv2.warpAffine(first, motion, (width, height)), np.float32)
    return float(ssim_map(carried, second)[inner].mean())


def _scaled(pose: Matrix, scale: float) -> Matrix:
    smaller = pose.copy()
    smaller[:, 2] *= scale
    return smaller


def _luma(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.float32)


def _look(picture: NDArray[np.uint8], mask: Mask) -> NDArray[np.float64] | None:
    """Return the subject's histogram: colours in Lab, and directions of edges; None if too small.

    Each half sums to 1.
    """
    if mask.sum() < LEAST_CELLS:
        return None
    lab = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2LAB), np.uint8)
    where = mask.astype(np.uint8)
    colours = cv2.calcHist([lab], [0, 1, 2], where, [6, 8, 8], [0, 256, 64, 192, 64, 192])
    soft = cv2.GaussianBlur(_luma(picture), (0, 0), 0.8)
    across, down = cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    angle = np.arctan2(down, across)[mask] % np.pi
    weight = np.hypot(across, down)[mask]
    edges, _ = np.histogram(angle, bins=8, range=(0, np.pi), weights=weight)
    halves = [part.ravel().astype(np.float64) for part in (colours, edges)]
    return np.concatenate([part / max(1e-9, float(part.sum())) for part in halves])


def _alike(a: NDArray[np.float64] | None, b: NDArray[np.float64] | None) -> float | None:
    """Return how much two histograms have in common, 0 to 1 (Bhattacharyya's coefficient)."""
    if a is None or b is None:
        return None
    return float(np.sqrt(a * b).sum() / 2)
