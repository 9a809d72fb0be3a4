"""Shadows that go and come with who casts them, and things that go."""

from dataclasses import replace

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
