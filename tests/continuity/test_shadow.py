"""Shadows that go and come with who casts them, and things that go."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

import continuity
from continuity.kinds import Explanation
from labs.scene import Walk
from tests import clips
from tests.continuity.conftest import CLEAN

pytestmark = pytest.mark.long


@pytest.mark.parametrize("walk", [Walk(((0, 215), (39, 290))), Walk(((0, 170), (25, 280)))])
def test_the_shadow_of_somebody_who_walks_off_is_no_failure(walk, tmp_path):
    report = continuity.analyse(clips.write_scene(tmp_path, replace(CLEAN, walk=walk)))
    assert report.failures == ()


@pytest.mark.parametrize("name", ["goes", "comes", "fades"])
def test_what_goes_or_comes_is_no_shadow(drawn, name):
    found = drawn(name)
    assert not [e for e in found.report.events if e.explained is Explanation.LIGHT]
    assert len(found.failures) >= len(found.truths)


def darker(n, light, colour):
    """Return picture n of a plain table, part of which comes to have `light`, and is tinted."""
    grain = np.random.default_rng(n).normal(0, 1.2, (180, 320, 3))
    picture = np.full((180, 320, 3), (196, 200, 202), np.float32)
    picture[:60] = (120, 128, 126)
    part, gone = picture[110:146, 120:176], np.clip((n - 20) / 8, 0, 1)
    part[:] = (1 - gone) * part + gone * (part * light + np.array(colour))
    return np.clip(cv2.GaussianBlur(picture, (0, 0), 0.8) + grain, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("light", "colour", "failures"), [(0.8, (0, 0, 0), 0), (0.8, (-12, 0, 12), 1)]
)
def test_a_faint_shade_needs_nobody_beside_it_and_a_tint_is_none(light, colour, failures, tmp_path):
    pictures = [darker(n, light, colour) for n in range(48)]
    path = clips.write_clip(tmp_path / "table.mp4", pictures, 24, clips.EXACT)
    assert len(continuity.analyse(path).failures) == failures
