"""What is told of a clip, by name: factors, kinds of event, explanations, roles."""

from enum import StrEnum


class Factor(StrEnum):
    """The five factors whose product is the continuity score."""

    SPATIAL = "spatial"
    TEMPORAL = "temporal"
    MOTION = "motion"
    PERSISTENCE = "persistence"
    ENVIRONMENT = "environment"


class Kind(StrEnum):
    """The kinds of event; `factor` says which factor each is charged to."""

    SOFT = "soft"
    ARTIFACT = "artifact"
    JUMP = "jump"
    FREEZE = "freeze"
    FLICKER = "flicker"
    IDENTITY = "identity"
    TELEPORT = "teleport"
    WARP = "warp"
    VANISH = "vanish"
    APPEAR = "appear"
    FADE = "fade"
    SHIFT = "shift"
    RECOLOR = "recolor"
    RESHAPE = "reshape"
    SWAP = "swap"
    LIGHTING = "lighting"
    BACKDROP = "backdrop"

    @property
    def factor(self) -> Factor:
        """Return the one factor that owns this kind of failure.

        >>> Kind.JUMP.factor
        <Factor.TEMPORAL: 'temporal'>
        """
        return _OWNER[self]


_OWNER = {
    Kind.SOFT: Factor.SPATIAL,
    Kind.ARTIFACT: Factor.SPATIAL,
    Kind.JUMP: Factor.TEMPORAL,
    Kind.FREEZE: Factor.TEMPORAL,
    Kind.FLICKER: Factor.TEMPORAL,
    Kind.IDENTITY: Factor.TEMPORAL,
    Kind.TELEPORT: Factor.MOTION,
    Kind.WARP: Factor.MOTION,
    Kind.LIGHTING: Factor.ENVIRONMENT,
    Kind.BACKDROP: Factor.ENVIRONMENT,
} | dict.fromkeys(
    (Kind.VANISH, Kind.APPEAR, Kind.FADE, Kind.SHIFT, Kind.RECOLOR, Kind.RESHAPE, Kind.SWAP),
    Factor.PERSISTENCE,
)


class Explanation(StrEnum):
    """Why a change is no failure."""

    HANDLED = "handled"
    COVERED = "covered"
    LEFT = "left the frame"
    LIGHT = "light"


class Role(StrEnum):
    """What part an element plays."""

    SUBJECT = "subject"
    SECONDARY = "secondary"
    BACKGROUND = "background"
