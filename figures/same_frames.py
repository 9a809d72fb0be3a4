"""Clips side by side: one frame of each, and under it the x-t slice of one of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from figures import svg

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_GAP = 12.0
_SLICE = 130.0
"""Height of a slice, however many frames it has: time fills it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One clip: its name, the slice, and a frame with the row of the slice, where it is shown."""

    name: str
    slice: "NDArray[np.uint8]"
    note: str = ""
    picture: "NDArray[np.uint8] | None" = None
    row: int = 0


def columns(clips: Sequence[Column], time: str, alt: str) -> str:
    """Return `clips` side by side; `time` says what runs down a slice."""
    width = (svg.WIDTH - 20 - _GAP * (len(clips) - 1)) / len(clips)
    parts, bottom = [], 0.0
    for place, clip in enumerate(clips):
        left, top = 20 + place * (width + _GAP), 22.0
        parts.append(svg.words(left, 15, clip.name))
        if clip.picture is not None:
            rows, across = clip.picture.shape[:2]
            high = width * rows / across
            parts.append(svg.image(clip.picture, left, top, width, high))
            line = top + high * (clip.row + 0.5) / rows
            parts.append(svg.path([(left, line), (left + width, line)], "#fff", 1.5, "5 4"))
            top += high + 8
        parts.append(svg.image(clip.slice, left, top, width, _SLICE, smooth=False))
        bottom = top + _SLICE
        parts.append(svg.words(left, bottom + 18, clip.note, size=13))
    middle = bottom - _SLICE / 2
    turned = f'transform="rotate(-90 12 {middle:g})"'
    parts.append(f"<g {turned}>{svg.words(12, middle, time, 'middle', svg.MUTED, 13)}</g>")
    noted = any(clip.note for clip in clips)
    return svg.picture(bottom + (26 if noted else 6), alt, parts)
