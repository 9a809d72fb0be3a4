"""The small distinct things that stand in a scene, found in its lasting picture.

A thing differs from the wider ground around it and has an outline of its own nearly all around. The
ground is a median over a window that a thing cannot fill; what differs from it by several amounts,
for windows of several sizes, proposes regions; those that come up again and again, with the
steepest outlines, are told. A corner of a large dark screen differs from its ground as well, but
half of its "outline" runs where nothing changes.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.settings import Settings
from continuity.stage import Map, Mask, Stage, delta_e

Corners = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the stage's half size; right and bottom excluded."""

_CROSS = np.ones((3, 3), np.uint8)


def find(stage: Stage, taken: Mask, settings: Settings) -> list[Corners]:
    """Return the places of small distinct things, most distinct first.

    Parameters
    ----------
    stage : Stage
    taken : (h, w) bool, at the stage's half size
        Where no thing is looked for: the subject, and what is hidden for most of the time.
    settings : Settings

    Notes
    -----
    Regions that a threshold cuts off, gathered over many thresholds, are after Zhang and Sclaroff,
    https://doi.org/10.1109/ICCV.2013.26; that what an outline encloses makes a thing, after Zitnick
    and Dollar, https://doi.org/10.1007/978-3-319-10602-1_26.
    """
    lasting = np.median(stage.states, axis=0).astype(np.float32)
    seen = np.asarray(stage.seen.any(axis=0))
    steep = _steepness(lasting)
    usual = cv2.blur(steep, 2 * (int(0.15 * max(seen.shape)) | 1,))
    near = cv2.dilate(steep, _CROSS)
    weights, places = [], []
    for labels, label, corners in _proposals(lasting, seen, settings):
        left, top, right, bottom = corners
        window = np.s_[top - 1 : bottom + 1, left - 1 : right + 1]
        inside = (labels[window] == label).astype(np.uint8)
        if taken[window][inside > 0].mean() > settings.thing_taken_share:
            continue
        outline = (cv2.dilate(inside, _CROSS) - cv2.erode(inside, _CROSS)) > 0
        weakest = float(np.percentile(near[window][outline], settings.thing_outline_percentile))
        weights.append(weakest / (1 + 0.5 * float(usual[window][outline].mean())))
        places.append(corners)
    return _told_often(weights, places, settings)


def overlap(a: Corners, b: Corners) -> float:
    """Return the share of the smaller of two rectangles that the other covers.

    >>> overlap((0, 0, 4, 4), (2, 0, 10, 4))
    0.5
    """
    width = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    return width * height / max(1, min(_area(a), _area(b)))


def _area(corners: Corners) -> int:
    return (corners[2] - corners[0]) * (corners[3] - corners[1])


def _steepness(picture: NDArray[np.float32]) -> Map:
    """Return how steep a picture is, in ΔE per two pixels."""
    across, down = cv2.Sobel(picture, cv2.CV_32F, 1, 0), cv2.Sobel(picture, cv2.CV_32F, 0, 1)
    return np.asarray(np.sqrt((across**2 + down**2).sum(axis=2)) / 4, np.float32)


def _proposals(
    lasting: NDArray[np.float32], seen: Mask, settings: Settings
) -> Iterator[tuple[NDArray[np.int32], int, Corners]]:
    """Yield regions that could be a thing: a label map, a label in it, and its rectangle."""
    lab = np.clip(lasting * (2.55, 1, 1) + (0, 128, 128), 0, 255).astype(np.uint8)
    lab = np.asarray(cv2.GaussianBlur(lab, (0, 0), 0.7), np.uint8)
    scale = np.array([2.55, 1, 1], np.float32)
    fine = lab.astype(np.float32) / scale
    side = max(seen.shape)
    for share in settings.thing_windows:
        window = max(5, int(share * side) | 1)
        ground = np.dstack([cv2.medianBlur(channel, window) for channel in cv2.split(lab)])
        apart = delta_e(fine, ground.astype(np.float32) / scale)
        quarters = np.clip(4 * apart, 0, 255).astype(np.uint8)
        usual = cv2.medianBlur(quarters, window).astype(np.float32) / 4
        distinct = apart / (settings.thing_delta_e + 2 * usual)
        for level in settings.thing_levels:
            over = ((distinct > level) & seen).astype(np.uint8)
            opened = cv2.morphologyEx(over, cv2.MORPH_OPEN, _CROSS)
            closed = cv2.morphologyEx(opened, cv2.MORPH_CLOSE, _CROSS)
            yield from _regions(np.asarray(closed, np.uint8), settings)


def _regions(
    mask: NDArray[np.uint8], settings: Settings
) -> Iterator[tuple[NDArray[np.int32], int, Corners]]:
    height, width = mask.shape
    least, longest = (
        settings.change_area_share[0] * mask.size,
        settings.thing_side * max(mask.shape),
    )
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    x, y, w, h, area = (stats[:, place] for place in range(5))
    good = (area >= least) & (np.maximum(w, h) <= longest) & (np.minimum(w, h) >= 4)
    # A thing is compact, and stands wholly in the picture.
    good &= (area >= 0.3 * w * h) & (np.maximum(w, h) <= 4.5 * np.minimum(w, h))
    good &= (x > 1) & (y > 1) & (x + w < width - 1) & (y + h < height - 1)
    good[0] = False
    for label in np.flatnonzero(good):
        corners = (x[label], y[label], x[label] + w[label], y[label] + h[label])
        left, top, right, bottom = (int(side) for side in corners)
        yield np.asarray(labels, np.int32), int(label), (left, top, right, bottom)


def _told_often(weights: list[float], places: list[Corners], settings: Settings) -> list[Corners]:
    """Return the places that many proposals agree on, by the weight of those, without repeats."""
    if not places:
        return []
    box = np.array(places, np.float32)
    low = np.maximum(box[:, None, :2], box[None, :, :2])
    high = np.minimum(box[:, None, 2:], box[None, :, 2:])
    common = np.maximum(0, high - low).prod(axis=2)
    area = (box[:, 2:] - box[:, :2]).prod(axis=1)
    alike = common / (area[:, None] + area[None] - common)
    votes = ((alike > 0.6) * alike * np.array(weights, np.float32)).sum(axis=1)
    kept: list[Corners] = []
    for number in np.argsort(-votes, kind="stable"):
        if all(overlap(places[number], other) < 0.3 for other in kept):
            kept.append(places[number])
        if len(kept) == settings.most_things:
            break
    return kept
