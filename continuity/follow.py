"""A region that somebody drew on a kept picture, found again in every other, later and earlier.

Points in it say where it went, and its pattern, as it was drawn and as it looked last, says
whether it is there: a thing that stands is then measured in its place, one that moved where it is.
Where the pattern is not found it is covered, if it moves; if it stands, what passes in front tells
whether it is covered or has changed.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.camera import Gray, corners, follow_points
from continuity.place import (
    REACH_PX,
    RING_PX,
    Looks,
    Passing,
    between,
    compared,
    look,
    nearest_first,
)
from continuity.settings import Settings
from continuity.stage import Stage
from continuity.standing import Corners

FOUND = 0.6
"""A pattern that correlates less than this with what is there has not been found."""
SURE = 0.85
"""A pattern that something seems to hide is there if it correlates this well."""
_OTHER_COLOUR = 0.015
"""What the fit loses for each ΔE of mean colour beyond light: correlation does not see colour."""
_SCALES = (1.0, 0.96, 1.04)

Pattern = NDArray[np.float32]
"""(h, w, 3) in CIE Lab units."""
Spot = tuple[NDArray[np.float64], float]
"""A centre, x and y in pixels of the stage's half size, and a size over that when drawn."""


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no one truth
class Trace:
    """What became of a region.

    `centre` (N, 2) is where it is on the stage, x and y in pixels of its half size, `scale` (N,)
    its size over that when drawn, `fit` (N,) how well its pattern was found, -1 to 1.
    `moves` says that it moves on its own.
    """

    centre: NDArray[np.float64]
    scale: NDArray[np.float64]
    fit: NDArray[np.float64]
    moves: bool
    looks: Looks


def follow(
    stage: Stage, passing: Passing, drawn: Corners, settings: Settings, start: int = 0
) -> Trace:
    """Return what became of the region `drawn` on the kept picture `start`, and had been of it."""
    pictures = np.arange(len(stage.halves))
    in_place = look(stage, passing, drawn, pictures, settings.touched_share, start)
    if in_place.grip < settings.floor_grip:
        # A plain place fits wherever it is laid: it can be measured, and not followed.
        plain = replace(in_place, shift_px=np.full(len(in_place.seen), np.nan))
        return _standing(drawn, plain)
    earlier, later = (
        _tracked(stage, passing, drawn, way, settings)
        for way in (pictures[start::-1], pictures[start:])
    )
    spots = [*earlier[0][:0:-1], *later[0]]
    fit = np.concatenate([earlier[1][:0:-1], later[1]])
    centre, scale = np.array([spot[0] for spot in spots]), np.array([spot[1] for spot in spots])
    away_px = np.linalg.norm(centre - centre[start], axis=1)
    moves = _moves(away_px, stage.times_s, fit)
    if moves or bool((away_px > REACH_PX).any()):
        return Trace(centre, scale, fit, moves, _looks_along(stage, drawn, spots, fit, start))
    return _standing(drawn, in_place)


def _standing(drawn: Corners, looks: Looks) -> Trace:
    """Return the trace of a region that stays where it was drawn."""
    left, top, right, bottom = drawn
    centre, count = [(left + right - 1) / 2, (top + bottom - 1) / 2], len(looks.seen)
    return Trace(np.tile(centre, (count, 1)), np.ones(count), np.ones(count), False, looks)


def _moves(
    away_px: NDArray[np.float64], times_s: NDArray[np.float64], fit: NDArray[np.float64]
) -> bool:
    """Return whether a thing moves on its own: from the start, or for about half of the time.

    What rests, slides and rests again is a failure, or was pushed; it is told as a shift.
    """
    if float(away_px.max()) < 2:
        return False
    speed = np.abs(np.diff(away_px)) / np.maximum(1e-3, np.diff(times_s))
    known = (fit[1:] > FOUND) & (fit[:-1] > FOUND)
    # A thing in motion crosses a working pixel in a fifth of a second.
    moving = (speed > 2.5) & known
    early = max(2, len(moving) // 10)
    return bool(moving.sum() > 0.45 * max(1, known.sum()) or moving[:early].mean() > 0.6)


def _tracked(
    stage: Stage,
    passing: Passing,
    drawn: Corners,
    pictures: NDArray[np.int64],
    settings: Settings,
) -> tuple[list[Spot], NDArray[np.float64]]:
    """Return where a region drawn on the first of `pictures` is in each, and how well it fits."""
    left, top, right, bottom = drawn
    size = right - left, bottom - top
    spots: list[Spot] = [(np.array([(left + right - 1) / 2, (top + bottom - 1) / 2]), 1.0)]
    fit, lost = [1.0], 0
    first = last = _cut(stage, pictures[0], spots[0], size)
    gray, covered = _gray(stage, pictures[0]), passing.near(drawn) > settings.touched_share
    for picture in pictures[1:]:
        before, gray = gray, _gray(stage, picture)
        there, grown = spots[-1]
        guess = there + _stride(before, gray, spots[-1], size)
        reach = int(min(max(4, 0.4 * max(size)) * (1 + 0.5 * lost), 0.25 * max(gray.shape)))
        spot, best = _searched(stage, picture, (guess, grown), first, reach)
        if best < SURE:  # it may have turned since
            turned = _searched(stage, picture, (guess, grown), last, reach)
            spot, best = turned if turned[1] > best + 0.05 else (spot, best)
        stays = _fit(_cut(stage, picture, (there, grown), size), first)
        if stays > FOUND and stays > best - 0.03:
            spot, best = (there, grown), stays  # a pattern jitters; what stands does not
        travelled = float(np.linalg.norm(there - spots[0][0])) > max(size)
        hidden = not travelled and covered[picture]
        leaps = float(np.abs(spot[0] - there).max()) > 0.5 * min(size)
        # What covers a thing, and what lies far from it, may look like it.
        found = best > (SURE if hidden or leaps else FOUND)
        lost = 0 if found else lost + 1
        spots.append(spot if found else (there, grown))
        fit.append(best if found else min(best, FOUND))
        if found and best > 0.8:
            now = _cut(stage, picture, spot, size)
            # What slowly comes in front of a thing that stands would be learned as its look.
            last = now if travelled or _fit(now, first) > 0.5 else last
    return spots, np.array(fit)


def _gray(stage: Stage, picture: int) -> Gray:
    luma = stage.halves[picture, ..., 0].astype(np.float32) * 2.55
    return np.asarray(np.clip(luma, 0, 255), np.uint8)


def _stride(before: Gray, after: Gray, spot: Spot, size: tuple[int, int]) -> NDArray[np.float64]:
    """Return how far the points of a region went, (2,) as x and y; 0 if they cannot be followed."""
    reach = np.array(size) * spot[1] / 2
    low = np.maximum(0, np.floor(spot[0] - reach)).astype(int)
    high = np.ceil(spot[0] + reach + 1).astype(int)
    window = np.ascontiguousarray(before[low[1] : high[1], low[0] : high[0]])
    if min(window.shape) < 8:
        return np.zeros(2)
    points = corners(window, across=1, down=1, per_cell=24) + low.astype(np.float32)
    if len(points) < 4:
        return np.zeros(2)
    there, good = follow_points(before, after, points, points)
    if good.sum() < 4:
        return np.zeros(2)
    return np.asarray(np.median(there[good] - points[good], axis=0), np.float64)


def _searched(
    stage: Stage, picture: int, near: Spot, pattern: Pattern, reach: int
) -> tuple[Spot, float]:
    """Return where a pattern fits best within `reach` pixels of `near`, and how well."""
    height, width = pattern.shape[:2]
    colour = pattern.mean(axis=(0, 1))
    best, spot = -1.0, near
    for factor in _SCALES:
        scale = float(np.clip(near[1] * factor, 0.4, 2.5))
        wide = _cut(stage, picture, (near[0], scale), (width + 2 * reach, height + 2 * reach))
        raw = cv2.matchTemplate(wide, pattern, cv2.TM_CCOEFF_NORMED)
        found = np.asarray(np.nan_to_num(raw, posinf=0, neginf=0), np.float32)
        _, fits, _, (x, y) = cv2.minMaxLoc(found)
        here = wide[y : y + height, x : x + width].mean(axis=(0, 1))
        fits -= _OTHER_COLOUR * max(0.0, float(np.linalg.norm(here - colour)) - 8)
        # Another size must be clearly better: a plain thing fits at any.
        if fits > best + (0.02 if factor != 1 else 0):
            there = np.array([x + between(found[y], x), y + between(found[:, x], y)]) - reach
            best, spot = fits, (near[0] + there * scale, scale)
    return spot, float(best)


def _fit(here: Pattern, pattern: Pattern) -> float:
    found = cv2.matchTemplate(here, pattern, cv2.TM_CCOEFF_NORMED)
    return float(np.nan_to_num(found, posinf=0, neginf=0)[0, 0])


def _cut(stage: Stage, picture: int, spot: Spot, size: tuple[int, int]) -> Pattern:
    """Return `size` (width, height) pixels around a spot, at the scale it was drawn at."""
    (x, y), scale = spot
    left, top = x - scale * (size[0] - 1) / 2, y - scale * (size[1] - 1) / 2
    onto = np.array([[scale, 0, left], [0, scale, top]])
    whole = stage.halves[picture].astype(np.float32)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    cut = cv2.warpAffine(whole, onto, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.float32)


def _looks_along(
    stage: Stage, drawn: Corners, spots: list[Spot], fit: NDArray[np.float64], start: int
) -> Looks:
    """Return what a thing looks like where it is, picture by picture."""
    left, top, right, bottom = drawn
    margin = RING_PX[1]
    size = right - left + 2 * margin, bottom - top + 2 * margin
    seen = np.array([_in_view(stage, picture, spot) for picture, spot in enumerate(spots)])
    usable = nearest_first(seen & (fit > FOUND), start, np.arange(len(spots)))
    crops = np.stack([_cut(stage, int(picture), spots[picture], size) for picture in usable])
    inner = slice(margin, margin + bottom - top), slice(margin, margin + right - left)
    away = [2 * float(np.linalg.norm(spots[picture][0] - spots[start][0])) for picture in usable]
    everywhere = np.ones(crops.shape[1:3], bool)
    visible = seen, seen & (fit <= FOUND), usable
    return compared(crops, inner, everywhere, visible, np.array(away), own_light=False)


def _in_view(stage: Stage, picture: int, spot: Spot) -> bool:
    x, y = (round(float(value)) for value in spot[0])
    height, width = stage.noise.shape
    return 0 <= x < width and 0 <= y < height and bool(stage.seen[picture, y, x])
