"""A long clip made piece by piece: how far it drifts, and which memory leads where."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from figures import svg
from figures.plot import Plot
from figures.still import Still

_STILLS = 5
_LOW, _HIGH = 0.03, 10.0
"""Ends of the axis of drift, which is logarithmic."""
COLOURS: Mapping[str, str] = {
    "good": svg.GREEN,
    "forgets": svg.ACCENT,
    "drifts": svg.WARM,
    "both": svg.VIOLET,
}
MARKS: Mapping[str, str] = {"good": "✓", "forgets": "?", "drifts": "~", "both": "×"}
"""What stands in a cell of the map, so that it can be read without colour."""


@dataclass(frozen=True, slots=True)
class Field:
    """The map: an ending per blur (row) and memory (column), and which cell is chosen."""

    endings: Sequence[Sequence[str]]
    columns: Sequence[str]
    rows: Sequence[str]
    chosen: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of the picture; `endings` by their names."""

    piece: str
    drift: str
    limit: str
    memory: str
    blur: str
    endings: Mapping[str, str]


def rollout(
    drift: Sequence[float], limit: float, field: Field, still: Still, labels: Labels, alt: str
) -> str:
    """Return the desk on its way, the drift below it, and the map of all memories."""
    parts = [*_strip(drift, still, labels), *_drift(drift, limit, labels), *_map(field, labels)]
    return svg.picture(330 + 21 * len(field.rows) + 58, alt, parts)


def _strip(drift: Sequence[float], still: Still, labels: Labels) -> list[str]:
    parts = []
    for place in range(_STILLS):
        piece = round(place * (len(drift) - 1) / (_STILLS - 1))
        left, error = 46 + place * 85.5, min(drift[piece], 3.0)
        # Long clips go garish; this is a likeness of it, not a measurement.
        turn = f"hue-rotate({70 * error:.0f}deg)"
        look = f"saturate({1 + 2.5 * error:.2f}) contrast({1 + error:.2f}) {turn}"
        parts.append(still.at((left, 0, 78, 78 * still.height / still.width), look=look))
        name = f"{labels.piece} {piece + 1}"
        parts.append(svg.words(left + 39, 60, name, "middle", svg.MUTED, 13))
    return parts


def _drift(drift: Sequence[float], limit: float, labels: Labels) -> list[str]:
    ends = (math.log10(_LOW), math.log10(_HIGH))
    plot = Plot((1, len(drift)), ends, top=92, height=150, width=svg.WIDTH - 66)
    y_ticks = [(math.log10(value), f"{value:g}") for value in (0.03, 0.1, 0.3, 1, 3, 10)]
    x_ticks = [(piece, str(piece)) for piece in (1, len(drift) // 2, len(drift))]
    line = [(piece, math.log10(max(error, _LOW))) for piece, error in enumerate(drift, 1)]
    return [
        plot.axes(x_ticks, y_ticks, labels.piece, labels.drift),
        plot.across(math.log10(limit), labels.limit, svg.WARM),
        plot.line(line, svg.ACCENT, width=2.5),
    ]


def _map(field: Field, labels: Labels) -> list[str]:
    left, top, high = 46.0, 312.0, 21.0
    wide = (svg.WIDTH - 66) / len(field.columns)
    parts = [svg.words(left, top - 6, labels.blur, "start", svg.MUTED, 13)]
    for row, (name, endings) in enumerate(zip(field.rows, field.endings, strict=True)):
        y = top + row * high
        parts.append(svg.words(left - 6, y + 15, name, "end", svg.MUTED, 13))
        for column, ending in enumerate(endings):
            x = left + column * wide
            parts.append(svg.rect(x, y, wide - 1.5, high - 1.5, svg.PAPER))
            mark = svg.words(x + wide / 2 - 1, y + 15, MARKS[ending], "middle", COLOURS[ending], 15)
            parts.append(mark)
    row, column = field.chosen
    x, y = left + column * wide - 1, top + row * high - 1
    parts.append(svg.rect(x, y, wide, high, "none", svg.INK))
    bottom = top + high * len(field.rows)
    for column, name in enumerate(field.columns):
        if column % 3 == 0 or column == len(field.columns) - 1:
            x = left + (column + 0.5) * wide
            parts.append(svg.words(x, bottom + 14, name, "middle", svg.MUTED, 13))
    parts.append(
        svg.words(
            left + wide * len(field.columns) / 2,
            bottom + 32,
            labels.memory,
            "middle",
            svg.MUTED,
            12,
        )
    )
    return [*parts, *_legend(labels.endings, bottom + 54)]


def _legend(endings: Mapping[str, str], y: float) -> list[str]:
    parts = []
    for place, (name, words) in enumerate(endings.items()):
        x = 46 + place * 108
        parts.append(svg.words(x, y, MARKS[name], "middle", COLOURS[name], 15))
        parts.append(svg.words(x + 12, y, words, "start", svg.MUTED, 13))
    return parts
