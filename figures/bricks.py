"""A latent as a box of bricks: columns across, rows down, steps of time into the depth."""

from figures import svg

_WIDE, _HIGH = 330.0, 190.0
"""Most room for the front of the box, in units."""
_DEPTH = 90.0
_MOST_LINES = 120
"""Bricks along an edge that are still drawn one by one."""


def bricks(steps: int, rows: int, columns: int, labels: tuple[str, str, str], alt: str) -> str:
    """Return a box of `steps` by `rows` by `columns`; `labels` name its depth, height and width."""
    scale = min(_WIDE / columns, _HIGH / rows)
    wide, high = columns * scale, rows * scale
    deep = _DEPTH * steps / (steps + 12)  # long clips grow ever more slowly
    across, up = deep * 0.8, deep * 0.6
    left, top = (svg.WIDTH - wide - across) / 2 + 12, up + 26
    front = [(left, top), (left + wide, top), (left + wide, top + high), (left, top + high)]
    behind = [(x + across, y - up) for x, y in front]
    parts = [_face(front, svg.PAPER), _face([front[0], behind[0], behind[1], front[1]], svg.LINE)]
    parts.append(_face([front[1], behind[1], behind[2], front[2]], svg.LINE))
    for at in _marks(columns):
        x = left + wide * at
        parts.append(svg.path([(x, top + high), (x, top), (x + across, top - up)], svg.ACCENT, 0.5))
    for at in _marks(rows):
        y, end = top + high * at, left + wide
        parts.append(svg.path([(left, y), (end, y), (end + across, y - up)], svg.ACCENT, 0.5))
    for at in _marks(steps):
        x, y = across * at, -up * at
        edge = [(left + x, top + y), (left + wide + x, top + y)]
        parts.append(svg.path([*edge, (left + wide + x, top + high + y)], svg.ACCENT, 0.5))
    depth, height, width = labels
    parts += [
        svg.words(left + wide / 2, top + high + 20, width, "middle"),
        svg.words(left - 8, top + high / 2 + 5, height, "end"),
        svg.words(left + across / 2 - 8, top - up / 2 - 4, depth, "end"),
    ]
    return svg.picture(top + high + 30, alt, parts)


def _marks(count: int) -> list[float]:
    """Return where lines between bricks lie, 0 to 1; only the edges where they would melt."""
    lines = count if count <= _MOST_LINES else 1
    return [place / lines for place in range(lines + 1)]


def _face(corners: list[tuple[float, float]], fill: str) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return f'<polygon points="{points}" fill="{fill}"/>'
