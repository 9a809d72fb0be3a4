"""A directed clip: each thing's share of the budget, and how far it strayed, given and measured."""

from collections.abc import Sequence
from dataclasses import dataclass

from figures import svg

_ROW = 34
_HEAD = 26
_SHARES = (106, 90)
"""Where the bars of the shares begin, and how long that of everything is."""
_AWAY = (252, 188)
"""Where the bars of the distances begin, and how long the longest is."""
_LEAST_PX = 24.0
"""The axis of distances reaches at least so far, so that small ones look small."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing: its share, and how far it strayed in pixels; None where that is not known."""

    name: str
    share: float
    given_px: float | None = None
    measured_px: float | None = None


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of the picture."""

    share: str
    given: str
    measured: str
    limit: str


def directed(rows: Sequence[Row], limit_px: float, labels: Labels, alt: str) -> str:
    """Return a bar for each share; beside it, once known, what was given over what was measured."""
    away = [px for row in rows for px in (row.given_px, row.measured_px) if px is not None]
    per_px = _AWAY[1] / max([_LEAST_PX, *away])
    height = _HEAD + _ROW * len(rows)
    parts = [svg.words(_SHARES[0], 14, labels.share, "start", svg.MUTED)]
    for place, row in enumerate(rows):
        parts += _row(_HEAD + place * _ROW, row, per_px, limit_px)
    if away:
        line = _AWAY[0] + limit_px * per_px
        parts += [
            svg.path([(line, _HEAD - 4), (line, height)], svg.MUTED, dash="4 3"),
            svg.words(line, height + 16, labels.limit, "middle", svg.MUTED),
            svg.rect(_AWAY[0], 4, 12, 10, "none", svg.INK),
            svg.words(_AWAY[0] + 17, 14, labels.given, "start", svg.MUTED),
            svg.rect(_AWAY[0] + 98, 4, 12, 10, svg.ACCENT),
            svg.words(_AWAY[0] + 115, 14, labels.measured, "start", svg.MUTED),
        ]
    return svg.picture(height + (24 if away else 0), alt, parts)


def _row(top: float, row: Row, per_px: float, limit_px: float) -> list[str]:
    start, length = _SHARES
    parts = [
        svg.words(0, top + 18, row.name),
        svg.rect(start, top + 7, max(length * row.share, 1), 14, svg.VIOLET),
        svg.words(start + length * row.share + 6, top + 18, f"{row.share:.1%}", "start", svg.MUTED),
    ]
    if row.given_px is not None:
        parts.append(svg.rect(_AWAY[0], top + 3, row.given_px * per_px, 10, "none", svg.INK))
        if row.given_px > limit_px:
            parts.append(svg.words(_AWAY[0] - 8, top + 18, "✗", "end", svg.WARM))
    if row.measured_px is not None:
        parts.append(svg.rect(_AWAY[0], top + 15, row.measured_px * per_px, 10, svg.ACCENT))
    return parts
