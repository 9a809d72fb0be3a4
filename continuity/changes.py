"""Places of the stage that are not at the end what they were before, and when each changed.

A change is a region in which two states of the stage differ. How far each picture has gone from the
first to the second is `continuity.progress`; which changes are failures, `continuity.failures`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from continuity.movers import Movers
from continuity.progress import Progress, in_the_open, moment, progress_of
from continuity.settings import Settings
from continuity.stage import Mask, Stage, at, delta_e
from continuity.traits import Traits, traits
from continuity.turns import at_one_pace, dilated, regions


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no one truth
class Change:
    """One region that changed for good.

    `mask` (h, w) is at the stage's half size. `before` and `after` name the states it was in.
    `progress` and `covered` (N,) run over the kept pictures; `covered` is the share of the region
    that something in front hides. `start`, `peak` and `end` are places among the kept pictures.
    `strength` is the mean ΔE over what noise allows, `uncovered` the share of the change that
    happened in the open. `unrest` is the spread of the progress before and after, `watched` the
    share of the time since the start in which the region could be seen, `visited` how often
    something passes close by, all 0 to 1. `touched` says that something passed while it changed,
    `thing` (h, w) is the distinct thing that the region is a part of, empty if it is none, and
    `traits` are the looks of the change. `alone` says that it is a whole thing that changed in the
    open while nothing beside it did.
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
    touched: bool
    thing: Mask
    traits: Traits
    alone: bool = False

    @property
    def hidden(self) -> tuple[float, float]:
        """Return how much of the region something hid while it changed: at most, and on average."""
        near = self.covered[max(0, self.start - 2) : self.end + 3]
        return float(near.max(initial=0)), float(near.mean()) if len(near) else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What a region is followed through: the stage, what passes, and its distinct things.

    `things` (h, w) names each distinct thing by a number from 1, 0 is none.
    """

    stage: Stage
    movers: Movers
    things: NDArray[np.int32]


def find(scene: Scene, settings: Settings) -> list[Change]:
    """Return the regions that changed for good, largest first."""
    masks = regions(scene.stage, scene.movers, scene.things, settings)
    followed = [follow(scene, mask, settings) for mask in masks]
    return _reunited(scene, [change for change in followed if change is not None], settings)


def _reunited(scene: Scene, found: list[Change], settings: Settings) -> list[Change]:
    """Return the changes with the halves of one thing joined: where it left and where it came."""
    whole: list[Change] = []
    for change in sorted(found, key=lambda change: -int(change.mask.sum())):
        reach = 2 * settings.region_margin_px
        mates = (
            n
            for n, other in enumerate(whole)
            if at_one(other, change, reach, settings) and not _two_things(other, change)
        )
        mate = next(mates, None)
        joined = None
        if mate is not None:
            joined = follow(scene, change.mask | whole[mate].mask, settings)
        if mate is None or joined is None:
            whole.append(change)
        else:
            whole[mate] = joined
    for belong in (_go_together, _go_in_turn):
        whole = _made_whole(scene, whole, partial(belong, settings=settings), settings)
    return whole


def _made_whole(
    scene: Scene, found: list[Change], belong: Callable[[Change, Change], bool], settings: Settings
) -> list[Change]:
    """Return the changes, those joined that nothing but one another hid: pieces of one thing.

    While a thing goes, what stands in its place is neither what was nor what will be, and to each
    piece of it the others look like somebody who passes. `belong` says which may be one's pieces.
    """
    rest, whole = list(found), []
    while rest:
        pieces = [rest.pop()]
        for piece in pieces:  # grows meanwhile
            mates = [other for other in rest if belong(piece, other)]
            pieces += mates
            rest = [other for other in rest if not any(other is mate for mate in mates)]
        joined = None
        if len(pieces) > 1:
            mask = np.any([piece.mask for piece in pieces], axis=0)
            joined = follow(scene, mask, settings)
        whole += [joined] if joined is not None and _is_plain(joined, settings) else pieces
    return whole


def _is_plain(joined: Change, settings: Settings) -> bool:
    """Return whether pieces that one another hid are plainly one thing that nothing hid.

    A body that walks leaves one side of its place as well before it comes to the other; it is not
    as plain as what must be told though it was hidden.
    """
    return (
        not joined.touched
        and joined.uncovered >= settings.open_change_share
        and joined.strength >= settings.hidden_strength
        and joined.traits.fill >= settings.hidden_fill
    )


def _go_together(a: Change, b: Change, settings: Settings) -> bool:
    """Return whether of two changes near each other, at one pace, one is hidden."""
    apart = max(abs(a.start - b.start), abs(a.end - b.end))
    together = apart <= settings.at_once_pictures or at_one_pace(
        (a.start, a.end), (b.start, b.end), settings
    )
    return together and _may_hide(a, b, 2 * settings.region_margin_px, settings)


def _go_in_turn(a: Change, b: Change, settings: Settings) -> bool:
    """Return whether one of two changes is hidden, and one goes on where and when the other ends.

    What slides leaves one side of its place before it comes to the other.
    """
    if max(a.start, b.start) - min(a.end, b.end) > settings.together_pictures:
        return False
    reach = max(2 * settings.region_margin_px, *(3 * side_px(it.mask) // 4 for it in (a, b)))
    return _may_hide(a, b, reach, settings)


def _may_hide(a: Change, b: Change, reach_px: int, settings: Settings) -> bool:
    if min(a.uncovered, b.uncovered) >= settings.open_change_share:
        return False
    return bool((dilated(a.mask, reach_px) & b.mask).any())


def _two_things(a: Change, b: Change) -> bool:
    return bool(a.thing.any() and b.thing.any() and not (a.thing & b.thing).any())


def at_one(a: Change, b: Change, reach_px: int, settings: Settings) -> bool:
    """Return whether two changes happened in the open, at one pace, within `reach_px`.

    What takes another time is another thing, unless it is a small part.
    """
    if min(a.uncovered, b.uncovered) < settings.open_change_share:
        return False
    one_pace = at_one_pace((a.start, a.end), (b.start, b.end), settings)
    areas = sorted((int(a.mask.sum()), int(b.mask.sum())))
    if min(a.end, b.end) < max(a.start, b.start):
        return False
    if not (one_pace or settings.small_part * areas[0] < areas[1]):
        return False
    return bool((dilated(a.mask, reach_px) & b.mask).any())


def slid(
    stage: Stage, movers: Movers, left: Change, came: Change, settings: Settings
) -> Change | None:
    """Return the one change of a thing that left here and came there; None if they are two.

    What slides leaves a gap of less than its own size between where it was and where it is, and
    leaves the one about when it comes to the other.
    """
    slack = settings.together_pictures
    if came.start > left.end + slack or left.start > came.end + slack:
        return None
    if not (dilated(left.mask, 3 * side_px(left.mask) // 4) & came.mask).any():
        return None
    scene = Scene(stage, movers, np.zeros(left.mask.shape, np.int32))
    return follow(scene, left.mask | came.mask, settings)


def side_px(mask: Mask) -> int:
    """Return the longer side of the rectangle around `mask`, in pixels of half size."""
    rows, columns = np.nonzero(mask)
    return int(max(np.ptp(rows), np.ptp(columns))) + 1


def restless_places(stage: Stage, settings: Settings) -> Mask:
    """Return where the picture hardly ever rests: bodies, hands at work, water, screens."""
    return np.asarray(stage.noise > settings.restless_noise_delta_e)


def follow(scene: Scene, mask: Mask, settings: Settings) -> Change | None:
    """Return how a region changed, None if it did not or is where the subject lives."""
    stage, movers = scene.stage, scene.movers
    ends = ends_of(stage, mask)
    if ends is None:
        return None
    near = dilated(mask, settings.region_margin_px)
    lower, upper = (share * mask.size for share in settings.passing_area_share)
    least = float(np.clip(0.5 * mask.sum(), lower, upper))
    hidden = movers.hiding(mask, near, least)
    covered = hidden.mean(axis=1).astype(np.float32)
    if (covered > 0.3).mean() > settings.covered_time_share:
        return None  # this is where the subject lives, not the stage
    before, after = ends
    progress, away = progress_of(stage, mask, hidden, ends, settings)
    when = moment(progress, away)
    if when is None:
        return None
    start, peak, end = when
    apart = delta_e(stage.states[before], stage.states[after])[mask]
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
        uncovered=in_the_open(progress, covered, start, end),
        unrest=unrest(progress, start, end),
        watched=float((~np.isnan(progress[start:])).mean()),
        visited=_visited(stage, mask, settings),
        touched=movers.touch(near, dilated(mask, 2), slice(max(0, start - 2), end + 3), least),
        thing=_thing(scene.things, mask),
        traits=traits(stage, mask, (before, after)),
    )


def _thing(things: NDArray[np.int32], mask: Mask) -> Mask:
    """Return the distinct thing of which the region is a part; nothing if it is none."""
    share = np.bincount(things[mask], minlength=int(things.max()) + 1)
    share[0] = 0
    best = int(share.argmax())
    if share[best] < 0.5 * mask.sum():
        return np.zeros_like(mask)
    return np.asarray(things == best)


def unrest(progress: Progress, start: int, end: int) -> float:
    """Return the spread of the progress before a change and after it, the larger of the two."""
    sides = (progress[: max(1, start - 1)], progress[end + 1 :])
    known = [side[~np.isnan(side)] for side in sides]
    return max((float(side.std()) for side in known if len(side)), default=1.0)


def _visited(stage: Stage, mask: Mask, settings: Settings) -> float:
    inner, outer = settings.region_margin_px - 1, 2 * settings.region_margin_px
    ring = dilated(mask, outer) & ~dilated(mask, inner)
    return float(at(stage.foreground, ring).mean()) if ring.any() else 1.0


def ends_of(stage: Stage, mask: Mask) -> tuple[int, int] | None:
    """Return the first state that lasted in most of a region, and the last one far from it.

    None if fewer than two lasted.
    """
    kept = [int(k) for k in np.flatnonzero(at(stage.steady, mask).mean(axis=1) > 0.5)]
    if len(kept) < 2:
        return None
    states = at(stage.states, mask)
    apart = [float(delta_e(states[kept[0]], states[k]).mean()) for k in kept]
    if apart[-1] >= 0.5 * max(apart):
        return kept[0], kept[-1]
    return kept[0], kept[int(np.argmax(apart))]
