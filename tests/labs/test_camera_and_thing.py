"""Lesson 07: camera and thing come apart, in the toy as in drawn pixels."""

import pytest

from labs.camera_and_thing import SHOTS, Camera, Shot, fit, left_over, points


@pytest.mark.parametrize("name", SHOTS)
def test_the_fit_finds_the_camera_and_leaves_the_robot(name):
    shot = SHOTS[name]
    seen = points(shot)
    found = fit(seen)
    assert found.pan == pytest.approx(shot.camera.pan, abs=0.05)
    assert found.zoom == pytest.approx(shot.camera.zoom, abs=0.001)
    assert left_over(seen, found, robot=False) < 0.1
    assert left_over(seen, found, robot=True) == pytest.approx(abs(shot.walk), abs=0.1)


def test_a_pan_of_1_5_is_found_and_little_is_left():
    seen = points(Shot(Camera((-1.5, 0.0)), 0.0))
    assert fit(seen).pan[0] == pytest.approx(-1.5, abs=0.02)
    assert left_over(seen, Camera(), robot=False) == pytest.approx(1.5, abs=0.02)
    assert left_over(seen, fit(seen), robot=False) == pytest.approx(0.07, abs=0.02)


def test_the_followed_robot_rests_in_the_picture_while_the_wall_goes_by():
    seen = points(SHOTS["followed"])
    assert left_over(seen, Camera(), robot=True) < 0.2
    assert left_over(seen, Camera(), robot=False) == pytest.approx(3, abs=0.05)


@pytest.mark.parametrize("name", SHOTS)
def test_the_slider_can_reach_the_goal(name):
    """The controls go in steps of 0.1 units and of 0.1% per frame."""
    shot = SHOTS[name]
    pan = (round(shot.camera.pan[0], 1), round(shot.camera.pan[1], 1))
    chosen = Camera(pan, round(shot.camera.zoom, 3))
    assert left_over(points(shot), chosen, robot=False) < 0.1


def test_every_point_is_in_the_picture_and_some_are_on_the_robot():
    seen = points(SHOTS["passed"])
    assert len(seen) == 20 * 11
    assert sum(point.robot for point in seen) >= 6
