"""Lesson 03: small things and moving things pay for a bottleneck first."""

import numpy as np
import pytest

from labs.squeeze import RECOGNISABLE, SPACES, TIMES, squeeze, squeezed


def test_nothing_squeezed_is_nothing_lost():
    assert set(squeezed(1, 1).errors.values()) == {0.0}
    clip = np.random.default_rng(0).integers(0, 256, (2, 16, 32, 3)).astype(np.uint8)
    assert np.array_equal(squeeze(clip, 1, 1), clip)


def test_an_even_surface_comes_back_as_it_was():
    flat = np.full((4, 32, 32, 3), 130, np.uint8)
    assert np.array_equal(squeeze(flat, 4, 16), flat)


def test_a_pixel_becomes_a_mean_of_its_block():
    clip = np.zeros((2, 16, 16, 3), np.uint8)
    clip[:, :8] = 200
    halves = squeeze(clip, 2, 8)
    assert halves.shape == clip.shape
    assert int(halves[0, 0, 0, 0]) == pytest.approx(200, abs=25)  # smooth steps swing over a little
    assert halves[0, 0, 0, 0] > 150 > 50 > halves[0, -1, 0, 0]


def test_at_four_by_eight_by_eight_the_wall_keeps_and_the_vase_does_not():
    errors = squeezed(4, 8).errors
    assert errors["wall"] == pytest.approx(2.6, abs=0.1)
    assert errors["vase"] == pytest.approx(17.4, abs=0.3)
    assert errors["robot"] == pytest.approx(21.5, abs=0.4)


@pytest.mark.parametrize("space", SPACES[1:])
def test_the_order_in_which_things_fail_is_always_the_same(space):
    errors = squeezed(4, space).errors
    assert errors["wall"] < errors["vase"] < errors["robot"]


def test_time_costs_what_moves_and_space_costs_what_is_small():
    assert squeezed(8, 4).errors["vase"] == pytest.approx(squeezed(1, 4).errors["vase"], abs=0.1)
    assert squeezed(8, 4).errors["robot"] > 1.4 * squeezed(1, 4).errors["robot"]


def test_one_setting_reaches_the_goal():
    reached = [
        (time, space)
        for time in TIMES
        for space in SPACES
        if squeezed(time, space).cells < 40_000
        and squeezed(time, space).errors["vase"] <= RECOGNISABLE
    ]
    assert reached == [(8, 4)]
