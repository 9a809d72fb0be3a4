"""Arrows over the desk: where every place of the picture goes, before and after a subtraction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from figures import svg
from figures.still import Still

_LONGER = 6.0
"""Arrows are drawn this many times as long as the way of one frame."""
_SHORTEST = 0.6
"""Arrows shorter than this, in units of the picture, are dots."""
_HEAD = 3.0


@dataclass(frozen=True, slots=True)
class Arrow:
    """The way of one place in one frame, both in units of a scene 640 wide; `marked` stands out."""

    place: tuple[float, float]
    way: tuple[float, float]
    marked: bool


def flows(panels: Sequence[tuple[str, Sequence[Arrow]]], still: Still, alt: str) -> str:
    """Return a picture of the desk per panel, each under its title and with its arrows."""
    high = still.height + 36
    parts = []
    for place, (title, arrows) in enumerate(panels):
        top = place * high
        box = (0, top + 24, still.width, still.height)
        parts += [
            svg.words(0, top + 16, title),
            still.at(box, opacity=0.4),
            _arrows((a for a in arrows if not a.marked), top + 24, svg.ACCENT, 1.5),
            _arrows((a for a in arrows if a.marked), top + 24, svg.WARM, 3),
        ]
    return svg.picture(len(panels) * high - 8, alt, parts)


def _arrows(arrows: Iterable[Arrow], top: float, colour: str, width: float) -> str:
    scale = svg.WIDTH / 640
    drawn = " ".join(_arrow(arrow, top, scale, width) for arrow in arrows)
    return (
        f'<path d="{drawn}" fill="none" stroke="{colour}" stroke-width="{width:g}"'
        ' stroke-linecap="round"/>'
    )


def _arrow(arrow: Arrow, top: float, scale: float, width: float) -> str:
    x, y = arrow.place[0] * scale, top + arrow.place[1] * scale
    across, down = (scale * _LONGER * part for part in arrow.way)
    length = (across**2 + down**2) ** 0.5
    if length < _SHORTEST * width:
        return f"M{x:.0f} {y:.0f}h.1"
    u, v = across / length * _HEAD, down / length * _HEAD
    tip_x, tip_y = x + across, y + down
    return (
        f"M{x:.0f} {y:.0f}L{tip_x:.1f} {tip_y:.1f}"
        f"M{tip_x - u - v:.1f} {tip_y - v + u:.1f}L{tip_x:.1f} {tip_y:.1f}"
        f"L{tip_x - u + v:.1f} {tip_y - v - u:.1f}"
    )
