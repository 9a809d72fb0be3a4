"""Who is in the picture: the main subject, the small things around it, and the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.changes import dilated, restless_places
from continuity.report import Box
from continuity.settings import Settings
from continuity.stage import Mask, Stage, delta_e, to_frame
from continuity.watch import Watched

Corners = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the stage's half size; right and bottom excluded."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The elements of a clip and their attention.

    `subject` (N, h, w) is where the main subject is in each kept picture, on the stage at half
    size. `things` are the places of the secondary things there. `shares` (T, 1 + things) is each
    one's share of the salience per frame, the subject first, 0 to 1.
    """

    subject: NDArray[np.bool_]
    things: tuple[Corners, ...]
    shares: NDArray[np.float64]


def cast(watched: Watched, stage: Stage, changed: Sequence[Mask], settings: Settings) -> Cast:
    """Return who plays in the clip; `changed` (h, w) are places of things known to have changed."""
    subject = _subject(watched, stage, settings)
    places = [corners_of(mask) for mask in changed]
    lively = subject.mean(axis=0) > 0.1
    for place in _standing_out(stage, lively, settings):
        if len(places) < settings.most_things and not any(_overlap(place, p) for p in places):
            places.append(place)
    return Cast(subject, tuple(places), _shares(watched, stage, subject, places, settings))


def corners_of(mask: Mask) -> Corners:
    """Return the smallest rectangle around `mask`."""
    y, x = np.nonzero(mask)
    return int(x.min()), int(y.min()), int(x.max()) + 1, int(y.max()) + 1


def frame_box(stage: Stage, place: int, corners: Corners, frame_size: tuple[int, int]) -> Box:
    """Return where a rectangle of the stage lies in the kept frame `place`, clipped to it."""
    left, top, right, bottom = (2 * side for side in corners)
    points = np.array([[left, top, 1], [right, top, 1], [left, bottom, 1], [right, bottom, 1]])
    height, width = frame_size
    there = (points @ to_frame(stage, place).T) / (width, height)
    low, high = np.clip(there.min(axis=0), 0, 1), np.clip(there.max(axis=0), 0, 1)
    x, y, w, h = (round(float(side), 5) for side in (*low, *(high - low)))
    return Box(x, y, w, h)


def _subject(watched: Watched, stage: Stage, settings: Settings) -> NDArray[np.bool_]:
    """Return where the main subject is: the largest mover, or what stands out if nothing moves."""
    restless = restless_places(stage, settings) | (stage.foreground.mean(axis=0) > 0.05)
    solid = cv2.morphologyEx(restless.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(solid)
    areas = stats[1:, cv2.CC_STAT_AREA]
    if count < 2 or areas.max() < settings.subject_area_share * restless.size:
        still = _most_salient(watched, stage)
        return np.repeat(still[None], len(stage.halves), axis=0)
    realm = labels == 1 + int(np.argmax(areas))
    # A body that sways on the spot is its own background; a body that passes is foreground.
    core = realm & (stage.noise > settings.restless_noise_delta_e)
    found = [(_blobs_in(mask, realm) | core) & realm for mask in stage.foreground]
    return np.stack(found)


def _blobs_in(foreground: Mask, realm: Mask) -> Mask:
    count, labels = cv2.connectedComponents(foreground.astype(np.uint8))
    hit = np.bincount(labels[realm], minlength=count) > 0
    hit[0] = False
    return np.asarray(hit[labels])


def _most_salient(watched: Watched, stage: Stage) -> Mask:
    """Return the most salient piece of the first frame, on the stage at half size."""
    mean = np.nan_to_num(watched.maps.astype(np.float32).mean(axis=0))
    strong = (mean > 0.5 * mean.max()).astype(np.uint8)
    _, labels = cv2.connectedComponents(strong)
    peak = labels[np.unravel_index(int(mean.argmax()), mean.shape)]
    height, width = watched.pictures[0].shape[:2]
    piece = cv2.resize((labels == peak).astype(np.uint8), (width // 2, height // 2))
    on_stage = np.zeros(stage.noise.shape, bool)
    left, top = max(0, -stage.origin[0] // 2), max(0, -stage.origin[1] // 2)
    view = on_stage[top : top + piece.shape[0], left : left + piece.shape[1]]
    view |= piece[: view.shape[0], : view.shape[1]] > 0
    return on_stage


def _standing_out(stage: Stage, lively: Mask, settings: Settings) -> list[Corners]:
    """Return the small places that differ from what surrounds them, most distinct first.

    Centre against surround with integral images, after Itti, Koch and Niebur,
    https://doi.org/10.1109/34.730558
    """
    state = cv2.GaussianBlur(stage.states[0], (0, 0), 1.0)
    height, width = state.shape[:2]
    total = np.asarray(cv2.integral(state), np.float64)
    square = np.asarray(cv2.integral((state**2).sum(axis=2)), np.float64)
    blocked = cv2.integral(
        (dilated(lively, 2) | ~stage.seen[0, ::2, ::2]).astype(np.uint8), sdepth=cv2.CV_64F
    )
    tables = (total, square, np.asarray(blocked, np.float64))
    found: list[tuple[float, Corners]] = []
    for share in settings.thing_sides:
        for aspect in (0.6, 1.0, 1.6):
            w, h = round(share * width), round(share * width * aspect)
            found += _windows(tables, (height, width), (w, h), settings)
    found.sort(reverse=True)
    kept: list[Corners] = []
    for _, corners in found:
        if not any(_overlap(corners, other) for other in kept):
            kept.append(corners)
        if len(kept) == settings.most_things:
            break
    return kept


def _windows(
    tables: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    size: tuple[int, int],
    window: tuple[int, int],
    settings: Settings,
) -> list[tuple[float, Corners]]:
    (height, width), (w, h) = size, window
    margin = max(3, w // 2)
    if min(w, h) < 4 or w + 2 * margin >= width or h + 2 * margin >= height:
        return []
    y, x = np.mgrid[
        margin : height - h - margin : max(1, h // 4), margin : width - w - margin : max(1, w // 4)
    ]
    total, square, blocked = tables

    def over(table: NDArray[np.float64], grow: int) -> NDArray[np.float64]:
        top, left, bottom, right = y - grow, x - grow, y + h + grow, x + w + grow
        summed = table[bottom, right] - table[top, right] - table[bottom, left] + table[top, left]
        return np.asarray(summed, np.float64)

    inside, wide = over(total, 0), over(total, margin)
    area, wide_area = w * h, (w + 2 * margin) * (h + 2 * margin)
    centre, ring = inside / area, (wide - inside) / (wide_area - area)
    spread = (over(square, margin) - over(square, 0)) / (wide_area - area) - (ring**2).sum(axis=2)
    contrast = np.linalg.norm(centre - ring, axis=2)
    distinct = contrast / (2 + 0.5 * np.sqrt(np.maximum(spread, 0)))
    free = over(blocked, 0) == 0
    good = free & (contrast > settings.thing_delta_e) & (distinct > settings.thing_distinct)
    return [
        (float(distinct[i, j]), (int(x[i, j]), int(y[i, j]), int(x[i, j]) + w, int(y[i, j]) + h))
        for i, j in zip(*np.nonzero(good), strict=True)
    ]


def _overlap(a: Corners, b: Corners) -> bool:
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return False
    smaller = min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))
    return width * height > 0.15 * smaller


def _shares(
    watched: Watched,
    stage: Stage,
    subject: NDArray[np.bool_],
    places: Sequence[Corners],
    settings: Settings,
) -> NDArray[np.float64]:
    """Return each element's share of the salience per frame, (T, 1 + places)."""
    rows, columns = watched.maps.shape[1:]
    frame_size = watched.pictures[0].shape[:2]
    weights = []
    for place in range(len(stage.halves)):
        onto = to_frame(stage, place)
        onto[:, :2] *= 2  # the stage's maps are at half size
        onto *= np.array([[columns / frame_size[1]], [rows / frame_size[0]]])
        # Softened by about a cell, so that taking one pixel in four loses nothing.
        whole = cv2.blur(subject[place].astype(np.float32), (3, 3))
        body = cv2.warpAffine(whole, onto, (columns, rows))
        layers = [np.clip(body, 0, 1)]
        for corners in places:
            box = frame_box(stage, place, corners, (frame_size[0], frame_size[1]))
            layers.append(_cover(box, rows, columns) * (1 - layers[0]))
        weights.append(np.stack(layers))
    nearest = np.abs(np.arange(len(watched.maps))[:, None] - stage.positions[None]).argmin(axis=1)
    shares = np.array(
        [
            (weights[nearest[n]] * salience.astype(np.float64)).sum(axis=(1, 2))
            for n, salience in enumerate(watched.maps)
        ]
    )
    return _smooth(shares, watched, settings)


def _cover(box: Box, rows: int, columns: int) -> NDArray[np.float32]:
    """Return how much of each cell of a map the box covers, 0 to 1."""

    def along(start: float, length: float, cells: int) -> NDArray[np.float32]:
        edges = np.arange(cells + 1, dtype=np.float32) / cells
        inside = np.clip(edges, start, start + length)
        return np.asarray(np.diff(inside) * cells, np.float32)

    return np.outer(along(box.y, box.h, rows), along(box.x, box.w, columns)).astype(np.float32)


def _smooth(
    shares: NDArray[np.float64], watched: Watched, settings: Settings
) -> NDArray[np.float64]:
    """Return `shares` as medians over the time in which an eye settles."""
    duration_s = watched.glances[-1].time_s or 1.0
    per_second = len(shares) / duration_s
    half = round(settings.attention_window_s * per_second / 2)
    padded = np.pad(shares, ((half, half), (0, 0)), mode="edge")
    smooth = np.array([np.median(padded[n : n + 2 * half + 1], axis=0) for n in range(len(shares))])
    # Medians of parts need not add up; the parts of one picture may not exceed it.
    return np.asarray(smooth / np.maximum(1.0, smooth.sum(axis=1, keepdims=True)))


def drift(stage: Stage, corners: Corners) -> float:
    """Return how far a place ends from where it began, 0 to 1: the ΔE of its states over 25."""
    left, top, right, bottom = corners
    window = np.s_[top:bottom, left:right]
    apart = delta_e(stage.states[0][window], stage.states[-1][window])
    allowed = 3 * stage.noise[window]
    return round(float(np.clip(np.percentile(np.maximum(apart - allowed, 0), 75) / 25, 0, 1)), 4)
