"""The marks of events in SVG: the colour and the shape of the factor each is charged to."""

import math

from continuity.kinds import Factor, Role
from continuity.report import Event
from figures import svg
from figures.palette import DARK, LIGHT

_RADIUS = 5.5


def colour(event: Event) -> str:
    """Return the colour of an event: its factor's, or grey when it is explained."""
    return svg.both(LIGHT.of(event), DARK.of(event))


def colour_of_role(role: Role) -> str:
    """Return the colour of what plays `role`."""
    return svg.both(LIGHT.roles[role], DARK.roles[role])


def colour_of_factor(factor: Factor) -> str:
    """Return the colour of `factor`."""
    return svg.both(LIGHT.factors[factor], DARK.factors[factor])


def mark(event: Event, x: float, y: float) -> str:
    """Return the mark of an event with its middle at (x, y), hollow when it is explained."""
    fill, edge = ("none" if event.explained else colour(event)), colour(event)
    look = f'fill="{fill}" stroke="{edge}" stroke-width="1.5"'
    if event.factor is Factor.PERSISTENCE:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS:g}" {look}/>'
    corners = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in _CORNERS[event.factor])
    return f'<polygon points="{corners}" {look}/>'


def _ring(corners: int, turned: float = 0.0, inner: float = 1.0) -> tuple[tuple[float, float], ...]:
    """Return corners on a circle, the first on top; every second drawn in to `inner` of it."""
    reach = [1.15 * _RADIUS * (inner if corner % 2 else 1.0) for corner in range(corners)]
    turns = [2 * math.pi * (corner / corners + turned) for corner in range(corners)]
    return tuple(
        (r * math.sin(turn), -r * math.cos(turn)) for r, turn in zip(reach, turns, strict=True)
    )


_CORNERS = {
    Factor.SPATIAL: _ring(4, turned=1 / 8),
    Factor.TEMPORAL: _ring(4),
    Factor.MOTION: _ring(3),
    Factor.ENVIRONMENT: _ring(10, inner=0.45),
}
