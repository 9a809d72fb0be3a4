"""What a scene holds at each frame: where things are, how they look, the light they are in.

Plain arithmetic on the parameters, in units and frames; the renderer paints what this says, and
the tests of the engine believe it.
"""

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

from continuity.kinds import Kind
from labs.failures import Failure
from labs.scene import EXTENTS, STAND_IN, SUBJECT, Look, Prop, Scene, Walk

SHIFT = 48.0
"""Units a `shift` of severity 1 slides."""
LEAP = 160.0
"""Units a `teleport` of severity 1 leaps."""
SKIP_FRAMES = 24
"""Frames a `jump` of severity 1 skips."""
SOFT = 4.0
"""Units of blur (standard deviation) at a `soft` of severity 1."""


@dataclass(frozen=True, slots=True)
class Pose:
    """How a thing stands in one frame: its look and foot, and what became of it."""

    look: Look
    x: float
    y: float
    opacity: float = 1.0
    hue_deg: float = 0.0
    stretch: tuple[float, float] = (1.0, 1.0)
    lean: float = 0.0
    swim: float = 0.0
    swim_rad: float = 0.0


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the subject is, how far it has walked, which way (1 right, -1 left), its hue's turn."""

    x: float
    y: float
    way: float
    heading: int
    hue_deg: float


def progress(failure: Failure, frame: int) -> float:
    """Return how much of a failure has happened by `frame`: 0 before it, 1 from its end on.

    >>> vanish = Failure(Kind.VANISH, 10, 13, "cup")
    >>> [progress(vanish, frame) for frame in (9, 10, 13, 50)]
    [0.0, 0.25, 1.0, 1.0]
    """
    span = failure.end - failure.start + 1
    return min(max((frame - failure.start + 1) / span, 0.0), 1.0)


def strength(scene: Scene, kind: Kind, frame: int) -> float:
    """Return the severity at `frame` of a failure that lasts only from its start to its end."""
    return max(
        (f.severity for f in scene.failures if f.kind is kind and f.start <= frame <= f.end),
        default=0.0,
    )


def held(scene: Scene, frame: int) -> bool:
    """Return whether `frame` repeats the one before."""
    return strength(scene, Kind.FREEZE, frame) > 0


def moment(scene: Scene, frame: int) -> int:
    """Return the moment of the story that `frame` shows: a freeze delays it, a jump skips ahead.

    >>> scene = Scene(failures=(Failure(Kind.JUMP, 10, 10, severity=0.5),))
    >>> moment(scene, 9), moment(scene, 10)
    (9, 22)
    """
    delayed = sum(
        min(frame, f.end) - f.start + 1
        for f in scene.failures
        if f.kind is Kind.FREEZE and f.start <= frame
    )
    skipped = sum(
        round(SKIP_FRAMES * f.severity)
        for f in scene.failures
        if f.kind is Kind.JUMP and f.start <= frame
    )
    return frame - delayed + skipped


def stand(scene: Scene, frame: int) -> Stand | None:
    """Return where the subject is in `frame`, None in a scene without one."""
    if scene.walk is None:
        return None
    now = moment(scene, frame)
    x, heading = _walked(scene.walk, now), _heading(scene.walk, now)
    leap = sum(LEAP * f.severity * (frame >= f.start) for f in _of(scene, Kind.TELEPORT))
    hue = sum(180 * f.severity * progress(f, frame) for f in _of(scene, Kind.IDENTITY))
    return Stand(x + leap, scene.walk.y, x * heading, heading, hue)


def pose(scene: Scene, prop: Prop, frame: int) -> Pose:
    """Return how `prop` stands in `frame`."""
    current = Pose(prop.look, _pushed_x(scene, prop, frame), prop.y)
    for drift in scene.drifts:
        if drift.target == prop.name:
            right, down = drift.path[min(frame, len(drift.path) - 1)]
            current = replace(current, x=current.x + right, y=current.y + down)
    for failure in scene.failures:
        if failure.target == prop.name:
            current = _befallen(current, failure, frame)
    return current


def _befallen(current: Pose, failure: Failure, frame: int) -> Pose:
    done = progress(failure, frame)
    amount = done * failure.severity
    match failure.kind:
        case Kind.FADE | Kind.VANISH:
            return replace(current, opacity=current.opacity * (1 - amount))
        case Kind.APPEAR:
            return replace(current, opacity=current.opacity * (1 - failure.severity * (1 - done)))
        case Kind.SHIFT:
            return replace(current, x=current.x + SHIFT * amount)
        case Kind.RECOLOR:
            return replace(current, hue_deg=current.hue_deg + 180 * amount)
        case Kind.RESHAPE:
            wide, high = 1 + 0.6 * amount, 1 - 0.3 * amount
            return replace(current, stretch=(wide, high), lean=current.lean + 0.18 * amount)
        case _:
            return _replaced(current, failure, frame)


def _replaced(current: Pose, failure: Failure, frame: int) -> Pose:
    if failure.kind is Kind.SWAP and frame >= failure.start:
        hue = current.hue_deg + 150 * failure.severity
        return replace(current, look=STAND_IN[current.look], hue_deg=hue)
    if failure.kind is Kind.WARP and failure.start <= frame <= failure.end:
        # It swells and dies away, three swings a second at 24 frames per second.
        swell = math.sin(math.pi * progress(failure, frame))
        phase = 2 * math.pi * (frame - failure.start) / 8
        return replace(current, swim=5 * failure.severity * swell, swim_rad=phase)
    return current


def gain(scene: Scene, frame: int) -> tuple[float, float, float]:
    """Return what blue, green and red are multiplied by in `frame`."""
    swing = 1.0
    for failure in _of(scene, Kind.FLICKER):
        if failure.start <= frame <= failure.end:
            side = 1 if (frame - failure.start) % 2 else -1
            size = Random(scene.seed * 7919 + frame).uniform(0.6, 1.0)  # noqa: S311 - no secret
            swing += 0.3 * failure.severity * side * size
    dim = sum(f.severity * progress(f, frame) for f in _of(scene, Kind.LIGHTING))
    return swing * (1 - 0.33 * dim), swing * (1 - 0.45 * dim), swing * (1 - 0.54 * dim)


def other_wall(scene: Scene, frame: int) -> float:
    """Return how much of the wall has another paper in `frame`, 0 to 1."""
    return min(sum(f.severity * progress(f, frame) for f in _of(scene, Kind.BACKDROP)), 1.0)


def _of(scene: Scene, kind: Kind) -> list[Failure]:
    return [failure for failure in scene.failures if failure.kind is kind]


def _walked(walk: Walk, story_frame: float) -> float:
    """Return how far the subject is along its walk; past the last key it goes on as before."""
    keys = walk.keys
    if len(keys) == 1 or story_frame <= keys[0][0]:
        return keys[0][1]
    legs = list(pairwise(keys))
    (before, x0), (after, x1) = next((leg for leg in legs if story_frame <= leg[1][0]), legs[-1])
    return x0 + (x1 - x0) * (story_frame - before) / (after - before)


def _heading(walk: Walk, story_frame: float) -> int:
    """Return 1 for right, -1 for left: where the subject goes, or went before it stopped."""
    ways = [x1 - x0 for (when, x0), (_, x1) in pairwise(walk.keys) if when <= story_frame]
    last = next((way for way in reversed(ways) if way), 1.0)
    return 1 if last > 0 else -1


def _pushed_x(scene: Scene, prop: Prop, frame: int) -> float:
    """Return where a prop stands that the subject pushes to the right when it meets it."""
    if scene.walk is None or scene.pushed != prop.name:
        return prop.x
    now = moment(scene, frame)
    turns = [when for when, _ in scene.walk.keys if when < now]
    farthest = max(_walked(scene.walk, when) for when in [*turns, now])
    return max(prop.x, farthest + EXTENTS[SUBJECT][1] + EXTENTS[prop.look][0])
