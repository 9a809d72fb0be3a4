"""Pictures as SVG text: light enough for a lesson, sharp at any size, readable without colour.

A picture is drawn for a column 480 units wide and grows or shrinks with it. Its colours follow the
theme by themselves. What a picture shows is said in its `alt`, so its parts are hidden from screen
readers.
"""

import io
from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Final, Literal

from figures.palette import DARK, LIGHT, Palette

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WIDTH: Final = 480
"""Units across; one is a pixel and a quarter in a lesson on a desktop, 0.73 on a phone."""

Anchor = Literal["start", "middle", "end"]


def both(light: str, dark: str) -> str:
    """Return a colour that is `light` on a light page and `dark` on a dark one."""
    return f"light-dark({light},{dark})"


def _named(name: str) -> str:
    def of(palette: Palette) -> str:
        return str(getattr(palette, name))

    return both(of(LIGHT), of(DARK))


INK: Final = _named("ink")
MUTED: Final = _named("muted")
LINE: Final = _named("line")
ACCENT: Final = _named("accent")
WARM: Final = both("#B84A18", "#F08A4B")
GREEN: Final = both("#3F7D3A", "#86C77F")
VIOLET: Final = both("#7A5195", "#B99AD6")
PAPER: Final = both("#F1EFE8", "#1B2026")
GROUND: Final = both("#FBFAF7", "#121519")
"""Colours of the page and of its charts, each light and dark."""


def picture(height: float, alt: str, parts: Iterable[str], width: float = WIDTH) -> str:
    """Return an SVG of `width` by `height` units that says `alt` to whoever cannot see it."""
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(alt)}"'
        f' style="display:block;width:100%;height:auto" font-size="14" fill="{INK}">'
        f"{''.join(parts)}</svg>"
    )


def words(
    x: float,
    y: float,
    text: str,
    anchor: Anchor = "start",
    colour: str = "",
    size: float = 0,
) -> str:
    """Return `text` with its baseline at `y`."""
    look = f' fill="{colour}"' if colour else ""
    look += f' font-size="{size:g}"' if size else ""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{look}>{escape(text)}</text>'


def rimmed(part: str) -> str:
    """Return `part` with a rim in the colour of the page: words that can be read across a line."""
    return f'<g stroke="{GROUND}" stroke-width="4" style="paint-order:stroke">{part}</g>'


def rect(
    x: float, y: float, width: float, height: float, fill: str = "none", stroke: str = ""
) -> str:
    """Return a box with its left upper corner at (x, y)."""
    edge = f' stroke="{stroke}"' if stroke else ""
    size = f'width="{max(width, 0):.4g}" height="{max(height, 0):.4g}"'
    return f'<rect x="{x:.4g}" y="{y:.4g}" {size} fill="{fill}"{edge}/>'


def path(
    points: Sequence[tuple[float, float]],
    colour: str,
    width: float = 2,
    dash: str = "",
) -> str:
    """Return straight lines from point to point; `dash` as in SVG, such as ``"6 4"``."""
    through = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<polyline points="{through}" fill="none" stroke="{colour}" stroke-width="{width:g}"'
        f' stroke-linejoin="round"{dashes}/>'
    )


def area(points: Sequence[tuple[float, float]], colour: str, opacity: float) -> str:
    """Return the area that `points` go round, filled."""
    through = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polygon points="{through}" fill="{colour}" fill-opacity="{opacity:g}"/>'


def dots(points: Iterable[tuple[float, float]], colour: str, radius: float = 3) -> str:
    """Return a filled circle at every point."""
    circles = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}"/>' for x, y in points)
    return f'<g fill="{colour}">{circles}</g>'


def image(
    pixels: "NDArray[np.uint8]",
    x: float,
    y: float,
    width: float,
    height: float,
    smooth: bool = True,
) -> str:
    """Return `pixels` (height, width, 3; red, green, blue) as a picture within the picture.

    Without `smooth` it is kept exact, and its pixels stay squares when it grows.
    """
    from PIL import Image

    file = io.BytesIO()
    source = Image.fromarray(pixels)
    kind = "jpeg" if smooth else "png"  # WebP would be smaller, and takes ten times as long
    if smooth:
        source.save(file, kind, quality=88)
    else:
        source.save(file, kind, compress_level=3)
    data = b64encode(file.getvalue()).decode()
    return placed(f"data:image/{kind};base64,{data}", x, y, width, height, smooth)


def placed(
    address: str, x: float, y: float, width: float, height: float, smooth: bool = True
) -> str:
    """Return the picture at `address` as a picture within the picture."""
    style = "" if smooth else ' style="image-rendering:pixelated"'
    return (
        f'<image x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"{style}'
        f' preserveAspectRatio="none" href="{address}"/>'
    )
