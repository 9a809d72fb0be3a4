"""What the truth says of a scene is what its pixels show."""

from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import pytest

from continuity.kinds import Kind
from labs import props, robot, room, things
from labs.compose import hue_turned
from labs.failures import OF_PROPS, Failure
from labs.props import prop_sprite
from labs.render import render
from labs.robot import STRIDE, robot_sprite
from labs.scene import DESK, EXTENTS, SUBJECT, Camera, Look, Scene, Walk
from labs.story import SHIFT
from labs.truth import thing_box, truths

CLEAN = Scene(size_px=(320, 180), frames=12, walk=Walk(((0, 150), (11, 210))))
START, END = 4, 7
PASSING = {Kind.FLICKER, Kind.SOFT, Kind.ARTIFACT, Kind.WARP, Kind.APPEAR}
"""After these the clip is again as if nothing had happened."""


@cache
def film(scene):
    return np.stack(list(render(scene)))


def failing(kind, target="cup", severity=1.0, scene=CLEAN):
    failure = Failure(kind, START, END, target if kind in OF_PROPS else "", severity)
    return replace(scene, failures=(failure,))


def without(name, scene=CLEAN):
    return replace(scene, props=tuple(prop for prop in scene.props if prop.name != name))


def change(before, after):
    """Return (H, W): the largest difference of any channel, in grey levels."""
    return np.abs(before.astype(int) - after.astype(int)).max(-1)


def region(box, shape, grow=0):
    """Return the slices of `box`, grown by pixels, in a frame of `shape`."""
    height, width = shape[:2]
    top, bottom = round(box.y * height) - grow, round((box.y + box.h) * height) + grow
    left, right = round(box.x * width) - grow, round((box.x + box.w) * width) + grow
    return slice(max(top, 0), bottom), slice(max(left, 0), right)


def test_equal_scenes_give_equal_pixels_even_when_painted_anew():
    scene = replace(CLEAN, frames=3, camera=Camera(pan=(9, 0), shake=1))
    first = list(render(scene))
    for painter in (
        room.empty_room,
        props.prop_sprite,
        robot._part,
        things._painting,
        things._prop,
    ):
        painter.cache_clear()
    assert np.array_equal(first, list(render(scene)))
    assert not np.array_equal(first, list(render(replace(scene, seed=2))))


def test_a_clean_scene_holds_still_but_for_the_subject_and_the_grain():
    frames = film(replace(CLEAN, grain=0))
    assert truths(CLEAN) == ()
    moved = change(frames[0], frames[-1]) > 0
    assert moved.any()
    assert not moved[:, 170:].any()  # the subject stays left of that, and so does its shadow
    assert not moved[:80].any()
    noisy = film(CLEAN)[:, :, 200:].astype(float)
    assert 1.0 < np.median(noisy.std(0)) < 3.0


def test_what_the_subject_walked_past_is_as_before():
    scene = replace(CLEAN, grain=0, frames=40, walk=Walk(((0, 220), (39, 480))))
    frames = film(scene)
    vase = region(thing_box(scene, "vase", 0), frames[0].shape)
    covered = [change(frames[0][vase], frame[vase]).max() for frame in frames]
    assert max(covered) > 60
    assert covered[-1] == 0


@pytest.mark.parametrize("kind", Kind)
def test_a_failure_shows_from_its_start_and_not_before(kind):
    clean, failed = film(CLEAN), film(failing(kind))
    if kind is Kind.APPEAR:
        clean = film(without("cup"))
    assert np.array_equal(clean[:START], failed[:START])
    assert change(clean[START], failed[START]).max() > 4
    assert np.array_equal(film(CLEAN)[-1], failed[-1]) == (kind in PASSING)


@pytest.mark.parametrize("kind", sorted(OF_PROPS))
def test_a_failure_of_one_prop_happens_in_its_box(kind):
    still = replace(CLEAN, grain=0)
    scene = failing(kind, "vase", scene=still)
    (truth,) = truths(scene)
    clean = film(without("vase", still) if kind is Kind.APPEAR else still)
    differs = change(clean[START], film(scene)[START])
    strong = differs * (differs > differs.max() / 2)
    rows, columns = region(truth.box, differs.shape, grow=3)
    assert strong[rows, columns].sum() == strong.sum() > 0


def test_vanished_means_gone_and_appeared_means_there():
    assert np.array_equal(film(failing(Kind.VANISH))[END:], film(without("cup"))[END:])
    assert np.array_equal(film(failing(Kind.APPEAR))[:START], film(without("cup"))[:START])
    assert np.array_equal(film(failing(Kind.APPEAR))[END:], film(CLEAN)[END:])


def test_a_fade_of_half_lies_halfway_to_what_is_behind():
    still = replace(CLEAN, grain=0)
    half = film(failing(Kind.FADE, severity=0.5, scene=still))[-1]
    middle = (film(still)[-1].astype(float) + film(without("cup", still))[-1]) / 2
    box = region(thing_box(still, "cup", 0), half.shape)
    # Not exactly: half a shadow under half a cup is darker than half of both.
    assert np.abs(half - middle)[box].mean() < 3


def test_a_shift_moves_the_prop_by_its_units():
    beside = tuple(replace(p, x=p.x + SHIFT) if p.name == "cup" else p for p in DESK)
    moved = film(failing(Kind.SHIFT))
    assert np.array_equal(moved[END:], film(replace(CLEAN, props=beside))[END:])


@pytest.mark.parametrize("degrees", [-170, -60, 45, 120, 180])
@pytest.mark.parametrize("look", Look)
def test_a_turned_hue_keeps_its_lightness(look, degrees):
    sprite = prop_sprite(look, 1.0)
    turned = hue_turned(sprite, degrees)
    inside = sprite.pixels[..., 3] > 0.99
    before, after = (
        cv2.cvtColor(np.ascontiguousarray(s.pixels[..., :3]), cv2.COLOR_BGR2LAB)[inside]
        for s in (sprite, turned)
    )
    assert np.abs(before[:, 0] - after[:, 0]).max() < 1.0
    assert np.hypot(*(before - after)[:, 1:].T).mean() > 5
    assert np.array_equal(turned.pixels[..., 3], sprite.pixels[..., 3])


def test_recolor_changes_the_colour_and_not_the_light():
    still = replace(CLEAN, grain=0)
    box = region(thing_box(still, "book", 0), (180, 320))
    before, after = (
        cv2.cvtColor(film(scene)[-1][box].astype(np.float32) / 255, cv2.COLOR_BGR2LAB)
        for scene in (still, failing(Kind.RECOLOR, "book", scene=still))
    )
    assert abs(before[..., 0].mean() - after[..., 0].mean()) < 1
    assert np.hypot(*(before - after)[..., 1:].mean((0, 1))) > 30


def test_a_swap_puts_another_thing_there():
    swapped = tuple(replace(p, look=Look.TUMBLER) if p.name == "cup" else p for p in DESK)
    for severity in (0.01, 1.0):
        assert truths(failing(Kind.SWAP, severity=severity))[0].start == START
    nearly = film(failing(Kind.SWAP, severity=0.01))[START:]
    assert change(nearly, film(replace(CLEAN, props=swapped))[START:]).max() < 12


def test_a_freeze_repeats_frames_bit_for_bit():
    frames, clean = film(failing(Kind.FREEZE)), film(CLEAN)
    assert all(np.array_equal(frames[START - 1], frame) for frame in frames[START : END + 1])
    assert np.array_equal(frames[END + 1 :], clean[START : START + 12 - END - 1])


def test_a_jump_leaves_frames_out():
    frames = film(failing(Kind.JUMP, severity=0.25))
    whole = film(replace(CLEAN, frames=12 + 6))
    assert np.array_equal(frames, np.concatenate([whole[:START], whole[START + 6 :]]))


def test_flicker_swings_and_lighting_stays():
    plain = film(CLEAN).mean((1, 2, 3))
    flicker = film(failing(Kind.FLICKER, severity=0.5)).mean((1, 2, 3)) / plain - 1
    assert (np.sign(flicker[START : END + 1]) == [-1, 1, -1, 1]).all()
    assert np.allclose(flicker[END + 1 :], 0)
    drift = film(failing(Kind.LIGHTING)).mean((1, 2, 3)) / plain
    assert (np.diff(drift[START - 1 : END + 1]) < -0.05).all()
    assert drift[-1] == pytest.approx(0.55, abs=0.03)


def test_soft_frames_lose_their_edges():
    frames = film(failing(Kind.SOFT, scene=replace(CLEAN, grain=0)))
    edges = [cv2.Laplacian(frame, cv2.CV_64F).std() for frame in frames]
    assert max(edges[START : END + 1]) < 0.5 * min(edges[:START] + edges[END + 1 :])


def test_another_wallpaper_leaves_the_desk_alone():
    differs = change(film(CLEAN)[-1], film(failing(Kind.BACKDROP))[-1])
    assert (differs[:100, 140:] > 10).mean() > 0.8
    assert not differs[120:].any()


@pytest.mark.parametrize("look", Look)
def test_a_props_extents_hug_it(look):
    assert drawn_extents(prop_sprite(look, 2.0)) == pytest.approx(EXTENTS[look], abs=1)


def test_the_subjects_extents_hold_it_in_every_step():
    steps = [drawn_extents(robot_sprite(STRIDE * step / 6, 2.0)) for step in range(12)]
    assert np.max(steps, axis=0) == pytest.approx(EXTENTS[SUBJECT], abs=2)


def drawn_extents(sprite):
    rows, columns = (np.flatnonzero((sprite.pixels[..., 3] > 0.5).any(axis)) for axis in (1, 0))
    foot_x, foot_y = sprite.foot_px
    edges_px = foot_x - columns[0], columns[-1] + 1 - foot_x, foot_y - rows[0]
    return tuple(edge / sprite.density for edge in edges_px)


@pytest.mark.parametrize(
    "camera",
    [Camera(), Camera(pan=(70, -15)), Camera(zoom=1.3), Camera((-40, 20), 0.95, 2.5)],
    ids=["still", "pan", "zoom", "all"],
)
@pytest.mark.parametrize("name", ["vase", "book", "picture"])
def test_the_camera_keeps_the_box_on_the_thing(camera, name):
    scene = replace(CLEAN, camera=camera, grain=0, walk=None)
    there, gone = film(scene), film(without(name, scene))
    for frame in (0, 5, 11):
        rows, columns = np.nonzero(change(there[frame], gone[frame]) > 40)
        box = thing_box(scene, name, frame)
        if box is None:
            assert not rows.size
            continue
        top, left = rows.min() / 180, columns.min() / 320
        bottom, right = (rows.max() + 1) / 180, (columns.max() + 1) / 320
        assert (left, top) == pytest.approx((box.x, box.y), abs=0.02)
        # To the right and below its shadow goes on.
        assert right > box.x + box.w - 0.02
        assert bottom > box.y + box.h - 0.02


@pytest.mark.parametrize("size_px", [(64, 36), (101, 67), (480, 320)])
def test_any_size_can_be_drawn(size_px):
    (frame,) = render(Scene(size_px=size_px, frames=1))
    assert (frame.shape, frame.dtype) == ((size_px[1], size_px[0], 3), np.uint8)
