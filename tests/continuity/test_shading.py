"""Light that falls unevenly: taken off where it is smooth, and nothing else with it."""

import numpy as np
import pytest

from continuity import Settings
from continuity.lay import BLACK
from continuity.shading import evenly_lit

HEIGHT, WIDTH, PICTURES = 135, 240, 12
ACROSS, DOWN = np.meshgrid(np.linspace(-1, 1, WIDTH), np.linspace(-1, 1, HEIGHT))


def room(seed=3):
    """Return a wall above a table with some texture, (h, w, 3) in CIE units."""
    picture = np.full((HEIGHT, WIDTH, 3), (55, 2, 8), np.float32)
    picture[90:] = (80, 1, 5)
    return picture + np.random.default_rng(seed).normal(0, 0.4, picture.shape)


def under(picture, strength):
    """Return a picture under a shade that comes from the left, soft as one is."""
    shade = strength * (0.5 * (1 - ACROSS) ** 2 / 4 + 0.5 * (1 - ACROSS) / 2 + 0.1 * DOWN)
    return (picture + BLACK) * np.exp(-shade)[..., None] - BLACK


def lit(pictures):
    """Return pictures brought into the light of the first one."""
    halves = np.array(pictures, np.float16)
    evenly_lit(halves, np.ones(halves.shape[:3], bool), Settings())
    return halves.astype(np.float32)


def test_a_soft_shade_is_taken_off():
    pictures = [under(room(n), 0.3 * n / (PICTURES - 1)) for n in range(PICTURES)]
    left = np.abs(lit(pictures)[-1] - pictures[0])
    assert np.abs(pictures[-1] - pictures[0])[..., 0].mean() > 8
    assert left[..., 0].mean() < 1


def test_a_thing_that_goes_under_it_is_not():
    pictures = []
    for n in range(PICTURES):
        picture = room(n)
        if n < 6:
            picture[95:115, 40:60] = (45, 50, 25)
        pictures.append(under(picture, 0.03 * n))
    place = np.s_[97:113, 42:58]
    before, after = lit(pictures)[[0, -1]]
    assert np.linalg.norm((after - before)[place].mean(axis=(0, 1))) > 50
    assert after[place][..., 0].mean() == pytest.approx(80, abs=2)


@pytest.mark.parametrize("coming", [(20, 2, 8), (90, -20, 30)])
def test_somebody_who_fills_a_third_of_the_picture_bends_no_light(coming):
    pictures = [room() for _ in range(PICTURES)]
    for n in range(4, PICTURES):
        pictures[n][20:, 30:110] = coming
    apart = np.abs(lit(pictures) - np.array(pictures, np.float16).astype(np.float32))
    assert apart.max() == 0


def test_light_that_is_even_enough_is_left_as_it_is():
    pictures = [under(room(n), 0.005 * n) for n in range(PICTURES)]
    np.testing.assert_array_equal(lit(pictures), np.array(pictures, np.float16).astype(np.float32))


def test_what_the_first_picture_does_not_show_is_lit_as_what_lies_next_to_it():
    pictures = [under(room(n), 0.3 * (n > 0)) for n in range(2)]
    halves = np.array(pictures, np.float16)
    seen = np.ones(halves.shape[:3], bool)
    seen[0, :, :60] = False
    evenly_lit(halves, seen, Settings())
    gain = (halves[1].astype(np.float32)[..., 0] + 16) / (pictures[1][..., 0] + 16)
    # A surface goes on without end; the light of the edge is taken beyond it.
    assert gain[:, :50].max() < 1.02 * gain[:, 62:75].max()
