"""Where the camera looked, against motions that we made."""

import math

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from continuity import Settings
from continuity.camera import (
    IDENTITY,
    Tracker,
    compose,
    corners,
    firm_corners,
    invert,
    moved,
)

WIDTH, HEIGHT = 240, 136
CORNERS = np.float32([[0, 0], [WIDTH - 1, 0], [0, HEIGHT - 1], [WIDTH - 1, HEIGHT - 1]])


def wall(width, height, seed=0):
    """Return (H, W) uint8: blots of all sizes, nowhere plain."""
    rng = np.random.default_rng(seed)
    total = np.zeros((height, width), np.float32)
    for cell, weight in ((4, 0.6), (8, 1.0), (24, 1.5)):
        noise = rng.normal(0, 1, (height // cell + 2, width // cell + 2)).astype(np.float32)
        total += weight * cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(128 + 30 * total, 0, 255).astype(np.uint8)


WALL = wall(900, 400)


def looking(x, y, zoom=1.0, turn_deg=0.0):
    """Return the map of a frame's pixels onto the wall, its middle looking at (x, y)."""
    c, s = math.cos(math.radians(turn_deg)) / zoom, math.sin(math.radians(turn_deg)) / zoom
    a = np.array([[c, -s], [s, c]])
    return np.column_stack([a, [x, y] - a @ [(WIDTH - 1) / 2, (HEIGHT - 1) / 2]])


def filmed(view, wall=WALL):
    """Return what a camera shows that looks so, softened as by a lens before it is sampled."""
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(wall, view, (WIDTH, HEIGHT), flags=flags)


def furthest_px(views, frames=None, settings=None):
    """Return how far the worst corner of any frame is placed from where it truly is."""
    tracker = Tracker(settings or Settings())
    worst = 0.0
    for view, frame in zip(views, frames or [filmed(view) for view in views], strict=True):
        found = moved(CORNERS, tracker.follow(frame).to_first)
        true = moved(CORNERS, compose(invert(views[0]), view))
        worst = max(worst, float(np.linalg.norm(found - true, axis=1).max()))
    return worst


@pytest.mark.parametrize(
    "step",
    [
        {"x": 3.0},
        {"x": -1.37, "y": 0.61},
        {"y": 2.25},
        {"zoom": 1.01},
        {"zoom": 0.99, "x": 1.5},
        {"turn_deg": 0.5},
        {"turn_deg": -0.4, "zoom": 1.008, "x": 1.3, "y": -0.7},
    ],
    ids=str,
)
def test_a_known_motion_is_found_within_a_third_of_a_pixel(step):
    views = [
        looking(
            400 + n * step.get("x", 0),
            200 + n * step.get("y", 0),
            step.get("zoom", 1) ** n,
            n * step.get("turn_deg", 0),
        )
        for n in range(8)
    ]
    assert furthest_px(views) < 0.3


@pytest.mark.parametrize("shift_px", [0.7, 1.25, 2.5])
def test_one_step_of_a_part_of_a_pixel_is_found(shift_px):
    assert furthest_px([looking(400, 200), looking(400 + shift_px, 200 - shift_px / 2)]) < 0.3


def test_a_shaky_hand_is_followed():
    rng = np.random.default_rng(4)
    views = [
        looking(400 + 6 * dx, 200 + 5 * dy, 1.0, 0.5 * turn)
        for dx, dy, turn in rng.normal(0, 1, (10, 3)).clip(-2, 2)
    ]
    assert furthest_px(views) < 0.3


def test_a_pan_further_than_the_frame_is_wide_does_not_drift():
    views = [looking(150 + 16 * n, 200) for n in range(24)]  # 1.5 times the frame's width
    assert furthest_px(views) < 1.5


def test_a_camera_that_comes_back_is_back():
    way = [12 * n for n in range(16)]
    views = [looking(250 + x, 200) for x in way + way[::-1]]
    tracker = Tracker(Settings())
    last = [tracker.follow(filmed(view)) for view in views][-1]
    assert np.abs(moved(CORNERS, last.to_first) - CORNERS).max() < 0.3


def test_a_still_camera_stays_exactly_where_it_is_whatever_passes():
    back, mover = filmed(looking(400, 200)), wall(110, 110, seed=7)
    tracker = Tracker(Settings())
    for n in range(12):
        frame = back.copy()
        left = 5 + 10 * n
        frame[13:123, left : left + 110] = mover[:, : WIDTH - left]  # over a third of the frame
        assert np.array_equal(tracker.follow(frame).to_first, IDENTITY)


def test_light_that_swings_under_a_mover_moves_no_camera():
    back, mover = filmed(looking(400, 200)), wall(80, 80, seed=7)
    rng = np.random.default_rng(2)
    tracker = Tracker(Settings())
    for n in range(16):
        frame = back.copy()
        frame[13:93, 5 + 8 * n : 85 + 8 * n] = mover[:, : WIDTH - 5 - 8 * n]
        gain = 1 + 0.3 * (-1) ** n * (n > 3)
        grain = rng.normal(0, 2, frame.shape)
        lit = np.clip(frame * gain + grain, 0, 255).astype(np.uint8)
        assert np.array_equal(tracker.follow(lit).to_first, IDENTITY)


def test_a_panning_camera_is_not_dragged_along_by_a_subject_that_stays_in_view():
    views = [looking(250 + 4.5 * n, 200, turn_deg=0.2 * math.sin(n / 5)) for n in range(40)]
    subject, rng = wall(110, HEIGHT, seed=3), np.random.default_rng(1)
    frames = []
    for n, view in enumerate(views):
        frame = filmed(view)
        left = round(60 + 14 * math.sin(n / 3))
        frame[:, left : left + 70] = subject[:, :70]
        grain = rng.normal(0, 4, frame.shape)
        frames.append(np.clip(frame + grain, 0, 255).astype(np.uint8))
    # Once placed with the subject, the camera stayed 180 px off.
    assert furthest_px(views, frames) < 6


def test_grain_and_light_move_no_camera():
    back = filmed(looking(400, 200)).astype(float)
    rng = np.random.default_rng(2)
    tracker = Tracker(Settings())
    for n in range(12):
        frame = back * (1 + 0.01 * n) + rng.normal(0, 3, back.shape)
        assert np.array_equal(
            tracker.follow(np.clip(frame, 0, 255).astype(np.uint8)).to_first, IDENTITY
        )


def test_a_pan_is_followed_behind_a_large_mover():
    views = [looking(300 + 4 * n, 200) for n in range(10)]
    mover = wall(60, 100, seed=9)
    frames = []
    for n, view in enumerate(views):
        frame = filmed(view)
        frame[20:120, 40 + 2 * n : 100 + 2 * n] = mover
        frames.append(frame)
    assert furthest_px(views, frames) < 0.6


@pytest.mark.parametrize("level", [0, 128, 255])
def test_before_a_plain_wall_nothing_is_said_to_move(level):
    tracker = Tracker(Settings())
    for _ in range(4):
        pose = tracker.follow(np.full((HEIGHT, WIDTH), level, np.uint8))
        assert np.array_equal(pose.to_first, IDENTITY)


def test_what_is_remembered_does_not_grow_with_the_clip():
    tracker, settings = Tracker(Settings()), Settings()
    for n in range(30):
        tracker.follow(filmed(looking(130 + 20 * n, 200)))
    assert len(tracker._keys) <= settings.keyframes + 1


# The arithmetic of motions ---------------------------------------------------------------------

shifts = st.floats(-500, 500)


@st.composite
def similarities(draw):
    zoom, turn = draw(st.floats(0.25, 4)), draw(st.floats(-math.pi, math.pi))
    c, s = zoom * math.cos(turn), zoom * math.sin(turn)
    return np.array([[c, -s, draw(shifts)], [s, c, draw(shifts)]])


@given(similarities())
def test_a_motion_and_its_inverse_do_nothing(motion):
    assert compose(motion, invert(motion)) == pytest.approx(IDENTITY, abs=1e-6)
    assert compose(invert(motion), motion) == pytest.approx(IDENTITY, abs=1e-6)


@given(similarities(), similarities(), similarities())
def test_composing_is_associative(a, b, c):
    assert compose(compose(a, b), c) == pytest.approx(compose(a, compose(b, c)), abs=1e-6)


@given(similarities(), similarities())
def test_composing_is_applying_one_after_the_other(outer, inner):
    one_by_one = moved(moved(CORNERS, inner), outer)
    assert moved(CORNERS, compose(outer, inner)) == pytest.approx(one_by_one, abs=0.05)


# Plain rooms ----------------------------------------------------------------


def plain_room(view, seed):
    """Return a picture of a plain wall above a plain table, with grain, and two things on it."""
    room = np.full(WALL.shape, 120, np.uint8)
    room[210:] = 190
    room[170:225, 420:450] = WALL[170:225, 420:450]
    room[205:230, 510:535] = WALL[205:230, 510:535]
    grain = np.random.default_rng(seed).normal(0, 1.0, (HEIGHT, WIDTH))
    return np.clip(filmed(view, room) + grain, 0, 255).astype(np.uint8)


def test_a_slow_pan_over_a_plain_room_is_seen_from_its_first_pictures():
    """Most of it looks the same wherever the camera points, and its best corners are grain."""
    views = [looking(470 + 0.8 * n, 200) for n in range(24)]
    pictures = [plain_room(view, n) for n, view in enumerate(views)]
    assert furthest_px(views, pictures) < 1.0


def test_the_grain_of_a_plain_wall_makes_no_corners_where_there_are_others():
    grain = np.random.default_rng(0).normal(120, 1.0, (HEIGHT, WIDTH))
    picture = np.clip(grain, 0, 255).astype(np.uint8)
    picture[30:110, 60:180] = WALL[30:110, 60:180]
    for find, stray in ((corners, True), (firm_corners, False)):
        x, y = find(picture).T
        outside = (x < 57) | (x > 183) | (y < 27) | (y > 113)
        assert outside.any() == stray


def test_a_camera_on_a_tripod_rests_in_a_plain_room():
    views = [looking(470, 200)] * 8
    pictures = [plain_room(view, n) for n, view in enumerate(views)]
    assert furthest_px(views, pictures) == 0
