"""What newcomers see first: in each built-in sample the engine finds what was planted."""

import pytest

import continuity
from continuity.kinds import Kind
from continuity.report import _share_of_smaller
from labs.render import render
from labs.samples import SAMPLES
from labs.truth import truths
from labs.write import PLAYABLE, write_clip

pytestmark = pytest.mark.long
NEAR = 6
"""As the benchmark counts: so many frames lie at most between a failure and its event."""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Return a function: the failures that are told of a sample, by its name."""
    folder = tmp_path_factory.mktemp("samples")

    def analysed(name):
        scene = SAMPLES[name]
        path = write_clip(folder / f"{name}.mp4", render(scene), scene.fps, PLAYABLE)
        return [event for event in continuity.analyse(path).events if event.explained is None]

    return analysed


@pytest.mark.parametrize("name", [name for name in SAMPLES if truths(SAMPLES[name])])
def test_what_was_planted_in_a_sample_is_found(told, name):
    [truth] = truths(SAMPLES[name])
    found = [event for event in told(name) if abs(event.start - truth.start) <= NEAR]
    if truth.box is None:
        assert truth.kind in {event.kind for event in found}
    else:
        assert any(event.box and _share_of_smaller(event.box, truth.box) > 0.3 for event in found)


def test_what_slides_is_told_once_as_a_slide(told):
    assert [event.kind for event in told("sliding-cup")] == [Kind.SHIFT]


def test_nothing_is_told_of_the_clean_sample(told):
    assert told("clean") == []
