"""The colours and shapes of every picture: the same thing looks the same everywhere.

Never by colour alone: roles have dashes as well, factors have shapes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from continuity.kinds import Factor, Role
from continuity.report import Event


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours on one kind of page; each stands out from it at 3 to 1 or more."""

    ink: str
    muted: str
    line: str
    accent: str
    roles: Mapping[Role, str]
    factors: Mapping[Factor, str]

    def of(self, event: Event) -> str:
        """Return the colour of an event: its factor's, or grey when it is explained."""
        return self.muted if event.explained else self.factors[event.factor]


LIGHT = Palette(
    ink="#1D2127",
    muted="#5B6470",
    line="#DAD6CB",
    accent="#0F6E84",
    roles={Role.SUBJECT: "#B84A18", Role.SECONDARY: "#0F6E84", Role.BACKGROUND: "#66707B"},
    factors={
        Factor.SPATIAL: "#7A5195",
        Factor.TEMPORAL: "#0F6E84",
        Factor.MOTION: "#3F7D3A",
        Factor.PERSISTENCE: "#B84A18",
        Factor.ENVIRONMENT: "#8F6300",
    },
)
DARK = Palette(
    ink="#E9E6DF",
    muted="#A3ACB7",
    line="#2C333B",
    accent="#5FC3D6",
    roles={Role.SUBJECT: "#F08A4B", Role.SECONDARY: "#5FC3D6", Role.BACKGROUND: "#8C96A3"},
    factors={
        Factor.SPATIAL: "#B99AD6",
        Factor.TEMPORAL: "#5FC3D6",
        Factor.MOTION: "#86C77F",
        Factor.PERSISTENCE: "#F08A4B",
        Factor.ENVIRONMENT: "#E0B341",
    },
)

DASHES = {Role.SUBJECT: "solid", Role.SECONDARY: "dash", Role.BACKGROUND: "dot"}
_SHAPES = {
    Factor.SPATIAL: "square",
    Factor.TEMPORAL: "diamond",
    Factor.MOTION: "triangle-up",
    Factor.PERSISTENCE: "circle",
    Factor.ENVIRONMENT: "star",
}


def mark_of(factor: Factor) -> str:
    """Return the marker of what is charged to `factor`."""
    return _SHAPES[factor]


_GLYPHS = {
    Factor.SPATIAL: "■□",
    Factor.TEMPORAL: "◆◇",
    Factor.MOTION: "▲△",
    Factor.PERSISTENCE: "●○",
    Factor.ENVIRONMENT: "★☆",
}


def glyph(event: Event) -> str:
    """Return the marker of an event as a letter, for a line of text."""
    return _GLYPHS[event.factor][event.explained is not None]


def shape(event: Event) -> str:
    """Return the marker of an event: its factor's, hollow when it is explained."""
    return mark_of(event.factor) + ("-open" if event.explained else "")
