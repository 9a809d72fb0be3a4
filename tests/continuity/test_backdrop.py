"""The backdrop exchanged, and what looks like it: light, somebody who comes to stay, a cut."""

import cv2
import numpy as np
import pytest

from continuity import Settings, stage
from continuity.backdrop import exchanges, owned
from continuity.decode import Frame
from continuity.kinds import Kind
from continuity.report import Box, Event
from continuity.watch import watch

pytestmark = pytest.mark.long

HEIGHT, WIDTH, FRAMES = 180, 320, 48
SETTINGS = Settings()


def painted(seed, colour):
    """Return a textured surface, larger than what the camera sees."""
    rng = np.random.default_rng(seed)
    size = (HEIGHT + 40, WIDTH + 80)
    coarse = rng.normal(0, 22, (size[0] // 5, size[1] // 5, 1))
    return np.clip(np.array(colour) + cv2.resize(coarse, size[::-1])[..., None], 0, 255)


ROOM, PAPER, OTHER = (
    painted(seed, colour)
    for seed, colour in ((1, (90, 110, 130)), (2, (150, 170, 150)), (3, (120, 140, 190)))
)
WALL = np.s_[:110, 90:]


def room(share):
    """Return the room with so much of the other paper on its wall, about half of what is seen."""
    picture = ROOM.copy()
    picture[WALL] = (1 - share) * PAPER[WALL] + share * OTHER[WALL]
    return picture


def found(picture_of, camera=lambda n: (40, 20)):
    """Return what is told of a clip whose frame n shows `picture_of(n)`, with a sensor's grain."""
    grain = np.random.default_rng(0)

    def frame(n):
        onto = np.array([[1, 0, -camera(n)[0]], [0, 1, -camera(n)[1]]], float)
        seen = cv2.warpAffine(picture_of(n), onto, (WIDTH, HEIGHT))
        return np.clip(seen + grain.normal(0, 1.5, seen.shape), 0, 255).astype(np.uint8)

    frames = (Frame(n, n / 24, frame(n)) for n in range(FRAMES))
    watched = watch(frames, SETTINGS, lambda frame: None)
    return exchanges(watched, stage.build(watched, SETTINGS), SETTINGS)


def faded(start, end):
    return lambda n: room(float(np.clip((n - start + 1) / (end - start + 1), 0, 1)))


@pytest.mark.parametrize(("start", "end"), [(24, 24), (18, 29)])
def test_another_paper_on_the_wall_is_told(start, end):
    (event,) = found(faded(start, end))
    assert event.kind is Kind.BACKDROP
    assert event.start == pytest.approx(start, abs=2)
    assert event.end == pytest.approx(end, abs=2)
    assert (event.box.x, event.box.w) == pytest.approx((50 / WIDTH, 270 / WIDTH), abs=0.03)


def test_it_is_told_under_a_camera_that_pans():
    (event,) = found(faded(18, 29), lambda n: (30 + 0.5 * n, 20))
    assert event.start == pytest.approx(18, abs=3)


def test_a_room_in_which_nothing_changes_has_none():
    assert found(lambda n: room(0)) == []


@pytest.mark.parametrize("gain", [0.6, 1.3])
def test_a_lamp_that_lights_one_side_is_no_other_backdrop(gain):
    side = np.clip((np.arange(WIDTH + 80) - 120) / 120, 0, 1)[None, :, None]

    def lit(n):
        return np.clip(room(0) * (1 + (gain - 1) * side * np.clip((n - 17) / 12, 0, 1)), 0, 255)

    assert found(lit) == []


def test_somebody_large_who_comes_to_stay_is_no_other_backdrop():
    def came(n):
        picture, reach = room(0), int(np.clip(12 * (n - 12), 0, 200))
        picture[30:, 40 : 40 + reach] = OTHER[30:, 240 - reach : 240]
        return picture

    assert found(came) == []


def test_a_cut_is_no_other_backdrop():
    assert found(lambda n: room(0) if n < 24 else painted(9, (60, 160, 90))) == []


def test_what_an_exchange_has_made_belongs_to_it():
    box, beside = Box(0.2, 0, 0.8, 0.5), Box(0.2, 0.7, 0.1, 0.1)
    backdrop = Event(Kind.BACKDROP, 20, 25, 30, box, None, 0.8, 0.8)
    made = [
        Event(Kind.LIGHTING, 22, 25, 32, None, None, 0.5, 0.9),
        Event(Kind.JUMP, 20, 20, 20, None, None, 0.5, 0.9),
        Event(Kind.RECOLOR, 21, 25, 30, Box(0.5, 0.1, 0.1, 0.2), 1, 0.5, 0.9),
    ]
    others = [
        Event(Kind.VANISH, 24, 24, 25, beside, 1, 0.5, 0.9),
        Event(Kind.RECOLOR, 5, 6, 7, Box(0.5, 0.1, 0.1, 0.2), 2, 0.5, 0.9),
        Event(Kind.SOFT, 20, 25, 30, None, None, 0.5, 0.9),
    ]
    assert owned([backdrop, *made, *others]) == [backdrop, *others]
    assert owned([*made, *others]) == [*made, *others]
