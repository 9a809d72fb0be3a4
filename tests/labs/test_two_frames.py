"""Lesson 05: the clips hide what they are said to hide, and their ends are those of the clips."""

import itertools

import numpy as np
import pytest

from labs.film import film
from labs.render import render
from labs.scene import EXTENTS, SUBJECT
from labs.two_frames import (
    ANSWERS,
    CHANGES,
    CLIPS,
    NOTHING,
    Score,
    all_right,
    apart,
    changed,
    difference,
    pair,
)

TRUTH = {clip: changed(clip) for clip in CLIPS}


def test_four_clips_hide_four_different_changes_and_one_hides_none():
    assert CHANGES == 4
    assert len(set(TRUTH.values())) == 5
    assert set(TRUTH.values()) <= set(ANSWERS)


def test_the_ends_are_the_first_and_the_last_frame_of_the_clip():
    frames = list(render(CLIPS["1"]))
    first, last = pair(film("pairs"), "1")
    assert np.array_equal(first, frames[0][..., ::-1])
    assert np.array_equal(last, frames[71][..., ::-1])


@pytest.mark.parametrize("clip", CLIPS)
def test_only_what_changes_differs(clip):
    off = apart(clip, *pair(film("pairs"), clip))
    still = {name: levels for name, levels in off.items() if name != changed(clip)}
    assert max(still.values()) < 0.7, still
    if changed(clip) != NOTHING:
        assert off[changed(clip)] > 2.5


@pytest.mark.parametrize("scene", CLIPS.values())
def test_the_robot_hides_nothing_at_either_end(scene):
    reach = EXTENTS[SUBJECT][1]
    for (_, x), prop in itertools.product((scene.walk.keys[0], scene.walk.keys[-1]), scene.props):
        left, right, _ = EXTENTS[prop.look]
        assert x + reach < prop.x - left or prop.x + right < x - reach


def test_a_change_is_too_slow_to_stand_out():
    before, soon, *_, after = render(CLIPS["2"])
    cup = np.s_[120:145, 195:225]
    whole = np.abs(before[cup].astype(int) - after[cup]).mean()
    one = np.abs(before[cup].astype(int) - soon[cup]).mean()
    assert one < whole / 10


def test_scores():
    assert Score.of(TRUTH) == Score(4, 0)
    assert all_right(TRUTH)
    assert Score.of(dict.fromkeys(CLIPS, NOTHING)) == Score(0, 0)
    assert Score.of(dict.fromkeys(CLIPS, "cup")) == Score(1, 4)
    assert Score.of(dict.fromkeys(CLIPS, "unanswered")) == Score(0, 0)
    assert not all_right({**TRUTH, "3": "unanswered"})


def test_a_difference_is_four_times_as_strong_and_stays_in_range():
    a, b = np.full((2, 2, 3), 10, np.uint8), np.full((2, 2, 3), 15, np.uint8)
    assert difference(a, b)[0, 0, 0] == difference(b, a)[0, 0, 0] == 20
    assert difference(a, np.full((2, 2, 3), 200, np.uint8)).max() == 255
