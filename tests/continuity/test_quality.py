"""Frames that are soft or blocky against the clip's own norm."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

import continuity
from continuity import Settings, quality
from continuity.camera import Pose
from continuity.kinds import Factor, Kind
from labs.render import render
from tests import clips
from tests.continuity.conftest import SCENES
from tests.continuity.test_moments import glances

pytestmark = pytest.mark.long

SETTINGS = Settings()


def marked(value, places, usual, count=48):
    """Return `count` times `usual`, but `value` at `places`."""
    series = np.full(count, usual)
    series[list(places)] = value
    return series.tolist()


def test_an_ordinary_clip_has_no_bad_spell():
    assert quality.faults(glances(), SETTINGS) == []


def test_a_spell_of_soft_frames_is_told():
    (event,) = quality.faults(glances(fineness=marked(0.3, range(20, 27), 0.6)), SETTINGS)
    assert (event.kind, event.start, event.end) == (Kind.SOFT, 20, 26)
    assert event.factor is Factor.SPATIAL


def test_one_soft_frame_is_a_slip():
    assert quality.faults(glances(fineness=marked(0.3, [20], 0.6)), SETTINGS) == []


def test_a_camera_that_whips_round_blurs_without_failing():
    soft = glances(fineness=marked(0.3, range(20, 27), 0.6))
    panning = [
        replace(frame, pose=Pose(np.array([[1.0, 0, 20.0 * n], [0, 1.0, 0]]), False, 0.9))
        for n, frame in enumerate(soft)
    ]
    assert quality.faults(tuple(panning), SETTINGS) == []


def test_a_spell_of_blocks_is_told():
    (event,) = quality.faults(glances(blockiness=marked(1.8, range(10, 15), 1.0)), SETTINGS)
    assert (event.kind, event.start, event.end) == (Kind.ARTIFACT, 10, 14)


def test_a_clip_that_is_blocky_throughout_is_its_own_norm():
    assert quality.faults(glances(blockiness=[1.8] * 48), SETTINGS) == []


@pytest.mark.parametrize("spell", [range(16, 24)])
def test_frames_out_of_focus_are_found_in_a_clip(spell, tmp_path):
    frames = [
        cv2.GaussianBlur(frame, (0, 0), 3) if n in spell else frame
        for n, frame in enumerate(render(SCENES["clean"]))
    ]
    report = continuity.analyse(clips.write_clip(tmp_path / "soft.mp4", frames, 24, clips.EXACT))
    (event,) = [event for event in report.failures if event.kind is Kind.SOFT]
    assert abs(event.start - spell[0]) <= 1
    assert abs(event.end - spell[-1]) <= 1
    assert report.scores.spatial < 0.8
