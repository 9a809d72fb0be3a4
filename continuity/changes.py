"""Places of the stage that are not at the end what they were before, and when each changed.

A change is a region in which two states of the stage differ. Its *progress* is how far a picture
has gone from the first state to the second, 0 to 1, seen where nothing stands in front.
"""

from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.settings import Settings
from continuity.stage import Map, Mask, Stage, delta_e

Progress = NDArray[np.float32]
"""(N,) per kept picture, 0 before and 1 after the change, NaN while it is covered."""


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no one truth
class Change:
    """One region that changed for good.

    `mask` (h, w) is at the stage's half size. `before` and `after` name the states it was in.
    `progress` and `covered` (N,) run over the kept pictures; `covered` is the share of the region
    that something in front hides. `start`, `peak` and `end` are places among the kept pictures.
    `strength` is the mean ΔE over what noise allows, `uncovered` the share of the change that
    happened in the open. `unrest` is the spread of the progress before and after, `watched` the
    share of the time since the start in which the region could be seen, `visited` how often
    something passes close by, all 0 to 1.
    """

    mask: Mask
    before: int
    after: int
    progress: Progress
    covered: NDArray[np.float32]
    start: int
    peak: int
    end: int
    strength: float
    uncovered: float
    unrest: float
    watched: float
    visited: float


def find(stage: Stage, settings: Settings) -> tuple[Change, ...]:
    """Return the regions that changed for good, strongest first."""
    blobs = _Blobs(stage)
    followed = [_follow(stage, blobs, mask, settings) for mask in regions(stage, settings)]
    found = [change for change in followed if change is not None]
    whole = _reunited(stage, blobs, found, settings)
    return tuple(sorted(whole, key=lambda change: -change.strength))


def _reunited(
    stage: Stage, blobs: "_Blobs", found: list[Change], settings: Settings
) -> list[Change]:
    """Return the changes with the halves of one thing joined: where it left and where it came."""
    whole: list[Change] = []
    for change in sorted(found, key=lambda change: -int(change.mask.sum())):
        reach = 2 * settings.region_margin_px
        mates = (n for n, other in enumerate(whole) if at_one(other, change, reach, settings))
        mate = next(mates, None)
        joined = None
        if mate is not None:
            joined = _follow(stage, blobs, change.mask | whole[mate].mask, settings)
        if mate is None or joined is None:
            whole.append(change)
        else:
            whole[mate] = joined
    return whole


def at_one(a: Change, b: Change, reach_px: int, settings: Settings) -> bool:
    """Return whether two changes happened in the open, at one time, within `reach_px`."""
    if min(a.uncovered, b.uncovered) < settings.open_change_share:
        return False
    if b.start > a.end or a.start > b.end:
        return False
    return bool((dilated(a.mask, reach_px) & b.mask).any())


def slid(stage: Stage, left: Change, came: Change, settings: Settings) -> Change | None:
    """Return the one change of a thing that left here and came there; None if they are two.

    What slides leaves a gap of less than its own size between where it was and where it is.
    """
    if not at_one(left, came, 3 * _side(left.mask) // 4, settings):
        return None
    return _follow(stage, _Blobs(stage), left.mask | came.mask, settings)


def _side(mask: Mask) -> int:
    rows, columns = np.nonzero(mask)
    return int(max(np.ptp(rows), np.ptp(columns))) + 1


def regions(stage: Stage, settings: Settings) -> list[Mask]:
    """Return the regions in which two lasting states differ, (h, w), each changed at one time."""
    most = np.zeros(stage.noise.shape, np.float32)
    for i, j in combinations(range(len(stage.states)), 2):
        lasting = stage.steady[i] & stage.steady[j]
        most = np.maximum(most, _difference(stage, i, j) * lasting)
    apart = (most > settings.change_delta_e + 4 * stage.noise).astype(np.uint8)
    changed = cv2.morphologyEx(apart, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)) > 0
    least, largest = (share * most.size for share in settings.change_area_share)
    restless = restless_places(stage, settings)
    pieces = _pieces(np.asarray(changed), _turning_time(stage), least / 4, settings)
    return [
        mask
        for mask in _joined(pieces, settings)
        if least <= mask.sum() <= largest
        and (restless & mask).sum() < settings.restless_share * mask.sum()
    ]


def _turning_time(stage: Stage) -> Map:
    """Return when each pixel turned from its first lasting state to its last, (h, w), in pictures.

    Counted from the end: the pictures that are closer to the last state are those after the turn.
    """
    lasting = stage.steady
    first = np.argmax(lasting, axis=0)
    last = len(lasting) - 1 - np.argmax(lasting[::-1], axis=0)
    rows, columns = np.indices(first.shape)
    before, after = stage.states[first, rows, columns], stage.states[last, rows, columns]
    turned = np.zeros(first.shape, np.float32)
    for half in stage.halves:
        picture = half.astype(np.float32)
        turned += delta_e(picture, after) < delta_e(picture, before)
    return np.asarray(cv2.medianBlur(len(stage.halves) - turned, 5), np.float32)


def _pieces(
    changed: Mask, turned: Map, least: float, settings: Settings
) -> list[tuple[Mask, float]]:
    """Return the connected pieces of `changed` that turned together, and when each did.

    Somebody who comes to stand beside a thing does not make it part of them.
    """
    kernel = np.ones((3, 3), np.uint8)
    torn = cv2.dilate(turned, kernel) - cv2.erode(turned, kernel) > settings.together_pictures
    count, labels, stats, _ = cv2.connectedComponentsWithStats((changed & ~torn).astype(np.uint8))
    found = []
    for label in range(1, count):
        if stats[label, cv2.CC_STAT_AREA] >= least:
            mask = labels == label
            found.append((mask, float(np.median(turned[mask]))))
    return found


def _joined(pieces: list[tuple[Mask, float]], settings: Settings) -> list[Mask]:
    """Return the pieces, those that lie close together and turned together as one."""
    groups: list[tuple[Mask, float]] = []
    for mask, turned in sorted(pieces, key=lambda piece: -int(piece[0].sum())):
        near = dilated(mask, settings.region_margin_px)
        for place, (other, time) in enumerate(groups):
            if abs(time - turned) <= settings.together_pictures and (near & other).any():
                groups[place] = (other | mask, time)
                break
        else:
            groups.append((mask, turned))
    return [mask for mask, _ in groups]


def restless_places(stage: Stage, settings: Settings) -> Mask:
    """Return where the picture hardly ever rests: bodies, hands at work, water, screens."""
    return np.asarray(stage.noise > settings.restless_noise_delta_e)


def _difference(stage: Stage, i: int, j: int) -> Map:
    """Return the ΔE between two states that a pixel of shift cannot explain."""
    a, b = stage.states[i], stage.states[j]
    return np.minimum(_beyond(a, b), _beyond(b, a))


def _beyond(a: NDArray[np.float32], b: NDArray[np.float32]) -> Map:
    """Return how far `a` lies outside the range of `b`'s neighbouring pixels."""
    kernel = np.ones((3, 3), np.uint8)
    low, high = cv2.erode(b, kernel), cv2.dilate(b, kernel)
    outside = np.maximum(np.maximum(low - a, a - high), 0)
    return np.asarray(np.sqrt((outside**2).sum(axis=2)), np.float32)


class _Blobs:
    """The connected pieces of the foreground of each kept picture."""

    def __init__(self, stage: Stage) -> None:
        self.labels: list[NDArray[np.int32]] = []
        self.areas: list[NDArray[np.int64]] = []
        for mask in stage.foreground:
            _, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
            self.labels.append(np.asarray(labels, np.int32))
            self.areas.append(stats[:, cv2.CC_STAT_AREA].astype(np.int64))

    def in_front(self, place: int, mask: Mask, around: Mask, least: float) -> Mask:
        """Return what of `mask` is hidden by something that reaches out of `around`.

        What changes on the spot differs from both states as well, for a while; what passes in front
        is larger than the place it passes.
        """
        labels = self.labels[place]
        touching = np.unique(labels[mask])
        inside = np.bincount(labels[around], minlength=len(self.areas[place]))
        outside = self.areas[place] - inside
        passing = [label for label in touching if label and outside[label] >= least]
        return np.asarray(np.isin(labels, passing) & mask)


def _follow(stage: Stage, blobs: _Blobs, mask: Mask, settings: Settings) -> Change | None:
    lasting = [k for k in range(len(stage.states)) if stage.steady[k][mask].mean() > 0.5]
    if len(lasting) < 2:
        return None
    around = dilated(mask, settings.region_margin_px)
    least = max(0.5 * mask.sum(), settings.passing_area_share * mask.size)
    hidden = np.stack([blobs.in_front(n, mask, around, least) for n in range(len(stage.halves))])
    covered = hidden[:, mask].mean(axis=1).astype(np.float32)
    if (covered > 0.3).mean() > settings.covered_time_share:
        return None  # this is where the subject lives, not the stage
    before, after = _states_apart(stage, mask, lasting)
    progress, away = _progress(stage, mask, hidden, (before, after), settings)
    moment = _moment(progress, away)
    if moment is None:
        return None
    start, peak, end = moment
    apart = _difference(stage, before, after)[mask]
    allowed = (settings.change_delta_e + 4 * stage.noise)[mask]
    return Change(
        mask=mask,
        before=before,
        after=after,
        progress=progress,
        covered=covered,
        start=start,
        peak=peak,
        end=end,
        strength=float((apart / allowed).mean()),
        uncovered=_in_the_open(progress, covered, start, end),
        unrest=_unrest(progress, start, end),
        watched=float((~np.isnan(progress[start:])).mean()),
        visited=_visited(stage, mask, settings),
    )


def _unrest(progress: Progress, start: int, end: int) -> float:
    sides = (progress[: max(1, start - 1)], progress[end + 1 :])
    known = [side[~np.isnan(side)] for side in sides]
    return max((float(side.std()) for side in known if len(side)), default=1.0)


def _visited(stage: Stage, mask: Mask, settings: Settings) -> float:
    inner, outer = settings.region_margin_px - 1, 2 * settings.region_margin_px
    ring = dilated(mask, outer) & ~dilated(mask, inner)
    return float(stage.foreground[:, ring].mean()) if ring.any() else 1.0


def is_settled(change: Change, settings: Settings) -> bool:
    """Return whether a change is one of the stage: it rests before and after, apart from movers.

    What belongs to a body sways on before and after its "change", and is visited all the time.
    """
    return (
        change.unrest <= settings.most_unrest
        and change.visited <= settings.most_visited
        and change.watched >= settings.least_watched
    )


def _states_apart(stage: Stage, mask: Mask, lasting: list[int]) -> tuple[int, int]:
    """Return the first lasting state, and the last one that differs from it most."""
    first = lasting[0]
    apart = [
        float(delta_e(stage.states[first][mask], stage.states[k][mask]).mean()) for k in lasting
    ]
    if apart[-1] >= 0.5 * max(apart):
        return first, lasting[-1]
    return first, lasting[int(np.argmax(apart))]


def _progress(
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
    way = (after - before)[mask]
    length = max(1e-6, float((way**2).sum(axis=1).mean()))
    towards = np.full(len(stage.halves), np.nan, np.float32)
    away = towards.copy()
    for n, half in enumerate(stage.halves):
        open_ = ~hidden[n][mask] & stage.seen[n][mask]
        if open_.mean() < 0.4:
            continue
        light = _ring_light(half, before, ring & ~stage.foreground[n])
        gone = (half[mask].astype(np.float32) - before[mask] - light)[open_]
        line = way[open_]
        towards[n] = float((gone * line).sum() / max(1e-6, float((line**2).sum())))
        away[n] = float(np.sqrt((gone**2).sum(axis=1).mean() / length))
    return towards, away


def _ring_light(
    half: NDArray[np.float16], before: NDArray[np.float32], ring: Mask
) -> NDArray[np.float32]:
    if ring.sum() < 20:
        return np.zeros(3, np.float32)
    return np.asarray(np.median(half[ring].astype(np.float32) - before[ring], axis=0), np.float32)


def _moment(towards: Progress, away: Progress) -> tuple[int, int, int] | None:
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


def _in_the_open(progress: Progress, covered: NDArray[np.float32], start: int, end: int) -> float:
    """Return how much of the change, 0 to 1, happened while nothing stood in front."""
    seen = 0.0
    for n in range(max(1, start - 1), min(len(progress), end + 2)):
        step = progress[n] - progress[n - 1]
        if max(covered[n - 1], covered[n]) < 0.1 and not np.isnan(step):
            seen += float(abs(step))
    return min(1.0, seen)


def dilated(mask: Mask, margin_px: int) -> Mask:
    """Return `mask` grown by `margin_px` on all sides."""
    side = 2 * margin_px + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    return np.asarray(cv2.dilate(mask.astype(np.uint8), kernel) > 0)
