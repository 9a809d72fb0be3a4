"""Shares of attention as a bar, and under it the desk as a take ends: who kept its place."""

from collections.abc import Sequence
from dataclasses import dataclass

from figures import shares, svg
from figures.cutout import Cutout
from figures.still import Still

Offset = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of the desk: its share, its foot in frame 1, its way since, both in pixels.

    `kept` says whether it ended within the limit. `name` stands in the bar where there is room.
    """

    name: str
    share: float
    cutout: Cutout
    foot: Offset
    path: Sequence[Offset]
    kept: bool


def budget(room: Still, things: Sequence[Thing], limit_px: float, across_px: int, alt: str) -> str:
    """Return the bar and the picture; `room` is the empty desk, `across_px` pixels wide.

    A ring shows how far each thing may be from its place, whole while it is kept, dashed and with
    a cross when it is lost; a line shows the way it went.
    """
    scale, top = svg.WIDTH / across_px, shares.HEIGHT + 8
    height = svg.WIDTH * room.height / room.width
    behind_first = sorted(things, key=lambda thing: thing.foot[1])
    parts = [room.at((0, 0, svg.WIDTH, height))]
    parts += [thing.cutout.at(*thing.path[-1], scale) for thing in behind_first]
    parts += [_way(thing, limit_px, scale) for thing in things]
    window = f'viewBox="0 0 {svg.WIDTH} {height:g}" width="{svg.WIDTH}" height="{height:g}"'
    desk = f'<svg {window} y="{top}">{"".join(parts)}</svg>'
    bar = shares.bar([thing.share for thing in things], [thing.name for thing in things])
    return svg.picture(top + height, alt, [*bar, desk])


def _way(thing: Thing, limit_px: float, scale: float) -> str:
    x, y = thing.foot[0] * scale, thing.foot[1] * scale
    points = [(x + right * scale, y + down * scale) for right, down in thing.path]
    ring = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{limit_px * scale:g}" fill="none"'
    dashed = "" if thing.kept else ' stroke-dasharray="4 4"'
    colour = _LIT if thing.kept else _LOST
    # A dark line below a light one, to be seen on wood, wall and window alike.
    rings = f'{ring} stroke="#14181C" stroke-width="4"{dashed} opacity="0.55"/>'
    rings += f'{ring} stroke="{colour}" stroke-width="2"{dashed}/>'
    way = svg.path(points, "#14181C", 3) + svg.path(points, colour, 1.3)
    end = svg.dots([points[-1]], colour, 4.5) if thing.kept else _cross(points[-1])
    return rings + way + end


def _cross(place: Offset) -> str:
    x, y = place
    arms = [[(x - 6, y - 6), (x + 6, y + 6)], [(x - 6, y + 6), (x + 6, y - 6)]]
    looks = (("#14181C", 6.0), (_LOST, 3.0))
    return "".join(svg.path(arm, colour, width) for colour, width in looks for arm in arms)


_LIT, _LOST = "#9BE0EE", "#FF9A5C"
"""Kept and lost, on a picture that is the same in light and in dark."""
