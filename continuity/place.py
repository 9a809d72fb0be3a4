"""What one place of the stage looks like from picture to picture, against how it looked once."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.movers import Movers
from continuity.settings import Settings
from continuity.stage import Mask, Stage, delta_e
from continuity.standing import Corners

Series = NDArray[np.float64]
"""(N,) per picture, NaN where the place cannot be seen."""
Crops = NDArray[np.float32]
"""(N, h, w, 3) in CIE Lab units."""

REACH_PX = 5
"""How far from its place a pattern is looked for, in pixels of the stage's half size."""
RING_PX = (2, 6)
"""Between these distances lies the ring whose light a place shares."""
_PARKED_DELTA_E = 8.0
"""A ring of which half changed by more than this has something standing before it."""


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no one truth
class Looks:
    """A place over a series of pictures.

    `seen` and `covered` (N,) bool say whether it is in view, and hidden. The measures compare with
    the median of the first pictures that show it, or of those around another one: `delta_e` the
    75th percentile of the colour difference with the light of its ring taken off, `shift_px` how
    far its pattern is found from its place in working pixels, `sharpness` the logarithm of the
    ratio of gradient energies, `similarity` the correlation of luma. At its beginning, `texture` is
    the spread of its L*, `grip` how steep L* is across the direction in which it is least so (a
    stripe can slide along itself unseen), and `presence` how much it stands out from its ring, in
    ΔE; NaN if it never can be seen.
    """

    seen: NDArray[np.bool_]
    covered: NDArray[np.bool_]
    delta_e: Series
    shift_px: Series
    sharpness: Series
    similarity: Series
    texture: float = float("nan")
    grip: float = float("nan")
    presence: float = float("nan")


class Passing:
    """What passes in front of places: foreground that reaches out of the place it hides.

    What changes on the spot differs from every state of the stage as well, for a while.
    """

    def __init__(self, movers: Movers, settings: Settings) -> None:
        self._labels, self._areas = movers.labels, movers.areas
        self._least = settings.passing_area_share[0] * movers.labels[0].size

    def near(self, corners: Corners) -> NDArray[np.float64]:
        """Return the largest share of a place that something hides within two pictures, (N,).

        The soft edge of a mover, and its shadow, are no foreground and yet not the place: its rim
        counts too.
        """
        left, top, right, bottom = corners
        rim = RING_PX[0]
        wide = max(0, left - rim), max(0, top - rim), right + rim, bottom + rim
        hidden = np.zeros(len(self._labels))
        touched = self._labels[:, wide[1] : wide[3], wide[0] : wide[2]].any(axis=(1, 2))
        for picture in np.flatnonzero(touched):
            hidden[picture] = self._hidden(int(picture), wide)
        padded = np.pad(hidden, 2, mode="edge")
        return np.asarray(np.lib.stride_tricks.sliding_window_view(padded, 5).max(axis=1))

    def _hidden(self, picture: int, corners: Corners) -> float:
        left, top, right, bottom = corners
        margin = 4
        inside = self._labels[picture][top:bottom, left:right]
        around = self._labels[picture][
            max(0, top - margin) : bottom + margin, max(0, left - margin) : right + margin
        ]
        areas = self._areas[picture]
        outside = areas - np.bincount(around.ravel(), minlength=len(areas))
        passing = outside >= max(0.5 * inside.size, self._least)
        passing[0] = False
        return float(passing[inside].mean())


def look(
    stage: Stage,
    passing: Passing,
    corners: Corners,
    pictures: NDArray[np.int64],
    most_hidden: float,
    start: int = 0,
) -> Looks:
    """Return what the place at `corners` looks like in the kept `pictures` (N,).

    A picture in which more than `most_hidden` of the place is hidden is not compared. The others
    are compared with those that are nearest to the kept picture `start`.
    """
    left, top, right, bottom = corners
    rim = RING_PX[0]
    wide = np.s_[max(0, top - rim) : bottom + rim, max(0, left - rim) : right + rim]
    seen = np.asarray(stage.seen[(pictures, *wide)].mean(axis=(1, 2)) > 0.99)
    hidden = passing.near(corners)[pictures]
    covered = seen & (hidden > most_hidden)
    usable = nearest_first(seen & ~covered, start, pictures)
    if len(usable) < 3:
        nothing = np.full(len(pictures), np.nan)
        return Looks(seen, covered, nothing, nothing, nothing, nothing)
    window, inner = around(stage, corners, RING_PX[1])
    crops = stage.halves[(pictures[usable], *window)].astype(np.float32)
    always = np.asarray(stage.seen[(slice(None), *window)].all(axis=0))
    shifts = _shifts(stage, corners, pictures[usable])
    return compared(crops, inner, always, (seen, covered, usable), shifts)


def nearest_first(
    usable: NDArray[np.bool_], start: int, pictures: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return which of `pictures` (N,) are `usable` (N,), those nearest to `start` first."""
    places = np.flatnonzero(usable)
    return places[np.argsort(np.abs(pictures[places] - start), kind="stable")]


def compared(
    crops: Crops,
    inner: tuple[slice, slice],
    always: Mask,
    visible: tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.int64]],
    shifts: Series,
    own_light: bool = True,
) -> Looks:
    """Return the looks of a thing from pictures of it and its ring.

    Parameters
    ----------
    crops : (M, h, w, 3) float32
        The pictures that show it; the first of them are what the others are compared with.
    inner : pair of slices
        Where in them it is.
    always : (h, w) bool
        What of them is in view in all pictures.
    visible : (N,) bool, (N,) bool, (M,) int
        In which of all pictures it is in view and covered, and which of them `crops` are.
    shifts : (M,) float
    own_light : bool
        Whether the ring belongs to the place: what moves has other surroundings every moment.
    """
    seen, covered, usable = visible
    start = np.median(crops[: min(5, len(crops))], axis=0)
    ring = _ring(crops.shape[1:3], inner, always)
    light = _light(crops, start, ring if own_light else ring & False)
    now, then = crops[(slice(None), *inner)] - light[:, None, None], start[inner]
    measures = (
        np.percentile(delta_e(now, then).reshape(len(now), -1), 75, axis=1).astype(np.float64),
        shifts,
        _sharpness(now, then),
        _similarity(now[..., 0], then[..., 0]),
    )
    parked = _surrounded(crops, start, light, ring if own_light else ring & False)
    hidden = covered.copy()
    hidden[usable[parked]] = True
    whole = np.full((4, len(seen)), np.nan)
    whole[:, usable] = [np.where(parked, np.nan, measure) for measure in measures]
    presence = float(np.percentile(delta_e(then, _mean(start, ring)), 75))
    texture = float(then[..., 0].std())
    grip = _grip(start[..., 0])
    return Looks(seen, hidden, whole[0], whole[1], whole[2], whole[3], texture, grip, presence)


def _surrounded(
    crops: Crops, start: NDArray[np.float32], light: NDArray[np.float32], ring: Mask
) -> NDArray[np.bool_]:
    """Return whether half of the ring is not what it was, (N,): something stopped in front."""
    if ring.sum() < 20:
        return np.zeros(len(crops), bool)
    apart = delta_e(crops[:, ring] - light[:, None], start[ring])
    return np.asarray(np.percentile(apart, 55, axis=1) > _PARKED_DELTA_E)


def sustained(series: Series) -> Series:
    """Return the medians of three neighbouring values that are known, (N,), NaN at the others.

    A departure that one picture alone shows is a blink of the codec.
    """
    known = np.flatnonzero(~np.isnan(series))
    result = series.copy()
    if len(known) >= 3:
        values = series[known]
        threes = np.stack([values[:-2], values[1:-1], values[2:]])
        middle = np.median(threes, axis=0)
        result[known] = np.r_[middle[0], middle, middle[-1]]
    return result


def around(
    stage: Stage, corners: Corners, margin: int
) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Return the window of the stage that reaches `margin` beyond a place, and the place in it."""
    left, top, right, bottom = corners
    height, width = stage.noise.shape
    x, y = max(0, left - margin), max(0, top - margin)
    window = slice(y, min(height, bottom + margin)), slice(x, min(width, right + margin))
    return window, (slice(top - y, bottom - y), slice(left - x, right - x))


def _ring(shape: tuple[int, ...], inner: tuple[slice, slice], seen: Mask) -> Mask:
    ring = np.ones(shape, bool)
    rows, columns = inner
    near = RING_PX[0]
    ring[
        max(0, rows.start - near) : rows.stop + near,
        max(0, columns.start - near) : columns.stop + near,
    ] = False
    return ring & seen if (ring & seen).sum() >= 20 else ring


def _light(crops: Crops, start: NDArray[np.float32], ring: Mask) -> NDArray[np.float32]:
    """Return how the light of the ring changed since the start, (N, 3)."""
    if ring.sum() < 20:
        return np.zeros((len(crops), 3), np.float32)
    return np.asarray(np.median(crops[:, ring] - start[ring], axis=1), np.float32)


def _mean(start: NDArray[np.float32], ring: Mask) -> NDArray[np.float32]:
    values = start[ring] if ring.any() else start.reshape(-1, 3)
    return np.asarray(np.median(values, axis=0), np.float32)


def _grip(luma: NDArray[np.float32]) -> float:
    """Return the root of the smaller eigenvalue of the mean structure tensor, in L* per pixel."""
    down, across = np.gradient(luma)
    tensor = np.array(
        [[(across**2).mean(), (across * down).mean()], [(across * down).mean(), (down**2).mean()]]
    )
    return float(np.sqrt(max(0.0, float(np.linalg.eigvalsh(tensor)[0]))))


def _sharpness(now: Crops, then: NDArray[np.float32]) -> Series:
    def energy(luma: NDArray[np.float32]) -> NDArray[np.float32]:
        across, down = np.diff(luma, axis=-1), np.diff(luma, axis=-2)
        return np.asarray((across**2).mean(axis=(-2, -1)) + (down**2).mean(axis=(-2, -1)))

    # A tenth of a grey level is no gradient.
    ratio = (energy(now[..., 0]) + 0.01) / (energy(then[..., 0]) + 0.01)
    return np.asarray(np.log(ratio), np.float64)


def _similarity(now: NDArray[np.float32], then: NDArray[np.float32]) -> Series:
    a = now.reshape(len(now), -1) - now.mean(axis=(1, 2))[:, None]
    b = then.ravel() - then.mean()
    size = np.sqrt((a**2).sum(axis=1) * float((b**2).sum()))
    return np.asarray(np.where(size > 1e-3, (a @ b) / np.maximum(size, 1e-3), np.nan), np.float64)


def _shifts(stage: Stage, corners: Corners, pictures: NDArray[np.int64]) -> Series:
    """Return how far a place's pattern is found from where it was, in working pixels.

    0 where it is not found: something that lost its pattern has not moved. The outline belongs to
    the pattern, so that a plain thing has one.
    """
    margin = 2
    wide, _ = around(stage, corners, margin + REACH_PX)
    window, _ = around(stage, corners, margin)
    y, x = window[0].start - wide[0].start, window[1].start - wide[1].start
    height, width = window[0].stop - window[0].start, window[1].stop - window[1].start
    luma = stage.halves[(pictures, *wide)][..., 0].astype(np.float32)
    start = np.median(luma[: min(5, len(luma))], axis=0)
    pattern = start[y : y + height, x : x + width]
    if pattern.std() < 1.0:
        return np.full(len(pictures), np.nan)
    home_x, home_y, _ = _peak(start, pattern, (x, y))
    shifts = np.zeros(len(pictures))
    for n, picture in enumerate(luma):
        across, down, best = _peak(picture, pattern, (x, y))
        if best > 0.6:
            shifts[n] = 2 * float(np.hypot(across - home_x, down - home_y))
    return shifts


def _peak(
    picture: NDArray[np.float32], pattern: NDArray[np.float32], home: tuple[int, int]
) -> tuple[float, float, float]:
    """Return where a pattern fits best, x and y to a fraction of a pixel, and how well.

    A better fit far from `home` must be clearly better: patterns have lookalikes.
    """
    found = np.asarray(cv2.matchTemplate(picture, pattern, cv2.TM_CCOEFF_NORMED), np.float32)
    _, best, _, (x, y) = cv2.minMaxLoc(found)
    at_home = float(found[home[1], home[0]])
    if max(abs(x - home[0]), abs(y - home[1])) > 1 and best < at_home + 0.05:
        x, y, best = home[0], home[1], at_home
    return x + between(found[y], x), y + between(found[:, x], y), float(best)


def between(line: NDArray[np.float32], place: int) -> float:
    """Return the offset of the top of a parabola through three values, -0.5 to 0.5."""
    if not 0 < place < len(line) - 1:
        return 0.0
    before, here, after = (float(value) for value in line[place - 1 : place + 2])
    bend = before - 2 * here + after
    return float(np.clip((before - after) / (2 * bend), -0.5, 0.5)) if bend < -1e-9 else 0.0
