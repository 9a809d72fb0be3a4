"""Marks drawn on a frame."""

from io import BytesIO

from PIL import Image, ImageColor, ImageDraw, ImageFont

from continuity.report import Box

_Point = tuple[int, int]

_HALO, _INK = "#FFFFFF", "#1D2127"
_BRIGHT = 140
"""Grey level above which dark letters read better than white ones."""
_ROOM_PX = 4
"""Between a thing and the box around it, so that the line does not cover what it shows."""


def boxed(jpeg: bytes, box: Box, colour: str, label: str, dashed: bool = False) -> bytes:
    """Return the JPEG picture with `box` drawn on it and a short label in Latin script.

    Parameters
    ----------
    jpeg : bytes
        A JPEG file.
    box : Box
        In fractions of the picture; may touch or cross its border.
    colour : str
        ``#RRGGBB``; the line has a white halo, so it shows on any picture.
    label : str
        A number or a word, set in the box's upper left corner.
    dashed : bool
        Whether the line is broken.
    """
    with Image.open(BytesIO(jpeg)) as opened:
        picture = opened.convert("RGB")
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    line_px = max(2, width // 320)
    left, right = _span(box.x, box.w, width, line_px)
    top, bottom = _span(box.y, box.h, height, line_px)
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    for begin, end in zip(corners, corners[1:] + corners[:1], strict=True):
        draw.line([begin, end], _HALO, 3 * line_px)
    for begin, end in zip(corners, corners[1:] + corners[:1], strict=True):
        for piece in _pieces(begin, end, 5 * line_px if dashed else 0):
            draw.line(piece, colour, line_px)
    _tag(draw, corners[0], colour, label, size_px=max(12, width // 36))
    out = BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()


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


def _tag(draw: ImageDraw.ImageDraw, corner: _Point, colour: str, label: str, size_px: int) -> None:
    """Set `label` on a plate above `corner`, or below it at the picture's upper edge."""
    font = ImageFont.load_default(size_px)
    width = draw.textlength(label, font=font) + size_px // 2
    height = round(size_px * 1.3)
    left, top = corner[0], corner[1] - height if corner[1] >= height else corner[1]
    draw.rectangle((left, top, left + width, top + height), colour)
    red, green, blue = ImageColor.getrgb(colour)[:3]
    bright = 0.299 * red + 0.587 * green + 0.114 * blue > _BRIGHT
    middle = (left + width / 2, top + height / 2)
    draw.text(middle, label, _INK if bright else _HALO, font=font, anchor="mm")
