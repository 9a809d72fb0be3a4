"""Lesson 06: the numbers that the lesson states, and that the drawn clips are of that spread."""

from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.anchors import FRAMES, STEP, Anchors, clips, error, motion_left


def test_held_by_frame_1_alone_it_strays_with_the_root_of_time():
    assert error(Anchors())[-1] == pytest.approx(0.05 * 71**0.5)
    assert error(Anchors())[-1] == pytest.approx(0.427, rel=0.03)


def test_pinned_at_both_ends_the_middle_is_worst_and_half_as_bad_as_the_free_end():
    errors = error(Anchors(last=True))
    assert errors[0] == errors[-1] == 0
    assert max(errors) == errors[36] == pytest.approx(0.206, rel=0.03)
    assert max(errors) == pytest.approx(error(Anchors())[-1] / 2, rel=0.01)


def test_two_keyframes_more_bring_it_down_again():
    assert max(error(Anchors(last=True, keys=2))) == pytest.approx(0.128, rel=0.05)


@pytest.mark.parametrize(("pull", "stated"), [(0.05, 0.160), (0.15, 0.095), (0.5, 0.058)])
def test_a_reference_makes_it_level_off(pull, stated):
    assert error(Anchors(pull=pull))[-1] == pytest.approx(stated, abs=0.001)
    assert error(Anchors(pull=pull))[-1] <= STEP / (1 - (1 - pull) ** 2) ** 0.5


def test_the_goal_can_be_reached_with_a_reference_neither_slack_nor_tight():
    reached = [
        pull
        for pull in (share / 100 for share in range(61))
        if max(error(Anchors(pull=pull))) < 0.13 and motion_left(Anchors(pull=pull)) >= 0.6
    ]
    assert (min(reached), max(reached)) == (0.08, 0.24)


@given(st.booleans(), st.integers(0, 5), st.floats(0, 0.9))
def test_a_pin_more_never_means_more_error(last, keys, pull):
    held, pinned = error(Anchors(last, keys, pull)), error(Anchors(True, keys, pull))
    assert all(a >= b - 1e-12 for a, b in zip(held, pinned, strict=True))


@given(st.booleans(), st.floats(0, 0.9))
def test_a_stronger_pull_means_less_error_and_less_motion(last, pull):
    slack, tight = Anchors(last, pull=pull), Anchors(last, pull=pull + 0.05)
    assert max(error(slack)) > max(error(tight))
    assert 1 >= motion_left(slack) > motion_left(tight) > 0


@pytest.mark.parametrize(
    "anchors", [Anchors(), Anchors(last=True, keys=2), Anchors(last=True, pull=0.1)]
)
def test_clips_drawn_at_random_stray_as_the_exact_error_says(anchors):
    drawn = clips(anchors, 1500, seed=1)
    assert {len(clip) for clip in drawn} == {FRAMES}
    for frame, stated in enumerate(error(anchors)):
        found = fmean(clip[frame] ** 2 for clip in drawn) ** 0.5
        assert found == pytest.approx(stated, rel=0.08, abs=1e-9)


def test_the_same_seed_draws_the_same_clips():
    assert clips(Anchors(), 3, seed=1) == clips(Anchors(), 3, seed=1) != clips(Anchors(), 3, seed=2)
