"""Shares of one whole as a bar: the first in one colour, the others alike."""

from collections.abc import Sequence

from figures import svg

HEIGHT = 92


def shares(weights: Sequence[float], labels: Sequence[str], alt: str) -> str:
    """Return a bar of `weights`, which sum to 1; those wide enough carry their `labels`."""
    return svg.picture(HEIGHT, alt, bar(weights, labels))


def bar(weights: Sequence[float], labels: Sequence[str]) -> list[str]:
    """Return the parts of such a bar, to stand on top of another picture."""
    parts, left = [], 0.0
    for place, (weight, label) in enumerate(zip(weights, labels, strict=True)):
        wide = weight * svg.WIDTH
        # A gap keeps neighbours apart without a second colour.
        fill = svg.WARM if place == 0 else svg.ACCENT
        parts.append(svg.rect(left, 24, max(wide - 1.5, 0.5), 40, fill))
        if wide > 34:
            parts.append(svg.words(left + wide / 2, 16, label, "middle"))
            parts.append(svg.words(left + wide / 2, 82, f"{weight:.0%}", "middle"))
        left += wide
    return parts
