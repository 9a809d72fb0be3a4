"""Two frames of one shot, put side by side, one over the other with a wipe, or in turn."""

from typing import TYPE_CHECKING

from figures import svg

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Frame = NDArray[np.uint8]

_TOP = 24.0
Names = tuple[str, str]
"""What the first and the last frame are called."""


def side_by_side(first: "Frame", last: "Frame", names: Names, alt: str) -> str:
    """Return both frames beside each other."""
    wide = (svg.WIDTH - 8) / 2
    parts, high = [], _height(first, wide)
    for frame, name, left in zip((first, last), names, (0.0, wide + 8), strict=True):
        parts += [svg.words(left, 15, name), svg.image(frame, left, _TOP, wide, high)]
    return svg.picture(_TOP + high, alt, parts)


def wiped(first: "Frame", last: "Frame", share: float, names: Names, alt: str) -> str:
    """Return the first frame up to `share` of the width, 0 to 1, and the last one from there."""
    high, cut = _height(first, svg.WIDTH), share * svg.WIDTH
    window = f'<svg x="{cut:.1f}" y="{_TOP:g}" width="{svg.WIDTH - cut:.1f}" height="{high:g}">'
    below = svg.image(first, 0, _TOP, svg.WIDTH, high)
    above = f"{window}{svg.image(last, -cut, 0, svg.WIDTH, high)}</svg>" if share < 1 else ""
    return svg.picture(
        _TOP + high,
        alt,
        [
            *(svg.words(0, 15, names[0]), svg.words(svg.WIDTH, 15, names[1], "end")),
            *(below, above),
            svg.path([(cut, _TOP), (cut, _TOP + high)], "#14181C", 4),
            svg.path([(cut, _TOP), (cut, _TOP + high)], "#fff", 2),
        ],
    )


def single(frame: "Frame", name: str, alt: str) -> str:
    """Return one frame, or the difference of two, with its name."""
    high = _height(frame, svg.WIDTH)
    picture = svg.image(frame, 0, _TOP, svg.WIDTH, high)
    return svg.picture(_TOP + high, alt, [svg.words(0, 15, name), picture])


def in_turn(first: "Frame", last: "Frame", alt: str) -> str:
    """Return both frames at one place, in groups named ``first`` and ``last`` (class)."""
    high = _height(first, svg.WIDTH)
    groups = [
        f'<g class="{name}">{svg.image(frame, 0, 0, svg.WIDTH, high)}</g>'
        for name, frame in (("first", first), ("last", last))
    ]
    return svg.picture(high, alt, groups)


def _height(frame: "Frame", width: float) -> float:
    return float(width * frame.shape[0] / frame.shape[1])
