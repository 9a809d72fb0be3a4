"""Points on their way from noise to six heaps on a ring, seen from above."""

from collections.abc import Sequence

from figures import svg

Point = tuple[float, float]

_SIZE = 360.0
_REACH = 4.6
"""How far the picture reaches from its middle; the ring has radius 3."""


def ring(
    heaps: Sequence[Point],
    radius: float,
    points: Sequence[Point],
    paths: Sequence[Sequence[Point]],
    alt: str,
    target: int | None = None,
) -> str:
    """Return the `heaps` with `points` among them, and the `paths` by which some came there.

    Parameters
    ----------
    heaps : sequence of points
        The middles of the heaps.
    radius : float
        How far a heap reaches, around which a circle is drawn.
    points : sequence of points
        Where they are; those beyond the picture are left out.
    paths : sequence of sequences of points
        Lines from noise to where points are, or from frame to frame.
    alt : str
        What the picture shows.
    target : int, optional
        The heap that was asked for: its circle is thick, with a cross in the middle.
    """
    parts = [svg.path([_at(point) for point in path], svg.MUTED, 0.7) for path in paths]
    parts.append(svg.dots([_at(p) for p in points if max(map(abs, p)) < _REACH], svg.ACCENT, 2.6))
    for place, heap in enumerate(heaps):
        x, y = _at(heap)
        asked = place == target
        look = f'stroke="{svg.WARM if asked else svg.INK}" stroke-width="{3 if asked else 1.2}"'
        size = radius * _SIZE / (2 * _REACH)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="none" {look}/>')
        if asked:
            parts += [
                svg.path([(x - 5, y), (x + 5, y)], svg.WARM),
                svg.path([(x, y - 5), (x, y + 5)], svg.WARM),
            ]
    return svg.picture(_SIZE, alt, parts)


def _at(point: Point) -> Point:
    across = _SIZE / (2 * _REACH)
    return svg.WIDTH / 2 + point[0] * across, _SIZE / 2 - point[1] * across
