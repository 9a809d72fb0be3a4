"""Small things that wander: never at rest for long enough to have a before and an after.

Each distinct thing of the first pictures is looked for again, as it looked then, in pictures evenly
spread over the clip. One that is found elsewhere at the end, all of it, while the ground around it
lies where it lay and nobody has it in hand, went astray. A walker changes its form; what passes
goes farther than its own size; what is nearer than its ground goes along with the camera.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from continuity import standing
from continuity.changes import Change
from continuity.floor import sampled
from continuity.kinds import Kind
from continuity.movers import Movers
from continuity.place import between
from continuity.settings import Settings
from continuity.stage import Stage, delta_e
from continuity.standing import Corners
from continuity.things import Found, Verdict
from continuity.traits import traits
from continuity.turns import dilated

Picture = NDArray[np.float32]
"""(h, w, 3) in CIE Lab units."""
RIM_PX = 1
"""The outline belongs to a pattern, so that a plain thing has one."""


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no one truth
class _Path:
    """Where a thing is in the sampled pictures, from its first place, in pixels of half size.

    `away` (M, 2) is x and y, `fit` (M,) how well it is found there and `home` (M,) how well its
    first place still fits it, -1 to 1.
    """

    corners: Corners
    away: NDArray[np.float64]
    fit: NDArray[np.float64]
    home: NDArray[np.float64]

    @property
    def lengths(self) -> NDArray[np.float64]:
        """Return how far away it is, (M,)."""
        return np.asarray(np.linalg.norm(self.away, axis=1))

    @property
    def farthest(self) -> slice:
        """Return the sixth of the pictures in which it is farthest away."""
        count = max(3, len(self.away) // 6)
        stays = np.median(sliding_window_view(self.lengths, count), axis=1)
        return slice(int(np.argmax(stays)), int(np.argmax(stays)) + count)


def find(movers: Movers, known: Sequence[Found], settings: Settings) -> list[Found]:
    """Return the shifts of things that went astray and are not `known` to have changed."""
    stage = movers.stage
    pictures = sampled(stage, settings)
    first = _first(stage, settings)
    nowhere = np.zeros(stage.noise.shape, bool)
    changed = nowhere.copy()
    for change, verdict in known:
        changed |= dilated(change.mask | verdict.place, settings.region_margin_px)
    found = []
    start = replace(stage, states=first[None])
    for corners in standing.find(start, nowhere, settings):
        box = _rectangle(corners, (0.0, 0.0), nowhere.shape)
        if changed[box].mean() > 0.2 or not stage.seen[(slice(None), *box)].all(axis=(1, 2)).all():
            continue
        if _standing_out(first, box, settings) < settings.standing_delta_e:
            continue
        path = _followed(stage, first, corners, pictures, settings)
        if _strays(movers, path, pictures, settings):
            found.append(_shift(stage, path, pictures, settings))
    return found


def _first(stage: Stage, settings: Settings) -> Picture:
    pictures = stage.halves[: settings.astray_first].astype(np.float32)
    return np.asarray(np.median(pictures, axis=0), np.float32)


def _standing_out(first: Picture, box: tuple[slice, slice], settings: Settings) -> float:
    """Return how much the upper quarter of a thing differs from what lies around it, in ΔE."""
    inside = np.zeros(first.shape[:2], bool)
    inside[box] = True
    ring = dilated(inside, settings.region_margin_px) & ~dilated(inside, 1)
    ground = np.median(first[ring], axis=0) if ring.any() else first.mean(axis=(0, 1))
    return float(np.percentile(delta_e(first[inside], ground), 75))


def _rectangle(
    corners: Corners, away: Sequence[float] | NDArray[np.float64], shape: tuple[int, ...]
) -> tuple[slice, slice]:
    """Return the rectangle that stood at `corners` once it is `away` from there."""
    x, y = (round(float(side)) for side in away)
    left, top, right, bottom = corners
    return (
        slice(max(0, top + y), min(shape[0], bottom + y)),
        slice(max(0, left + x), min(shape[1], right + x)),
    )


def _followed(
    stage: Stage, first: Picture, corners: Corners, pictures: NDArray[np.int64], settings: Settings
) -> _Path:
    left, top, right, bottom = corners
    low = max(0, left - RIM_PX), max(0, top - RIM_PX)
    pattern = first[low[1] : bottom + RIM_PX, low[0] : right + RIM_PX]
    reach = max(4, round(settings.astray_reach * max(pattern.shape[:2])))
    spot = np.zeros(2)
    away, fits, home = [], [], []
    for place in pictures:
        here, fit = _best(stage, int(place), pattern, low, (spot, reach))
        at_home = _best(stage, int(place), pattern, low, (np.zeros(2), 1))[1]
        spot = here if fit > settings.astray_fit else spot
        away.append(spot)
        fits.append(fit)
        home.append(at_home)
    return _Path(corners, np.array(away), np.array(fits), np.array(home))


def _best(
    stage: Stage,
    place: int,
    pattern: Picture,
    corner: tuple[int, int],
    near: tuple[NDArray[np.float64], int],
) -> tuple[NDArray[np.float64], float]:
    """Return how far from `corner` a pattern fits best, within a reach of a spot, and how well."""
    spot, reach = np.round(near[0]).astype(int), near[1]
    height, width = stage.noise.shape
    tall, long = pattern.shape[:2]
    left = int(np.clip(corner[0] + spot[0] - reach, 0, width - long))
    top = int(np.clip(corner[1] + spot[1] - reach, 0, height - tall))
    right = int(np.clip(corner[0] + spot[0] + reach + long, left + long, width))
    bottom = int(np.clip(corner[1] + spot[1] + reach + tall, top + tall, height))
    window = stage.halves[place, top:bottom, left:right].astype(np.float32)
    raw = cv2.matchTemplate(window, pattern, cv2.TM_CCOEFF_NORMED)
    found = np.asarray(np.nan_to_num(raw, posinf=0, neginf=0), np.float32)
    _, best, _, (x, y) = cv2.minMaxLoc(found)
    across = left - corner[0] + x + between(found[y], x)
    down = top - corner[1] + y + between(found[:, x], y)
    return np.array([across, down]), float(best)


def _strays(movers: Movers, path: _Path, pictures: NDArray[np.int64], settings: Settings) -> bool:
    """Return whether a thing ended elsewhere, whole, by itself, on ground that stayed."""
    away = path.farthest
    side = max(path.corners[2] - path.corners[0], path.corners[3] - path.corners[1])
    steps = np.linalg.norm(np.diff(path.away, axis=0), axis=1)
    strayed = float(np.median(path.lengths[away]))
    return (
        2 * strayed >= settings.astray_px
        and float(path.lengths.max()) <= settings.astray_farthest * side
        and float(steps.max()) <= settings.astray_step * side
        and float(np.median(path.fit[away])) >= settings.astray_sure
        and float((path.fit > settings.astray_fit).mean()) >= settings.astray_followed
        and float(np.median((path.fit - path.home)[away])) >= settings.astray_home
        and not _with_the_camera(movers.stage, path, pictures, settings)
        and _ground_stays(movers.stage, path, settings)
        and not _held(movers, path, pictures, settings)
    )


def _with_the_camera(
    stage: Stage, path: _Path, pictures: NDArray[np.int64], settings: Settings
) -> bool:
    """Return whether the way is one that a moving camera gives to what is near, or far."""
    poses = np.array([stage.poses[int(place)] for place in pictures])
    camera = np.column_stack([poses[:, 0, 2], poses[:, 1, 2], 100 * (poses[:, 0, 0] - 1)])
    camera = camera[:, np.ptp(camera, axis=0) > 2.0]
    if not camera.shape[1]:
        return False
    terms = np.column_stack([camera - camera[0], np.ones(len(camera))])
    fitted = terms @ np.linalg.lstsq(terms, path.away, rcond=None)[0]
    left = float(((path.away - fitted) ** 2).sum())
    whole = float(((path.away - path.away.mean(axis=0)) ** 2).sum())
    return left < (1 - settings.astray_parallax) * whole


def _ground_stays(stage: Stage, path: _Path, settings: Settings) -> bool:
    """Return whether what lies around a thing's way is what it was, in all eight directions.

    Where it hangs on something that moves as well, in one of them it is not.
    """
    places = np.zeros(stage.noise.shape, bool)
    for away in path.away:
        places[_rectangle(path.corners, away, places.shape)] = True
    ring = dilated(places, 2 * settings.region_margin_px) & ~dilated(places, 2)
    before, after = (
        np.median(stage.halves[when].astype(np.float32), axis=0)
        for when in (slice(settings.astray_first), slice(-settings.astray_first, None))
    )
    allowed = settings.foreground_delta_e + 3 * np.minimum(stage.noise, 1.0)
    same = (delta_e(before, after) < allowed)[ring]
    middle, size = np.argwhere(places).mean(axis=0), 1 + np.ptp(np.argwhere(places), axis=0)
    down, across = ((np.argwhere(ring) - middle) / size).T
    eighth = np.round((np.arctan2(down, across) / np.pi + 1) * 4).astype(int) % 8
    kept = [float(same[eighth == side].mean()) for side in range(8) if (eighth == side).any()]
    return bool(kept) and min(kept) >= settings.astray_ground


def _held(movers: Movers, path: _Path, pictures: NDArray[np.int64], settings: Settings) -> bool:
    """Return whether something that reaches out of a thing touches it while it moves."""
    shape = movers.stage.noise.shape
    least = settings.passing_area_share[0] * movers.stage.noise.size
    steps = np.linalg.norm(np.diff(path.away, axis=0), axis=1)
    moving = 1 + np.flatnonzero(steps > 0.5)
    touched = []
    for n in moving:
        own = np.zeros(shape, bool)
        for away in path.away[n - 1 : n + 1]:
            own[_rectangle(path.corners, away, shape)] = True
        place = int(pictures[n])
        own = dilated(own, settings.region_margin_px)
        touched.append(movers.touch(own, own, slice(place, place + 1), least))
    return bool(touched) and float(np.mean(touched)) > settings.astray_held


def _shift(stage: Stage, path: _Path, pictures: NDArray[np.int64], settings: Settings) -> Found:
    mask = np.zeros(stage.noise.shape, bool)
    mask[_rectangle(path.corners, (0.0, 0.0), mask.shape)] = True
    lengths = path.lengths
    beyond = lengths * 2 >= settings.astray_px
    start = int(np.flatnonzero(~beyond)[-1]) + 1 if (~beyond).any() else 0
    start = min(start, len(pictures) - 1)
    peak = int(np.argmax(np.diff(lengths))) + 1
    ends = 0, len(stage.states) - 1
    looks = traits(stage, mask, ends)
    moved_px = 2 * float(np.median(lengths[path.farthest]))
    apart = delta_e(stage.states[ends[0]], stage.states[ends[1]])[mask]
    progress = np.interp(
        np.arange(len(stage.halves)), pictures, lengths / max(1e-6, float(lengths.max()))
    )
    change = Change(
        mask=mask,
        before=ends[0],
        after=ends[1],
        progress=progress.astype(np.float32),
        covered=np.zeros(len(stage.halves), np.float32),
        start=int(pictures[start]),
        peak=int(pictures[max(start, peak)]),
        end=int(pictures[-1]),
        strength=min(2.0, settings.even_strength * moved_px / settings.astray_px),
        uncovered=1.0,
        unrest=0.0,
        watched=1.0,
        visited=0.0,
        touched=False,
        thing=mask,
        traits=looks,
        alone=True,
    )
    present = float(np.percentile(apart, 75))
    verdict = Verdict(Kind.SHIFT, None, (present, present), float(path.fit[-1]), moved_px, mask)
    return change, verdict
