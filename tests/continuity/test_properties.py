"""What a change of the whole clip may change in the report: what it should, and nothing else."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest

import continuity
from continuity.kinds import Factor, Kind
from labs.render import render
from tests import clips
from tests.continuity.conftest import CLEAN, SCENES

pytestmark = pytest.mark.long

FRAMES = CLEAN.frames
RESTING = replace(CLEAN, walk=None)


def mirrored(frames):
    return [np.ascontiguousarray(frame[:, ::-1]) for frame in frames]


def darker(frames):
    return [cv2.convertScaleAbs(frame, alpha=0.8) for frame in frames]


def larger(frames):
    return [cv2.resize(frame, (416, 234), interpolation=cv2.INTER_CUBIC) for frame in frames]


def reversed_(frames):
    return frames[::-1]


def twice(frames):
    return frames + frames


def same(frames):
    return frames


@pytest.fixture(scope="module")
def seen(tmp_path_factory, drawn):
    """Return a function of a scene's name, a change of its frames and an encoding: the report."""
    frames = cache(lambda name: list(render(SCENES.get(name, RESTING))))

    @cache
    def analysed(name, change=same, crf=None):
        if name in SCENES and change is same and crf is None:
            return drawn(name).report
        path = Path(tmp_path_factory.mktemp("changed")) / "scene.mp4"
        packed = replace(clips.PLAYABLE, options={**clips.PLAYABLE.options, "crf": str(crf)})
        encoding = clips.EXACT if crf is None else packed
        return continuity.analyse(clips.write_clip(path, change(frames(name)), 24, encoding))

    return analysed


def failures(report, *without):
    """Return the kinds of what was told, in order of the alphabet."""
    return sorted(event.kind for event in report.failures if event.kind not in without)


def one(report, kind):
    (event,) = (event for event in report.failures if event.kind is kind)
    return event


def middle(box):
    return box.x + box.w / 2, box.y + box.h / 2


# Backwards -------------------------------------------------


def test_backwards_what_vanished_appears(seen):
    forth, back = seen("goes"), seen("goes", reversed_)
    gone, come = one(forth, Kind.VANISH), one(back, Kind.APPEAR)
    assert come.start == pytest.approx(FRAMES - 1 - gone.end, abs=3)
    assert middle(come.box) == pytest.approx(middle(gone.box), abs=0.03)
    assert not any(event.kind is Kind.VANISH for event in back.failures)


def test_backwards_a_change_of_colour_is_one(seen):
    forth, back = seen("goes"), seen("goes", reversed_)
    assert one(back, Kind.RECOLOR).severity == pytest.approx(
        one(forth, Kind.RECOLOR).severity, abs=0.15
    )


def test_backwards_what_halts_does_so_at_the_mirrored_time(seen):
    forth, back = one(seen("halts"), Kind.FREEZE), one(seen("halts", reversed_), Kind.FREEZE)
    assert back.start == pytest.approx(FRAMES - 1 - forth.end, abs=2)


WHOLE = [("papers", Kind.BACKDROP), ("leaps", Kind.TELEPORT), ("turns", Kind.IDENTITY)]


@pytest.mark.parametrize(("name", "kind"), WHOLE)
def test_another_backdrop_a_leap_and_another_subject_are_told_forth_and_back(seen, name, kind):
    forth, back = one(seen(name), kind), one(seen(name, reversed_), kind)
    (truth,) = SCENES[name].failures
    assert forth.start == pytest.approx(truth.start, abs=2)
    assert back.start == pytest.approx(FRAMES - truth.end, abs=2)
    assert back.severity == pytest.approx(forth.severity, abs=0.05)


@pytest.mark.parametrize(("name", "kind"), WHOLE)
@pytest.mark.parametrize(
    ("change", "crf"), [(mirrored, None), (darker, None), (larger, None), (same, 28)]
)
def test_and_whichever_way_the_clip_is_made(seen, name, kind, change, crf):
    plain, other = one(seen(name), kind), one(seen(name, change, crf), kind)
    assert other.start == pytest.approx(plain.start, abs=2)
    assert other.severity == pytest.approx(plain.severity, abs=0.1)


# Mirrored, darker, larger, packed --------------------------


@pytest.mark.parametrize("name", ["goes", "flickers"])
def test_a_mirror_changes_the_side_and_nothing_else(seen, name):
    plain, other = seen(name), seen(name, mirrored)
    assert failures(other) == failures(plain)
    for kind in {event.kind for event in plain.failures}:
        before, after = one(plain, kind), one(other, kind)
        assert after.start == pytest.approx(before.start, abs=1)
        assert after.severity == pytest.approx(before.severity, abs=0.1)
        if before.box:
            x, y = middle(before.box)
            assert middle(after.box) == pytest.approx((1 - x, y), abs=0.03)
    assert other.scores.continuity == pytest.approx(plain.scores.continuity, abs=0.03)


def test_less_light_from_the_start_is_no_event(seen):
    plain, other = seen("goes"), seen("goes", darker)
    assert failures(other) == failures(plain)
    # L* of the same picture with four fifths of its levels: between nine and seven tenths.
    ratio = np.divide(other.frames.measures["luma"], plain.frames.measures["luma"])
    assert np.all((ratio > 0.7) & (ratio < 0.9))


def test_a_larger_picture_of_the_same_shows_the_same(seen):
    plain, other = seen("goes"), seen("goes", larger)
    assert failures(other) == failures(plain)
    for kind in {event.kind for event in plain.failures}:
        before, after = one(plain, kind), one(other, kind)
        assert after.start == pytest.approx(before.start, abs=2)
        assert middle(after.box) == pytest.approx(middle(before.box), abs=0.03)


def test_compression_changes_no_event(seen):
    assert failures(seen("goes", same, 28)) == failures(seen("goes"))


def test_compression_makes_no_event(seen):
    assert failures(seen("clean", same, 33)) == []


# Nothing happens -------------------------------------------


def test_where_nothing_moves_but_grain_nothing_is_told(seen):
    report = seen("resting")
    assert report.events == ()
    assert report.scores.continuity == 1


# Twice -----------------------------------------------------


def test_a_clip_shown_twice_flickers_twice(seen):
    first, second = (e for e in seen("flickers", twice).failures if e.kind is Kind.FLICKER)
    (alone,) = (e for e in seen("flickers").failures if e.kind is Kind.FLICKER)
    assert (first.start, second.start) == pytest.approx((alone.start, alone.start + FRAMES), abs=1)
    assert first.severity == pytest.approx(alone.severity, abs=0.1)


def test_a_clip_shown_twice_halts_twice(seen):
    report = seen("halts", twice)
    starts = [event.start for event in report.failures if event.kind is Kind.FREEZE]
    alone = one(seen("halts"), Kind.FREEZE).start
    assert starts == pytest.approx([alone, alone + FRAMES], abs=1)


@pytest.mark.parametrize("name", ["comes", "fades"])
def test_what_happens_to_things_happens_twice_in_a_clip_shown_twice(seen, name):
    told = [e for e in seen(name, twice).failures if e.factor is Factor.PERSISTENCE]
    alone = [(e.kind, e.start) for e in seen(name).failures if e.factor is Factor.PERSISTENCE]
    again = [(kind, start + FRAMES) for kind, start in alone]
    assert [(event.kind, event.start) for event in told] == alone + again


def test_at_the_seam_of_a_clip_shown_twice_time_skips(seen):
    # The robot is back where it began: at most that one jump is told of an otherwise clean clip.
    told = seen("clean", twice).failures
    assert all(abs(event.start - FRAMES) <= 1 for event in told)
