"""Whether somebody carried a thing away from a place, or brought it there."""

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.changes import Change
from continuity.movers import Movers
from continuity.settings import Settings
from continuity.stage import Mask, Stage, delta_e
from continuity.turns import dilated

State = NDArray[np.float32]
"""(h, w, 3), a state of the stage in CIE Lab units."""


def handled(stage: Stage, movers: Movers, change: Change, settings: Settings) -> bool:
    """Return whether what touched the place carried the thing away, or brought it.

    Somebody who only passes hides a thing for a while, and that explains no change. Who takes it
    has it with them: its colours move that moved nowhere before, or it is seen on its way.
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
        for shown, other, when in ((was, now, away), (now, was, here))
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


def _travels(
    stage: Stage,
    movers: Movers,
    mask: Mask,
    states: tuple[State, State],
    when: slice,
    settings: Settings,
) -> bool:
    """Return whether what the first of two states shows at `mask` is on its way in some picture.

    On its way with somebody: what slides by itself has nothing attached to it. Where the second
    state shows the same, it has arrived.
    """
    y, x = np.nonzero(mask)
    top, left, height, width = y.min(), x.min(), np.ptp(y) + 1, np.ptp(x) + 1
    reach = round(1.2 * max(height, width))
    corner = max(0, top - reach), max(0, left - reach)
    window = np.s_[corner[0] : top + height + reach, corner[1] : left + width + reach]
    patch, elsewhere = states[0][top : top + height, left : left + width], states[1][window]
    if min(height, width) < 4:
        return False
    known = cv2.matchTemplate(elsewhere, patch, cv2.TM_CCOEFF_NORMED) > 0.5
    home = top - corner[0], left - corner[1]
    known[max(0, home[0] - 2) : home[0] + 3, max(0, home[1] - 2) : home[1] + 3] = True
    least = settings.passing_area_share[0] * mask.size
    # A small patch is alike by chance more easily.
    enough = settings.travels_alike + 3 / np.sqrt(height * width)
    for place in range(*when.indices(len(stage.halves))):
        alike = cv2.matchTemplate(
            stage.halves[place][window].astype(np.float32), patch, cv2.TM_CCOEFF_NORMED
        )
        moves = _share_under(stage.foreground[place][window], patch.shape[:2], alike.shape)
        _, best, _, (column, row) = cv2.minMaxLoc(np.where(known | (moves < 0.3), 0, alike))
        if best > enough:
            own = dilated(mask, 2)
            row, column = corner[0] + row, corner[1] + column
            own[max(0, row - 2) : row + height + 2, max(0, column - 2) : column + width + 2] = True
            if movers.touch(own, own, slice(place, place + 1), least):
                return True
    return False


def _share_under(mask: Mask, size: tuple[int, ...], shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Return which share of a patch of `size` (h, w) is set in `mask`, wherever it is laid."""
    share = cv2.boxFilter(
        mask.astype(np.float32), -1, (size[1], size[0]), anchor=(0, 0),
        borderType=cv2.BORDER_CONSTANT,
    )  # fmt: skip
    return np.asarray(share[: shape[0], : shape[1]], np.float32)
