"""Lesson 07: what a measuring finds in the four balls, as the lesson states it."""

import pytest

from labs.falling_ball import Ball, heights_m, measure


def measured(ball):
    return measure(heights_m(ball))


def test_the_real_ball_falls_as_things_fall_and_loses_height():
    found = measured(Ball.REAL)
    assert found.gravity_m_s2 == pytest.approx(9.8)
    assert found.off_m == pytest.approx(0, abs=1e-9)
    assert found.tops_m[0] == pytest.approx(1.83, abs=0.01)
    assert found.growth == pytest.approx(0.64, abs=0.01)


def test_the_floating_ball_is_off_every_parabola_and_never_tires():
    found = measured(Ball.FLOATS)
    assert found.gravity_m_s2 == pytest.approx(10.28, abs=0.15)
    assert found.off_m == pytest.approx(0.026, abs=0.003)
    assert found.growth == pytest.approx(1, abs=0.01)


def test_the_heavy_ball_falls_too_fast():
    assert measured(Ball.TOO_HEAVY).gravity_m_s2 == pytest.approx(21.56)
    assert measured(Ball.TOO_HEAVY).tops_m[0] == pytest.approx(0.83, abs=0.01)


def test_the_ball_that_gains_passes_every_test_but_that_of_its_tops():
    found = measured(Ball.GAINS)
    assert found.gravity_m_s2 == pytest.approx(9.8)
    assert found.off_m == pytest.approx(0, abs=1e-9)
    assert found.growth == pytest.approx(1.25, abs=0.01)


@pytest.mark.parametrize("ball", Ball)
def test_no_ball_sinks_into_the_desk(ball):
    heights = heights_m(ball)
    assert heights[0] == 0
    assert min(heights) >= 0
