"""Who leads and who follows: bars from the best to the worst, sound ones and faulty ones apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from figures import svg

_ROW = 30
_NAMES = 176
"""Room for the names to the left of the bars."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One bar: a name, a score from 0 to 1, and whether it deserves to be on top."""

    name: str
    score: float
    sound: bool


def ranking(entries: Sequence[Entry], alt: str) -> str:
    """Return `entries` in their order; the sound ones are filled, the others only outlined."""
    parts = []
    room = svg.WIDTH - _NAMES - 44
    for place, entry in enumerate(entries):
        top = place * _ROW
        colour = svg.GREEN if entry.sound else svg.WARM
        mark = "✓" if entry.sound else "✗"
        fill = colour if entry.sound else "none"
        parts += [
            svg.words(0, top + 19, f"{place + 1}.", "start", svg.MUTED),
            svg.words(28, top + 19, mark, "middle", colour),
            svg.words(40, top + 19, entry.name),
            svg.rect(_NAMES, top + 5, max(room * entry.score, 1), _ROW - 12, fill, colour),
            svg.words(_NAMES + room * entry.score + 8, top + 19, f"{entry.score:.2f}"),
        ]
    return svg.picture(len(entries) * _ROW, alt, parts)
