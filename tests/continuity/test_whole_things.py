"""Things told as wholes: what changes alone though few of its pixels do, and what slides."""

import cv2
import numpy as np
import pytest

import continuity
from continuity import Settings, whole_things
from continuity.failures import is_failure
from continuity.kinds import Kind
from continuity.movers import Movers
from tests import clips
from tests.continuity.conftest import staged

pytestmark = pytest.mark.long

HEIGHT, WIDTH = 180, 320
BODY = (60, 200, 210)


def painted(seed, colour, size):
    """Return a textured surface."""
    rough = np.random.default_rng(seed).normal(0, 28, (size[0] // 4, size[1] // 4, 1))
    fine = cv2.resize(rough, size[::-1], interpolation=cv2.INTER_CUBIC)[..., None]
    return np.clip(np.array(colour) + fine, 0, 255).astype(np.uint8)


WALL, VASE = painted(1, (120, 140, 130), (HEIGHT, WIDTH)), painted(2, (60, 50, 190), (36, 36))

# What changes alone ---------------------------------------------------------


def plate(n, beside=0.0):
    """Return picture n of a ringed plate that goes soft in picture 24.

    What lies around it grows brighter by `beside` grey levels at that moment: less than a change.
    """
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    far = np.hypot(x - 160, y - 90)
    picture, rings = WALL.astype(np.float32), 45 * np.sign(np.sin(2 * np.pi * far / 8))
    picture[far < 15] = np.array((60, 50, 190)) + rings[far < 15][:, None]
    if n >= 24:
        picture = np.where(far[..., None] < 20, cv2.GaussianBlur(picture, (0, 0), 1.6), picture)
        picture[(far >= 18) & (far < 39)] += beside
    return np.clip(picture, 0, 255).astype(np.uint8)


def told(pictures):
    """Return the changes that are failures of a thing."""
    _, built = staged(pictures)
    found = whole_things.find(built, Movers(built), Settings())
    return [change for change in found if is_failure(change, Settings())]


def test_what_goes_soft_at_its_edges_only_is_told_as_a_whole():
    (change,) = told([plate(n) for n in range(36)])
    assert change.alone
    assert change.start == pytest.approx(24, abs=2)
    # The plate covers a disc of 7.5 pixels across the maps at half size.
    assert change.mask.sum() == pytest.approx(np.pi * 7.5**2, rel=0.6)


@pytest.mark.parametrize("beside", [8, 12])
def test_it_is_not_where_what_lies_beside_it_changes_too(beside):
    assert told([plate(n, beside) for n in range(36)]) == []


def test_nor_where_it_never_rests():
    # It is soft for a picture now and then before, and sharp for one after.
    restless = [plate(n if n % 4 else 47 - n) for n in range(48)]
    assert told(restless) == []


def test_nor_where_it_changes_behind_somebody():
    pictures = [plate(n) for n in range(60)]
    for n in range(22, 26):
        left = 90 + 20 * (n - 22)
        pictures[n][40:140, left : left + 60] = BODY
    assert told(pictures) == []


# What slides ----------------------------------------------------------------


def failures(folder, busy):
    """Return what is told of a vase that slides in picture 24, to beside somebody.

    They are `busy` beside where it comes to stand, and otherwise walk up and away.
    """
    pictures = []
    for n in range(48):
        picture, left = WALL.copy(), 60 if n < 24 else 110
        picture[70:106, left : left + 36] = VASE
        away = 0 if n in busy else 10 * min(abs(n - busy[0]), abs(n - busy[-1]))
        place = 140 + away + round(14 * (1 + np.sin(1.1 * n)))
        picture[40:140, place : place + 30] = BODY
        pictures.append(picture)
    path = clips.write_clip(folder / "slides.mp4", pictures, 24, clips.EXACT)
    return continuity.analyse(path).failures


def test_half_of_a_slide_that_is_hard_to_see_does_not_hide_the_other(tmp_path):
    (event,) = failures(tmp_path, range(20, 28))
    assert event.kind is Kind.SHIFT
    assert event.start == pytest.approx(24, abs=2)


def test_what_left_is_told_where_what_came_is_always_beside_somebody(tmp_path):
    (event,) = failures(tmp_path, range(48))
    assert event.kind in (Kind.VANISH, Kind.FADE)
    assert event.start == pytest.approx(24, abs=2)


# What goes on two grounds at once -------------------------------------------


def on_two_grounds(n, how):
    """Return picture n of a cup that stands before a wall and a table, and goes as `how` says."""
    picture = np.full((HEIGHT, WIDTH, 3), (120, 140, 130), np.float32)
    picture[100:] = (190, 195, 200)
    cup = np.full((50, 36, 3), (60, 50, 200), np.float32)
    cup[::7] += 25
    left, there = 200, 1.0
    if how == "slides":
        left -= round(26 * np.clip((n - 18) / 20, 0, 1))
    elif how == "fades":
        there = 1 - np.clip((n - 18) / 22, 0, 1)
    else:
        there = 1.0 if n < 24 else 0.5 if n == 24 else 0.0
    place = picture[72:122, left : left + 36]
    place[:] = there * cup + (1 - there) * place
    grain = np.random.default_rng(n).normal(0, 1.0, picture.shape)
    return np.clip(cv2.GaussianBlur(picture, (0, 0), 0.8) + grain, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("how", "kind"), [("slides", Kind.SHIFT), ("fades", Kind.FADE), ("goes", Kind.VANISH)]
)
def test_the_pieces_of_one_thing_do_not_hide_each_other(how, kind, tmp_path):
    """The cup slides by less than its width: one side of it goes before the other comes."""
    pictures = [on_two_grounds(n, how) for n in range(60)]
    path = clips.write_clip(tmp_path / f"{how}.mp4", pictures, 24, clips.EXACT)
    (event,) = continuity.analyse(path).failures
    assert event.kind is kind
    assert event.start == pytest.approx(24 if how == "goes" else 20, abs=3)


# What goes and comes back less ----------------------------------------------


def test_a_thing_that_comes_back_faint_is_told_from_when_it_went():
    """While it was gone the place was further from the first state than it is in the end."""
    pictures = []
    for n in range(60):
        picture = WALL.astype(np.float32)
        there = 1.0 if n < 24 else 0.0 if n < 29 else 0.5
        place = picture[70:106, 140:176]
        place[:] = there * VASE + (1 - there) * place
        pictures.append(picture.astype(np.uint8))
    (change,) = told(pictures)
    assert change.start == pytest.approx(24, abs=1)
