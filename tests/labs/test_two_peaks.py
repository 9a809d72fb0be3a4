"""Lesson 02: the numbers the lesson states, of 800 points from seed 1."""

import numpy as np
import pytest

from labs.two_peaks import (
    SPREAD,
    TRUE_DISTANCE,
    denoised,
    distance,
    heaps,
    hits,
    jump,
    noise_of,
    reach,
    sampled,
    shared_noise,
)

NOISE = noise_of(800, 1)


@pytest.mark.parametrize(("steps", "away"), [(2, 0.473), (5, 0.257), (10, 0.190), (30, 0.161)])
def test_more_steps_come_nearer(steps, away):
    assert distance(sampled(NOISE, steps)[-1]) == pytest.approx(away, abs=5e-4)


@pytest.mark.parametrize(
    ("guidance", "hit", "spread", "out"),
    [(0, 0.14, 2.104, None), (1, 1, 0.117, 2.95), (3, 1, 0.049, 3.13), (7, 1, 0.027, 3.29)],
)
def test_guidance_trades_variety_for_obedience(guidance, hit, spread, out):
    ends = sampled(NOISE, 30, 0, guidance)[-1]
    assert hits(ends, 0) == pytest.approx(hit, abs=5e-3)
    assert ends.std(0).mean() == pytest.approx(spread, abs=5e-4)
    if out:
        assert reach(ends, 0) == pytest.approx(out, abs=5e-3)


def test_from_three_and_a_half_on_guidance_overshoots_by_more_than_a_twentieth():
    far = {w: reach(sampled(NOISE, 30, 0, w)[-1], 0) for w in (3.0, 3.5, 4.0)}
    assert far == pytest.approx({3.0: 3.13, 3.5: 3.16, 4.0: 3.19}, abs=5e-3)
    assert far[3.0] < 3.15 < far[3.5]


@pytest.mark.parametrize(("share", "mean"), [(0, 4.078), (1, 1.115), (3, 0.094), (8, 0.036)])
def test_noise_that_frames_share_keeps_them_together(share, mean):
    ends = sampled(shared_noise(share, 3, 48), 30)[-1]
    assert jump(ends) == pytest.approx(mean, abs=5e-4)


def test_shared_noise_has_the_variance_of_any_other():
    all_alike = np.concatenate([shared_noise(2, seed) for seed in range(400)])
    assert all_alike.var() == pytest.approx(1, abs=0.05)


def test_the_data_lie_that_far_from_their_heap():
    data = np.random.default_rng(0).normal(0, SPREAD, (100_000, 2))
    assert np.linalg.norm(data, axis=1).mean() == pytest.approx(TRUE_DISTANCE, abs=1e-3)


def test_without_noise_nothing_is_taken_away_and_in_much_only_the_mean_is_left():
    near = heaps() + 0.05
    assert denoised(near, 1e-9) == pytest.approx(near, abs=1e-6)
    assert denoised(near, 1e6) == pytest.approx(np.zeros((6, 2)), abs=1e-4)
