"""The backdrop exchanged: what is larger than a thing becomes another one, and the rest stays.

A wall that gets another paper turns in one go, everywhere at once, from one lasting look to another
that no lamp explains. Somebody who comes to stay fills as much, but place after place, and for a
while the place shows neither; a cut leaves nothing as it was, and belongs to the jump.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.elements import Corners, corners_of, frame_box
from continuity.kinds import Factor, Kind
from continuity.lay import BLACK
from continuity.moments import confidence
from continuity.report import Box, Event
from continuity.settings import Settings
from continuity.stage import Map, Mask, Stage, coarse
from continuity.turns import Turned, turned
from continuity.watch import Watched

CELL_PX: Final = 4
"""Side of the cells looked at, in pixels of half size: a backdrop is large, cells hold no grain."""
OWNED: Final = (Kind.LIGHTING, Kind.JUMP)
"""Events of the whole picture that an exchange of much of it makes as well."""


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no one truth
class _Exchange:
    """What turned together: where (h, w), and how far each picture (N,) has gone, 0 to 1.

    `apart` is the median colour difference that no lamp explains, `astray` the largest median
    distance of a picture from the way between the two looks, as a share of that way.
    """

    mask: Mask
    progress: NDArray[np.float64]
    apart: float
    astray: float


def exchanges(watched: Watched, stage: Stage, settings: Settings) -> list[Event]:
    """Return the exchange of the backdrop, if there is one."""
    large = coarse(stage, CELL_PX, settings)
    seen = np.asarray(large.seen.mean(axis=0) > 0.5)
    found = turned(large, replace(settings, change_delta_e=settings.backdrop_turn_delta_e))
    whole = _together(found, seen, len(stage.halves), settings)
    if whole is None:
        return []
    exchange = _exchange(large, whole)
    strength = min(
        whole[seen].mean() / settings.backdrop_share, exchange.apart / settings.backdrop_delta_e
    )
    if strength < 1 or exchange.astray > settings.backdrop_astray:
        return []
    return [_event(watched, stage, exchange, float(strength), settings)]


def owned(events: Sequence[Event]) -> list[Event]:
    """Return `events` without what an exchange of the backdrop has made."""
    exchanged = [event for event in events if event.kind is Kind.BACKDROP]
    return [
        event for event in events if not any(_made_by(event, backdrop) for backdrop in exchanged)
    ]


def _made_by(event: Event, backdrop: Event) -> bool:
    made = event.kind in OWNED or (
        event.factor is Factor.PERSISTENCE and _overlaps(event.box, backdrop.box)
    )
    return made and event.start <= backdrop.end + 1 and event.end >= backdrop.start - 1


def _overlaps(a: Box | None, b: Box | None) -> bool:
    if a is None or b is None:
        return False
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h


def _together(found: Turned, seen: Mask, pictures: int, settings: Settings) -> Mask | None:
    """Return what turned in one go, (h, w); None if that is not most, or if nothing stayed."""
    mask = found.mask & seen
    if mask.sum() < settings.backdrop_share * seen.sum():
        return None
    moment = (found.last_before + found.first_after) / 2
    lasted = float(np.median((found.first_after - found.last_before)[mask]))
    reach = max(1.0, settings.backdrop_together * pictures) + lasted / 4
    near = np.abs(moment - np.median(moment[mask])) <= reach
    # Two pictures agree here and there by chance; what stays does so all over a place.
    same = (seen & ~found.mask).astype(np.uint8)
    stayed = cv2.morphologyEx(same, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)).sum() / seen.sum()
    if near[mask].mean() < settings.backdrop_at_once or stayed < settings.backdrop_stays:
        return None
    return np.asarray(mask & near)


def _exchange(stage: Stage, whole: Mask) -> _Exchange:
    before, after = stage.states[0], stage.states[-1]
    way = (after - before)[whole]
    length = np.maximum((way**2).sum(axis=1), 1.0)
    progress, astray = [], []
    for picture, seen in zip(stage.halves, stage.seen, strict=True):
        gone = picture[whole].astype(np.float32) - before[whole]
        share = (gone * way).sum(axis=1) / length
        shown = seen[whole]
        if not shown.any():
            progress.append(np.nan)
            continue
        far = np.linalg.norm(gone - share[:, None] * way, axis=1) / np.sqrt(length)
        progress.append(float(np.median(share[shown])))
        astray.append(float(np.median(far[shown])))
    apart = float(np.median(_beyond_light(before, after)[whole]))
    return _Exchange(whole, np.array(progress), apart, max(astray))


def _beyond_light(before: NDArray[np.float32], after: NDArray[np.float32]) -> Map:
    """Return the ΔE that is left once a neutral light, smooth over the picture, is taken out.

    A light that grows by a factor multiplies L* + 16, a* and b* by its cube root (CIE 1976), so it
    moves a colour along its own direction.
    """
    one, two = before + BLACK, after + BLACK
    window = (max(before.shape) // 6 | 1,) * 2
    common = cv2.blur((one * two).sum(axis=2), window) / cv2.blur((one * one).sum(axis=2), window)
    return np.asarray(np.linalg.norm(two - common[..., None] * one, axis=2), np.float32)


def _event(
    watched: Watched, stage: Stage, exchange: _Exchange, strength: float, settings: Settings
) -> Event:
    known = np.nan_to_num(exchange.progress)
    start = int(np.flatnonzero(known <= 0.1)[-1]) + 1 if (known <= 0.1).any() else 0
    start = min(start, len(known) - 1)
    ended = np.flatnonzero(known[start:] >= 0.9)
    end = start + int(ended[0]) if len(ended) else len(known) - 1
    peak = max(start, start - 1 + int(np.argmax(np.diff(known[max(0, start - 1) : end + 1]))) + 1)
    first, top, last = (
        watched.glances[int(stage.positions[place])].index for place in (start, peak, end)
    )
    height, width = watched.pictures[0].shape[:2]
    return Event(
        kind=Kind.BACKDROP,
        start=first,
        peak=top,
        end=last,
        box=frame_box(stage, start, _on_stage(stage, exchange.mask), (height, width)),
        element=None,
        severity=round(min(1.0, exchange.apart / settings.severe_delta_e), 4),
        confidence=confidence(strength),
        evidence={
            "share": (round(float(exchange.mask.mean()), 3),),
            "delta_e": (round(exchange.apart, 2),),
            "astray": (round(exchange.astray, 3),),
        },
    )


def _on_stage(stage: Stage, mask: Mask) -> Corners:
    """Return the rectangle of coarse cells in pixels of the stage's half size."""
    (height, width), (rows, columns) = stage.noise.shape, mask.shape
    left, top, right, bottom = corners_of(mask)
    return (
        left * width // columns, top * height // rows,
        right * width // columns, bottom * height // rows,
    )  # fmt: skip
