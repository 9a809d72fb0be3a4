"""Lesson 05: clips in which one thing changes too slowly to be seen, and what their ends differ by.

Frame 1 and frame 72 are also drawn by themselves, so that they can be compared without the clip.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from continuity.kinds import Kind
from labs.failures import Failure
from labs.film import Film
from labs.scene import DESK, Scene, Walk
from labs.takes import SIZE_PX
from labs.truth import thing_box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Frame: TypeAlias = "NDArray[np.uint8]"
"""(height, width, 3): red, green, blue."""

NOTHING: Final = "nothing"
"""The answer for a clip in which nothing changes that should not."""
ANSWERS: Final = (*(prop.name for prop in DESK), NOTHING)
"""What can be said of a clip: the name of the one thing that changes, or that none does."""
STRONGER: Final = 4
"""How many times as strong a difference is shown."""
_LAST: Final = 71


def _clip(walk: Walk, *failures: Failure) -> Scene:
    return Scene(size_px=SIZE_PX, walk=walk, failures=failures, grain=0.0)


# The robot ends where it hides nothing, and passes in front of everything on its way.
CLIPS: Mapping[str, Scene] = MappingProxyType(
    {
        "1": _clip(
            Walk(((0, 150), (40, 480), (71, 205))), Failure(Kind.RECOLOR, 1, _LAST, "books", 0.25)
        ),
        "2": _clip(
            Walk(((0, 205), (34, 460), (71, 140))), Failure(Kind.SHIFT, 1, _LAST, "cup", 0.5)
        ),
        "3": _clip(Walk(((0, 160), (38, 440), (71, 210)))),
        "4": _clip(
            Walk(((0, 210), (36, 500), (71, 150))), Failure(Kind.RESHAPE, 1, _LAST, "picture", 0.25)
        ),
        "5": _clip(
            Walk(((0, 140), (44, 470), (71, 215))), Failure(Kind.FADE, 1, _LAST, "plant", 0.5)
        ),
    }
)
"""The clips by the name under which they hide what changes in them."""


def changed(clip: str) -> str:
    """Return what changes in a clip, one of `ANSWERS`.

    >>> changed("3")
    'nothing'
    """
    return next((failure.target for failure in CLIPS[clip].failures), NOTHING)


def ends(scene: Scene) -> Scene:
    """Return the first and the last frame of `scene` as a scene of two frames."""
    last, walk = scene.frames - 1, scene.walk
    if walk:
        walk = replace(walk, keys=tuple((frame / last, x) for frame, x in walk.keys))
    at_once = tuple(replace(failure, end=1) for failure in scene.failures)
    return replace(scene, frames=2, walk=walk, failures=at_once)


PAIRS: Final = tuple(ends(scene) for scene in CLIPS.values())
"""The ends of all clips, as the scenes of one film."""


@dataclass(frozen=True, slots=True)
class Score:
    """What somebody has said of the clips: changes named rightly, and alarms about nothing."""

    found: int
    false_alarms: int

    @classmethod
    def of(cls, said: Mapping[str, str]) -> "Score":
        """Return the score of answers by clip; what is no answer counts for nothing.

        >>> Score.of({"1": "books", "2": "vase", "3": "nothing"})
        Score(found=1, false_alarms=1)
        """
        named = {clip: answer for clip, answer in said.items() if answer in ANSWERS[:-1]}
        right = sum(answer == changed(clip) for clip, answer in named.items())
        return cls(right, len(named) - right)


CHANGES: Final = sum(changed(clip) != NOTHING for clip in CLIPS)
"""How many clips hide a change."""


def all_right(said: Mapping[str, str]) -> bool:
    """Return whether every clip is answered, and rightly."""
    return all(said.get(clip) == changed(clip) for clip in CLIPS)


def difference(first: Frame, last: Frame) -> Frame:
    """Return how far two frames differ, `STRONGER` times as strong."""
    import numpy as np  # for whoever compares; watching needs none

    apart = np.abs(first.astype(np.int16) - last)
    return np.asarray(np.clip(STRONGER * apart, 0, 255), np.uint8)


def apart(clip: str, first: Frame, last: Frame) -> dict[str, float]:
    """Return how far two frames differ where each prop stands, in grey levels of 255, mean."""
    import numpy as np

    scene, (height, width) = CLIPS[clip], first.shape[:2]
    differs = np.abs(first.astype(np.int16) - last).mean(axis=2)
    found = {}
    for prop in scene.props:
        box = thing_box(scene, prop.name, 0)
        if box:
            rows = slice(round(box.y * height), round((box.y + box.h) * height))
            columns = slice(round(box.x * width), round((box.x + box.w) * width))
            found[prop.name] = float(differs[rows, columns].mean())
    return found


def pair(film: Film, clip: str) -> tuple[Frame, Frame]:
    """Return the first and the last frame of `clip` from the film of `PAIRS`."""
    place = 2 * list(CLIPS).index(clip)
    return film[place], film[place + 1]
