"""Lesson 10: the arithmetic of shots as the lesson states it, and against throwing dice."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.shot_plan import Plan, at_least_one, finished, takes_for


@pytest.mark.parametrize(
    ("shots", "match", "good", "takes", "generated_s"),
    [
        (1, 1.0, 0.05, 20.09, 401.7),
        (2, 1.0, 0.22, 4.48, 89.6),
        (4, 1.0, 0.47, 2.12, 42.3),
        (10, 1.0, 0.74, 1.35, 27.0),
        (4, 0.8, 0.38, 2.65, 52.9),
        (10, 0.8, 0.59, 1.69, 33.7),
        (1, 0.8, 0.05, 20.09, 401.7),
    ],
)
def test_20_seconds_in_so_many_shots(shots, match, good, takes, generated_s):
    plan = Plan(20, shots, match=match)
    assert plan.good == pytest.approx(good, abs=0.006)
    assert plan.takes == pytest.approx(takes, abs=0.01)
    assert plan.generated_s == pytest.approx(generated_s, abs=0.1)


def test_one_long_take_needs_nine_and_a_half_times_the_video_of_four_short_ones():
    assert Plan(20, 1).generated_s / Plan(20, 4).generated_s == pytest.approx(9.5, abs=0.05)


def test_the_goal_is_out_of_reach_for_one_shot_and_in_reach_for_six():
    assert finished(Plan(30, 1), 120) < 0.1
    assert finished(Plan(30, 4, match=0.8), 120) < 0.9
    assert finished(Plan(30, 6, match=0.8), 120) > 0.9


def test_one_good_take_in_several():
    assert [round(at_least_one(0.3, takes), 3) for takes in (1, 2, 4, 8)] == [
        0.3,
        0.51,
        0.76,
        0.942,
    ]
    assert takes_for(0.3, 0.95) == 9


@pytest.mark.parametrize("plan", [Plan(30, 3), Plan(30, 6, match=0.8), Plan(20, 10)])
def test_the_chance_of_finishing_is_what_dice_say(plan):
    random = Random(1)  # noqa: S311 - no secret
    tries = 4000
    enough = sum(_thrown(plan, random) <= 60 for _ in range(tries))
    assert finished(plan, 60) == pytest.approx(enough / tries, abs=0.025)


def _thrown(plan, random):
    spent_s = 0.0
    for _ in range(plan.shots):
        spent_s += plan.shot_s
        while random.random() > plan.good:
            spent_s += plan.shot_s
    return spent_s


@given(st.floats(5, 60), st.integers(1, 12), st.floats(0.01, 0.5), st.floats(0.3, 1))
def test_it_is_a_chance_and_more_budget_never_hurts(total_s, shots, hazard_per_s, match):
    plan = Plan(total_s, shots, hazard_per_s, match)
    chances = [finished(plan, budget_s) for budget_s in (0, 20, 60, 120, 240)]
    assert [round(chance, 9) for chance in chances] == sorted(
        round(chance, 9) for chance in chances
    )
    assert chances[0] >= 0
    assert chances[-1] <= 1 + 1e-9
