"""A picture that swims while the camera rests, and what is not that."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from continuity import Settings
from continuity.kinds import Kind
from continuity.report import Box, Event
from continuity.warp import owned, warps
from continuity.watch import Watched
from tests.continuity.test_moments import USUAL

HEIGHT, WIDTH, FRAMES, START = 180, 320, 48, 20


def room(size=(HEIGHT, WIDTH)):
    """Return a picture with corners everywhere, (H, W, 3) uint8."""
    rng = np.random.default_rng(3)
    blocks = rng.integers(30, 226, (size[0] // 12, size[1] // 12, 3), np.uint8)
    large = cv2.resize(blocks, size[::-1], interpolation=cv2.INTER_CUBIC)
    return cv2.GaussianBlur(large, (0, 0), 1)


def swimming(picture, frame, share=0.012):
    """Return `picture` bent by `share` of its width, more so over eight frames from START on."""
    height, width = picture.shape[:2]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    amount = share * width * np.clip((frame - START) / 8, 0, 1)
    phase = 2 * np.pi * (frame - START) / 14
    there_x = x + amount * np.sin(2 * np.pi * y / (0.45 * height) + phase)
    there_y = y + amount * np.sin(2 * np.pi * x / (0.4 * width) + phase)
    return cv2.remap(
        picture, np.float32(there_x), np.float32(there_y), cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REFLECT,
    )  # fmt: skip


def found(picture_of):
    """Return the warps of a clip whose frame n is `picture_of(n)`, with a camera's grain."""
    rng = np.random.default_rng(7)
    grain = rng.normal(0, 1.5, (HEIGHT, WIDTH, 3))
    pictures = tuple(
        np.clip(picture_of(n) + np.roll(grain, n, (0, 1)), 0, 255).astype(np.uint8)
        for n in range(FRAMES)
    )
    glances = tuple(replace(USUAL, index=n, time_s=n / 24) for n in range(FRAMES))
    nothing = np.zeros((FRAMES, 1, 1), np.float16)
    return warps(
        Watched(glances, nothing, tuple(range(FRAMES)), pictures, nothing[:, None], {}), Settings()
    )


def test_a_still_picture_that_begins_to_swim_warps():
    (event,) = found(lambda n: swimming(room(), n))
    assert event.kind is Kind.WARP
    assert START <= event.start <= START + 6
    assert event.start <= event.peak <= event.end == FRAMES - 1
    assert event.box is None


def test_more_bending_is_graver():
    (little,) = found(lambda n: swimming(room(), n, 0.008))
    (much,) = found(lambda n: swimming(room(), n, 0.014))
    assert little.severity < much.severity


def test_a_still_picture_does_not_warp():
    assert found(lambda n: room()) == []


def test_a_lamp_that_is_dimmed_does_not_warp():
    assert found(lambda n: room() * (1.0 - 0.4 * (n >= START))) == []


@pytest.mark.parametrize("zoom", [0.0, 0.004])
def test_a_camera_that_begins_to_move_does_not_warp(zoom):
    large = room((HEIGHT + 80, WIDTH + 160))

    def filmed(n):
        way, scale = max(0, n - START), 1 - zoom * max(0, n - START)
        window = np.float32([[scale, 0, 30 + 1.5 * way], [0, scale, 20]])
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return cv2.warpAffine(large, window, (WIDTH, HEIGHT), flags=flags)

    assert found(filmed) == []


def test_someone_who_walks_through_does_not_warp_the_room():
    def walked(n):
        picture, left = room(), 12 * (n - START)
        if n >= START:
            picture[40:, max(0, left - 90) : max(0, left)] = room()[40:, :90][
                :, : len(range(max(0, left - 90), min(WIDTH, max(0, left))))
            ]
        return picture

    assert found(walked) == []


def test_what_a_warp_moves_belongs_to_it():
    warp = Event(Kind.WARP, 20, 25, 47, None, None, 0.8, 0.8)
    inside = Event(Kind.SHIFT, 24, 24, 24, Box(0, 0, 0.1, 0.1), 1, 0.5, 0.9)
    before = Event(Kind.VANISH, 10, 10, 11, Box(0, 0, 0.1, 0.1), 2, 0.5, 0.9)
    light = Event(Kind.LIGHTING, 24, 26, 30, None, None, 0.5, 0.9)
    assert owned([warp, inside, before, light]) == [warp, before, light]
    assert owned([inside, before]) == [inside, before]
