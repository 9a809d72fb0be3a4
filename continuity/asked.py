"""What is told of the regions that somebody drew, even when nothing happens to them."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from continuity import floor
from continuity.follow import FOUND, Trace, follow
from continuity.insights import MEASURES, Box, Departure, Followed, Visibility, Worst
from continuity.inventory import Scene, rounded
from continuity.place import Series
from continuity.report import Event
from continuity.settings import Settings
from continuity.stage import Stage, to_frame
from continuity.standing import Corners

LEAST_SIDE_PX = 4
"""A region is followed with at least this side, in pixels of the stage's half size."""


def place(stage: Stage, box: Box, frame_size: tuple[int, int]) -> Corners:
    """Return where a region drawn on the first frame, (height, width), lies on the stage."""
    height, width = frame_size
    tall, long = stage.noise.shape

    def along(start: float, length: float, origin: int, most: int) -> tuple[int, int]:
        low, high = round((start - origin) / 2), round((start + length - origin) / 2)
        low = min(max(0, low), most - LEAST_SIDE_PX)
        return low, min(most, max(high, low + LEAST_SIDE_PX))

    left, right = along(box.x * width, box.w * width, stage.origin[0], long)
    top, bottom = along(box.y * height, box.h * height, stage.origin[1], tall)
    return left, top, right, bottom


def answer(scene: Scene, box: Box, events: Sequence[Event], settings: Settings) -> Followed:
    """Return what became of the region `box` of the first frame."""
    corners = place(scene.stage, box, scene.frame_size)
    trace = follow(scene.stage, scene.passing, corners, settings)
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
        events=tuple(n for n, event in enumerate(events) if _concerns(event, boxes, scene)),
        limits=floor.limits(scene.floors, looks, area, to_clip, settings),
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


def _concerns(event: Event, boxes: Sequence[Box | None], scene: Scene) -> bool:
    """Return whether an event's box is on the region when it starts."""
    if event.box is None:
        return False
    frames = np.array([scene.frame(n) for n in range(len(boxes))])
    box = boxes[int(np.abs(frames - event.start).argmin())]
    return box is not None and _share_of_smaller(box, event.box) > 0.3


def _share_of_smaller(a: Box, b: Box) -> float:
    width = max(0.0, min(a.x + a.w, b.x + b.w) - max(a.x, b.x))
    height = max(0.0, min(a.y + a.h, b.y + b.h) - max(a.y, b.y))
    return width * height / max(1e-9, min(a.w * a.h, b.w * b.h))
