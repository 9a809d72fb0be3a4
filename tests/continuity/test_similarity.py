"""Likeness of pictures, against another program's figures and by its own laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from continuity.similarity import correlation, ssim_map

Y, X = np.mgrid[:48, :64].astype(np.float32)
WAVES = 127 + 60 * np.sin(X / 5) + 40 * np.cos(Y / 7)
OTHER = 0.8 * WAVES + 20 + 15 * np.sin((X + 2 * Y) / 3)
INNER = np.s_[5:-5, 5:-5]  # the window's half: beyond it every program continues in its own way

numbers = st.floats(-1000, 1000, width=32)
rows = arrays(np.float32, st.integers(3, 40), elements=numbers)


# scikit-image 0.26.0 on 2026-11-22, the same arrays in float64:
# skimage.metrics.structural_similarity(WAVES, OTHER, gaussian_weights=True, sigma=1.5,
#     use_sample_covariance=False, data_range=255, full=True)
@pytest.mark.parametrize(
    ("other", "mean"), [(OTHER, 0.7442443702833165), (255 - WAVES, -0.4978119027955125)]
)
def test_ssim_is_that_of_scikit_image(other, mean):
    assert ssim_map(WAVES, other)[INNER].mean() == pytest.approx(mean, abs=1e-4)


def test_ssim_is_that_of_scikit_image_at_each_place():
    found = ssim_map(WAVES, OTHER)
    assert found[24, 32] == pytest.approx(0.8795303595554537, abs=1e-4)
    assert found[10, 50] == pytest.approx(0.9031668182505429, abs=1e-4)


def test_ssim_of_flat_pictures_is_the_luminance_term_by_hand():
    # Wang et al. 2004, equation 6: (2 a b + C1) / (a² + b² + C1); contrast and structure are 1.
    found = ssim_map(np.full((20, 20), 100, np.float32), np.full((20, 20), 150, np.float32))
    assert found == pytest.approx((2 * 100 * 150 + 6.5025) / (100**2 + 150**2 + 6.5025), abs=1e-4)


def test_ssim_is_one_for_equal_pictures_and_does_not_mind_the_order():
    assert ssim_map(WAVES, WAVES) == pytest.approx(1, abs=1e-6)
    assert np.array_equal(ssim_map(WAVES, OTHER), ssim_map(OTHER, WAVES))


def test_ssim_falls_as_noise_grows():
    noise = np.random.default_rng(0).normal(0, 1, WAVES.shape).astype(np.float32)
    means = [float(ssim_map(WAVES, WAVES + size * noise).mean()) for size in (0, 2, 5, 10, 30)]
    assert means == sorted(means, reverse=True)


@given(rows)
def test_correlation_lies_between_its_bounds(row):
    other = row[::-1].copy()
    assert -1 <= correlation(row, other) <= 1
    assert correlation(row, other) == correlation(other, row)


@given(rows, st.floats(0.125, 8), st.floats(-100, 100))
def test_correlation_does_not_mind_gain_and_offset(row, gain, offset):
    if row.max() - row.min() < 1:  # float32 holds no contrast that small beside its level
        return
    same = np.float32(gain) * row + np.float32(offset)
    assert correlation(row, same) == pytest.approx(1, abs=1e-3)
    assert correlation(row, -same) == pytest.approx(-1, abs=1e-3)


@given(st.floats(-1000, 1000, width=32), st.integers(2, 50))
def test_correlation_with_something_flat_is_nothing(level, length):
    flat = np.full(length, level, np.float32)
    assert correlation(flat, np.arange(length, dtype=np.float32)) == 0


def test_correlation_is_that_of_numpy():
    a, b = WAVES[10], OTHER[30]
    assert correlation(a, b) == pytest.approx(np.corrcoef(a, b)[0, 1], abs=1e-5)
