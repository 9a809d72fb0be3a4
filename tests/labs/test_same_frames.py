"""Lesson 01: frames and megabytes are exact, and only time tells the three clips apart."""

import numpy as np
import pytest

from labs.film import film
from labs.same_frames import SPEEDS_FPS, Order, cut, hidden, measured, raw_megabytes
from labs.ssim import grey, ssim, ssim_map


def test_bytes_of_an_uncompressed_clip():
    assert raw_megabytes(72) == pytest.approx(199.07, abs=0.01)
    assert raw_megabytes(5 * 24, 1920, 1080) == pytest.approx(746.5, abs=0.01)


def test_seventy_two_frames_can_be_had_in_more_than_one_way():
    assert {(fps, s) for fps in SPEEDS_FPS for s in range(1, 7) if fps * s == 72} == {
        (24, 3),
        (12, 6),
    }


def test_a_shuffled_clip_holds_the_same_frames_and_is_as_sharp():
    real, shuffled = (cut(film("desk"), order, 24, 3, 2) for order in (Order.REAL, Order.SHUFFLED))
    assert sorted(shuffled.frames) == list(real.frames)
    assert measured(Order.REAL, 24, 3, 0).sharpness == pytest.approx(
        measured(Order.SHUFFLED, 24, 3, 0).sharpness
    )
    assert measured(Order.TREMBLING, 24, 3, 2).sharpness == pytest.approx(
        measured(Order.REAL, 24, 3, 0).sharpness, rel=0.02
    )


def test_neighbours_are_alike_as_the_lesson_says():
    alike = {order: measured(order, 24, 3, 2).alike for order in Order}
    assert alike[Order.REAL] == pytest.approx(0.985, abs=0.005)
    assert alike[Order.SHUFFLED] == pytest.approx(0.936, abs=0.015)
    assert alike[Order.TREMBLING] == pytest.approx(0.655, abs=0.03)


def test_a_slice_is_one_row_of_every_frame():
    clip = cut(film("desk"), Order.TREMBLING, 12, 2, 3)
    slice = clip.slice(80)
    assert slice.shape == (24, clip.picture(0).shape[1], 3)
    assert np.array_equal(slice[7], clip.picture(7)[80])


@pytest.mark.parametrize("fps", SPEEDS_FPS)
def test_the_riddle_hides_each_clip_once(fps):
    assert sorted(hidden(fps, 3)) == sorted(Order)


def test_similarity_is_that_of_its_definition():
    random = np.random.default_rng(0)
    one, other = random.uniform(0, 255, (2, 7, 7)).astype(np.float32)
    covariance = ((one - one.mean()) * (other - other.mean())).mean()
    dark, flat = 6.5025, 58.5225
    light = (2 * one.mean() * other.mean() + dark) / (one.mean() ** 2 + other.mean() ** 2 + dark)
    texture = (2 * covariance + flat) / (one.var() + other.var() + flat)
    assert ssim_map(one, other).shape == (1, 1)
    assert ssim(one, other) == pytest.approx(light * texture, rel=1e-4)


def test_grey_is_luma():
    white = np.full((1, 1, 3), 255, np.uint8)
    assert grey(white) == pytest.approx(255)
