"""Regions that somebody draws: what stands, what moves, what is covered, and what could be seen."""

from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import pytest

from continuity import Box, Region, Settings, analyse, asked
from continuity.errors import NoSuchFrameError
from continuity.insights import Visibility
from tests import clips
from tests.stills import Film, things

pytestmark = pytest.mark.long

FILM = Film(things(6), grain=2.0)
CHANGES = 20
"""The frame in which what is planted begins."""


def after(value, nothing=0):
    return lambda frame: value if frame >= CHANGES else nothing


@cache
def scene(name):
    return FILMS[name].scene()


def answer(name, number):
    return told_of(scene(name), FILMS[name].box(number))


def told_of(of, box, frame=0):
    return asked.answer(of, Region(box, frame), [], Settings())


@cache
def limits(number):
    return answer("still", number).limits


def pan(frame):
    return 50 + 1.2 * frame, 30 - 0.3 * frame


def bar(frame):
    """Return something dark that crosses the picture from the left and leaves it."""
    return 14 * frame - 120, 20, 14 * frame - 60, 220


# Of what each film plants, the amounts are the limits that the still one tells.
FILMS = {
    "still": FILM,
    "panned": replace(FILM, camera=pan),
    "crossed": replace(FILM, front=bar),
    "goes": replace(FILM, hidden={1: lambda frame: frame >= CHANGES}),
    "slides": replace(FILM, moved={1: lambda frame: (1.5 * min(max(0, frame - CHANGES), 10), 0)}),
    "walks": replace(FILM, moved={2: lambda frame: (-1.5 * frame, 0.8 * frame)}),
    "walks before a pan": replace(
        FILM, camera=pan, moved={2: lambda frame: (-1.5 * frame, 0.8 * frame)}
    ),
}


def overlap(a, b):
    w = min(a.x + a.w, b.x + b.w) - max(a.x, b.x)
    h = min(a.y + a.h, b.y + b.h) - max(a.y, b.y)
    shared = max(w, 0) * max(h, 0)
    return shared / (a.w * a.h + b.w * b.h - shared)


@pytest.mark.parametrize("name", ["still", "panned"])
def test_what_stands_is_reported_as_unchanged(name):
    for number in range(6):
        told = answer(name, number)
        assert told.unchanged, number
        assert not told.moves
        seen = [value for value in told.visibility if value is Visibility.SEEN]
        assert told.worst["delta_e"].value < 5
        assert len(seen) + told.visibility.count(Visibility.OUT) == len(told.visibility)


def test_boxes_stay_on_a_thing_while_the_camera_pans():
    told = answer("panned", 0)
    for frame, box in enumerate(told.boxes):
        if box is not None:
            assert overlap(box, FILMS["panned"].box(0, frame)) > 0.7


def test_a_thing_that_the_camera_leaves_is_out_of_the_frame():
    film = replace(FILM, camera=lambda frame: (50 + 3 * frame, 30))
    told = told_of(film.scene(), film.box(0))
    assert told.visibility[0] is Visibility.SEEN
    assert told.visibility[-1] is Visibility.OUT
    assert told.boxes[-1] is None
    assert told.unchanged


def test_what_something_passes_is_covered_and_unchanged():
    told = answer("crossed", 1)
    assert Visibility.COVERED in told.visibility
    assert told.visibility[0] is told.visibility[-1] is Visibility.SEEN
    covered = [n for n, value in enumerate(told.visibility) if value is Visibility.COVERED]
    left = [14 * frame - 120 for frame in covered]
    # While it is told to be covered, the bar is there or within two frames of it.
    thing = FILM.things[1]
    assert all(thing.x - 60 - 45 < x < thing.x + thing.w + 45 for x in left)
    assert told.unchanged


def test_what_vanishes_is_told_with_its_frame():
    told = answer("goes", 1)
    found = {departure.measure: departure for departure in told.departures}
    assert {"delta_e", "similarity"} <= found.keys()
    assert abs(found["delta_e"].start - CHANGES) <= 1
    assert found["delta_e"].end == FILM.frames - 1
    assert answer("goes", 0).unchanged


def test_what_slides_is_told_by_how_far():
    told = answer("slides", 1)
    assert not told.moves
    (shift,) = [departure for departure in told.departures if departure.measure == "shift_px"]
    assert abs(shift.start - CHANGES) <= 3
    assert shift.value == pytest.approx(15, abs=2)


@pytest.mark.parametrize("name", ["walks", "walks before a pan"])
def test_a_mover_is_followed_as_a_mover(name):
    told = answer(name, 2)
    assert told.moves
    assert not [departure for departure in told.departures if departure.measure == "shift_px"]
    true = [FILMS[name].box(2, frame) for frame in range(FILM.frames)]
    found = [
        box is not None and overlap(box, t) > 0.5 for box, t in zip(told.boxes, true, strict=True)
    ]
    assert np.mean(found) > 0.85


# From a later frame ----------------------------------------------------------------------------

DRAWN = 30


@pytest.mark.parametrize(
    ("name", "number"), [("walks", 2), ("walks before a pan", 2), ("panned", 3)]
)
def test_what_is_drawn_later_is_followed_both_ways(name, number):
    film = FILMS[name]
    told = told_of(scene(name), film.box(number, DRAWN), DRAWN)
    assert told.frame == DRAWN
    assert told.moves == name.startswith("walks")
    pairs = zip(told.boxes, (film.box(number, frame) for frame in range(film.frames)), strict=True)
    found = [box is not None and overlap(box, true) > 0.5 for box, true in pairs]
    assert found[DRAWN]
    assert np.mean(found[:DRAWN]) > 0.85
    assert np.mean(found[DRAWN:]) > 0.85
    assert told.delta_e[DRAWN] < told.worst["delta_e"].value or told.unchanged


def test_what_stands_is_unchanged_from_whichever_frame_it_was_drawn():
    for frame in (1, DRAWN, FILM.frames - 1):
        assert told_of(scene("still"), FILM.box(3), frame).unchanged


def test_of_what_came_late_the_time_before_is_told():
    film = replace(FILM, hidden={1: lambda frame: frame < CHANGES})
    told = told_of(film.scene(), film.box(1), DRAWN)
    departed = next(it for it in told.departures if it.measure == "delta_e")
    assert (departed.start, abs(departed.end - (CHANGES - 1)) <= 1) == (0, True)
    known = [value for value in told.delta_e[DRAWN:] if value is not None]
    assert max(known) < departed.value / 3


# Detection limits ----------------------------------------------------------------------------


def brighter(number, delta_e):
    """Return how much grey makes a thing differ by `delta_e`; towards the middle of the range."""
    colour = np.float32(FILM.things[number].colour)
    sign = -1 if colour.sum() > 380 else 1

    def lab(added):
        bgr = np.clip(colour + added, 0, 255)[None, None] / 255
        return cv2.cvtColor(np.float32(bgr), cv2.COLOR_BGR2LAB)[0, 0]

    steps = sign * np.arange(0, 60, 0.25)
    return next(float(s) for s in steps if np.linalg.norm(lab(s) - lab(0)) >= delta_e)


@pytest.mark.parametrize("measure", ["shift_px", "delta_e"])
def test_a_change_of_the_size_of_the_limit_is_seen_and_one_of_a_third_is_not(measure):
    """Two things change at a time: a camera that saw all of them move would rightly follow."""
    seen = {1.0: [], 0.33: []}
    pair = [n for n in range(6) if getattr(limits(n), measure) is not None][:2]
    assert len(pair) == 2
    for times, told in seen.items():
        sizes = {n: times * getattr(limits(n), measure) for n in pair}
        if measure == "shift_px":
            film = replace(FILM, moved={n: after((size, 0), (0, 0)) for n, size in sizes.items()})
        else:
            tints = {n: after(brighter(n, size)) for n, size in sizes.items()}
            film = replace(FILM, tinted=tints)
        changed = film.scene()
        for n in pair:
            found = told_of(changed, film.box(n))
            told.append(measure in {departure.measure for departure in found.departures})
    assert all(seen[1.0])
    assert not any(seen[0.33])


def test_more_grain_hides_more():
    coarse = replace(FILM, grain=8.0)
    noisy = told_of(coarse.scene(), coarse.box(0)).limits
    assert noisy.delta_e > 1.3 * limits(0).delta_e


def test_limits_are_told_in_pixels_of_the_clip():
    at_work = scene("still")
    larger = replace(at_work, to_clip=4.0)
    told = told_of(larger, FILM.box(0)).limits
    assert told.shift_px == pytest.approx(4 * limits(0).shift_px, abs=0.02)
    assert told.delta_e == limits(0).delta_e


# From a file -----------------------------------------------------------------------------------


def test_what_is_drawn_on_a_clip_is_in_its_report(tmp_path):
    frames = [FILM.picture(frame) for frame in range(16)]
    path = clips.write_clip(tmp_path / "film.mp4", frames, 24, clips.EXACT)
    drawn = [FILM.box(0), FILM.box(4)]
    report = analyse(path, follow=drawn)
    assert [told.box for told in report.followed] == drawn
    assert all(told.unchanged for told in report.followed)
    assert all(len(told.boxes) == len(report.trails.index) for told in report.followed)
    assert len(report.to_json()) < 200_000


def test_a_region_may_be_of_any_frame_that_was_analysed(tmp_path):
    frames = [FILM.picture(frame) for frame in range(16)]
    path = clips.write_clip(tmp_path / "film.mp4", frames, 24, clips.EXACT)
    [told] = analyse(path, follow=[Region(FILM.box(0), 9)]).followed
    assert (told.frame, told.box) == (9, FILM.box(0))
    assert told.unchanged
    with pytest.raises(NoSuchFrameError, match="frame 15"):
        analyse(path, follow=[Region(FILM.box(0), 16)])


@pytest.mark.parametrize(
    "box", [(0, 0, 0, 0.5), (0.5, 0.5, 0.6, 0.1), (-0.1, 0, 0.2, 0.2), (float("nan"), 0, 1, 1)]
)
def test_a_region_outside_the_frame_is_refused(box, tmp_path):
    with pytest.raises(ValueError, match="no region of a frame"):
        analyse(clips.plain(tmp_path), follow=[Box(*box)])
