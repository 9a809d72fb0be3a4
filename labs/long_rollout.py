"""Lesson 08: a long clip made piece by piece either forgets or drifts.

A toy, linear and invented, with the dilemma that Zhang and Agrawala state for long generators
("Packing Input Frame Context in Next-Frame Prediction Models for Video Generation", 2025,
https://arxiv.org/abs/2504.12626): stronger memory copies errors too, weaker memory forgets. None of
its constants was measured in a model. Errors have no unit; lengths count in pieces.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

FRESH: Final = 0.06
"""Error that every piece adds (standard deviation)."""
MOST_GAIN: Final = 1.10
"""What remains of the last piece's error when history is trusted fully."""
REACH: Final = 0.35
"""How fast trust grows with remembered pieces: 1 - exp(-REACH * pieces)."""
ANCHORED: Final = 0.85
"""Share of the gain that is left where the first piece is kept as an anchor."""
FADING: Final = 2.0
"""Pieces after which what was forgotten comes back right in 1 of e cases."""
DRIFT_LIMIT: Final = 0.15
"""Drift below which a clip counts as good here."""
RECALL_LIMIT: Final = 0.8
"""Recall from which on a clip counts as good here."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What a generator has of the past: how many pieces, how blurred (0 to 1), the first or not."""

    pieces: int = 4
    blur: float = 0.0
    first_kept: bool = False

    @property
    def gain(self) -> float:
        """Return how much of an error the next piece inherits; above 1 errors grow.

        >>> round(Memory(8).gain, 2), round(Memory(8, blur=0.3).gain, 2)
        (1.03, 0.72)
        """
        trust = (1 - self.blur) * (1 - math.exp(-REACH * self.pieces))
        return MOST_GAIN * trust * (ANCHORED if self.first_kept else 1)


class Ending(StrEnum):
    """What becomes of a long clip."""

    GOOD = "good"
    FORGETS = "forgets"
    DRIFTS = "drifts"
    BOTH = "both"


def drift(memory: Memory, pieces: int) -> tuple[float, ...]:
    """Return the error after each of `pieces`, root mean square over all clips; 0 in the first.

    >>> [round(error, 3) for error in drift(Memory(1), 3)]
    [0.0, 0.06, 0.063]
    """
    errors = [0.0]
    for _ in range(pieces - 1):
        errors.append(math.hypot(memory.gain * errors[-1], FRESH))
    return tuple(errors)


def recall(memory: Memory, hidden: int, *, from_the_start: bool = False) -> float:
    """Return how likely a thing out of sight for `hidden` pieces comes back right.

    A kept first piece helps only what was in it: `from_the_start`.
    """
    if memory.first_kept and from_the_start:
        return 1 - 0.35 * memory.blur
    return math.exp(-max(0, hidden - memory.pieces) / FADING) * (1 - 0.5 * memory.blur)


def ending(memory: Memory, pieces: int, hidden: int) -> Ending:
    """Return what becomes of a clip of so many `pieces` with a thing hidden for some of them."""
    drifts = drift(memory, pieces)[-1] >= DRIFT_LIMIT
    forgets = recall(memory, hidden) < RECALL_LIMIT
    match drifts, forgets:
        case True, True:
            return Ending.BOTH
        case True, False:
            return Ending.DRIFTS
        case False, True:
            return Ending.FORGETS
        case _:
            return Ending.GOOD


def endings(
    remembered: Sequence[int],
    blurs: Sequence[float],
    shot: tuple[int, int],
    *,
    first_kept: bool,
) -> tuple[tuple[Ending, ...], ...]:
    """Return the ending of every pair, a row per blur; `shot` is pieces, and pieces hidden."""
    return tuple(
        tuple(ending(Memory(pieces, blur, first_kept), *shot) for pieces in remembered)
        for blur in blurs
    )
