"""What a change was: which kind of failure, or what explains it."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.changes import Change
from continuity.handling import handled
from continuity.kinds import Explanation, Kind
from continuity.movers import Movers
from continuity.settings import Settings
from continuity.similarity import correlation
from continuity.stage import Map, Mask, Stage, delta_e
from continuity.turns import dilated, window_of

Crop = NDArray[np.float32]
"""(h, w, 3) in CIE Lab units."""


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no one truth
class Verdict:
    """The kind of a change, why it is no failure (or None), and the numbers behind both.

    `present` is how much stood out from the bare place before and after, in ΔE; `alike` the
    correlation of luma before and after; `moved_px` how far the thing is found from where it stood,
    in pixels of the working size. `place` (h, w), at the stage's half size, is where the thing
    stood; where one that came stands.
    """

    kind: Kind
    explained: Explanation | None
    present: tuple[float, float]
    alike: float
    moved_px: float
    place: Mask


Found = tuple[Change, Verdict]
"""A change of the stage, and what it was."""


def judge(
    stage: Stage, movers: Movers, change: Change, settings: Settings, *, explained: bool = True
) -> Verdict:
    """Return what `change` was; whether hands explain it, which takes long, only if asked."""
    rows, columns = window_of(change.mask, 3 * settings.region_margin_px)
    mask = change.mask[rows, columns]
    before = stage.states[change.before][rows, columns]
    after = stage.states[change.after][rows, columns]
    bare = bare_place(before, after, dilated(mask, 2))
    was, now = delta_e(before, bare), delta_e(after, bare)
    present = (_upper(was[mask]), _upper(now[mask]))
    moved = _moved_px(before, after, was, now, mask) if min(present) > 4 else 0.0
    looks = _compare(before, after, (was, now), mask)
    if _gone_between(stage, change, bare, (rows, columns), mask):
        kind = Kind.SWAP
    else:
        kind = _kind(looks, moved, settings)
    lasted_s = float(stage.times_s[change.end] - stage.times_s[change.start])
    if kind is Kind.VANISH and lasted_s > settings.fade_s:
        kind = Kind.FADE
    place = np.zeros_like(change.mask)
    place[rows, columns] = _where(kind, mask, (was, now), present)
    # A hand moves things; it neither paints them, nor leaves them where they were, gone soft.
    shows = kind is not Kind.APPEAR, kind not in (Kind.VANISH, Kind.FADE)
    soft = change.alone and kind is Kind.FADE and looks.alike > settings.faded_alike
    asked = explained and kind is not Kind.RECOLOR and not soft
    moved_by = asked and handled(stage, movers, change, shows, settings)
    explanation = Explanation.HANDLED if moved_by else None
    return Verdict(kind, explanation, present, looks.alike, moved, place | change.thing)


def same_thing(
    stage: Stage,
    left: Found,
    came: Found,
    settings: Settings,
) -> bool:
    """Return whether what left one place and what came to another are one thing.

    They have the same mean colour, or they take the same room and went and came at once: glass has
    the colour of what is behind it.
    """
    (gone, was), (here, now) = left, came
    tint = stage.states[gone.before][was.place].mean(axis=0)
    other = stage.states[here.after][now.place].mean(axis=0)
    if delta_e(tint, other) < settings.same_thing_delta_e:
        return True
    common = min(gone.end, here.end) - max(gone.start, here.start)
    at_once = common >= 0.6 * (max(gone.end, here.end) - min(gone.start, here.start))
    return bool(at_once and 0.7 < gone.mask.sum() / here.mask.sum() < 1.4)


def slid(left: Found, came: Found) -> Verdict:
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


@dataclass(frozen=True, slots=True)
class _Looks:
    """What a place shows after a change, compared with before.

    `left` is how much stands out from the bare place, after over before, and `edge` how steep the
    picture is, after over before. `overlap` is the intersection over union of the thing's two
    outlines, `areas` their ratio and `strayed` the distance of their middles over their size.
    `alike` is the correlation of luma, `chroma` and `luma` the mean differences; `colour` is the
    ΔE of the thing's two mean colours, `hue` the part of it that is chroma.
    """

    left: float
    edge: float
    overlap: float
    areas: float
    strayed: float
    alike: float
    chroma: float
    luma: float
    colour: float
    hue: float


def _compare(before: Crop, after: Crop, stands_out: tuple[Map, Map], mask: Mask) -> _Looks:
    near = dilated(mask, 1)
    was, now = stands_out
    level = max(4.0, 0.4 * max(float(np.percentile(out[mask], 90)) for out in stands_out))
    stood, stands = near & (was > level), near & (now > level)
    size = np.sqrt(max(1, stood.sum(), stands.sum()))
    apart = (after - before)[mask]
    tints = [
        picture[there].mean(axis=0) if there.any() else picture[mask].mean(axis=0)
        for picture, there in ((before, stood), (after, stands))
    ]
    return _Looks(
        left=float((now[near].sum() + 1) / (was[near].sum() + 1)),
        edge=(_steepness(after, near) + 1) / (_steepness(before, near) + 1),
        overlap=float((stood & stands).sum() / max(1, (stood | stands).sum())),
        areas=float((stands.sum() + 1) / (stood.sum() + 1)),
        strayed=float(np.linalg.norm(_middle(stands, mask) - _middle(stood, mask)) / size),
        alike=correlation(before[mask][:, 0], after[mask][:, 0]),
        chroma=float(np.linalg.norm(apart[:, 1:], axis=1).mean()),
        luma=float(np.abs(apart[:, 0]).mean()),
        colour=float(np.linalg.norm(tints[1] - tints[0])),
        hue=float(np.linalg.norm((tints[1] - tints[0])[1:])),
    )


def _middle(there: Mask, otherwise: Mask) -> NDArray[np.float64]:
    return np.asarray(np.mean(np.nonzero(there if there.any() else otherwise), axis=1))


def _steepness(picture: Crop, near: Mask) -> float:
    across, down = cv2.Sobel(picture, cv2.CV_32F, 1, 0), cv2.Sobel(picture, cv2.CV_32F, 0, 1)
    return float(np.sqrt((across**2 + down**2).sum(axis=2))[near].mean())


def _kind(looks: _Looks, moved_px: float, settings: Settings) -> Kind:
    """Return the kind of a change by the first rule that holds."""
    left = float(np.sqrt(looks.left * looks.edge))
    coloured = (
        looks.alike > settings.same_pattern and looks.chroma > settings.coloured_ratio * looks.luma
    )
    strayed = looks.strayed >= settings.strayed_share or moved_px >= settings.shift_px
    one_thing = looks.colour < settings.same_thing_delta_e and 0.4 < looks.areas < 2.5
    same_pattern = looks.alike > settings.faded_alike
    bent = (
        one_thing
        and not same_pattern
        and looks.edge > settings.bent_edge
        and looks.overlap >= settings.bent_overlap
    )
    other = looks.hue > settings.swapped_hue
    rules = (
        (same_pattern and looks.edge < settings.soft_edge, Kind.FADE),
        (coloured, Kind.RECOLOR),
        (left < settings.vanished_share, Kind.VANISH),
        (left > 1 / settings.vanished_share, Kind.APPEAR),
        (strayed and one_thing and looks.overlap < settings.strayed_overlap, Kind.SHIFT),
        (bent, Kind.RESHAPE),
        (same_pattern and looks.edge < settings.faded_edge, Kind.FADE),
        (left < settings.mostly_gone_share, Kind.VANISH),
        (left > 1 / settings.mostly_gone_share, Kind.APPEAR),
        (other and looks.areas < 0.65, Kind.VANISH),
        (other and looks.areas > 1.5, Kind.APPEAR),
        (other, Kind.SWAP),
        (looks.chroma > 2 * looks.luma, Kind.RECOLOR),
    )
    return next((kind for holds, kind in rules if holds), Kind.RESHAPE)
