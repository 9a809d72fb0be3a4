"""Looking only near a region gives what looking at the whole picture gives."""

import cv2
import numpy as np
import pytest

from continuity.stage import at
from continuity.turns import dilated, window_of

RANDOM = np.random.default_rng(5)
REGIONS = {
    "in the middle": np.s_[20:26, 30:41],
    "in a corner": np.s_[:3, 56:],
    "along an edge": np.s_[39:, 5:50],
    "nowhere": np.s_[:0, :0],
}


@pytest.mark.parametrize("where", REGIONS)
@pytest.mark.parametrize("margin_px", [1, 4, 9])
def test_a_region_grows_as_in_the_whole_picture(where, margin_px):
    mask = np.zeros((40, 60), bool)
    mask[REGIONS[where]] = RANDOM.random(mask[REGIONS[where]].shape) > 0.4
    side = 2 * margin_px + 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    whole = cv2.dilate(mask.astype(np.uint8), disc) > 0
    np.testing.assert_array_equal(dilated(mask, margin_px), whole)


def test_a_window_holds_a_region_and_its_margin_within_the_picture():
    mask = np.zeros((40, 60), bool)
    mask[2:5, 50:58] = True
    rows, columns = window_of(mask, 6)
    assert mask[rows, columns].shape == (11, 16)
    assert (rows.start, columns.start) == (0, 44)


@pytest.mark.parametrize("shape", [(7, 12, 9), (7, 12, 9, 3)])
def test_pictures_at_a_mask_are_those_of_plain_indexing(shape):
    pictures = RANDOM.random(shape).astype(np.float16)
    mask = RANDOM.random(shape[1:3]) > 0.6
    np.testing.assert_array_equal(at(pictures, mask), pictures[:, mask])
