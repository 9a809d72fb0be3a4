"""Who is in the picture: the things are found, their shares have bands, their tokens add up."""

from itertools import pairwise

import numpy as np
import pytest

from continuity import Settings, decay, inventory
from continuity.footprint import MODELS, footprint
from continuity.kinds import Role
from labs.scene import Scene
from labs.truth import thing_box
from tests.continuity.conftest import SCENES
from tests.stills import Film, things

pytestmark = pytest.mark.long


def overlap(a, b):
    w = min(a.x + a.w, b.x + b.w) - max(a.x, b.x)
    h = min(a.y + a.h, b.y + b.h) - max(a.y, b.y)
    shared = max(w, 0) * max(h, 0)
    return shared / (a.w * a.h + b.w * b.h - shared)


@pytest.fixture(scope="module")
def film():
    """Return a film of twelve things, and what is told of its elements."""
    made = Film(things(12, seed=5), seed=5)
    scene = made.scene()
    return made, scene, *inventory.take(scene, [], Settings())


def test_distinct_things_are_found_each_in_its_place(film):
    made, _, told, _, _ = film
    boxes = [element.box for element in told if element.role is Role.SECONDARY]
    found = [max(overlap(made.box(n), box) for box in boxes) > 0.5 for n in range(12)]
    assert np.mean(found) >= 0.75
    # None is told twice.
    assert all(overlap(a, b) < 0.5 for n, a in enumerate(boxes) for b in boxes[:n])


def test_props_of_the_desk_are_among_the_elements(drawn):
    scene: Scene = SCENES["clean"]
    boxes = [e.box for e in drawn("clean").report.elements if e.role is Role.SECONDARY]
    props = [thing_box(scene, prop.name, 0) for prop in scene.props]
    found = [prop for prop in props if max(overlap(prop, box) for box in boxes) > 0.3]
    assert len(found) >= 3


def test_a_share_lies_in_its_band_and_shares_are_parts_of_one_whole(film):
    _, scene, told, _, _ = film
    assert sum(element.attention for element in told) <= 1
    for element in told:
        low, high = element.band
        assert 0 <= low <= high <= 1
        if scene.cast.shares[:, element.id].std() < 0.1 * element.attention:
            assert low - 1e-4 <= element.attention <= high + 1e-4
        # What stands out gets more than a dull wall of its size.
        assert element.prominence > 0
    # No one ever moved here, and nothing but the mixture differs.
    assert np.mean([e.band[1] - e.band[0] for e in told]) > 0


def test_boxes_are_told_for_every_kept_frame(film):
    made, _, told, trails, _ = film
    assert trails.index == tuple(range(made.frames))
    assert set(trails.boxes) == {element.id for element in told}
    for element in told:
        assert trails.boxes[element.id][0] == element.box


def test_what_never_moved_has_no_drift_and_something_to_say_of_what_could_be_seen(film):
    _, _, told, _, _ = film
    secondary = [element for element in told if element.role is Role.SECONDARY]
    measured = [element for element in secondary if element.over_noise is not None]
    assert len(measured) >= 0.7 * len(secondary)
    assert all(element.drift == 0 for element in measured)
    assert all(element.limits.delta_e > 0 for element in measured)


def test_what_goes_has_drifted_as_far_as_can_be(drawn):
    report = drawn("vanish").report
    (event,) = [event for event in report.failures if event.kind.value in ("vanish", "fade")]
    gone = next(element for element in report.elements if element.id == event.element)
    assert gone.drift > 0.5
    assert gone.over_noise is None or gone.over_noise > 5


# Tokens ----------------------------------------------------------------------------------------


def test_the_tokens_of_a_whole_clip_are_those_that_are_published():
    """81 frames at 832 x 480 are 32,760 tokens of Wan 2.1, 121 at 768 x 512 6,144 of LTX-Video."""
    totals = []
    for model, (width, height) in zip(MODELS, ((832, 480), (768, 512)), strict=True):
        told = footprint(model, width, height, {0: 1.0})
        assert told.tokens[0] == (told.per_frame, 1.0)
        totals.append(told.per_frame * told.latent_frames)
    assert totals == [32_760, 6_144]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (512, 512), (640, 480), (96, 128)])
def test_a_model_keeps_the_clips_shape_in_whole_blocks(model, size):
    width, height = model.size(*size)
    assert width % model.block_px == height % model.block_px == 0
    assert width / height == pytest.approx(size[0] / size[1], rel=0.1)
    assert width * height == pytest.approx(model.usual[0] * model.usual[1], rel=0.1)


# Decay -----------------------------------------------------------------------------------------


def swimming(frame):
    """Return a camera that stays; the things wander off one after the other."""
    return (3.0 * frame**0.5, 0)


def test_a_still_clip_forgets_nothing(film):
    _, scene, *_ = film
    told = decay.decay(scene.watched, scene.stage, scene.cast.subject)
    assert told.apart == (1, 2, 5, 10, 20, 50)
    assert told.pairs[-1] == 0  # it has 40 frames
    assert told.background[-1] is None
    assert all(value > 0.9 for value in told.background[:-1])
    assert all(count >= 10 for count in told.pairs[:-1])
    spread = [value for value in told.background if value is not None]
    assert max(spread) - min(spread) < 0.02


def test_a_clip_that_changes_is_less_alike_the_further_apart():
    moved = dict.fromkeys(range(1, 12, 2), swimming)
    made = Film(things(12, seed=5), seed=5, frames=60, moved=moved)
    scene = made.scene()
    told = decay.decay(scene.watched, scene.stage, scene.cast.subject)
    known = [value for value in told.background if value is not None]
    assert known[-1] < known[0] - 0.05
    assert all(after <= before + 0.01 for before, after in pairwise(known))


def test_a_moving_camera_alone_is_no_decay():
    made = Film(things(12, seed=5), seed=5, camera=lambda frame: (50 + frame, 30))
    scene = made.scene()
    told = decay.decay(scene.watched, scene.stage, scene.cast.subject)
    assert told.background[4] > told.background[0] - 0.08
