"""Whether somebody carried a thing away from a place, or brought it there."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.changes import Change, side_px
from continuity.movers import Movers
from continuity.settings import Settings
from continuity.stage import Mask, Stage, delta_e
from continuity.turns import dilated

State = NDArray[np.float32]
"""(h, w, 3), a state of the stage in CIE Lab units."""


def handled(
    stage: Stage, movers: Movers, change: Change, shows: tuple[bool, bool], settings: Settings
) -> bool:
    """Return whether what touched the place carried the thing away, or brought it.

    `shows` says whether there is a thing in the place before the change, and after it: a bare place
    has nothing to be carried. Somebody who only passes hides a thing for a while, and that explains
    no change. Who takes it has it with them: its colours move that move at no other time, or it is
    seen on its way.
    """
    if not change.touched or change.hidden[0] == 0:
        return False
    lasts_s = max(0.1, float(stage.times_s[-1] - stage.times_s[0]))
    moment = max(2, round(settings.carried_s * (len(stage.times_s) - 1) / lasts_s))
    was, now = stage.states[change.before], stage.states[change.after]
    away = slice(max(0, change.start - 1), change.end + moment)
    here = slice(max(0, change.start - moment), change.end + 2)
    behind = change.hidden[0] > settings.touched_share
    behind &= change.uncovered < settings.open_change_share
    return any(
        (behind and _carried(stage, change.mask, shown, when, settings))
        or _travels(stage, movers, change.mask, (shown, other), when, settings)
        for there, shown, other, when in (
            (shows[0], was, now, away),
            (shows[1], now, was, here),
        )
        if there
    )


def _carried(stage: Stage, mask: Mask, shown: State, when: slice, settings: Settings) -> bool:
    """Return whether the colours of `shown` at `mask` move elsewhere in the pictures `when`.

    By colour: a hand hides parts of what it holds, and turns it. More of these colours must move
    than at any other time.
    """
    colours = shown[mask].astype(np.float32)
    cv2.setRNGSeed(1)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 10, 1.0)
    count = min(3, len(colours))
    labels = np.zeros((len(colours), 1), np.int32)
    _, _, centres = cv2.kmeans(colours, count, labels, criteria, 2, cv2.KMEANS_PP_CENTERS)
    away = ~dilated(mask, 1)
    shows = np.zeros(len(stage.halves))
    for place, half in enumerate(stage.halves):
        moving = half[stage.foreground[place] & away].astype(np.float32)
        if len(moving):
            apart = np.min([delta_e(moving, centre) for centre in centres], axis=0)
            shows[place] = (apart < settings.carried_delta_e).sum()
    usual = np.ones(len(shows), bool)
    usual[when] = False
    more = float(shows[when].max(initial=0) - shows[usual].max(initial=0))
    return more > settings.carried_share * float(mask.sum())


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A thing seen off its place: in which kept picture, where in pixels of half size.

    `held` says that something touches it there which reaches out of it.
    """

    place: int
    row: int
    column: int
    held: bool


def _travels(
    stage: Stage,
    movers: Movers,
    mask: Mask,
    states: tuple[State, State],
    when: slice,
    settings: Settings,
) -> bool:
    """Return whether what the first of two states shows at `mask` is on its way with somebody.

    One look-alike may be chance; on its way it is seen again a little further on. What slides by
    itself has nothing attached to it in most of the pictures, though somebody may pass before it.
    """
    size = side_px(mask)
    ways: list[list[_Sighting]] = []
    for seen in _sightings(stage, movers, mask, states, when, settings):
        if not ways or not _goes_on(ways[-1][-1], seen, size):
            ways.append([])
        ways[-1].append(seen)
    return any(_is_carried(way, size, settings) for way in ways)


def _goes_on(last: _Sighting, seen: _Sighting, size: int) -> bool:
    jump = max(abs(seen.row - last.row), abs(seen.column - last.column))
    return seen.place - last.place <= 2 and jump <= size / 2


def _is_carried(way: list[_Sighting], size: int, settings: Settings) -> bool:
    """Return whether a way has three sightings or more, most of them held, and leads somewhere."""
    if len(way) < 3 or 2 * sum(seen.held for seen in way) <= len(way):
        return False
    spots = np.array([(seen.row, seen.column) for seen in way])
    return bool(np.ptp(spots, axis=0).max() >= max(3.0, settings.travels_share * size))


def _sightings(
    stage: Stage,
    movers: Movers,
    mask: Mask,
    states: tuple[State, State],
    when: slice,
    settings: Settings,
) -> Iterator[_Sighting]:
    """Yield where what the first of two states shows at `mask` is seen among what moves.

    Not where it stood, and not where the second state shows the same: there it has arrived.
    """
    y, x = np.nonzero(mask)
    top, left, height, width = y.min(), x.min(), np.ptp(y) + 1, np.ptp(x) + 1
    if min(height, width) < 4:
        return
    reach = round(settings.travels_reach * max(height, width))
    corner = max(0, top - reach), max(0, left - reach)
    window = np.s_[corner[0] : top + height + reach, corner[1] : left + width + reach]
    patch, elsewhere = states[0][top : top + height, left : left + width], states[1][window]
    known = cv2.matchTemplate(elsewhere, patch, cv2.TM_CCOEFF_NORMED) > 0.5
    home = top - corner[0], left - corner[1]
    known[max(0, home[0] - 2) : home[0] + 3, max(0, home[1] - 2) : home[1] + 3] = True
    least = settings.passing_area_share[0] * mask.size
    for place in range(*when.indices(len(stage.halves))):
        alike = cv2.matchTemplate(
            stage.halves[place][window].astype(np.float32), patch, cv2.TM_CCOEFF_NORMED
        )
        moves = _share_under(stage.foreground[place][window], patch.shape[:2], alike.shape)
        _, best, _, (column, row) = cv2.minMaxLoc(np.where(known | (moves < 0.3), 0, alike))
        if best > settings.travels_alike:
            own = dilated(mask, 2)
            row, column = corner[0] + row, corner[1] + column
            own[max(0, row - 2) : row + height + 2, max(0, column - 2) : column + width + 2] = True
            held = movers.touch(own, own, slice(place, place + 1), least)
            yield _Sighting(place, row, column, held)


def _share_under(mask: Mask, size: tuple[int, ...], shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Return which share of a patch of `size` (h, w) is set in `mask`, wherever it is laid."""
    share = cv2.boxFilter(
        mask.astype(np.float32), -1, (size[1], size[0]), anchor=(0, 0),
        borderType=cv2.BORDER_CONSTANT,
    )  # fmt: skip
    return np.asarray(share[: shape[0], : shape[1]], np.float32)
