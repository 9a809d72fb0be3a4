"""Lesson 05: a toy generator that a learner directs, and whose clip the engine then measures.

Length, background and camera decide, by the toy budget of `labs.budget`, how far each prop strays
from its place; the desk is drawn so. So what was given to each prop is known exactly. The toy's
rule and its constants are invented; only the softmax is what generators have.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from random import Random
from types import MappingProxyType
from typing import Final
from zlib import crc32

from continuity.insights import Followed
from continuity.kinds import Kind
from continuity.report import Box, Report
from labs.budget import LIMIT_PX, Budget, Path
from labs.scene import DESK, EXTENTS, SUBJECT, Camera, Drift, Prop, Scene, Walk
from labs.softmax import softmax
from labs.truth import thing_box

LENGTHS_S: Final = (2, 3, 5)
"""How long a clip may be, in seconds."""

BACKGROUNDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "plain": ("vase", "cup"),
        "medium": ("vase", "cup", "plant", "picture"),
        "busy": ("vase", "cup", "plant", "picture", "books", "book"),
    }
)
"""The props of each background."""

CAMERAS: Final[Mapping[str, float]] = MappingProxyType({"still": 0.0, "pan": 1.0})
"""How much each camera moves, 0 to 1, as the budget counts it."""

SUBJECT_SALIENCE: Final = 2.5
"""What the subject scores in the softmax; a prop of `TYPICAL_AREA` scores 0."""

TYPICAL_AREA: Final = 3000.0
"""In square units. A prop twice as large has twice the weight, because it is twice the tokens."""

PAN: Final = (50.0, 0.0)
"""How far the camera pans, in units: no prop leaves the frame, so that each can be measured."""

SMOOTH_FRAMES: Final = 12
"""A prop is drawn at the mean of so many steps of its walk: generators slide, they do not shake."""

FPS: Final = 24

WALK_X: Final = (140.0, 245.0)
"""Between which places the subject walks, in units."""

TURN_FRAMES: Final = 44
"""After how many frames it turns."""

GOAL_PROPS: Final = 4
"""How many props a clip must have at least for the goal."""

NOBODY: Final = "nobody"
"""What stands for a clip in which every prop stays."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a learner asks of the generator; `name` is that of its scene and file."""

    seconds: int
    background: str
    camera: str

    @property
    def name(self) -> str:
        """Return the name of the clip.

        >>> Wish(3, "busy", "pan").name
        'directed-3s-busy-pan'
        """
        return f"directed-{self.seconds}s-{self.background}-{self.camera}"

    @property
    def props(self) -> tuple[str, ...]:
        """Return the names of the props."""
        return BACKGROUNDS[self.background]

    @property
    def frames(self) -> int:
        """Return the length in frames."""
        return self.seconds * FPS


WISHES: Final = tuple(Wish(*each) for each in product(LENGTHS_S, BACKGROUNDS, CAMERAS))
"""Everything that can be asked for."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the toy gave one prop: its share of the budget, and its place in every frame.

    `path` holds (right, down) from where it stood in frame 0, in units, which are pixels of the
    clip.
    """

    name: str
    share: float
    path: tuple[tuple[float, float], ...]

    @property
    def strayed_px(self) -> float:
        """Return how far it was from its place at most."""
        return max(math.hypot(*step) for step in self.path)

    @property
    def lost_at(self) -> int | None:
        """Return the first frame in which it is farther than `LIMIT_PX`, None if in none."""
        away = (math.hypot(*step) > LIMIT_PX for step in self.path)
        return next((frame for frame, is_away in enumerate(away) if is_away), None)


def shares(wish: Wish) -> dict[str, float]:
    """Return each thing's share of the budget, the subject first; they sum to 1.

    >>> [(name, round(share, 3)) for name, share in shares(Wish(2, "plain", "still")).items()]
    [('robot', 0.823), ('vase', 0.14), ('cup', 0.037)]
    """
    weights = softmax([SUBJECT_SALIENCE, *(_salience(prop) for prop in _props(wish))])
    return dict(zip((SUBJECT, *(prop.name for prop in _props(wish))), weights, strict=True))


@cache
def toy(wish: Wish) -> tuple[Given, ...]:
    """Return what becomes of each prop, back to front; the same for the same wish.

    How far chance and the pull back take it in each frame is the matter of `labs.budget`.
    """
    # A seed per wish: equal wishes give equal clips, and no lever keeps the luck of the last one.
    random = Random(crc32(wish.name.encode()))  # noqa: S311 - no secret
    budget = Budget(frames=wish.frames, camera=CAMERAS[wish.camera])
    return tuple(
        Given(name, share, _smooth(budget.path(share, random)))
        for name, share in shares(wish).items()
        if name != SUBJECT
    )


def first_lost(given: Sequence[Given]) -> str:
    """Return which prop is the first to be visibly out of its place, `NOBODY` if none is."""
    lost = [(each.lost_at, each.name) for each in given if each.lost_at is not None]
    return min(lost)[1] if lost else NOBODY


def scene(wish: Wish) -> Scene:
    """Return the clip the toy makes of `wish`."""
    pan = PAN if CAMERAS[wish.camera] else (0.0, 0.0)
    return Scene(
        seed=5,
        frames=wish.frames,
        props=_props(wish),
        walk=_walk(wish.frames),
        camera=Camera(pan=pan),
        drifts=tuple(Drift(given.name, given.path) for given in toy(wish)),
    )


def _props(wish: Wish) -> tuple[Prop, ...]:
    return tuple(prop for prop in DESK if prop.name in BACKGROUNDS[wish.background])


def _salience(prop: Prop) -> float:
    left, right, high = EXTENTS[prop.look]
    return math.log((left + right) * high / TYPICAL_AREA)


def _smooth(walk: Path) -> tuple[tuple[float, float], ...]:
    # Before the clip it stood still.
    steps = [walk[0]] * (SMOOTH_FRAMES - 1) + walk
    windows = (steps[frame : frame + SMOOTH_FRAMES] for frame in range(len(walk)))
    return tuple((_mean(x for x, _ in window), _mean(y for _, y in window)) for window in windows)


def _mean(values: Iterable[float]) -> float:
    return sum(values) / SMOOTH_FRAMES


def _walk(frames: int) -> Walk:
    """Return a walk to and fro between plant and vase, so that the subject hides no prop."""
    turns = range(0, frames + TURN_FRAMES, TURN_FRAMES)
    return Walk(tuple((frame, WALK_X[place % 2]) for place, frame in enumerate(turns)))


def boxes(wish: Wish) -> tuple[Box, ...]:
    """Return where each prop stands in frame 0, in fractions of it: what the engine is told."""
    made = scene(wish)
    found = (thing_box(made, prop.name, 0) for prop in made.props)
    return tuple(box for box in found if box)


@dataclass(frozen=True, slots=True)
class Measured:
    """What the engine says of one prop: how far it strayed, and what it found by itself.

    `strayed_px` is its largest distance, `limit_px` the smallest that noise does not reach, both
    None where they could not be measured; `kinds` are the unexplained events at its place.
    """

    strayed_px: float | None
    limit_px: float | None
    kinds: tuple[Kind, ...]

    @property
    def kept(self) -> bool:
        """Return whether it was measured, and is where it was."""
        return self.strayed_px is not None and self.strayed_px <= LIMIT_PX


def measured(wish: Wish, report: Report) -> dict[str, Measured]:
    """Return what `report` says of each prop, in the order of `boxes`."""
    return {
        prop.name: _of(followed, report)
        for prop, followed in zip(_props(wish), report.followed, strict=False)
    }


def _of(followed: Followed, report: Report) -> Measured:
    worst = followed.worst.get("shift_px")
    events = (report.events[place] for place in followed.events)
    kinds = dict.fromkeys(event.kind for event in events if not event.explained)
    return Measured(worst.value if worst else None, followed.limits.shift_px, tuple(kinds))


def saved(wish: Wish, seen: Mapping[str, Measured]) -> bool:
    """Return whether the goal is met: enough props, and none that the engine saw stray."""
    return len(wish.props) >= GOAL_PROPS and all(
        name in seen and seen[name].kept for name in wish.props
    )
