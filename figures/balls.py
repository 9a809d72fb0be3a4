"""Bouncing balls as in a photograph with many flashes, and what was measured on them."""

from collections.abc import Sequence
from dataclasses import dataclass

from figures import svg
from figures.plot import Plot
from figures.still import Still

_HIGH = 188
"""Height of one panel with its title and its line of numbers."""
_TOP_M = 2.6
"""Height of the picture in metres."""


@dataclass(frozen=True, slots=True)
class Flight:
    """One ball: its title, its height in every frame, its tops and what is said about it."""

    title: str
    heights_m: Sequence[float]
    tops_m: Sequence[float] = ()
    note: str = ""


def balls(flights: Sequence[Flight], still: Still, alt: str) -> str:
    """Return the flights, two to a row; a dashed line marks each measured top."""
    width = svg.WIDTH / 2 - 8
    parts = []
    for place, flight in enumerate(flights):
        left, top = (place % 2) * (width + 16), (place // 2) * _HIGH
        parts += _panel(flight, still, (left, top), width)
    return svg.picture((len(flights) + 1) // 2 * _HIGH - 6, alt, parts)


def _panel(flight: Flight, still: Still, corner: tuple[float, float], width: float) -> list[str]:
    left, top = corner
    high = width * still.height / still.width
    last = len(flight.heights_m) - 1
    # Flashes move on to the right, as if somebody had thrown the ball along the desk.
    plot = Plot((0, last), (0, _TOP_M), left + 12, top + 22, width - 24, high - 14)
    parts = [
        svg.words(left, top + 14, flight.title),
        still.at((left, top + 22, width, high), opacity=0.35),
        svg.path([plot.at(0, -1), plot.at(last, -1)], svg.MUTED, 1.5),
    ]
    for height in flight.tops_m:
        ends = [plot.at(0, height), plot.at(last, height)]
        parts.append(svg.path(ends, svg.INK, 1, "4 3"))
    parts.append(plot.dots(enumerate(flight.heights_m), svg.WARM, 4))
    parts.append(svg.words(left, top + 22 + high + 15, flight.note, "start", svg.MUTED, 11.5))
    return parts
