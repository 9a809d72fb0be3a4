"""The numbers lesson 05 states are the ones that come out."""

from math import exp, sqrt
from statistics import NormalDist

import pytest

from course.reading import find, read

NORMAL = NormalDist()


def all_hold(chance: float, count: int, correlation: float) -> float:
    """Return the chance that `count` requirements hold together, under a Gaussian copula.

    All share one standard normal factor of weight sqrt(correlation); given it they are independent
    (Vasicek 1987). The mean over that factor is a plain sum over -8..8.
    """
    threshold, step = NORMAL.inv_cdf(chance), 0.001
    total = 0.0
    for index in range(-8000, 8001):
        factor = index * step
        given = (threshold - sqrt(correlation) * factor) / sqrt(1 - correlation)
        total += NORMAL.cdf(given) ** count * exp(-(factor**2) / 2)
    return total * step / sqrt(2 * 3.141592653589793)


STATED = [
    ("frames", 0.9**5, "59%"),
    ("frames", 0.95**5, "77%"),
    ("frames", 0.98**5, "90%"),
    ("frames", 0.9**2, "81%"),
    ("frames", 0.9**3, "73%"),
    ("frames", 0.9**4, "66%"),
    ("frames", 0.99**71, "49%"),
    ("frames", 0.999**71, "93%"),
    ("frames", all_hold(0.9, 5, 0.5), "71%"),
]


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(("section", "value", "stated"), STATED)
def test_a_stated_share_is_the_computed_one(language, section, value, stated):
    assert f"{value:.0%}" == stated
    assert stated in said(language, section)


def test_the_other_numbers_hold():
    assert f"{0.9 ** (1 / 5):.1%}" == "97.9%"
    assert 3 * 24 == 72
    assert 40 / 8 == 5
    assert all_hold(0.9, 5, 0.0) == pytest.approx(0.9**5, abs=1e-6)


def test_the_goal_of_odds_or_of_the_budget_gives_the_xp_of_the_lab():
    lesson = read(find("continuity"))
    assert {lab.id for lab in lesson.labs if lab.main} == {"odds", "attention-budget"}


def said(language, section_id):
    lesson = read(find("continuity"))
    [section] = [s for s in lesson.sections(language) if s.id == section_id]
    return " ".join(f"{block.markdown} {getattr(block, 'alt', '')}" for block in section.blocks)
