"""The line through a few points: where it is, and how often its band holds the truth."""

import numpy as np
import pytest

from figures.trend import student, trend


def test_the_band_holds_the_true_line_about_as_often_as_it_says():
    """In 600 draws 90 % comes out between 86 and 94 % all but once in a thousand times."""
    deal = np.random.default_rng(3)
    xs = [0, 1, 1.5, 4, 5, 7, 8, 12]
    held = 0
    for _ in range(600):
        found = trend(xs, [2 - 0.3 * x + deal.normal() for x in xs])
        held += abs(found.at(10) - (2 - 0.3 * 10)) < found.half_width(10)
    assert 0.86 < held / 600 < 0.94


def test_the_band_is_narrowest_in_the_middle_of_the_points():
    found = trend([0, 1, 2, 3, 4, 5], [1, 0, 2, 1, 3, 2])
    assert found.half_width(2.5) < found.half_width(0) < found.half_width(-3)


@pytest.mark.parametrize("xs", [[], [1, 2, 3, 4], [2, 2, 2, 2, 2, 2]])
def test_too_few_points_or_all_of_one_place_have_no_line(xs):
    assert trend(xs, xs) is None


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(3, 2.353), (6, 1.943), (10, 1.812), (30, 1.697)]
)
def test_the_quantiles_are_those_of_the_tables(freedom, quantile):
    """NIST, https://www.itl.nist.gov/div898/handbook/eda/section3/eda3672.htm."""
    assert student(0.9, freedom) == pytest.approx(quantile, rel=4e-3)
