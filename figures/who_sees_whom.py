"""The steps of a clip as small pictures, and in them which tokens are looked at."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from figures import svg

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ACROSS, _GAP = 7, 5.0
_WIDE = (svg.WIDTH - _GAP * (_ACROSS - 1)) / _ACROSS


def steps(
    pictures: "NDArray[np.uint8]",
    seen: "NDArray[np.bool_]",
    marks: Mapping[str, tuple[int, int, int]],
    alt: str,
) -> str:
    """Return every step of a clip with what is `seen` of it.

    Parameters
    ----------
    pictures : (steps, height, width, 3)
    seen : (steps, rows, columns)
        Which tokens are looked at: in each step none, or all in a box.
    marks : mapping
        What is written at a token (step, row, column).
    alt : str
    """
    count, rows, columns = seen.shape
    high = _WIDE * rows / columns
    parts = []
    for step in range(count):
        left, top = _corner(step, high)
        parts.append(svg.image(pictures[step], left, top, _WIDE, high))
        parts.append(_lit(seen[step], left, top, high))
        parts.append(svg.words(left + 1, top + high + 12, str(step + 1), "start", svg.MUTED, 11))
    for mark, (step, row, column) in marks.items():
        left, top = _corner(step, high)
        x, y = left + (column + 0.5) / columns * _WIDE, top + (row + 0.5) / rows * high
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="none" stroke="#fff" stroke-width="4"/>'
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="none" stroke="#B84A18"'
            ' stroke-width="2.5"/>'
        )
        parts.append(svg.words(left + _WIDE - 1, top + high + 12, mark, "end", svg.WARM, 12))
    return svg.picture(_corner(count - 1, high)[1] + high + 18, alt, parts)


def _corner(step: int, high: float) -> tuple[float, float]:
    return step % _ACROSS * (_WIDE + _GAP), step // _ACROSS * (high + 20)


def _lit(seen: "NDArray[np.bool_]", left: float, top: float, high: float) -> str:
    """Return a veil over what is not seen, and an edge around what is."""
    box = svg.rect(left, top, _WIDE, high)
    if not seen.any():
        return box.replace('fill="none"', 'fill="#101318" fill-opacity="0.62"')
    rows, columns = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
    x0, x1 = (left + at / seen.shape[1] * _WIDE for at in (columns[0], columns[-1] + 1))
    y0, y1 = (top + at / seen.shape[0] * high for at in (rows[0], rows[-1] + 1))
    inner = f"M{x0:.1f} {y0:.1f}H{x1:.1f}V{y1:.1f}H{x0:.1f}Z"
    outer = f"M{left:.1f} {top:.1f}h{_WIDE:.1f}v{high:.1f}h{-_WIDE:.1f}Z"
    return (
        f'<path d="{outer}{inner}" fill="#101318" fill-opacity="0.62" fill-rule="evenodd"/>'
        f'<path d="{inner}" fill="none" stroke="#5FC3D6" stroke-width="2"/>'
    )
