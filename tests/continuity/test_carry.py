"""What of a picture the one before it explains."""

import cv2
import numpy as np
import pytest

from continuity import Settings
from continuity.carry import carried

HEIGHT, WIDTH = 90, 160
SETTINGS = Settings()
ALL = np.ones((HEIGHT, WIDTH), bool)


def painted(seed, contrast=50):
    """Return a textured picture, (H, W, 3) float32."""
    coarse = np.random.default_rng(seed).normal(128, contrast, (HEIGHT // 3, WIDTH // 3, 3))
    large = cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    return np.clip(large, 0, 255).astype(np.float32)


def with_patch(patch, x, share=0.3):
    """Return a picture in which a part of another stands at `x`."""
    picture = painted(1)
    height, width = round(HEIGHT * share), round(WIDTH * share)
    picture[20 : 20 + height, x : x + width] = patch[:height, :width]
    return picture


def test_nothing_stirs_in_grain():
    noise = np.random.default_rng(5).normal(0, 1.5, (HEIGHT, WIDTH, 3)).astype(np.float32)
    assert carried(painted(1), painted(1) + noise, ALL, SETTINGS) == (None, 0.0)


def test_what_moves_smoothly_is_explained():
    unexplained, torn = carried(
        with_patch(painted(2), 40), with_patch(painted(2), 43), ALL, SETTINGS
    )
    # But for the strip that it uncovers and covers.
    assert unexplained < 0.05
    assert torn < 0.05


def test_what_becomes_something_else_is_left_over():
    unexplained, torn = carried(
        with_patch(painted(2), 40), with_patch(painted(3), 40), ALL, SETTINGS
    )
    assert 0.03 < unexplained < 0.12
    assert 0.03 < torn < 0.12


def test_texture_that_boils_faintly_is_torn_but_hardly_left_over():
    wall = np.full((HEIGHT, WIDTH, 3), 128, np.float32)
    boil = [wall + (painted(seed, 9) - 128) for seed in (2, 3)]
    unexplained, torn = carried(boil[0], boil[1], ALL, SETTINGS)
    assert torn > 0.08
    assert unexplained < torn / 2


@pytest.mark.parametrize("change", [lambda p: p[:, ::-1], lambda p: p[::-1]])
def test_a_mirror_changes_nothing_that_matters(change):
    before, after = with_patch(painted(2), 40), with_patch(painted(3), 40)
    usual = carried(before, after, ALL, SETTINGS)
    mirrored = carried(
        np.ascontiguousarray(change(before)), np.ascontiguousarray(change(after)), ALL, SETTINGS
    )
    assert mirrored == pytest.approx(usual, abs=0.02)


def test_what_the_camera_did_not_see_before_does_not_count():
    after = painted(1)
    after[:, :40] = painted(4)[:, :40]
    unseen = ALL.copy()
    unseen[:, :40] = False
    assert carried(painted(1), after, unseen, SETTINGS)[0] in (None, pytest.approx(0, abs=0.01))


def test_a_picture_too_small_for_flow_has_no_measure():
    tiny = np.zeros((20, 20, 3), np.float32)
    assert carried(tiny, tiny, np.ones((20, 20), bool), SETTINGS) == (None, None)
