"""The directed clip: the budget behind it, and that its pixels show what the truth says."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from continuity.insights import Followed, Limits, Worst
from continuity.kinds import Explanation, Kind
from continuity.report import Box, Event
from labs.budget import LIMIT_PX
from labs.direct_a_clip import (
    GOAL_PROPS,
    NOBODY,
    WISHES,
    Given,
    Measured,
    Wish,
    boxes,
    first_lost,
    measured,
    saved,
    scene,
    shares,
    toy,
)
from labs.render import render
from labs.scene import DESK, SUBJECT, Drift, Scene
from labs.truth import thing_box
from tests import reports

BUSY = Wish(5, "busy", "pan")


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish.name)
def test_the_budget_is_shared_out_whole_and_the_smallest_gets_least(wish):
    parts = shares(wish)
    assert sum(parts.values()) == pytest.approx(1)
    assert list(parts) == [SUBJECT, *(given.name for given in toy(wish))]
    assert max(parts, key=parts.get) == SUBJECT
    assert min(parts, key=parts.get) == "cup"


def test_more_props_leave_less_for_each():
    few, many = shares(Wish(2, "plain", "still")), shares(Wish(2, "busy", "still"))
    assert all(many[name] < few[name] for name in few)


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish.name)
def test_every_prop_begins_in_its_place_and_each_wish_can_be_drawn(wish):
    assert {given.path[0] for given in toy(wish)} == {(0.0, 0.0)}
    assert {len(given.path) for given in toy(wish)} == {scene(wish).frames}
    assert len(boxes(wish)) == len(wish.props)


def test_shorter_plainer_stiller_keeps_more():
    def worst_px(**wanted):
        chosen = [w for w in WISHES if all(getattr(w, k) == v for k, v in wanted.items())]
        return np.mean([given.strayed_px for wish in chosen for given in toy(wish)])

    assert worst_px(camera="still") < 0.7 * worst_px(camera="pan")
    assert worst_px(seconds=2) < worst_px(seconds=5)
    still = [[g.lost_at is not None for g in toy(w)] for w in WISHES if w.camera == "still"]
    pan = [[g.lost_at is not None for g in toy(w)] for w in WISHES if w.camera == "pan"]
    assert sum(map(sum, still)) < sum(map(sum, pan))


def test_the_first_to_be_lost_is_the_first_to_cross_the_limit():
    early = Given("cup", 0.1, ((0, 0), (13, 0), (0, 0)))
    later = Given("vase", 0.1, ((0, 0), (0, 0), (40, 0)))
    kept = Given("book", 0.1, ((0, 0), (0, LIMIT_PX), (0, 0)))
    assert first_lost((kept, later, early)) == "cup"
    assert (early.lost_at, later.lost_at, kept.lost_at) == (1, 2, None)
    assert first_lost((kept,)) == NOBODY


def test_the_goal_can_be_reached_and_is_not_where_the_lab_opens():
    def keeps_all(wish):
        return len(wish.props) >= GOAL_PROPS and first_lost(toy(wish)) == NOBODY

    assert not keeps_all(BUSY)
    assert keeps_all(Wish(2, "medium", "still"))


def test_a_drift_is_drawn_where_the_truth_says():
    """Find the cup in the picture again, by its pixels, and ask whether it moved as far."""
    path = ((0.0, 0.0), (7.0, 0.0), (-4.0, 6.0))
    made = Scene(frames=3, walk=None, grain=0, drifts=(Drift("cup", path),))
    frames = [cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY) for frame in render(made)]
    box = thing_box(made, "cup", 0)
    left, top = round(box.x * 640), round(box.y * 360)
    pattern = frames[0][top : top + round(box.h * 360), left : left + round(box.w * 640)]
    for frame, (right, down) in zip(frames, path, strict=True):
        likeness = cv2.matchTemplate(frame, pattern, cv2.TM_CCOEFF_NORMED)
        _, _, _, (x, y) = cv2.minMaxLoc(likeness)
        assert (x - left, y - top) == pytest.approx((right, down), abs=1)


def test_what_does_not_drift_stays_to_the_pixel():
    usual = Scene(frames=2, walk=None, grain=0)
    drifting = replace(usual, drifts=(Drift("cup", ((0, 0), (9, 0))),))
    before, after = render(drifting)
    changed = np.abs(before.astype(int) - after).max(-1) > 8
    box = thing_box(usual, "cup", 0)
    assert changed.any()
    assert not changed[:, : round(box.x * 640) - 6].any()


@pytest.mark.parametrize("target", ["teapot", "cup"])
def test_a_drift_without_a_prop_or_a_path_is_refused(target):
    path = () if target == "cup" else ((0.0, 0.0),)
    with pytest.raises(ValueError, match=target):
        Scene(props=DESK, drifts=(Drift(target, path),))


def followed(strayed_px, *events):
    worst = {} if strayed_px is None else {"shift_px": Worst(strayed_px, 9, 0.5)}
    place, empty = Box(0.1, 0.1, 0.1, 0.1), ()
    series = [empty] * 6
    return Followed(place, False, *series, worst, (), events, Limits(0.6, 2.0))


def test_what_the_engine_says_is_read_prop_by_prop():
    wish = Wish(2, "plain", "still")
    slid = Event(Kind.SHIFT, 4, 6, 9, None, None, 0.5, 0.9)
    taken = replace(slid, kind=Kind.VANISH, explained=Explanation.HANDLED)
    report = replace(
        reports.report(), events=(slid, taken), followed=(followed(3.0, 0, 1), followed(None))
    )
    assert measured(wish, report) == {
        "vase": Measured(3.0, 0.6, (Kind.SHIFT,)),
        "cup": Measured(None, 0.6, ()),
    }


def test_the_goal_asks_for_every_prop_measured_and_kept():
    wish = Wish(2, "medium", "still")
    kept = {name: Measured(LIMIT_PX, 0.5, ()) for name in wish.props}
    assert saved(wish, kept)
    assert not saved(wish, {**kept, "cup": Measured(LIMIT_PX + 0.1, 0.5, ())})
    assert not saved(wish, {**kept, "cup": Measured(None, None, ())})
    assert not saved(wish, {})
    assert not saved(Wish(2, "plain", "still"), kept)
