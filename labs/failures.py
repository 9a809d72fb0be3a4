"""What can go wrong in a scene, on demand."""

from dataclasses import dataclass
from typing import Final

from continuity.kinds import Kind

OF_PROPS: Final = frozenset(
    {
        Kind.FADE,
        Kind.VANISH,
        Kind.APPEAR,
        Kind.SHIFT,
        Kind.RECOLOR,
        Kind.RESHAPE,
        Kind.SWAP,
        Kind.WARP,
    }
)
"""Failures that befall one prop; they need a target."""

OF_SUBJECT: Final = frozenset({Kind.IDENTITY, Kind.TELEPORT})
"""Failures that befall the main subject."""

OF_TIME: Final = frozenset({Kind.JUMP, Kind.FREEZE})
"""Failures of the clip's own time; they show only where something moves."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that goes wrong, from frame `start` to frame `end`, both still part of it.

    `start` is the first frame in which it shows, `end` the one in which it is complete; what is
    gone or changed by then stays so. `severity` lies in 0..1; what 1 means:

    ===========  =======================================================================
    fade         the target has wholly dissolved into what is behind it
    vanish       it is gone; as a fade, but meant for few frames or none
    appear       it was not there before
    shift        it has slid 48 units to the right
    recolor      its hue has turned by 180 degrees, at the same luminance
    reshape      it is 1.6 times as wide, 0.7 times as high, and leans
    swap         another thing stands there, its hue turned by 150 degrees
    warp         it swims: rows swing 5 units to and fro, and come to rest at the end
    identity     the subject's hue has turned by 180 degrees
    teleport     the subject leaps 160 units
    jump         24 frames are skipped at `start`
    freeze       frames repeat the one before `start`, whatever the severity
    flicker      brightness swings by 18 to 30 percent, every frame the other way
    lighting     the light has lost 45 percent and turned cold
    backdrop     the wall has another paper
    soft         out of focus: a blur of 4 units
    artifact     the blocks and ringing of heavy compression
    ===========  =======================================================================

    Raises
    ------
    ValueError
        No such failure can be; the message says why.
    """

    kind: Kind
    start: int
    end: int
    target: str = ""
    severity: float = 1.0

    def __post_init__(self) -> None:
        if not 0 < self.severity <= 1:
            raise ValueError(f"the severity of {self.kind} must lie above 0 and at most at 1")
        if not 0 < self.start <= self.end:
            raise ValueError(f"{self.kind} must begin after frame 0 and not end before it begins")
        if bool(self.target) != (self.kind in OF_PROPS):
            raise ValueError(
                f"{self.kind} {'befalls no single prop' if self.target else 'needs a prop'}"
            )
