"""Things that change for good: found where and when we planted them."""

from dataclasses import replace

import numpy as np
import pytest

from continuity import Settings, failures, whole_things
from continuity.kinds import Kind
from continuity.movers import Movers
from tests.continuity.conftest import staged

pytestmark = pytest.mark.long

SIBLINGS = {Kind.VANISH: {Kind.VANISH, Kind.FADE}, Kind.FADE: {Kind.FADE, Kind.VANISH}}
"""A thing that fades until it is gone has vanished: either word is right."""


def overlap(a, b):
    """Return the intersection of two boxes over their union."""
    w = min(a.x + a.w, b.x + b.w) - max(a.x, b.x)
    h = min(a.y + a.h, b.y + b.h) - max(a.y, b.y)
    shared = max(w, 0) * max(h, 0)
    return shared / (a.w * a.h + b.w * b.h - shared)


def in_place(event, truth):
    box, true = event.box, truth.box
    x, y = box.x + box.w / 2, box.y + box.h / 2
    inside = true.x <= x <= true.x + true.w and true.y <= y <= true.y + true.h
    return inside or overlap(box, true) >= 0.1


@pytest.mark.parametrize("kind", ["vanish", "appear", "fade", "recolor", "shift"])
def test_what_was_planted_is_found_there_and_then(kind, drawn):
    truth = drawn(kind).truth(kind)
    right = SIBLINGS.get(truth.kind, {truth.kind})
    found = [event for event in drawn(kind).report.failures if event.kind in right]
    assert any(abs(e.start - truth.start) <= 6 and in_place(e, truth) for e in found)


@pytest.mark.parametrize("kind", ["vanish", "appear", "recolor", "shift"])
def test_what_was_planted_lowers_persistence(kind, drawn):
    clean = drawn("clean").report.scores
    assert drawn(kind).report.scores.persistence < clean.persistence - 0.1


@pytest.mark.parametrize("camera", ["clean", "handheld"])
def test_neither_a_camera_nor_a_walk_is_a_failure(camera, drawn):
    assert drawn(camera).failures == []


def test_a_darker_mirror_image_mirrors_the_boxes_and_changes_no_kind(drawn, redrawn):
    darker = redrawn("goes", lambda frame: (frame[:, ::-1] * 0.85).astype(np.uint8))
    here = drawn("goes")
    assert sorted(event.kind.value for event in darker.failures) == here.failures
    for event in here.report.failures:
        twins = [twin for twin in darker.failures if twin.kind is event.kind]
        assert any(
            abs(twin.start - event.start) <= 2
            and twin.box.x == pytest.approx(1 - event.box.x - event.box.w, abs=0.03)
            and twin.box.y == pytest.approx(event.box.y, abs=0.03)
            for twin in twins
        )


# The stage, from pictures without a file ----------------------------------------


def wall(height=120, width=160):
    noise = np.random.default_rng(0).integers(-12, 13, (height, width, 1))
    return np.clip(np.add([150, 160, 170], noise), 0, 255).astype(np.uint8)


def with_square(present, at=(60, 40), side=20):
    """Return a wall per entry of `present`, a red square on it where that is true."""
    pictures = []
    for shown in present:
        picture = wall()
        if shown:
            picture[at[1] : at[1] + side, at[0] : at[0] + side] = (40, 40, 200)
        pictures.append(picture)
    return pictures


def test_a_clip_in_which_nothing_happens_has_one_state_and_no_foreground():
    _, built = staged([wall()] * 24)
    assert built.still
    assert built.steady.all()
    assert not built.foreground.any()
    assert whole_things.find(built, Movers(built), Settings()) == ()


@pytest.mark.parametrize("appears", [True, False])
def test_a_square_that_comes_or_goes_is_one_change(appears):
    _, built = staged(with_square([(n >= 12) == appears for n in range(24)]))
    (change,) = whole_things.find(built, Movers(built), Settings())
    assert abs(change.start - 12) <= 2
    assert change.start <= change.peak <= change.end
    # The square covers 10 x 10 pixels of the maps at half size, at (30, 20).
    truth = np.zeros_like(change.mask)
    truth[20:30, 30:40] = True
    assert (change.mask & truth).sum() / (change.mask | truth).sum() > 0.6
    assert change.uncovered > 0.9
    known = change.progress[~np.isnan(change.progress)]
    assert known[0] == pytest.approx(0, abs=0.15)
    assert known[-1] == pytest.approx(1, abs=0.15)


def test_the_stage_of_a_mirror_image_is_the_mirror_image():
    pictures = with_square([n < 12 for n in range(24)])
    _, here = staged(pictures)
    _, there = staged([np.ascontiguousarray(picture[:, ::-1]) for picture in pictures])
    (a,), (b,) = (
        whole_things.find(here, Movers(here), Settings()),
        whole_things.find(there, Movers(there), Settings()),
    )
    assert (a.mask[:, ::-1] & b.mask).sum() / (a.mask | b.mask[:, ::-1]).sum() > 0.5
    assert (a.start, a.end) == (b.start, b.end)


def test_what_passes_is_foreground_and_no_change():
    pictures = []
    for n in range(24):
        picture = wall()
        left = 6 * n
        picture[40:80, left : left + 10] = (40, 40, 200)
        pictures.append(picture)
    _, built = staged(pictures)
    assert whole_things.find(built, Movers(built), Settings()) == ()
    for n in range(4, 20):
        place = built.foreground[n, 20:40, 3 * n : 3 * n + 5]
        assert place.mean() > 0.7
        assert built.foreground[n].mean() < 0.15


@pytest.mark.parametrize(("seen_after", "told"), [(0, False), (3, False), (4, True), (10, True)])
def test_what_changed_behind_something_must_be_seen_after(seen_after, told):
    # Somebody passes from picture 20 on, and what was behind them is gone.
    pictures = with_square([n < 30 for n in range(60)])
    for n, picture in enumerate(pictures):
        left = 6 * (n - 20)
        picture[30:70, max(0, left) : max(0, left + 30)] = (60, 200, 210)
    _, built = staged(pictures)
    found = whole_things.find(built, Movers(built), Settings())
    (change,) = (change for change in found if failures.is_failure(change, Settings()))
    assert change.hidden[0] > Settings().little_hidden
    assert change.uncovered < Settings().open_change_share
    progress = change.progress.copy()
    progress[change.end + 1 + seen_after :] = np.nan
    assert failures.is_failure(replace(change, progress=progress), Settings()) == told


def test_the_whole_light_is_taken_out_of_the_stage():
    pictures = [(wall() * (1 - 0.2 * n / 23)).astype(np.uint8) for n in range(24)]
    _, built = staged(pictures)
    assert whole_things.find(built, Movers(built), Settings()) == ()


def test_a_camera_that_pans_widens_the_stage():
    wide = np.random.default_rng(1).integers(0, 256, (30, 80, 3), np.uint8)
    wide = np.repeat(np.repeat(wide, 4, axis=0), 4, axis=1)
    pictures = [np.ascontiguousarray(wide[:, 4 * n : 4 * n + 160]) for n in range(20)]
    watched, built = staged(pictures)
    assert not built.still
    assert built.size[0] == pytest.approx(120, abs=3)
    assert built.size[1] == pytest.approx(160 + 4 * 19, abs=3)
    assert len(built.halves) == len(watched.kept)
    for place in range(len(built.poses)):
        assert built.seen[place].sum() == pytest.approx(60 * 80, rel=0.05)
    assert whole_things.find(built, Movers(built), Settings()) == ()
