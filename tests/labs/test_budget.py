"""Lesson 05: the toy of the budget gives the curriculum's numbers, and those of its own takes."""

from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.budget import LIMIT_PX, Budget, off_px

SHOTS = st.builds(
    Budget, st.floats(0, 4), st.integers(1, 12), st.integers(12, 144), st.floats(0, 1)
)


@pytest.mark.parametrize(
    ("subject", "props", "shares", "drifts_px"),
    [
        (0, 6, (0.143, 0.143), (5.0, 4.7)),
        (1.5, 2, (0.691, 0.154), (2.4, 4.7)),
        (1.5, 6, (0.428, 0.095), (2.9, 5.8)),
        (3, 6, (0.770, 0.038), (2.2, 8.8)),
        (3, 12, (0.626, 0.031), (2.4, 9.3)),
        (4, 6, (0.901, 0.017), (2.1, 11.6)),
        (4, 12, (0.820, 0.015), (2.2, 11.5)),
    ],
)
def test_shares_and_mean_drift_of_a_still_shot(subject, props, shares, drifts_px):
    shot = Budget(subject, props, 72, 0.0)
    assert shot.shares[:2] == pytest.approx(shares, abs=0.0006)
    # The curriculum's are means of 400 throws, some 2.6 percent off either way.
    drifts = [shot.drift_px(share) for share in shot.shares[:2]]
    assert drifts == pytest.approx(drifts_px, rel=0.06)


@pytest.mark.parametrize(("camera", "drift_px"), [(0.0, 8.8), (0.5, 13.2), (1.0, 17.6)])
def test_a_camera_that_moves_makes_it_worse(camera, drift_px):
    shot = Budget(3, 6, 72, camera)
    assert shot.drift_px(shot.shares[1]) == pytest.approx(drift_px, abs=0.1)


@pytest.mark.parametrize(("frames", "drift_px"), [(24, 7.5), (72, 8.8), (144, 8.8)])
def test_a_short_shot_has_no_time_to_drift(frames, drift_px):
    shot = Budget(3, 6, frames, 0.0)
    assert shot.drift_px(shot.shares[1]) == pytest.approx(drift_px, rel=0.08)


def test_three_levers_save_every_prop():
    assert Budget(2.5, 8, 72, 0.5).all_kept == pytest.approx(0.01, abs=0.005)
    assert Budget(2.5, 2, 24, 0.0).all_kept == pytest.approx(0.89, abs=0.03)
    assert f"{Budget(2.5, 2, 24, 0.0).all_kept:.0%}" == "91%"


def test_takes_stray_as_far_as_it_says():
    shot = Budget()
    takes = [shot.take(seed)[1:] for seed in range(150)]
    off = [off_px(path) for take in takes for path in take]
    assert fmean(off) == pytest.approx(shot.drift_px(shot.shares[1]), rel=0.05)
    kept = fmean(px <= LIMIT_PX for px in off)
    assert kept == pytest.approx(shot.kept(shot.shares[1]), abs=0.05)


@given(SHOTS)
def test_a_budget_is_spent_and_chances_are_chances(shot):
    assert sum(shot.shares) == pytest.approx(1)
    assert 0 <= shot.all_kept <= shot.kept(shot.shares[1]) <= 1
    assert shot.take(3) == shot.take(3)
    assert [len(path) for path in shot.take(3)] == [shot.frames] * (shot.props + 1)
