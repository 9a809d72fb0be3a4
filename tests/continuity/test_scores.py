"""Scores out of measures and events, in series that we wrote."""

from dataclasses import replace

import pytest

from continuity import Settings, scores
from continuity.kinds import Explanation, Factor, Kind
from continuity.report import Event
from tests.continuity.test_moments import glances

SETTINGS = Settings()
USUAL = glances()


def event(kind, severity=0.5, confidence=0.9, start=20, end=22):
    return Event(kind, start, start, end, None, None, severity, confidence)


def judged(frames=USUAL, told=(), stage_seen=True):
    return scores.score(frames, told, stage_seen, SETTINGS)


def test_an_ordinary_clip_scores_high_in_every_factor():
    found = judged().scores
    assert all(found.of(factor) >= 0.9 for factor in Factor)


@pytest.mark.parametrize("kind", Kind)
def test_an_event_lowers_its_own_factor_alone(kind):
    clean, faulted = judged().scores, judged(told=[event(kind)]).scores
    for factor in Factor:
        if factor is kind.factor:
            assert faulted.of(factor) < clean.of(factor) * 0.95
        else:
            assert faulted.of(factor) == pytest.approx(clean.of(factor), abs=0.03)


def test_graver_and_surer_events_cost_more_and_two_cost_more_than_one():
    cost = [
        judged(told=told).scores.persistence
        for told in (
            [event(Kind.VANISH, 0.1, 0.5)],
            [event(Kind.VANISH, 1.0, 0.5)],
            [event(Kind.VANISH, 1.0, 1.0)],
            [event(Kind.VANISH, 1.0, 1.0), event(Kind.SHIFT, 1.0, 1.0)],
        )
    ]
    assert cost == sorted(cost, reverse=True)
    assert len(set(cost)) == 4


def test_what_is_explained_costs_a_twentieth_for_the_explanation_may_be_wrong():
    failure = event(Kind.VANISH, 1.0, 1.0)
    handled = replace(failure, explained=Explanation.HANDLED)
    lost = [1 - judged(told=[it]).scores.persistence for it in (failure, handled)]
    assert lost[1] == pytest.approx(lost[0] / 20, abs=1e-4)
    assert judged(told=[handled]).intervals["persistence"][1] == 1


def test_more_that_motion_leaves_over_scores_lower():
    found = [
        judged(glances(unexplained=[share] * 48)).scores.motion for share in (0.0, 0.02, 0.1, 0.4)
    ]
    assert found == sorted(found, reverse=True)
    assert found[1] > 0.9
    assert found[3] < 0.5


def test_a_bad_second_weighs_more_than_a_mildly_bad_clip():
    burst = [0.4 if 20 <= n < 26 else 0.0 for n in range(48)]
    even = [sum(burst) / 48] * 48
    assert judged(glances(torn=burst)).scores.temporal < judged(glances(torn=even)).scores.temporal


def test_what_a_jump_leaves_over_is_charged_once():
    skip = [0.5 if n == 20 else 0.0 for n in range(48)]
    jump = event(Kind.JUMP, start=20, end=20)
    with_jump = judged(glances(unexplained=skip), [jump]).scores
    assert with_jump.motion == 1.0
    assert judged(glances(unexplained=skip)).scores.motion < 0.9


def test_what_cannot_be_measured_has_no_score():
    assert judged(stage_seen=False).scores.persistence is None
    assert judged(glances(unexplained=[None] * 48)).scores.motion is None
    assert judged(glances(energy=[0.5] * 48)).scores.spatial is None


def test_a_clip_that_hardly_moves_is_said_to_and_its_interval_is_wide():
    still = judged(glances(unexplained=[None] * 48))
    assert still.hardly_moves
    assert not judged().hardly_moves
    assert all(low <= 0.5 for low, _ in still.intervals.values())


def test_each_interval_holds_its_score():
    found = judged(told=[event(Kind.JUMP, 0.6, 0.6), event(Kind.FADE, 0.4, 0.7)])
    for name, (low, high) in found.intervals.items():
        assert low <= getattr(found.scores, name) <= high


def test_over_time_a_factor_ends_at_its_score():
    told = [event(Kind.JUMP, 0.6, 0.6), event(Kind.FADE, 0.4, 0.7, 10, 40)]
    found = judged(glances(torn=[0.1 * (n > 30) for n in range(48)]), told)
    assert set(found.over_time) == set(Factor)
    for name, series in found.over_time.items():
        assert len(series.frame) == len(series.so_far) == 48
        assert series.so_far[-1] == pytest.approx(getattr(found.scores, name), abs=1e-4)


def test_a_frame_pays_for_itself_and_for_what_is_under_way_in_it():
    fade = event(Kind.FADE, 0.4, 0.7, 10, 40)
    alone = judged(told=[fade]).over_time["persistence"]
    left = alone.frame[10]
    assert left < 1
    assert alone.frame == (1.0,) * 10 + (left,) * 31 + (1.0,) * 7
    assert alone.so_far == (1.0,) * 10 + (left,) * 38


def test_over_time_what_an_event_owns_is_charged_to_it_alone():
    skip = [0.5 if n == 20 else 0.0 for n in range(48)]
    jump = event(Kind.JUMP, start=20, end=20)
    found = judged(glances(unexplained=skip), [jump]).over_time
    assert set(found["motion"].frame) == {1.0}
    assert found["temporal"].frame[20] < 1
    assert "persistence" not in judged(stage_seen=False).over_time
