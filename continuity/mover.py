"""What moves in front of the stage, and whether it leaps or staggers.

Careful by design. A leap is told only of something that leaves one place bare and fills another
that was bare, between two frames, while the rest of the picture goes on. A thing staggers if its
acceleration turns round from each picture to the next, over six; of the camera clips of
docs/accuracy.md none comes near. What cannot be followed like that is left to the measures of
motion; whether it stays itself is for `continuity.identity`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from continuity.elements import corners_of, frame_box
from continuity.kinds import Kind
from continuity.lay import BLACK
from continuity.moments import confidence
from continuity.report import Event
from continuity.settings import Settings
from continuity.stage import Mask, Stage, delta_e
from continuity.turns import dilated
from continuity.watch import Watched

Look = NDArray[np.float64]
"""Shares of colours that add up to 1: 6 of lightness by 10 of a* by 10 of b*, softened."""
SHADOW_SHARE: Final = 0.6
"""How far around a mover its own shadow reaches, over its size."""
USUAL_L: Final = 50.0
"""The median lightness that every look is brought to: light is not identity."""


@dataclass(frozen=True, slots=True)
class Mover:
    """The largest thing in front of the stage in one kept picture.

    `place` counts kept pictures, `mask` (h, w) is on the stage at half size, `middle` (x, y) and
    `area` in its pixels; `whole` says that no edge of the view cuts it.
    """

    place: int
    mask: Mask
    middle: NDArray[np.float64]
    area: int
    whole: bool
    look: Look


def find(stage: Stage, settings: Settings) -> list[Mover | None]:
    """Return the mover of each kept picture, None where there is none."""
    return [_mover(stage, place, settings) for place in range(len(stage.halves))]


def events(
    watched: Watched, stage: Stage, found: list[Mover | None], settings: Settings
) -> list[Event]:
    """Return the leaps of the movers that were found, and where they stagger."""
    return [
        *_leaps(watched, stage, found, settings),
        *_staggers(watched, stage, found, settings),
    ]


def owned(events: Sequence[Event]) -> list[Event]:
    """Return `events` without the jumps that are the leap of one thing: nothing else skipped."""
    leaps = [event.start for event in events if event.kind is Kind.TELEPORT]
    return [
        event
        for event in events
        if event.kind is not Kind.JUMP or all(abs(event.start - leap) > 1 for leap in leaps)
    ]


def apart(one: Look, two: Look) -> float:
    """Return the Hellinger distance of two looks, 0 to 1.

    References
    ----------
    Bhattacharyya, "On a measure of divergence between two statistical populations", 1943.
    """
    return float(np.sqrt(max(0.0, 1 - np.sqrt(one * two).sum())))


def _mover(stage: Stage, place: int, settings: Settings) -> Mover | None:
    mask = stage.foreground[place].astype(np.uint8)
    count, labels, stats, middles = cv2.connectedComponentsWithStats(mask)
    if count < 2:
        return None
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    area = int(stats[largest, cv2.CC_STAT_AREA])
    if area < settings.subject_area_share * mask.size:
        return None
    own = np.asarray(labels == largest)
    inside = stage.seen[place].copy()
    inside[:2], inside[-2:], inside[:, :2], inside[:, -2:] = False, False, False, False
    whole = bool(inside[cv2.dilate(own.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0].all())
    look = _look(stage.halves[place][own].astype(np.float64))
    return Mover(place, own, np.asarray(middles[largest]), area, whole, look)


def _look(colours: NDArray[np.float64]) -> Look:
    """Return the shares of colours (pixels, 3), as under a light that makes their median usual.

    A neutral light multiplies L* + 16, a* and b* by one factor (CIE 1976).
    """
    lit = colours + BLACK
    lit *= (USUAL_L + 16) / max(1.0, float(np.median(lit[:, 0])))
    colours = lit - BLACK
    edges = (np.linspace(0, 100, 7), np.linspace(-60, 60, 11), np.linspace(-60, 60, 11))
    inside = np.clip(colours, (0, -59.9, -59.9), (99.9, 59.9, 59.9))
    counts = np.histogramdd(inside, bins=edges)[0]
    # A shade lighter is not another colour.
    for axis in range(3):
        padded = np.pad(counts, [(1, 1) if n == axis else (0, 0) for n in range(3)], mode="edge")
        counts = sliding_window_view(padded, 3, axis=axis).mean(axis=-1)
    return np.asarray(counts / counts.sum(), np.float64)


def _leaps(
    watched: Watched, stage: Stage, found: list[Mover | None], settings: Settings
) -> list[Event]:
    leaps = []
    for place in range(2, len(found) - 3):
        around = [mover for mover in found[place - 2 : place + 4] if mover is not None]
        gap_s = stage.times_s[place + 1] - stage.times_s[place]
        if len(around) < 6 or gap_s > settings.leap_gap_s:
            continue
        strength = _leap(stage, around, settings)
        if strength >= 1:
            before, after = around[2], around[3]
            size = float(np.linalg.norm(after.middle - before.middle)) / stage.halves.shape[2]
            leaps.append(
                told(Kind.TELEPORT, (watched, stage), (place + 1,) * 3, after, strength, size)
            )
    return leaps


def _leap(stage: Stage, around: list[Mover], settings: Settings) -> float:
    """Return by how much the middle of six steps is a leap; 1 and more is one."""
    before, after = around[2], around[3]
    areas = [mover.area for mover in around]
    if max(areas) > settings.leap_areas * min(areas):
        return 0.0
    steps = [float(np.linalg.norm(b.middle - a.middle)) for a, b in pairwise(around)]
    others = max(*steps[:2], *steps[3:])
    # It leaves its place bare, and comes to one that was: two who take turns do not.
    left = float(stage.foreground[after.place][before.mask].mean())
    came = float(stage.foreground[before.place][after.mask].mean())
    least = settings.leap_share * stage.halves.shape[2]
    if steps[2] < least or max(left, came) > settings.leap_bare:
        return 0.0
    if apart(before.look, after.look) > settings.same_look:
        return 0.0
    # It has a shadow, and that leaps with it.
    reach = 1 + round(SHADOW_SHARE * float(np.sqrt(before.area)))
    own = dilated(np.any([mover.mask for mover in around], axis=0), reach)
    if skips_beside(stage, own, [mover.place for mover in around], settings):
        return 0.0
    return steps[2] / (settings.leap_steps * (others + 1.0))


def _staggers(
    watched: Watched, stage: Stage, found: list[Mover | None], settings: Settings
) -> list[Event]:
    """Return where the mover is thrown to and fro from frame to frame, which nothing explains."""
    strengths = np.zeros(len(found))
    for place in range(2, len(found) - 3):
        around = [mover for mover in found[place - 2 : place + 4] if mover is not None]
        gap_s = float(np.diff(stage.times_s[place - 2 : place + 4]).max())
        if len(around) == 6 and gap_s <= settings.leap_gap_s:
            strengths[place] = _stagger(stage, around, settings)
    events = []
    places = np.flatnonzero(strengths >= 1)
    for run in np.split(places, np.flatnonzero(np.diff(places) > 3) + 1):
        if len(run):
            peak = int(run[np.argmax(strengths[run])])
            mover, strength = found[peak], float(strengths[peak])
            if mover is not None:
                times = (int(run[0]), peak, int(run[-1]) + 1)
                events.append(
                    told(Kind.TELEPORT, (watched, stage), times, mover, strength, strength)
                )
    return events


def _stagger(stage: Stage, around: list[Mover], settings: Settings) -> float:
    """Return by how much six movers are one that staggers; 1 and more is one.

    Its acceleration turns round from frame to frame. A hand that shakes or a ball that bounces
    turns round once in a while; and a picture that is shown twice stands still in between.
    """
    areas = [mover.area for mover in around]
    size = float(np.sqrt(np.mean(areas)))
    alike = all(apart(a.look, b.look) <= settings.same_look for a, b in pairwise(around))
    if not alike or max(areas) > settings.stagger_areas * min(areas):
        return 0.0
    if not all(mover.whole for mover in around):
        return 0.0
    steps = np.diff([mover.middle for mover in around], axis=0)
    lengths = np.linalg.norm(steps, axis=1)
    turns = np.diff(steps, axis=0)
    to_and_fro = all(float(a @ b) < 0 for a, b in pairwise(turns))
    if not to_and_fro or lengths.max() > size or lengths.min() < settings.stagger_still * size:
        return 0.0
    own = dilated(np.any([mover.mask for mover in around], axis=0), 1 + round(SHADOW_SHARE * size))
    if skips_beside(stage, own, [mover.place for mover in around], settings):
        return 0.0
    return float(np.linalg.norm(turns, axis=1).min()) / (settings.stagger_share * size)


def skips_beside(stage: Stage, mask: Mask, places: Sequence[int], settings: Settings) -> bool:
    """Return whether what lies beside `mask` changes in the middle one of the steps as in no other.

    Then time skips, or the clip is cut. `places` are six kept pictures.
    """
    moves = [stage.poses[place][:, 2] for place in places]
    camera = [float(np.linalg.norm(b - a)) for a, b in pairwise(moves)]
    swerves = camera[2] > settings.jump_camera_leap * (max(*camera[:2], *camera[3:]) + 0.1)
    beside = ~mask & stage.seen[places].all(axis=0)
    if (swerves and camera[2] > settings.jump_camera_px) or not beside.any():
        return True
    pictures = stage.halves[places][:, beside].astype(np.float32)
    changes = [float(delta_e(a, b).mean()) for a, b in pairwise(pictures)]
    return changes[2] > settings.jump_leap * max(*changes[:2], *changes[3:])


def told(
    kind: Kind,
    clip: tuple[Watched, Stage],
    places: tuple[int, int, int],
    mover: Mover,
    strength: float,
    size: float,
) -> Event:
    """Return the event of a mover in a clip, watched and built, at three kept pictures."""
    watched, stage = clip
    start, peak, end = (
        watched.glances[stage.positions[min(place, len(stage.positions) - 1)]].index
        for place in places
    )
    height, width = watched.pictures[0].shape[:2]
    return Event(
        kind=kind,
        start=start,
        peak=peak,
        end=max(start, end),
        box=frame_box(stage, mover.place, corners_of(mover.mask), (height, width)),
        element=None,
        severity=round(min(1.0, strength / 3), 4),
        confidence=confidence(strength),
        evidence={"measure": (round(size, 4),)},
    )
