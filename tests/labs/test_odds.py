"""Lesson 05: the odds as the lesson states them, and against throwing dice."""

from itertools import pairwise
from random import Random
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.odds import Chances, all_hold, needed, whole_way

EACH = st.floats(0.5, 0.999)


@pytest.mark.parametrize(
    ("each", "count", "correlation", "together"),
    [
        (0.9, 1, 0.0, 0.9),
        (0.9, 3, 0.0, 0.729),
        (0.9, 5, 0.0, 0.5905),
        (0.9, 8, 0.0, 0.4305),
        (0.95, 5, 0.0, 0.7738),
        (0.98, 5, 0.0, 0.904),
        (0.99, 8, 0.0, 0.9227),
        (0.9, 5, 0.5, 0.707),
        (0.9, 5, 0.7, 0.76),
        (0.9, 5, 0.9, 0.826),
    ],
)
def test_the_chance_that_all_hold(each, count, correlation, together):
    assert all_hold(each, count, correlation) == pytest.approx(together, abs=0.001)


def test_what_each_needs():
    assert needed(0.9, 5) == pytest.approx(0.9791, abs=1e-4)


@pytest.mark.parametrize(("step", "whole"), [(0.99, 0.4899), (0.999, 0.9314), (0.9995, 0.9651)])
def test_72_frames_are_71_steps(step, whole):
    assert whole_way(step, 72) == pytest.approx(whole, abs=1e-4)


def test_the_tie_is_what_dice_say():
    random, normal, tries = Random(5), NormalDist(), 20_000  # noqa: S311 - no secret
    limit = normal.inv_cdf(0.9)
    held = 0
    for _ in range(tries):
        shared = random.gauss(0, 1)
        own = [0.5**0.5 * shared + 0.5**0.5 * random.gauss(0, 1) for _ in range(5)]
        held += max(own) < limit
    assert all_hold(0.9, 5, 0.5) == pytest.approx(held / tries, abs=0.012)


@given(EACH, st.integers(1, 8), st.floats(0.01, 0.9))
def test_the_product_is_a_floor_and_the_single_one_a_ceiling(each, count, correlation):
    together = all_hold(each, count, correlation)
    assert each**count - 1e-7 <= together <= each + 1e-7


@given(EACH, st.integers(2, 8), st.floats(0, 0.9))
def test_each_further_requirement_takes_something_away(each, count, correlation):
    tied = Chances.of(each, count, correlation).tied
    assert all(after < before for before, after in pairwise(tied))
