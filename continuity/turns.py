"""Which places of the stage turned from one lasting state to another, and from when to when.

A pixel turned if it rests in one state until some moment and in another one after it. Pixels that
turned together and lie together are one region: one thing that changed, or a part of it.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.movers import Movers
from continuity.settings import Settings
from continuity.stage import Map, Mask, Stage, delta_e, steepness


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no one truth
class Turned:
    """Pixels that changed for good.

    `mask` (h, w) says where. `last_before` and `first_after` (h, w) are places among the kept
    pictures: the last one that shows the first state, and the first that shows the second.
    """

    mask: Mask
    last_before: Map
    first_after: Map


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """Pixels that lie together and turned together.

    `begin` and `end` are the last picture before and the first after, `thing` the label of the
    distinct thing they belong to, or 0; `touched` says that something passed close by meanwhile.
    """

    mask: Mask
    begin: float
    end: float
    thing: int
    touched: bool


def regions(
    stage: Stage, movers: Movers, things: NDArray[np.int32], settings: Settings
) -> list[Mask]:
    """Return the regions in which two lasting states differ, (h, w), each changed at one time.

    `things` are the labels of `distinct_things`.
    """
    least, largest = (share * stage.noise.size for share in settings.change_area_share)
    pieces = _pieces(stage, movers, things, settings)
    return [mask for mask in _joined(pieces, settings) if least <= mask.sum() <= largest]


def distinct_things(stage: Stage, settings: Settings) -> NDArray[np.int32]:
    """Return labels of the small things that stand out in the first or the last state, (h, w).

    0 is no thing. Who comes to stand beside a thing joins it in time, and may touch it; that it
    stood out from the ground tells it apart.
    """
    labels = np.zeros(stage.noise.shape, np.int32)
    for state in (stage.states[0], stage.states[-1]):
        for share in settings.standing_windows:
            out = _standing_out(state, int(share * stage.size[1] / 2) | 1, settings)
            _add(labels, out, settings)
    return labels


def _standing_out(state: NDArray[np.float32], window: int, settings: Settings) -> NDArray[np.uint8]:
    """Return where a state differs from its ground: the median over a window of so many pixels."""
    scale = np.array([2.55, 1, 1], np.float32)
    eight_bit = np.clip(state * scale + (0, 128, 128), 0, 255).astype(np.uint8)
    ground = np.dstack([cv2.medianBlur(channel, window) for channel in cv2.split(eight_bit)])
    flat = ((ground.astype(np.float32) - (0, 128, 128)) / scale).astype(np.float32)
    out = delta_e(state, flat) > settings.standing_delta_e
    opened = cv2.morphologyEx(out.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    return np.asarray(opened, np.uint8)


def _add(labels: NDArray[np.int32], out: NDArray[np.uint8], settings: Settings) -> None:
    """Add the pieces of `out` that have a thing's size to `labels`, where there is none yet.

    A piece that shares a third of its pixels with a known thing is that thing.
    """
    least, largest = (share * labels.size for share in settings.standing_area_share)
    _, own, stats, _ = cv2.connectedComponentsWithStats(out)
    for label in range(1, len(stats)):
        x, y, w, h, area = stats[label]
        if least <= area <= largest:
            box = labels[y : y + h, x : x + w]
            piece = own[y : y + h, x : x + w] == label
            known = np.bincount(box[piece])
            known[0] = 0
            same = known.max() >= area / 3
            box[piece & (box == 0)] = known.argmax() if same else labels.max() + 1


def turned(stage: Stage, settings: Settings) -> Turned:
    """Return which pixels turned from one lasting state to another."""
    excess, before, after = _widest(stage, settings)
    rows, columns = np.nonzero(excess)
    mask = np.zeros(excess.shape, bool)
    last_before, first_after = (np.zeros(excess.shape, np.float32) for _ in range(2))
    if len(rows):
        was = stage.states[before[rows, columns], rows, columns]
        now = stage.states[after[rows, columns], rows, columns]
        reach = np.maximum(0.4 * delta_e(was, now), 3 * stage.noise[rows, columns])
        column = stage.halves[:, rows, columns].astype(np.float32)
        shown = stage.seen[:, rows, columns]
        from_was, from_now = delta_e(column, was), delta_e(column, now)
        at_first = shown & (from_was < reach) & (from_was <= from_now)
        at_last = shown & (from_now < reach) & (from_now < from_was)
        settled, last, first = _turn(shown, at_first, at_last, settings)
        mask[rows, columns] = settled
        last_before[rows, columns], first_after[rows, columns] = last, first
    return Turned(mask, last_before, first_after)


def _turn(
    shown: NDArray[np.bool_],
    at_first: NDArray[np.bool_],
    at_last: NDArray[np.bool_],
    settings: Settings,
) -> tuple[NDArray[np.bool_], NDArray[np.intp], NDArray[np.intp]]:
    """Return which columns (N, P) rest before and after a turn, and the turn's two ends, (P,)."""
    # The moment that leaves most pictures on their own side of it.
    agree = np.cumsum(at_first, axis=0) + at_last.sum(axis=0) - np.cumsum(at_last, axis=0)
    turn = np.argmax(agree, axis=0)
    places = np.arange(len(shown))[:, None]
    last = np.where(at_first & (places <= turn), places, 0).max(axis=0)
    first = np.where(at_last & (places > turn), places, len(shown) - 1).min(axis=0)
    before, after = places <= last, places >= first
    rests = ((at_first & before) | (at_last & after)).sum(axis=0)
    outside = (shown & (before | after)).sum(axis=0)
    return rests >= settings.settled_share * np.maximum(1, outside), last, first


def _widest(stage: Stage, settings: Settings) -> tuple[Map, NDArray[np.intp], NDArray[np.intp]]:
    """Return how far the furthest pair of lasting states lies apart per pixel, and which pair."""
    most = np.zeros(stage.noise.shape, np.float32)
    before, after = (np.zeros(stage.noise.shape, np.intp) for _ in range(2))
    allowed = settings.change_delta_e + 4 * stage.noise
    steep = [steepness(state) for state in stage.states]
    for i, j in combinations(range(len(stage.states)), 2):
        apart = difference(stage, i, j, np.maximum(steep[i], steep[j]), settings)
        wider = stage.steady[i] & stage.steady[j] & (apart > np.maximum(allowed, most))
        most[wider], before[wider], after[wider] = apart[wider], i, j
    return most, before, after


def difference(stage: Stage, i: int, j: int, steep: Map, settings: Settings) -> Map:
    """Return the ΔE between two states beyond what their registration can explain.

    An error of registration shows where the picture is steep, in proportion to it.
    """
    apart = delta_e(stage.states[i], stage.states[j])
    both = stage.steady[i] & stage.steady[j]
    return np.asarray(
        np.maximum(0, apart - _strayed_px(stage, apart, steep, both, settings) * steep)
    )


def _strayed_px(stage: Stage, apart: Map, steep: Map, both: Mask, settings: Settings) -> float:
    """Return how far two states may lie off each other, in pixels of half size."""
    still, least, most = settings.strayed_px
    edges = both & (steep > 4)
    if stage.still:
        return still
    if edges.sum() < 50:
        return most / 2
    return float(np.clip(1.5 * np.percentile(apart[edges] / steep[edges], 75), least, most))


def _pieces(
    stage: Stage, movers: Movers, things: NDArray[np.int32], settings: Settings
) -> list[_Piece]:
    """Return the connected pieces that turned together, those of things apart from the rest.

    Somebody who comes to stand beside a thing does not make it part of them.
    """
    found = turned(stage, settings)
    whole = _untorn(found, settings)
    least = max(3, settings.change_area_share[0] * whole.size / 4)
    pieces = []
    for thing in np.unique(things[whole]):
        part = (whole & (things == thing)).astype(np.uint8)
        _, labels, stats, _ = cv2.connectedComponentsWithStats(part)
        for label in 1 + np.flatnonzero(stats[1:, cv2.CC_STAT_AREA] >= least):
            mask = labels == label
            begin, end = np.median(found.last_before[mask]), np.median(found.first_after[mask])
            piece = _Piece(mask, float(begin), float(end), int(thing), False)
            pieces.append(replace(piece, touched=_touched(movers, found, piece, settings)))
    return pieces


def _untorn(found: Turned, settings: Settings) -> Mask:
    """Return the pixels that turned within a moment of their neighbours, slow ones within more."""
    kernel = np.ones((3, 3), np.uint8)
    middle = cv2.medianBlur((found.last_before + found.first_after) / 2, 3)
    low = cv2.erode(np.where(found.mask, middle, 1e6).astype(np.float32), kernel)
    high = cv2.dilate(np.where(found.mask, middle, -1e6).astype(np.float32), kernel)
    slow = (found.first_after - found.last_before) / 2
    return np.asarray(found.mask & (high - low <= settings.together_pictures + slow))


def _touched(movers: Movers, found: Turned, piece: _Piece, settings: Settings) -> bool:
    """Return whether something passed close by while a piece changed.

    What turned at the same time is no passer: other parts of the same thing.
    """
    slack = settings.together_pictures / 2
    alike = found.mask & (found.last_before <= piece.end + slack)
    alike &= found.first_after >= piece.begin - slack
    when = slice(max(0, int(piece.begin) - 1), int(piece.end) + 2)
    near = dilated(piece.mask, settings.region_margin_px)
    least = settings.passing_area_share[0] * piece.mask.size
    return movers.touch(near, dilated(alike | piece.mask, 2), when, least)


def _joined(pieces: list[_Piece], settings: Settings) -> list[Mask]:
    """Return the pieces, those that lie close together and turned together as one.

    What changed in the open is joined freely. Where something passed, a thing keeps to itself
    beside something large: that may be the passer, who came to stand there.
    """
    groups: list[_Piece] = []
    for piece in sorted(pieces, key=lambda piece: (piece.touched, -int(piece.mask.sum()))):
        mates = [group for group in groups if _together(piece, group, settings)]
        mates = mates[:1] if piece.touched else _of_one_thing(piece, mates)
        groups = [group for group in groups if not any(group is mate for mate in mates)]
        groups.append(_one([piece, *mates]))
    return [group.mask for group in groups]


def _of_one_thing(piece: _Piece, mates: list[_Piece]) -> list[_Piece]:
    """Return the mates that belong to one distinct thing, or to none: two things stay two."""
    thing = next((one.thing for one in (piece, *mates) if one.thing), 0)
    return [mate for mate in mates if piece.thing or mate.thing in (0, thing)]


def _together(piece: _Piece, group: _Piece, settings: Settings) -> bool:
    slack = settings.together_pictures / 2
    if piece.begin - slack > group.end or group.begin - slack > piece.end:
        return False
    if piece.touched != group.touched:
        return False
    if piece.thing and group.thing:
        return _parts_of_one(piece, group, settings)
    return _goes_along(piece, group, settings) and _lie_close(
        piece, group, settings.region_margin_px
    )


def _parts_of_one(a: _Piece, b: _Piece, settings: Settings) -> bool:
    """Return whether two pieces that stand out are one thing, or go as one.

    A cap and its bottle stand out each for itself, and go in the same frame.
    """
    apart = max(abs(a.begin - b.begin), abs(a.end - b.end))
    at_once = apart <= settings.at_once_pictures
    return a.thing == b.thing or (at_once and _lie_close(a, b, 2))


def _goes_along(piece: _Piece, group: _Piece, settings: Settings) -> bool:
    """Return whether a piece took the time that a group took, or is a small part of it."""
    area, larger = int(piece.mask.sum()), int(group.mask.sum())
    times = (piece.begin, piece.end), (group.begin, group.end)
    if not at_one_pace(*times, settings) and settings.small_part * area > larger:
        return False
    beside = piece.touched and piece.thing and not group.thing
    return not beside or larger < 3 * area


def _lie_close(a: _Piece, b: _Piece, margin_px: int) -> bool:
    return bool((dilated(a.mask, margin_px) & b.mask).any())


def at_one_pace(a: tuple[float, float], b: tuple[float, float], settings: Settings) -> bool:
    """Return whether two changes, from when to when, took the same time: parts of a thing do."""
    common = min(a[1], b[1]) - max(a[0], b[0])
    return common >= settings.one_pace_share * (max(a[1], b[1]) - min(a[0], b[0]))


def _one(pieces: list[_Piece]) -> _Piece:
    largest = max(pieces, key=lambda piece: int(piece.mask.sum()))
    mask = np.any([piece.mask for piece in pieces], axis=0)
    return replace(largest, mask=mask, thing=max(piece.thing for piece in pieces))


def dilated(mask: Mask, margin_px: int) -> Mask:
    """Return `mask` grown by `margin_px` on all sides."""
    grown = np.zeros(mask.shape, bool)
    window = window_of(mask, margin_px)
    # What lies further away is no work.
    near = cv2.dilate(mask[window].view(np.uint8), _disc(margin_px))
    grown[window] = near > 0
    return grown


@lru_cache(maxsize=32)
def _disc(radius_px: int) -> NDArray[np.uint8]:
    side = 2 * radius_px + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.uint8)


def window_of(mask: Mask, margin_px: int) -> tuple[slice, slice]:
    """Return the smallest window around what is set in `mask`, and `margin_px` on all sides."""
    left, top, width, height = cv2.boundingRect(mask.view(np.uint8))
    return (
        slice(max(0, top - margin_px), top + height + margin_px),
        slice(max(0, left - margin_px), left + width + margin_px),
    )
