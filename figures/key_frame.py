"""A frame with the box of an event in SVG: the picture is kept once and used by its name."""

from base64 import b64encode
from collections.abc import Mapping
from html import escape

from continuity.report import Box, Event
from figures import svg
from figures.palette import LIGHT

WIDTH = 640.0
_HALO, _LINE = 6.0, 2.4
_ROOM = 3.0
"""Between a thing and the box around it, so that the line does not cover what it shows."""
_AROUND, _CLOSEST = 2.2, 0.12
"""A close-up is so many times as wide as its box, and at least that share of the frame."""
_KINDS = {b"\xff\xd8": "jpeg", b"\x89P": "png", b"RI": "webp"}


def pictures(frames: Mapping[int, bytes], aspect: float) -> str:
    """Return all `frames` (JPEG, PNG or WebP files by number) as parts that `key_frame` shows.

    `aspect` is the width of a frame over its height.
    """
    parts = "".join(
        f'<image id="frame-{index}" width="{WIDTH:g}" height="{WIDTH / aspect:.6g}"'
        f' preserveAspectRatio="none" href="{_data(picture)}"/>'
        for index, picture in sorted(frames.items())
    )
    # Not display:none, which some browsers take to mean that what uses a part is hidden too.
    return (
        '<svg width="0" height="0" style="position:absolute" aria-hidden="true">'
        f"<defs>{parts}</defs></svg>"
    )


def key_frame(
    index: int, aspect: float, alt: str, event: Event | None = None, label: str = ""
) -> str:
    """Return frame `index`, with the box of `event` and a short `label` on it if there is one."""
    height = WIDTH / aspect
    parts = [f'<use href="#frame-{index}"/>']
    if event and event.box:
        parts += [_boxed(event.box, height, LIGHT.of(event), label, bool(event.explained))]
    return svg.picture(height, alt, parts, WIDTH)


def close_up(index: int, aspect: float, alt: str, box: Box) -> str:
    """Return the surroundings of `box` in frame `index`, in the frame's own shape."""
    share = min(1.0, max(_CLOSEST, _AROUND * box.w, _AROUND * box.h))
    width, height = WIDTH * share, WIDTH * share / aspect
    left = _within(box.x + box.w / 2, share) * WIDTH
    top = _within(box.y + box.h / 2, share) * WIDTH / aspect
    view = f"{left:.1f} {top:.1f} {width:.1f} {height:.1f}"
    return (
        f'<svg class="closer" viewBox="{view}" role="img" aria-label="{escape(alt)}"'
        f' style="display:block;width:100%;height:auto"><use href="#frame-{index}"/></svg>'
    )


def _within(centre: float, share: float) -> float:
    """Return where a window of `share` begins so that it lies around `centre` and inside."""
    return min(max(centre - share / 2, 0.0), 1.0 - share)


def _boxed(box: Box, height: float, colour: str, label: str, dashed: bool) -> str:
    left, right = _ends(box.x, box.w, WIDTH)
    top, bottom = _ends(box.y, box.h, height)
    size = f'x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}"'
    dash = ' stroke-dasharray="9 6"' if dashed else ""
    plate = 14 + 9 * len(label)
    foot = top if top >= 24 else top + 24
    return (
        f'<rect {size} fill="none" stroke="#FFFFFF" stroke-width="{_HALO:g}"/>'
        f'<rect {size} fill="none" stroke="{colour}" stroke-width="{_LINE:g}"{dash}/>'
        f"{svg.rect(left, foot - 24, plate, 24, colour)}"
        f"{svg.words(left + plate / 2, foot - 6, label, 'middle', '#FFFFFF', 17)}"
    )


def _ends(begin: float, length: float, units: float) -> tuple[float, float]:
    """Return both ends of one side of a box in units, inside the picture and in order."""
    low, high = _HALO / 2, units - _HALO / 2
    first = min(max(begin * units - _ROOM, low), high)
    return first, min(max((begin + length) * units + _ROOM, first), high)


def _data(picture: bytes) -> str:
    return f"data:image/{_KINDS.get(picture[:2], 'jpeg')};base64,{b64encode(picture).decode()}"
