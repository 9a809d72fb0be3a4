"""Colours and their difference, against published figures."""

import cv2
import numpy as np
import pytest

from continuity.lay import cie
from continuity.stage import delta_e

# Sharma, Wu and Dalal, "The CIEDE2000 Color-Difference Formula", Color Research & Application 30,
# 2005, https://doi.org/10.1002/col.20070, table 1, pairs 1, 7, 17, 19: L*, a*, b* of both. The
# CIE 1976 difference is their distance, here to four places by hand.
PAIRS = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 4.0011),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.2361),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 36.8680),
    ((50.0, 2.5, 0.0), (56.0, -27.0, -3.0), 30.2531),
]

# sRGB primaries in CIE Lab under D65: Lindbloom, http://www.brucelindbloom.com/ColorCalculator.html
PRIMARIES = {
    (255, 0, 0): (53.24, 80.09, 67.20),
    (0, 255, 0): (87.73, -86.18, 83.18),
    (0, 0, 255): (32.30, 79.20, -107.86),
    (255, 255, 255): (100.0, 0.0, 0.0),
    (0, 0, 0): (0.0, 0.0, 0.0),
}


@pytest.mark.parametrize(("one", "other", "apart"), PAIRS)
def test_the_difference_of_1976(one, other, apart):
    assert delta_e(np.float32(one), np.float32(other)) == pytest.approx(apart, abs=1e-3)
    assert delta_e(np.float32(other), np.float32(one)) == pytest.approx(apart, abs=1e-3)


@pytest.mark.parametrize(("rgb", "lab"), PRIMARIES.items(), ids=str)
def test_eight_bits_hold_a_colour_to_within_one_unit(rgb, lab):
    picture = np.full((2, 2, 3), rgb[::-1], np.uint8)
    found = cie(np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2LAB), np.uint8))[0, 0]
    assert found == pytest.approx(lab, abs=1.0)
