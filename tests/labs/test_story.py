"""What happens in a scene, as numbers, before anything is drawn."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from continuity.kinds import Kind
from labs.camera import view
from labs.failures import OF_PROPS, OF_SUBJECT, Failure
from labs.scene import DESK, Camera, Scene, Walk
from labs.story import SHIFT, moment, pose, progress, stand
from labs.truth import thing_box, truths

CUP = DESK[-1]


def failing(kind, start=20, end=29, severity=1.0):
    target = "cup" if kind in OF_PROPS else ""
    return Scene(failures=(Failure(kind, start, end, target, severity),))


@given(start=st.integers(1, 60), span=st.integers(0, 10), frame=st.integers(0, 71))
def test_a_failure_begins_at_its_start_and_is_complete_at_its_end(start, span, frame):
    done = progress(Failure(Kind.JUMP, start, start + span), frame)
    assert (done > 0) == (frame >= start)
    assert (done == 1) == (frame >= start + span)


@pytest.mark.parametrize("kind", sorted(OF_PROPS))
def test_a_prop_stands_as_always_until_its_failure_begins(kind):
    scene = failing(kind)
    before, after = pose(scene, CUP, 19), pose(scene, CUP, 24)
    usual = pose(Scene(), CUP, 24)
    if kind is Kind.APPEAR:
        assert before.opacity == 0
        assert pose(scene, CUP, 29) == usual
    else:
        assert before == usual
        assert after != usual


@given(severity=st.floats(0.1, 1))
def test_a_shift_slides_as_far_as_it_says(severity):
    scene = failing(Kind.SHIFT, severity=severity)
    assert pose(scene, CUP, 71).x - CUP.x == pytest.approx(SHIFT * severity)


def test_a_freeze_holds_time_and_lets_it_go_on_where_it_stopped():
    scene = failing(Kind.FREEZE)
    assert [moment(scene, frame) for frame in (18, 19, 20, 29, 30, 31)] == [18, 19, 19, 19, 20, 21]


def test_a_jump_skips_and_a_leap_does_not():
    clean = Scene()
    assert stand(failing(Kind.JUMP), 20) == stand(clean, 44)
    leapt = stand(failing(Kind.TELEPORT), 20)
    assert leapt.way == stand(clean, 20).way
    assert leapt.x > stand(clean, 20).x


def test_the_subject_goes_on_after_its_last_key_and_keeps_facing_its_way_when_it_stops():
    walk = Walk(((0, 300), (10, 200), (20, 200)))
    assert stand(Scene(walk=walk), 25).x == 200
    assert [stand(Scene(walk=walk), frame).heading for frame in (0, 9, 15, 25)] == [-1] * 4
    assert stand(Scene(walk=Walk(((0, 0), (10, 10)))), 20).x == 20


def test_a_pushed_prop_stays_ahead_and_where_it_was_left():
    walk = Walk(((0, 250), (30, 400), (60, 300)))
    scene = Scene(walk=walk, pushed="cup")
    places = [pose(scene, CUP, frame).x for frame in range(scene.frames)]
    assert places[0] == CUP.x
    assert places == sorted(places)
    assert places[30] == places[-1] > CUP.x
    assert truths(scene) == ()


def test_the_camera_goes_its_whole_way_whatever_time_does():
    camera = Camera(pan=(50, -20), zoom=1.2)
    for failures in ((), (Failure(Kind.JUMP, 20, 20),), (Failure(Kind.FREEZE, 20, 40),)):
        last = view(Scene(camera=camera, failures=failures), 71)
        assert (last.x, last.y, last.zoom) == pytest.approx((370, 160, 1.2))


@given(seed=st.integers(0, 50), shake=st.floats(0.1, 5))
def test_a_shaking_hand_strays_about_as_far_as_it_says(seed, shake):
    scene = Scene(seed=seed, camera=Camera(shake=shake), frames=240)
    strays = [view(scene, frame).x - 320 for frame in range(240)]
    assert max(map(abs, strays)) < 3 * shake
    assert 0.5 * shake < (sum(stray**2 for stray in strays) / 240) ** 0.5 < 1.6 * shake


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_truth_with_a_box_where_it_is_one_things(kind):
    (truth,) = truths(failing(kind))
    assert (truth.kind, truth.start, truth.end) == (kind, 20, 29)
    assert (truth.box is not None) == (kind in OF_PROPS | OF_SUBJECT)


@given(
    pan=st.tuples(st.floats(-60, 60), st.floats(-20, 20)),
    zoom=st.floats(0.9, 1.4),
    shake=st.floats(0, 3),
)
def test_boxes_lie_in_the_frame_and_follow_the_camera(pan, zoom, shake):
    scene = Scene(camera=Camera(pan, zoom, shake))
    for name in ("cup", "vase", "robot"):
        for frame in (0, 40, 71):
            box = thing_box(scene, name, frame)
            if box:
                assert min(box) >= 0
                assert box.x + box.w <= 1 + 1e-9
                assert box.y + box.h <= 1 + 1e-9


def test_what_the_camera_does_not_see_has_no_box():
    scene = Scene(props=(replace(CUP, x=-60),))
    assert thing_box(scene, "cup", 0) is None
    with pytest.raises(KeyError):
        thing_box(Scene(walk=None), "robot", 0)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Failure(Kind.FADE, 1, 2),
        lambda: Failure(Kind.JUMP, 1, 2, "cup"),
        lambda: Failure(Kind.FADE, 0, 2, "cup"),
        lambda: Failure(Kind.FADE, 3, 2, "cup"),
        lambda: Failure(Kind.FADE, 1, 2, "cup", 0),
        lambda: Scene(failures=(Failure(Kind.FADE, 1, 2, "teapot"),)),
        lambda: Scene(failures=(Failure(Kind.FADE, 1, 72, "cup"),)),
        lambda: Scene(walk=None, failures=(Failure(Kind.IDENTITY, 1, 2),)),
        lambda: Scene(walk=None, failures=(Failure(Kind.FREEZE, 1, 2),)),
        lambda: Scene(size_px=(640, 640)),
        lambda: Scene(frames=0),
        lambda: Scene(props=(CUP, CUP)),
        lambda: Scene(pushed="teapot"),
        lambda: Scene(camera=Camera(pan=(120, 0))),
        lambda: Scene(camera=Camera(zoom=0.5)),
    ],
)
def test_scenes_that_cannot_be_are_refused_with_a_reason(wrong):
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        wrong()
