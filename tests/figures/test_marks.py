"""Boxes drawn on a frame: where they belong, and on any picture."""

from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from continuity.report import Box
from figures import marks
from figures.palette import LIGHT

COLOUR = "#B84A18"
share = st.floats(-0.5, 1.5)


def grey(width: int = 320, height: int = 180) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "#808080").save(out, "JPEG", quality=95)
    return out.getvalue()


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(BytesIO(jpeg)).convert("RGB")


def changed(jpeg: bytes) -> list[tuple[int, int]]:
    picture = opened(jpeg)
    return [
        (x, y)
        for x in range(picture.width)
        for y in range(picture.height)
        if sum(abs(part - 128) for part in picture.getpixel((x, y))) > 60
    ]


def test_the_line_runs_around_the_thing_and_not_over_it():
    touched = changed(marks.boxed(grey(), Box(0.5, 0.5, 0.25, 0.25), COLOUR, "1"))
    inside = [(x, y) for x, y in touched if 162 < x < 238 and 92 < y < 133]
    assert not inside
    assert any(abs(x - 156) < 4 and 95 < y < 130 for x, y in touched)  # left side
    assert any(abs(y - 139) < 4 and 165 < x < 235 for x, y in touched)  # lower side


def test_a_dashed_line_has_gaps():
    box = Box(0.2, 0.3, 0.6, 0.6)
    whole = changed_to(marks.boxed(grey(), box, COLOUR, "1"))
    dashed = changed_to(marks.boxed(grey(), box, COLOUR, "1", dashed=True))
    assert dashed < 0.8 * whole


def changed_to(jpeg: bytes) -> int:
    """Count pixels that are more red than blue: those of the line, not of its halo."""
    picture = opened(jpeg)
    pixels = (picture.getpixel((x, y)) for x in range(picture.width) for y in range(90, 180))
    return sum(red > blue + 60 for red, _, blue in pixels)


@given(
    share, share, st.floats(0, 2), st.floats(0, 2), st.sampled_from([(320, 180), (90, 160), (8, 8)])
)
def test_any_box_on_any_picture_gives_a_picture_of_the_same_size(x, y, w, h, size):
    drawn = marks.boxed(grey(*size), Box(x, y, w, h), LIGHT.muted, "12", dashed=True)
    assert opened(drawn).size == size
