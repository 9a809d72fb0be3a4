"""Optical flow against motions that are known in closed form: of the view, and of a thing in it.

The pictures are sums of sines, so that what was where is exact: no interpolation comes between.
"""

import cv2
import numpy as np
import pytest

from continuity.camera import follow_points, textured_pixels
from continuity.carry import came_from

HEIGHT, WIDTH = 180, 320
INNER = np.s_[12:-12, 12:-12]  # nearer to the border a window has nothing to look at
Y, X = np.mgrid[:HEIGHT, :WIDTH].astype(np.float64)
WAVES = np.random.default_rng(7).uniform(-0.5, 0.5, (40, 2)) + np.array([0.05, 0.03])
PHASES = np.random.default_rng(8).uniform(0, 2 * np.pi, 40)
DISC = (X - 160) ** 2 + (Y - 90) ** 2 < 45**2


def surface(x, y, seed=0):
    """Return a texture at real places, (H, W) float32, 0 to 255."""
    waves, phases = np.roll(WAVES, 3 * seed, axis=1), np.roll(PHASES, seed)
    total = sum(np.sin(a * x + b * y + phase) for (a, b), phase in zip(waves, phases, strict=True))
    return np.clip(128 + 14 * total, 0, 255).astype(np.float32)


def about(matrix, middle=(160, 90)):
    """Return how far each pixel came, x and y, of a picture that `matrix` moved about `middle`."""
    back = np.linalg.inv(np.array(matrix))
    x, y = X - middle[0], Y - middle[1]
    return np.dstack([back[0, 0] * x + back[0, 1] * y - x, back[1, 0] * x + back[1, 1] * y - y])


def slid(x, y):
    return np.dstack([np.full_like(X, -x), np.full_like(Y, -y)])


MOTIONS = {
    "by a part of a pixel": slid(0.4, -0.3),
    "by pixels": slid(3.2, -1.7),
    "turned by two degrees": about([[0.99939, -0.0349], [0.0349, 0.99939]]),
    "grown by two per cent": about([[1.02, 0], [0, 1.02]]),
    "sheared": about([[1, 0.03], [0, 1]]),
}


def missed(found, truth, where):
    """Return the median and the 90th percentile of the end point error, in pixels.

    The error of the Middlebury benchmark: Baker et al., "A Database and Evaluation Methodology for
    Optical Flow", IJCV 92, 2011, https://doi.org/10.1007/s11263-010-0390-2
    """
    return np.percentile(np.linalg.norm(found - truth, axis=2)[where], (50, 90))


@pytest.mark.parametrize("truth", MOTIONS.values(), ids=MOTIONS)
def test_the_motion_of_the_view_is_found_to_a_fifth_of_a_pixel(truth):
    two = surface(X + truth[..., 0], Y + truth[..., 1])
    middle, most = missed(came_from(surface(X, Y), two), truth, INNER)
    assert middle < 0.1
    assert most < 0.2


@pytest.mark.parametrize("truth", MOTIONS.values(), ids=MOTIONS)
def test_the_motion_of_a_thing_is_found_and_its_ground_stays(truth):
    # What is inside the disc has moved; the ground behind it has not.
    one = np.where(DISC, surface(X, Y), surface(X, Y, seed=1))
    two = np.where(DISC, surface(X + truth[..., 0], Y + truth[..., 1]), one)
    found = came_from(one.astype(np.float32), two.astype(np.float32))
    disc = DISC.astype(np.uint8)
    kernel = np.ones((17, 17), np.uint8)
    inside, outside = cv2.erode(disc, kernel) > 0, cv2.dilate(disc, kernel) == 0
    middle, most = missed(found, truth, inside)
    assert middle < 0.15
    assert most < 0.5
    assert missed(found, np.zeros_like(truth), outside)[1] < 0.1


@pytest.mark.parametrize("truth", MOTIONS.values(), ids=MOTIONS)
def test_points_are_followed_to_a_tenth_of_a_pixel(truth):
    one = surface(X, Y).astype(np.uint8)
    two = surface(X + truth[..., 0], Y + truth[..., 1]).astype(np.uint8)
    here = textured_pixels(two, per_cell=4)
    there, good = follow_points(two, one, here, here.copy())
    x, y = here[good].astype(int).T
    error = np.linalg.norm(there[good] - here[good] - truth[y, x], axis=1)
    assert good.mean() > 0.8
    assert np.median(error) < 0.1
