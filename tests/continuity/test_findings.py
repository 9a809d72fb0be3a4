"""What changed is told as things: pieces that come or go with one another are one."""

import numpy as np
import pytest

import continuity
from continuity.kinds import Kind
from labs.failures import Failure
from labs.scene import Scene, Walk
from tests import clips

pytestmark = pytest.mark.long


def told(folder, *failures):
    """Return the failures that the engine tells of a drawn clip with these."""
    scene = Scene(seed=2, walk=Walk(((0, 560), (71, 380))), failures=failures)
    report = continuity.analyse(clips.write_scene(folder, scene))
    return [event for event in report.events if not event.explained]


@pytest.mark.parametrize("kind", [Kind.FADE, Kind.VANISH])
def test_a_vase_and_its_flowers_leave_as_one_thing(tmp_path, kind):
    start, end = (20, 56) if kind is Kind.FADE else (34, 35)
    failure = Failure(kind, start, end, "vase")
    (event,) = told(tmp_path, failure)
    assert event.kind is kind
    *_, width, height = event.box
    assert height > 1.5 * width, "the flowers stand above the vase"


def test_two_things_far_apart_stay_two(tmp_path):
    events = told(tmp_path, *(Failure(Kind.VANISH, 34, 35, prop) for prop in ("vase", "book")))
    assert [event.kind for event in events] == [Kind.VANISH] * 2
    centres = [event.box[0] + event.box[2] / 2 for event in events]
    assert np.ptp(centres) > 0.1
