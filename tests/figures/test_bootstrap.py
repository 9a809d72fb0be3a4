"""Intervals of means: whether they hold what they promise, where the truth is known."""

import numpy as np
import pytest

from figures import bootstrap

pytestmark = pytest.mark.long


@pytest.mark.parametrize("count", [bootstrap.FEW, 20, 60])
def test_an_interval_holds_the_truth_about_as_often_as_it_says(count):
    """Skewed scores near 1, as continuity has them; the percentile interval runs a little short."""
    rng = np.random.default_rng(7)
    truth = 8 / 10
    inside = 0
    for trial in range(300):
        found = bootstrap.mean(rng.beta(8, 2, count).tolist(), seed=trial)
        inside += found.low <= truth <= found.high
    assert 0.88 <= inside / 300 <= 0.98


def test_below_few_an_interval_is_too_narrow():
    """Which is why the overview says so of groups with fewer clips."""
    rng = np.random.default_rng(7)
    inside = 0
    for trial in range(300):
        found = bootstrap.mean(rng.beta(8, 2, 3).tolist(), seed=trial)
        inside += found.low <= 0.8 <= found.high
    assert inside / 300 < 0.85


def test_chance_alone_is_seldom_called_a_difference_and_a_large_one_is():
    rng = np.random.default_rng(3)
    called = 0
    for trial in range(200):
        a, b = rng.beta(8, 2, (2, 25)).tolist()
        called += bootstrap.difference(a, b, seed=trial).tells
    assert called / 200 <= 0.10
    a, b = rng.beta(18, 2, 25).tolist(), rng.beta(5, 5, 25).tolist()
    found = bootstrap.difference(a, b)
    assert found.tells
    assert found.low > 0.2


def test_one_clip_has_no_interval():
    assert bootstrap.mean([0.5]) is None
    assert bootstrap.difference([0.5], [0.5, 0.6]) is None
    assert bootstrap.mean([0.5, 0.5]) == bootstrap.Estimate(0.5, 0.5, 0.5, 2)
