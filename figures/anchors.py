"""How far clips stray that are held by anchors, and what the hold costs in movement."""

from collections.abc import Sequence
from dataclasses import dataclass

from figures import svg
from figures.plot import Plot
from figures.still import Still

_FRAMES_SHOWN = 5
_TURN_DEG = 260
"""By how much an error of 1 turns the hue of the stills above the chart."""
_REACH = 0.9
"""The vertical axis of the chart ends at plus and minus this error."""


@dataclass(frozen=True, slots=True)
class Held:
    """Clips under one set of anchors: some `paths`, the `error` of every frame, pinned frames."""

    paths: Sequence[Sequence[float]]
    error: Sequence[float]
    pins: Sequence[int]
    limit: float


@dataclass(frozen=True, slots=True)
class Price:
    """The worst error and the motion left for every strength of pull, and for the chosen one."""

    curve: Sequence[tuple[float, float]]
    chosen: tuple[float, float]
    goal: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of the picture."""

    frame: str
    error: str
    limit: str
    motion: str
    worst: str
    goal: str


def anchors(held: Held, price: Price, still: Still, labels: Labels, alt: str) -> str:
    """Return the desk at five frames, the fan of clips below it, and the price below that."""
    parts = [*_strip(held.error, still, labels), *_fan(held, labels), *_price(price, labels)]
    return svg.picture(490, alt, parts)


def _strip(error: Sequence[float], still: Still, labels: Labels) -> list[str]:
    parts = []
    for place in range(_FRAMES_SHOWN):
        frame = round(place * (len(error) - 1) / (_FRAMES_SHOWN - 1))
        left = 46 + place * 85.5
        turn = f"hue-rotate({_TURN_DEG * error[frame]:.0f}deg)"
        parts.append(still.at((left, 0, 78, 78 * still.height / still.width), look=turn))
        name = f"{labels.frame} {frame + 1}"
        parts.append(svg.words(left + 39, 60, name, "middle", svg.MUTED, 13))
    return parts


def _fan(held: Held, labels: Labels) -> list[str]:
    last = len(held.error)
    plot = Plot((1, last), (-_REACH, _REACH), top=92, height=190, width=svg.WIDTH - 66)
    ticks = [(frame, str(frame)) for frame in (1, 18, 36, 54, last)]
    parts = [plot.axes(ticks, [(y, f"{y:g}") for y in (-0.8, -0.4, 0, 0.4, 0.8)], "", labels.error)]
    parts += [plot.line(enumerate(path, 1), svg.MUTED, width=0.5) for path in held.paths]
    for side in (1, -1):
        line = [(frame, side * error) for frame, error in enumerate(held.error, 1)]
        parts.append(plot.line(line, svg.ACCENT, width=2.5))
    parts.append(plot.across(held.limit, labels.limit, svg.WARM))
    parts.append(plot.across(-held.limit, "", svg.WARM))
    for pin in held.pins:
        x, y = plot.at(pin + 1, 0)
        parts.append(svg.rect(x - 5, y - 5, 10, 10, svg.INK))
    return parts


def _price(price: Price, labels: Labels) -> list[str]:
    highest = 0.45
    plot = Plot((0, 1), (0, highest), top=334, height=110, width=svg.WIDTH - 66)
    x_ticks = [(share, f"{share:.0%}") for share in (0, 0.2, 0.4, 0.6, 0.8, 1)]
    parts = [
        plot.axes(x_ticks, [(y, f"{y:g}") for y in (0, 0.2, 0.4)], labels.motion, labels.worst)
    ]
    motion, error = price.goal
    (left, top), (right, bottom) = plot.at(motion, error), plot.at(1, 0)
    parts.append(svg.rect(left, top, right - left, bottom - top, svg.PAPER, svg.GREEN))
    parts.append(svg.words(left + 6, bottom - 8, labels.goal, "start", svg.GREEN, 13))
    parts.append(plot.line(price.curve, svg.ACCENT, "5 4"))
    parts.append(plot.dots([price.chosen], svg.WARM, 7))
    return parts
