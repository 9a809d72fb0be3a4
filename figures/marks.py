"""Marks drawn on a frame."""

from io import BytesIO

from PIL import Image, ImageColor, ImageDraw, ImageFont

from continuity.report import Box

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
_Point = tuple[int, int]

_HALO, _INK = "#FFFFFF", "#1D2127"
_BRIGHT = 140
"""Grey level above which dark letters read better than white ones."""
_ROOM_PX = 4
"""Between a thing and the box around it, so that the line does not cover what it shows."""


def as_png(picture: bytes) -> bytes:
    """Return a picture as it is, as a PNG file."""
    with Image.open(BytesIO(picture)) as opened:
        return _png(opened.convert("RGB"))


def boxed(picture: bytes, box: Box, colour: str, label: str, dashed: bool = False) -> bytes:
    """Return the picture as PNG, with `box` drawn on it and a short label in Latin script.

    Parameters
    ----------
    picture : bytes
        A file that Pillow reads, such as a JPEG.
    box : Box
        In fractions of the picture; may touch or cross its border.
    colour : str
        ``#RRGGBB``; the line has a white halo, so it shows on any picture.
    label : str
        A number or a word, set in the box's upper left corner.
    dashed : bool
        Whether the line is broken.
    """
    with Image.open(BytesIO(picture)) as opened:
        drawn = opened.convert("RGB")
    outline(drawn, box, colour, dashed=dashed)
    size_px = max(12, drawn.width // 36)
    tag(drawn, box, colour, label, ImageFont.load_default(size_px), size_px)
    return _png(drawn)


def outline(
    picture: Image.Image,
    box: Box,
    colour: str,
    *,
    dashed: bool = False,
    line_px: int = 0,
    halo: bool = True,
) -> None:
    """Draw `box` on `picture`, its line as wide as suits the picture unless `line_px` says it."""
    draw, line_px = ImageDraw.Draw(picture), line_px or _line_px(picture)
    left, top, right, bottom = _sides(picture, box)
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    sides = list(zip(corners, corners[1:] + corners[:1], strict=True))
    for begin, end in sides if halo else ():
        draw.line([begin, end], _HALO, line_px + 4)
    for begin, end in sides:
        for piece in _pieces(begin, end, 5 * line_px if dashed else 0):
            draw.line(piece, colour, line_px)


def tag(picture: Image.Image, box: Box, colour: str, label: str, font: Font, size_px: int) -> None:
    """Set `label` on a plate above the upper left corner of `box`, below it at the upper edge."""
    draw = ImageDraw.Draw(picture)
    width = draw.textlength(label, font=font) + size_px // 2
    height = round(size_px * 1.3)
    left, top, _, _ = _sides(picture, box)
    left = max(0, min(left, round(picture.width - width - 1)))
    top = top - height if top >= height else top
    draw.rectangle((left, top, left + width, top + height), colour)
    middle = (left + width / 2, top + height / 2)
    draw.text(middle, label, readable_on(colour), font=font, anchor="mm")


def readable_on(colour: str) -> str:
    """Return dark or white ink, whichever reads better on `colour`."""
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return _INK if 0.299 * red + 0.587 * green + 0.114 * blue > _BRIGHT else _HALO


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _line_px(picture: Image.Image) -> int:
    return max(2, picture.width // 320)


def _sides(picture: Image.Image, box: Box) -> tuple[int, int, int, int]:
    """Return where a box has its left, upper, right and lower side, in pixels."""
    line_px = _line_px(picture)
    left, right = _span(box.x, box.w, picture.width, line_px)
    top, bottom = _span(box.y, box.h, picture.height, line_px)
    return left, top, right, bottom


def _span(begin: float, length: float, size_px: int, line_px: int) -> tuple[int, int]:
    """Return both ends of one side of a box in pixels, inside the picture and in order."""
    low, high = line_px, max(line_px, size_px - 1 - line_px)
    first = min(max(round(begin * size_px) - _ROOM_PX, low), high)
    return first, min(max(round((begin + length) * size_px) + _ROOM_PX, first), high)


def _pieces(begin: _Point, end: _Point, dash_px: int) -> list[tuple[_Point, _Point]]:
    """Cut a level or upright line into dashes; a dash of 0 leaves it whole."""
    length = abs(end[0] - begin[0]) + abs(end[1] - begin[1])
    if not dash_px or not length:
        return [(begin, end)]

    def at(px: int) -> _Point:
        share = min(px, length) / length
        x, y = (a + (b - a) * share for a, b in zip(begin, end, strict=True))
        return round(x), round(y)

    return [(at(px), at(px + dash_px)) for px in range(0, length, 2 * dash_px)]
