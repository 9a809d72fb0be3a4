"""Lesson 09: the measured numbers are those of the clips, and the goal needs what it teaches."""

from dataclasses import astuple
from itertools import product

import pytest

from labs.beat_the_metric import MEASURED, NAMES, Measures, interval, rank, sound_on_top
from labs.clip_metrics import measure
from labs.metric_clips import CLIPS, SOUND

pytestmark = pytest.mark.long

WHOLE_CLIP = NAMES[:-1]


def test_every_clip_was_measured():
    assert MEASURED.keys() == CLIPS.keys()
    assert CLIPS.keys() > SOUND


@pytest.mark.parametrize("name", ["metric-frozen", "metric-fade"])
def test_the_numbers_are_those_of_the_clip(name):
    """Two of seven, for each takes seconds; `python -m labs.clip_metrics` measures them all."""
    found, stated = measure(CLIPS[name]), MEASURED[name]
    assert astuple(found)[:3] == pytest.approx(astuple(stated)[:3], abs=0.003)
    assert found.motion_px == pytest.approx(stated.motion_px, abs=0.3)
    assert found.warp_error == pytest.approx(stated.warp_error, abs=0.3)
    assert found.continuity == pytest.approx(stated.continuity, abs=0.1)


def test_the_frozen_clip_is_perfect_in_everything_but_motion():
    assert MEASURED["metric-frozen"] == Measures(1, 1, 1, 0, 0, 1)


def test_a_vase_that_fades_hardly_moves_an_average_and_the_pan_ruins_it():
    sound, fade, pan = (MEASURED[f"metric-{name}"] for name in ("sound", "fade", "pan"))
    assert sound.like_first - fade.like_first < 0.01
    assert sound.like_previous - fade.like_previous < 0.001
    assert sound.like_first - pan.like_first > 0.3
    assert sound.continuity - fade.continuity > 0.3
    assert sound.continuity - pan.continuity < 0.03


def test_flicker_hides_from_similarity_and_screams_in_the_warp_error():
    sound, flicker = MEASURED["metric-sound"], MEASURED["metric-flicker"]
    assert sound.like_first - flicker.like_first < 0.01
    assert flicker.warp_error > 5 * sound.warp_error


def test_with_equal_weights_the_frozen_clip_wins():
    assert rank(dict.fromkeys(WHOLE_CLIP, 1))[0][0] == "metric-frozen"


def test_no_weights_of_whole_clip_numbers_put_the_sound_clips_on_top():
    reached = [
        weights
        for weights in product(range(5), repeat=len(WHOLE_CLIP))
        if sound_on_top(rank(dict(zip(WHOLE_CLIP, weights, strict=True))))
    ]
    assert reached == []


def test_the_engine_alone_does_not_either_but_with_motion_it_does():
    assert not sound_on_top(rank({"continuity": 1}))
    assert sound_on_top(rank({"continuity": 4, "motion_px": 1}))


def test_no_weight_at_all_is_no_ranking():
    assert not sound_on_top(rank(dict.fromkeys(NAMES, 0)))


@pytest.mark.parametrize(
    ("wins", "of", "stated"),
    [(8, 10, (0.49, 0.94)), (6, 10, (0.31, 0.83)), (80, 100, (0.71, 0.87)), (60, 100, (0.5, 0.69))],
)
def test_intervals_as_the_lesson_states_them(wins, of, stated):
    assert interval(wins, of) == pytest.approx(stated, abs=0.006)
