"""What a change was: which kind of failure, or what explains it."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.changes import Change, dilated
from continuity.report import Explanation, Kind
from continuity.settings import Settings
from continuity.similarity import correlation
from continuity.stage import Map, Mask, Stage, delta_e

Crop = NDArray[np.float32]
"""(h, w, 3) in CIE Lab units."""


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no one truth
class Verdict:
    """The kind of a change, why it is no failure (or None), and the numbers behind both.

    `present` is how much stood out from the bare place before and after, in ΔE; `alike` the
    correlation of luma before and after; `moved_px` how far the thing is found from where it stood,
    in pixels of the working size.
    """

    kind: Kind
    explained: Explanation | None
    present: tuple[float, float]
    alike: float
    moved_px: float
    place: Mask


def judge(stage: Stage, change: Change, settings: Settings) -> Verdict:
    """Return what `change` was."""
    rows, columns = _window(change.mask, 3 * settings.region_margin_px)
    mask = change.mask[rows, columns]
    before = stage.states[change.before][rows, columns]
    after = stage.states[change.after][rows, columns]
    bare = bare_place(before, after, dilated(mask, 2))
    was, now = delta_e(before, bare), delta_e(after, bare)
    present = (_upper(was[mask]), _upper(now[mask]))
    alike = correlation(before[mask][:, 0], after[mask][:, 0])
    moved = _moved_px(before, after, was, now, mask) if min(present) > 4 else 0.0
    gone = _gone_between(stage, change, bare, (rows, columns), mask)
    outline = _outline(before, mask), _outline(after, mask)
    left = _left((was[mask], now[mask]), outline)
    kind = _kind(before[mask], after[mask], (alike, moved, gone, left), settings)
    lasted_s = float(stage.times_s[change.end] - stage.times_s[change.start])
    if kind is Kind.VANISH and lasted_s > settings.fade_s:
        kind = Kind.FADE
    place = np.zeros_like(change.mask)
    place[rows, columns] = _where(kind, mask, (was, now), present)
    return Verdict(kind, _explanation(change, settings), present, alike, moved, place)


def same_thing(
    stage: Stage,
    left: tuple[Change, Verdict],
    came: tuple[Change, Verdict],
    settings: Settings,
) -> bool:
    """Return whether what left one place and what came to another have the same mean colour."""
    was = stage.states[left[0].before][left[1].place].mean(axis=0)
    now = stage.states[came[0].after][came[1].place].mean(axis=0)
    return bool(delta_e(was, now) < settings.same_thing_delta_e)


def slid(left: tuple[Change, Verdict], came: tuple[Change, Verdict]) -> Verdict:
    """Return the verdict on a thing that left one place for another."""
    centres = [np.mean(np.nonzero(verdict.place), axis=1) for _, verdict in (left, came)]
    return replace(
        left[1],
        kind=Kind.SHIFT,
        present=(left[1].present[0], came[1].present[1]),
        moved_px=2 * float(np.linalg.norm(centres[1] - centres[0])),
    )


def _where(
    kind: Kind, mask: Mask, stands_out: tuple[Map, Map], present: tuple[float, float]
) -> Mask:
    """Return where the thing stood before the change; for one that came, where it came to stand."""
    came = int(kind is Kind.APPEAR)
    if kind not in (Kind.VANISH, Kind.FADE, Kind.SHIFT, Kind.APPEAR):
        return mask
    stood = mask & (stands_out[came] > 0.5 * present[came])
    return stood if stood.any() else mask


def bare_place(before: Crop, after: Crop, mask: Mask) -> Crop:
    """Return the place without the thing, painted in from what surrounds it.

    References
    ----------
    Telea, "An Image Inpainting Technique Based on the Fast Marching Method", JGT 9(1), 2004,
    https://doi.org/10.1080/10867651.2004.10487596
    """
    picture = (before + after) / 2
    eight_bit = np.clip(picture * (2.55, 1, 1) + (0, 128, 128), 0, 255).astype(np.uint8)
    painted = cv2.inpaint(eight_bit, mask.astype(np.uint8), 3, cv2.INPAINT_TELEA)
    return ((painted.astype(np.float32) - (0, 128, 128)) / (2.55, 1, 1)).astype(np.float32)


def _window(mask: Mask, margin: int) -> tuple[slice, slice]:
    y, x = np.nonzero(mask)
    height, width = mask.shape
    return (
        slice(max(0, int(y.min()) - margin), min(height, int(y.max()) + margin + 1)),
        slice(max(0, int(x.min()) - margin), min(width, int(x.max()) + margin + 1)),
    )


def _upper(values: NDArray[np.float32]) -> float:
    return float(np.percentile(values, 75))


def _moved_px(before: Crop, after: Crop, was: Map, now: Map, mask: Mask) -> float:
    """Return how far the thing that stood in `before` is found in `after`, 0 if it is not."""
    stood = mask & (was > now)
    stands = mask & (now > was)
    if min(stood.sum(), stands.sum()) < 0.15 * mask.sum():
        return 0.0
    y, x = np.nonzero(mask & (was > 0.4 * was[mask].max()))
    patch = before[y.min() : y.max() + 1, x.min() : x.max() + 1]
    if min(patch.shape[:2]) < 4 or patch.shape[0] >= after.shape[0]:
        return 0.0
    found = cv2.matchTemplate(after, patch, cv2.TM_CCOEFF_NORMED)
    _, best, _, (left, top) = cv2.minMaxLoc(found)
    if best < 0.6 or best < found[y.min(), x.min()] + 0.05:
        return 0.0
    return 2 * float(np.hypot(left - x.min(), top - y.min()))


def _gone_between(
    stage: Stage, change: Change, bare: Crop, window: tuple[slice, slice], mask: Mask
) -> bool:
    """Return whether the place was bare for a while between the two states."""
    between = range(change.start, change.end + 1)
    shows = [
        float(delta_e(stage.halves[n][window].astype(np.float32), bare)[mask].mean())
        for n in between
        if change.covered[n] < 0.1
    ]
    ends = [
        float(delta_e(stage.states[k][window], bare)[mask].mean())
        for k in (change.before, change.after)
    ]
    return len(shows) >= 3 and float(np.median(shows)) < 0.4 * min(ends)


def _outline(picture: Crop, mask: Mask) -> float:
    """Return how steep the picture is along the region's outline, in ΔE per two pixels."""
    band = dilated(mask, 1) & (cv2.erode(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) == 0)
    across, down = cv2.Sobel(picture, cv2.CV_32F, 1, 0), cv2.Sobel(picture, cv2.CV_32F, 0, 1)
    steep = np.sqrt((across**2 + down**2).sum(axis=2)) / 4
    return float(steep[band].mean()) if band.any() else 0.0


def _left(present: tuple[Map, Map], outline: tuple[float, float]) -> float:
    """Return how much of the thing is left: 1 all of it, near 0 nothing, above 1 more than before.

    By what stands out from the bare place, and by its outline: on a patterned ground the bare place
    is a guess, on a plain one an outline may be soft.
    """
    contrast = (_upper(present[1]) + 1) / (_upper(present[0]) + 1)
    edge = (outline[1] + 0.5) / (outline[0] + 0.5)
    return float(np.sqrt(contrast * edge))


def _kind(
    before: Crop, after: Crop, found: tuple[float, float, bool, float], settings: Settings
) -> Kind:
    alike, moved_px, gone_between, left = found
    chroma = float(np.linalg.norm((after - before)[:, 1:], axis=1).mean())
    luma = float(np.abs((after - before)[:, 0]).mean())
    # The first that holds names the change.
    rules = (
        (gone_between, Kind.SWAP),
        (alike > settings.same_pattern and chroma > luma, Kind.RECOLOR),
        (left < settings.vanished_share, Kind.VANISH),
        (left > 1 / settings.vanished_share, Kind.APPEAR),
        (moved_px >= settings.shift_px, Kind.SHIFT),
        (left < settings.faded_share and alike > 0.3, Kind.FADE),
        (chroma > 2 * luma, Kind.RECOLOR),
    )
    return next((kind for holds, kind in rules if holds), Kind.RESHAPE)


def _explanation(change: Change, settings: Settings) -> Explanation | None:
    """Return HANDLED if something was at the place while it changed, and hid the changing."""
    near = change.covered[max(0, change.start - 2) : change.end + 3]
    touched = len(near) > 0 and float(near.max()) > settings.touched_share
    if touched and change.uncovered < settings.open_change_share:
        return Explanation.HANDLED
    return None
