"""Things that are rigid and bend all the same: a picture that swims while the camera rests.

Points that stood still are looked for again, straight from the first picture, so that no error adds
up. One affine motion of all of them is the camera's; what is left over of each point is its own. A
subject moves some points; a scene that bends moves most of them, everywhere, a little. Told only of
a camera that stood still at first: then the clip itself has shown what rest looks like.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.camera import Gray, Points, corners
from continuity.decode import Image
from continuity.kinds import Factor, Kind
from continuity.moments import confidence
from continuity.report import Event
from continuity.settings import Settings
from continuity.watch import Watched

SIDE_PX = 240
"""Longer side of the pictures in which points are followed."""
LOOKS = 24
"""How many pictures are looked at first, evenly spread."""
AROUND = 3
"""A spell of bending is seen in so many looks in a row."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What the points of the first picture do in another one.

    `bent` is the share of those seen that stand elsewhere, `spread` the share of the picture's
    parts that have such points, `away` their median distance as a share of the width, `middle` that
    of all points in pixels. `lost` says that the camera left or too few points are seen.
    """

    bent: float
    middle: float
    spread: float
    away: float
    lost: bool


def warps(watched: Watched, settings: Settings) -> list[Event]:
    """Return the spell in which most of a resting picture bends, if there is one."""
    glances, kept = watched.glances, watched.kept
    rested = next((n for n, glance in enumerate(glances) if not glance.pose.still), len(glances))
    if glances[min(rested, len(glances) - 1)].time_s < settings.warp_rest_s:
        return []
    bending = _Bending(watched.pictures[0], settings)
    places = list(range(0, len(kept), max(1, len(kept) // LOOKS)))
    looks = [bending.look(watched.pictures[place]) for place in places]
    leaves = next((n for n, look in enumerate(looks) if look.lost), len(looks))
    spell = _spell(looks[:leaves], settings)
    if spell is None:
        return []
    first, last = spell
    floor = _rest(np.array([look.bent for look in looks]), first)
    start = _onset(watched, bending, (places[first - 2], places[first]), floor, settings)
    if glances[kept[start]].time_s - glances[0].time_s < settings.warp_rest_s:
        return []
    worst = max(range(first, last + 1), key=lambda n: looks[n].bent)
    bent = float(np.median([look.bent for look in looks[first : last + 1]]))
    away = float(np.median([look.away for look in looks[first : last + 1]]))
    end = len(kept) - 1 if last == len(looks) - 1 else places[last]
    return [
        Event(
            kind=Kind.WARP,
            start=glances[kept[start]].index,
            peak=glances[kept[max(start, places[worst])]].index,
            end=glances[kept[end]].index,
            box=None,
            element=None,
            severity=round(min(1.0, away / settings.warp_severe_share), 4),
            confidence=confidence((bent - floor) / settings.warp_rise),
            evidence={"bent_share": (round(floor, 3), round(bent, 3)), "away": (round(away, 5),)},
        )
    ]


def owned(events: Sequence[Event]) -> list[Event]:
    """Return `events` without the jumps and the changes of things that a warp has made."""
    bending = [event for event in events if event.kind is Kind.WARP]
    made = (Factor.TEMPORAL, Factor.PERSISTENCE)
    return [
        event
        for event in events
        if event.factor not in made
        or not any(warp.start <= event.start <= warp.end for warp in bending)
    ]


def _spell(looks: list[_Look], settings: Settings) -> tuple[int, int] | None:
    """Return the first and last look of a spell of bending that follows rest, if there is one."""
    bent = np.array([look.bent for look in looks])
    smooth = np.array([np.median(bent[n : n + AROUND]) for n in range(len(bent) - AROUND + 1)])
    spread = np.array([look.spread for look in looks])
    for n in range(2, len(smooth)):
        floor = _rest(bent, n)
        enough = smooth[n] >= settings.warp_share and bent[n] >= settings.warp_share
        # It comes up within two looks: what creeps is perspective, or a subject that grows.
        sudden = bent[n - 2] <= floor + settings.warp_rise / 2
        rested = looks[n - 2].middle <= settings.warp_px / 2
        rises = smooth[n] - floor >= settings.warp_rise
        if enough and rises and sudden and rested and spread[n] >= settings.warp_spread:
            after = np.flatnonzero(smooth[n:] < settings.warp_share)
            return n, n + int(after[0]) if len(after) else len(looks) - 1
    return None


def _rest(bent: NDArray[np.float64], look: int) -> float:
    """Return what share stood elsewhere in the looks before: a subject that moves has its own."""
    return float(np.median(bent[max(0, look - 5) : look - 1]))


def _onset(
    watched: Watched,
    bending: "_Bending",
    between: tuple[int, int],
    floor: float,
    settings: Settings,
) -> int:
    """Return the first picture between two looks that bends more than the `floor`."""
    first, last = between
    for place in range(first + 1, last):
        if bending.look(watched.pictures[place]).bent > floor + settings.warp_rise / 2:
            return place
    return last


class _Bending:
    """Looks for the first picture's points in others."""

    def __init__(self, picture: Image, settings: Settings) -> None:
        self._settings = settings
        plain = _small(picture)
        self._gray, self._points = _even(plain), corners(plain, per_cell=3)
        self._cell = np.array(plain.shape[::-1]) / (4, 3)

    def look(self, picture: Image) -> _Look:
        """Return what the points do in `picture`."""
        gray = _even(_small(picture))
        if len(self._points) < self._settings.warp_points:
            return _Look(0.0, 0.0, 0.0, 0.0, True)
        there, seen = _found(self._gray, gray, self._points)
        here, there = self._points[seen], there[seen]
        if len(here) < self._settings.warp_points:
            return _Look(0.0, 0.0, 0.0, 0.0, True)
        camera, own = _apart(here, there)
        away = np.linalg.norm(own, axis=1)
        moved = away > self._settings.warp_px
        occupied = {tuple(cell) for cell in (self._points // self._cell).astype(int)}
        parts = {tuple(cell) for cell in (here[moved] // self._cell).astype(int)}
        width = gray.shape[1]
        return _Look(
            bent=float(moved.mean()),
            middle=float(np.median(away)),
            spread=len(parts) / len(occupied),
            away=float(np.median(away[moved])) / width if moved.any() else 0.0,
            lost=camera / width > self._settings.warp_camera_share,
        )


def _found(before: Gray, after: Gray, points: Points) -> tuple[Points, NDArray[np.bool_]]:
    """Return where `points` are, and which of them are found again from there.

    References
    ----------
    Bouguet, "Pyramidal Implementation of the Lucas Kanade Feature Tracker", Intel 2000.
    """

    def follow(one: Gray, two: Gray, here: Points) -> tuple[Points, NDArray[np.bool_]]:
        there, seen, _ = cv2.calcOpticalFlowPyrLK(
            one, two, here[:, None], here[:, None].copy(),
            winSize=(13, 13), maxLevel=2, criteria=(3, 15, 0.03),
        )  # fmt: skip
        return np.asarray(there[:, 0], np.float32), np.asarray(seen[:, 0] == 1)

    there, seen = follow(before, after, points)
    back, seen_back = follow(after, before, there)
    returned = np.linalg.norm(back - points, axis=1) < 0.5
    return there, np.asarray(seen & seen_back & returned)


def _apart(here: Points, there: Points) -> tuple[float, NDArray[np.float64]]:
    """Return how far the camera moved, and what is left of each point's way, both in pixels.

    The camera is the affine motion that most points agree on to 0.4 px, sought from three starts by
    least squares with weights that forget the disagreeing (Geman and McClure 1985).
    """
    way = (there - here).astype(np.float64)
    terms = np.column_stack([here, np.ones(len(here))]).astype(np.float64)
    best, agreed, motion = way, -1, np.zeros((3, 2))
    for start in (way, way - np.median(way, axis=0), np.zeros_like(way)):
        own = start
        for _ in range(6):
            weight = 1 / (1 + (own**2).sum(axis=1, keepdims=True) / 0.3**2)
            fitted = np.linalg.lstsq(terms * weight, way * weight, rcond=None)[0]
            own = way - terms @ fitted
        agree = int(((own**2).sum(axis=1) < 0.4**2).sum())
        if agree > agreed:
            best, agreed, motion = own, agree, fitted
    return float(np.linalg.norm(terms.mean(axis=0) @ motion)), best


def _small(picture: Image) -> Gray:
    gray = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    scale = min(1.0, SIDE_PX / max(gray.shape))
    size = (max(1, round(gray.shape[1] * scale)), max(1, round(gray.shape[0] * scale)))
    return np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA), np.uint8)


def _even(gray: Gray) -> Gray:
    """Return `gray` with its local mean and contrast taken out: light is not motion."""
    detail = gray.astype(np.float32)
    detail -= cv2.GaussianBlur(detail, (0, 0), 6)
    spread = np.sqrt(cv2.GaussianBlur(detail * detail, (0, 0), 6))
    return np.asarray(cv2.convertScaleAbs(128 + 40 * detail / (spread + 6)), np.uint8)
