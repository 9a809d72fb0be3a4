"""The salience map: a share, drawn by what stands out, the same in a mirror."""

import cv2
import numpy as np
import pytest

from continuity.salience import centre, contrast, enclosure, salience

SIZE = (90, 160)
STILL = np.zeros(SIZE, np.float32)


def lab(picture):
    return cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_BGR2LAB)


def disc(at=(80, 45), colour=(30, 30, 210), radius=9):
    """Return a grey picture with a disc, and where the disc is."""
    picture = np.full((*SIZE, 3), 128, np.uint8)
    cv2.circle(picture, at, radius, colour, -1)
    return picture, (picture != 128).any(axis=2)


def busy(seed=0):
    noise = np.random.default_rng(seed).integers(0, 256, (9, 16, 3), np.uint8)
    return cv2.resize(noise, SIZE[::-1], interpolation=cv2.INTER_CUBIC)


def flickering(left, right):
    movement = STILL.copy()
    movement[30:60, left:right] = 40
    return movement


@pytest.mark.parametrize(
    ("picture", "movement"),
    [
        (busy(), STILL),
        (busy(), flickering(20, 60)),
        (disc()[0], STILL),
        (np.full((*SIZE, 3), 128, np.uint8), STILL),
        (np.zeros((*SIZE, 3), np.uint8), STILL),
        (np.full((*SIZE, 3), 255, np.uint8), flickering(20, 60)),
    ],
)
def test_salience_is_a_share(picture, movement):
    share = salience(lab(picture), movement)
    assert share.shape == SIZE
    assert np.isfinite(share).all()
    assert (share >= 0).all()
    # A plain wall draws nobody anywhere: its share is nothing or all of it.
    assert share.sum() == pytest.approx(1, abs=1e-4) or share.max() == 0


@pytest.mark.parametrize("movement", [STILL, flickering(20, 60)])
@pytest.mark.parametrize("flip", [np.s_[:, ::-1], np.s_[::-1]], ids=["left-right", "up-down"])
def test_salience_of_a_mirror_image_is_the_mirror_image(flip, movement):
    here = salience(lab(busy()), movement)
    there = salience(lab(busy()[flip]), np.ascontiguousarray(movement[flip]))
    assert np.abs(here[flip] - there).sum() < 0.02


@pytest.mark.parametrize("at", [(80, 45), (30, 45), (130, 20)])
@pytest.mark.parametrize("colour", [(30, 30, 210), (255, 255, 255), (0, 0, 0)])
def test_what_stands_out_gets_more_than_its_area(at, colour):
    picture, there = disc(at, colour)
    share = salience(lab(picture), STILL)
    assert share[there].sum() > 3 * there.mean()


def test_the_larger_contrast_gets_more():
    picture, _ = disc((50, 45), (30, 30, 210))
    cv2.circle(picture, (110, 45), 9, (120, 120, 140), -1)
    share = salience(lab(picture), STILL)
    assert share[:, :80].sum() > share[:, 80:].sum()


def test_what_moves_gets_more_than_what_stands():
    picture, _ = disc((50, 45))
    cv2.circle(picture, (110, 45), 9, (30, 30, 210), -1)
    movement = STILL.copy()
    cv2.circle(movement, (110, 45), 9, 60, -1)
    still, moving = salience(lab(picture), STILL), salience(lab(picture), movement)
    assert still[:, 80:].sum() == pytest.approx(0.5, abs=0.03)
    assert moving[:, 80:].sum() > still[:, 80:].sum() + 0.05


def test_grain_is_no_movement():
    grain = np.abs(np.random.default_rng(1).normal(0, 1, SIZE)).astype(np.float32)
    assert np.array_equal(salience(lab(busy()), grain), salience(lab(busy()), STILL))


def test_enclosure_finds_what_is_cut_off_from_the_border():
    picture, there = disc()
    found = enclosure(lab(picture))
    assert found[there].min() > 0.5
    assert found[~there].max() == 0
    across = np.full((*SIZE, 3), 128, np.uint8)
    across[40:50] = 0  # a bar from side to side touches the border
    assert enclosure(lab(across)).max() == 0


def test_a_plain_wall_has_neither_contrast_nor_enclosure():
    wall = lab(np.full((*SIZE, 3), 90, np.uint8))
    assert contrast(wall).max() == 0
    assert enclosure(wall).max() == 0


def test_the_centre_is_in_the_centre():
    bell = centre(*SIZE)
    assert bell.shape == SIZE
    assert bell.max() == pytest.approx(1, abs=1e-3)
    assert np.unravel_index(bell.argmax(), SIZE) in [(44, 79), (44, 80), (45, 79), (45, 80)]
    assert np.allclose(bell, bell[::-1, ::-1])
