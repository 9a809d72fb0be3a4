"""Who is in the picture: the main subject, the small things around it, and the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from continuity import standing
from continuity.changes import restless_places
from continuity.report import Box
from continuity.salience import ALTERNATIVES, WEIGHTS, centre
from continuity.settings import Settings
from continuity.stage import Mask, Stage, to_frame
from continuity.standing import Corners as Corners
from continuity.watch import Watched

Shares = NDArray[np.float64]
"""Of any shape, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The elements of a clip and their attention.

    `subject` (N, h, w) is where the main subject is in each kept picture, on the stage at half
    size. `things` are the places of the secondary things there. `shares` (T, 1 + things) is each
    one's share of the salience per frame, the subject first, 0 to 1. `bands` (1 + things, 2) holds
    the 5 to 95 % range of each share over frames and over mixtures of the salience map, `early`
    (1 + things) its mean over the clip's first third, `areas` the mean share of the frame that each
    covers.
    """

    subject: NDArray[np.bool_]
    things: tuple[Corners, ...]
    shares: NDArray[np.float64]
    bands: NDArray[np.float64]
    early: NDArray[np.float64]
    areas: NDArray[np.float64]


def cast(watched: Watched, stage: Stage, changed: Sequence[Mask], settings: Settings) -> Cast:
    """Return who plays in the clip; `changed` (h, w) are places of things known to have changed."""
    subject = _subject(watched, stage, settings)
    places = [corners_of(mask) for mask in changed]
    # The subject's own places, and those that something hides for most of the time.
    taken = (subject | stage.foreground).mean(axis=0) > settings.covered_time_share
    for place in standing.find(stage, taken, settings):
        apart = all(standing.overlap(place, other) <= 0.15 for other in places)
        if apart and len(places) < settings.most_things:
            places.append(place)
    layers = _layers(watched, stage, subject, places)
    mixtures = _shares(watched, stage, layers, settings)
    shown = np.arange(len(watched.glances)) // settings.salience_every
    return Cast(
        subject=subject,
        things=tuple(places),
        shares=_smooth(mixtures[0][shown], watched, settings),
        bands=np.percentile(mixtures, (5, 95), axis=(0, 1)).T,
        # What happens to a thing later changes its share, which may not count as its cause.
        early=mixtures[0][: max(1, len(mixtures[0]) // 3)].mean(axis=0),
        areas=layers.mean(axis=(0, 2, 3), dtype=np.float64),
    )


def corners_of(mask: Mask) -> Corners:
    """Return the smallest rectangle around `mask`."""
    y, x = np.nonzero(mask)
    return int(x.min()), int(y.min()), int(x.max()) + 1, int(y.max()) + 1


def frame_box(stage: Stage, place: int, corners: Corners, frame_size: tuple[int, int]) -> Box:
    """Return where a rectangle of the stage lies in the kept frame `place`, clipped to it."""
    x, y, w, h = frame_boxes(stage, corners, frame_size, [place])[0]
    return Box(*(round(float(side), 5) for side in (x, y, w, h)))


def frame_boxes(
    stage: Stage, corners: Corners, frame_size: tuple[int, int], places: Sequence[int]
) -> NDArray[np.float64]:
    """Return where a rectangle of the stage lies in kept frames, (places, 4) as fractions of it."""
    left, top, right, bottom = (2 * side for side in corners)
    points = np.array([[left, top, 1], [right, top, 1], [left, bottom, 1], [right, bottom, 1]])
    onto = np.stack([to_frame(stage, place) for place in places])
    height, width = frame_size
    there = np.einsum("nij,pj->npi", onto, points) / (width, height)
    low, high = np.clip(there.min(axis=1), 0, 1), np.clip(there.max(axis=1), 0, 1)
    return np.concatenate([low, high - low], axis=1)


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


def _layers(
    watched: Watched, stage: Stage, subject: NDArray[np.bool_], places: Sequence[Corners]
) -> NDArray[np.float32]:
    """Return how much of each cell of a salience map each element covers, (N, 1 + places, h, w)."""
    rows, columns = watched.parts.shape[2:]
    height, width = watched.pictures[0].shape[:2]
    layers = np.empty((len(stage.halves), 1 + len(places), rows, columns), np.float32)
    for place in range(len(stage.halves)):
        onto = to_frame(stage, place)
        onto[:, :2] *= 2  # the stage's maps are at half size
        onto *= np.array([[columns / width], [rows / height]])
        # Softened by about a cell, so that taking one pixel in four loses nothing.
        whole = cv2.blur(subject[place].astype(np.float32), (3, 3))
        layers[place, 0] = np.clip(cv2.warpAffine(whole, onto, (columns, rows)), 0, 1)
    for number, corners in enumerate(places, start=1):
        boxes = frame_boxes(stage, corners, (height, width), range(len(stage.halves)))
        layers[:, number] = _cover(boxes, rows, columns) * (1 - layers[:, 0])
    return layers


def _shares(
    watched: Watched, stage: Stage, layers: NDArray[np.float32], settings: Settings
) -> NDArray[np.float64]:
    """Return each element's share of the salience, (mixtures, M, elements), the usual one first.

    A mixture is a sum of the same ingredients, so each is gathered once.
    """
    frames = np.arange(len(watched.parts)) * settings.salience_every
    nearest = np.abs(frames[:, None] - stage.positions[None]).argmin(axis=1)
    rows, columns = watched.parts.shape[2:]
    shares = []
    for looking, mixtures in (
        (0.35 + 0.65 * centre(rows, columns), (WEIGHTS, *ALTERNATIVES)),
        (np.ones((rows, columns), np.float32), (WEIGHTS,)),
    ):
        parts = watched.parts.astype(np.float32) * looking
        whole = parts.sum(axis=(2, 3), dtype=np.float64)
        held = np.stack(
            [
                np.tensordot(part, layers[place], axes=([1, 2], [1, 2]))
                for part, place in zip(parts, nearest, strict=True)
            ]
        )
        for weights in np.array(mixtures):
            total = np.maximum(1e-9, whole @ weights)
            shares.append(np.tensordot(held, weights, axes=([1], [0])) / total[:, None])
    return np.stack(shares)


def _cover(boxes: NDArray[np.float64], rows: int, columns: int) -> NDArray[np.float32]:
    """Return how much of each cell of a map boxes (N, 4) cover, (N, rows, columns), 0 to 1."""

    def along(start: NDArray[np.float64], length: NDArray[np.float64], cells: int) -> Shares:
        edges = np.arange(cells + 1) / cells
        inside = np.minimum(np.maximum(edges, start[:, None]), (start + length)[:, None])
        return np.diff(inside, axis=1) * cells

    down, across = along(boxes[:, 1], boxes[:, 3], rows), along(boxes[:, 0], boxes[:, 2], columns)
    return np.asarray(down[:, :, None] * across[:, None], np.float32)


def _smooth(
    shares: NDArray[np.float64], watched: Watched, settings: Settings
) -> NDArray[np.float64]:
    """Return `shares` as medians over the time in which an eye settles."""
    duration_s = watched.glances[-1].time_s or 1.0
    per_second = len(shares) / duration_s
    half = round(settings.attention_window_s * per_second / 2)
    padded = np.pad(shares, ((half, half), (0, 0)), mode="edge")
    smooth = np.median(sliding_window_view(padded, 2 * half + 1, axis=0), axis=-1)
    # Medians of parts need not add up; the parts of one picture may not exceed it.
    return np.asarray(smooth / np.maximum(1.0, smooth.sum(axis=1, keepdims=True)))
