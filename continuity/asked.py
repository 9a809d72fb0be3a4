"""What is told of the regions that somebody drew, even when nothing happens to them."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from continuity import floor
from continuity.follow import FOUND, Trace, follow
from continuity.insights import MEASURES, Box, Departure, Followed, Region, Visibility, Worst
from continuity.inventory import Scene, rounded
from continuity.place import Series
from continuity.report import Event, concerned
from continuity.settings import Settings
from continuity.stage import Stage, to_frame
from continuity.standing import Corners

LEAST_SIDE_PX = 4
"""A region is followed with at least this side, in pixels of the stage's half size."""


def drawn_on(region: Region, kept: Sequence[int]) -> int:
    """Return which picture a region was drawn on: of those `kept`, frames of the clip, the nearest.

    >>> drawn_on(Region(Box(0.1, 0.1, 0.2, 0.2), frame=11), [0, 5, 10, 15])
    2
    """
    return min(range(len(kept)), key=lambda picture: abs(kept[picture] - region.frame))


def place(stage: Stage, box: Box, frame_size: tuple[int, ...], picture: int = 0) -> Corners:
    """Return where a region lies on the stage that was drawn on a kept picture of `frame_size`."""
    height, width = frame_size[:2]
    tall, long = stage.noise.shape
    sides = [
        (x * width, y * height, 1) for x in (box.x, box.x + box.w) for y in (box.y, box.y + box.h)
    ]
    there = np.array(sides) @ stage.poses[picture].T
    low, high = (there.min(axis=0) - stage.origin) / 2, (there.max(axis=0) - stage.origin) / 2

    def along(start: float, end: float, most: int) -> tuple[int, int]:
        first = min(max(0, round(start)), most - LEAST_SIDE_PX)
        return first, min(most, max(round(end), first + LEAST_SIDE_PX))

    left, right = along(float(low[0]), float(high[0]), long)
    top, bottom = along(float(low[1]), float(high[1]), tall)
    return left, top, right, bottom


def answer(scene: Scene, region: Region, events: Sequence[Event], settings: Settings) -> Followed:
    """Return what became of a region that was drawn, and what had been of it before."""
    box, kept = region.box, [scene.frame(n) for n in range(len(scene.stage.positions))]
    start = drawn_on(region, kept)
    corners = place(scene.stage, box, scene.frame_size, start)
    trace = follow(scene.stage, scene.passing, corners, settings, start)
    series = floor.departures(trace.looks)
    area = float((corners[2] - corners[0]) * (corners[3] - corners[1]))
    floors = {name: _floor(scene, trace, name, series[name], area, settings) for name in MEASURES}
    boxes = tuple(_box(scene, corners, trace, n) for n in range(len(trace.fit)))
    looks, to_clip = trace.looks, scene.to_clip
    return Followed(
        box=box,
        moves=trace.moves,
        boxes=boxes,
        visibility=_visibility(trace),
        delta_e=_told(looks.delta_e, 2),
        shift_px=_told(looks.shift_px * to_clip, 2),
        sharpness=_told(np.exp(looks.sharpness), 3),
        similarity=_told(looks.similarity, 3),
        worst={
            name: worst
            for name in MEASURES
            if (worst := _worst(scene, name, series[name], floors[name])) is not None
        },
        departures=tuple(
            departure
            for name in MEASURES
            for departure in _departures(scene, name, series[name], floors[name])
        ),
        events=concerned(events, boxes, kept),
        limits=floor.limits(scene.floors, looks, area, to_clip, settings),
        frame=kept[start],
    )


def _floor(
    scene: Scene, trace: Trace, name: str, series: Series, area: float, settings: Settings
) -> float | None:
    """Return what is no departure: what noise does to a place; of a mover, its own usual change."""
    if not trace.moves:
        return floor.floor_of(scene.floors, name, trace.looks, area, settings)
    known = series[~np.isnan(series)]
    if name == "shift_px" or len(known) < settings.floor_least_places:
        return None
    middle = float(np.median(known))
    return max(floor.LEAST[name], middle + 4.5 * float(np.median(np.abs(known - middle))))


def _visibility(trace: Trace) -> tuple[Visibility, ...]:
    def of(seen: bool, covered: bool) -> Visibility:
        if not seen:
            return Visibility.OUT
        return Visibility.COVERED if covered else Visibility.SEEN

    looks = trace.looks
    return tuple(of(bool(s), bool(c)) for s, c in zip(looks.seen, looks.covered, strict=True))


def _box(scene: Scene, corners: Corners, trace: Trace, picture: int) -> Box | None:
    """Return where the region is in a kept frame; None where it is out of it or a mover is lost."""
    looks = trace.looks
    lost = trace.moves and trace.fit[picture] <= FOUND
    if not looks.seen[picture] or lost:
        return None
    left, top, right, bottom = corners
    reach = np.array([right - left, bottom - top]) * trace.scale[picture] / 2
    centre = trace.centre[picture] + 0.5
    points = 2 * np.array([centre - reach, centre + reach])
    there = np.column_stack([points, np.ones(2)]) @ to_frame(scene.stage, picture).T
    height, width = scene.frame_size
    low, high = np.clip(np.array([there.min(axis=0), there.max(axis=0)]) / (width, height), 0, 1)
    return rounded(Box(*(float(side) for side in (*low, *(high - low)))))


def _told(series: Series, digits: int) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(value) else round(float(value), digits) for value in series)


def _in_clip(scene: Scene, name: str) -> float:
    return scene.to_clip if name == "shift_px" else 1.0


def _worst(scene: Scene, name: str, series: Series, noise: float | None) -> Worst | None:
    if np.isnan(series).all():
        return None
    at, unit = int(np.nanargmax(series)), _in_clip(scene, name)
    limit = None if noise is None else round(noise * unit, 3)
    return Worst(round(float(series[at]) * unit, 3), scene.frame(at), limit)


def _departures(scene: Scene, name: str, series: Series, noise: float | None) -> list[Departure]:
    """Return when a measure was beyond noise, for three known pictures in a row or more."""
    if noise is None:
        return []
    known = np.flatnonzero(~np.isnan(series))
    found = []
    for beyond, run in groupby(known, key=lambda n: bool(series[n] > noise)):
        places: NDArray[np.int64] = np.array(list(run))
        if beyond and len(places) >= 3:
            peak = int(places[np.argmax(series[places])])
            start, top, end = (scene.frame(int(n)) for n in (places[0], peak, places[-1]))
            value = round(float(series[peak]) * _in_clip(scene, name), 3)
            found.append(Departure(name, start, top, end, value))
    return found
