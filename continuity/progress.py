"""How far each picture has gone from what a region was to what it became, and when it went."""

import numpy as np
from numpy.typing import NDArray

from continuity.settings import Settings
from continuity.stage import Mask, Stage, at
from continuity.turns import dilated

Progress = NDArray[np.float32]
"""(N,) per kept picture, 0 before and 1 after the change, NaN while it is covered."""


def progress_of(
    stage: Stage, mask: Mask, hidden: NDArray[np.bool_], ends: tuple[int, int], settings: Settings
) -> tuple[Progress, Progress]:
    """Return how far each picture has gone towards the second state, and how far from the first.

    The first is the projection of the region's pixels on the line between the two states, the
    second their distance from the first state over that of the second: a thing that is gone before
    it comes back different is far from both. What the ring around the region did is taken off, so
    that a passing shadow or exposure does not count as a change.
    """
    before, after = stage.states[ends[0]], stage.states[ends[1]]
    ring = dilated(mask, 2 * settings.region_margin_px) & ~dilated(mask, settings.region_margin_px)
    ring &= stage.steady[list(ends)].all(axis=0)
    was, way = before[mask], (after - before)[mask]
    length = max(1e-6, float((way**2).sum(axis=1).mean()))
    shown = ~hidden & at(stage.seen, mask)
    light = _ring_light(stage, before, ring)
    gone = at(stage.halves, mask).astype(np.float32) - was - light[:, None]
    line = np.maximum(1e-6, (shown * (way**2).sum(axis=1)).sum(axis=1))
    towards = (shown * (gone * way).sum(axis=2)).sum(axis=1) / line
    away = np.sqrt((shown * (gone**2).sum(axis=2)).sum(axis=1) / np.maximum(1, shown.sum(axis=1)))
    unseen = shown.mean(axis=1) < 0.4
    towards[unseen], away[unseen] = np.nan, np.nan
    return towards.astype(np.float32), (away / np.sqrt(length)).astype(np.float32)


def _ring_light(stage: Stage, before: NDArray[np.float32], ring: Mask) -> NDArray[np.float32]:
    """Return how each picture's light around a change differs from the first state's, (N, 3)."""
    rows, columns = np.nonzero(ring)
    if len(rows) < 20:
        return np.zeros((len(stage.halves), 3), np.float32)
    every = max(1, len(rows) // 150)  # plenty for a median
    rows, columns = rows[::every], columns[::every]
    changed = stage.halves[:, rows, columns].astype(np.float32) - before[rows, columns]
    hidden = stage.foreground[:, rows, columns] | ~stage.seen[:, rows, columns]
    # What is hidden goes to both ends alike, so that the median does not see it.
    ends = np.where(np.cumsum(hidden, axis=1) % 2 == 0, np.inf, -np.inf)
    changed = np.where(hidden[..., None], ends[..., None], changed)
    changed.sort(axis=1)
    light = changed[:, len(rows) // 2]
    return np.where(np.isfinite(light), light, 0).astype(np.float32)


def moment(towards: Progress, away: Progress) -> tuple[int, int, int] | None:
    """Return the places of the change's start, fastest step and end; None if it is none."""
    known = np.flatnonzero(~np.isnan(towards))
    if len(known) < 4:
        return None
    progress, gone = _smooth(towards[known]), _smooth(away[known])
    crossed = np.flatnonzero((progress[:-1] < 0.5) & (progress[1:] >= 0.5))
    if not len(crossed):
        return None
    middle = int(crossed[0])
    # Grain alone is some way from the first state.
    rest = float(np.percentile(gone[: middle + 1], 20))
    low = np.flatnonzero(gone[: middle + 1] < rest + 0.15 * (1 - min(rest, 0.8)))
    high = np.flatnonzero(progress[middle + 1 :] > 0.88)
    start = min(int(low[-1]) + 1, middle + 1) if len(low) else 0
    leaving = np.flatnonzero(progress[: middle + 1] < 0.12)
    later = int(leaving[-1]) + 1 if len(leaving) else 0
    # Far from the first state and not on the way to the second, for long: the thing was gone in
    # between. A little off and not on the way: a shadow that passed.
    if later > start and float(np.median(gone[start:later])) < 0.5:
        start = later
    end = middle + 1 + int(high[0]) if len(high) else len(known) - 1
    steps = np.diff(np.maximum(progress, gone)[max(0, start - 1) : end + 1])
    peak = max(0, start - 1) + int(np.argmax(steps)) + 1 if len(steps) else middle
    return int(known[start]), int(known[peak]), int(known[end])


def _smooth(series: Progress) -> Progress:
    kernel = np.array([0.25, 0.5, 0.25], np.float32)
    return np.convolve(np.pad(series, 1, mode="edge"), kernel, "valid").astype(np.float32)


def in_the_open(progress: Progress, covered: NDArray[np.float32], start: int, end: int) -> float:
    """Return how much of the change, 0 to 1, happened while nothing stood in front."""
    seen = 0.0
    for n in range(max(1, start - 1), min(len(progress), end + 2)):
        step = progress[n] - progress[n - 1]
        if max(covered[n - 1], covered[n]) < 0.1 and not np.isnan(step):
            seen += float(abs(step))
    return min(1.0, seen)
