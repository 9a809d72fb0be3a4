"""A finger on a narrow screen: a thing is drawn around, followed and told of."""

from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from i18n import words
from labs.scene import Scene
from tests import clips

pytestmark = pytest.mark.e2e
SAY = words("en")
ANALYSIS_MS = 90_000
"""Until the end of an analysis on a busy machine."""


def touch(finger: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    """Have the browser itself make a touch, with all the events that follow from it."""
    there = [{"x": x, "y": y} for x, y in points]
    finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": there})


def draw(
    page: Page, picture: Locator, start: tuple[float, float], end: tuple[float, float]
) -> None:
    """Draw with one finger from `start` to `end`, fractions of the picture, down and across."""
    picture.tap(trial=True)  # waits until nothing moves it any more
    box, finger = picture.bounding_box(), page.context.new_cdp_session(page)
    assert box is not None
    corners = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in (start, end)]
    touch(finger, "touchStart", corners[0])
    for step in range(1, 9):
        across, down = (a + (b - a) * step / 8 for a, b in zip(*corners, strict=True))
        touch(finger, "touchMove", (across, down))
    touch(finger, "touchEnd")


def test_a_finger_draws_a_box_that_is_followed(server: str, visitor, tmp_path: Path):
    clip = clips.write_scene(tmp_path, Scene(size_px=(480, 270), frames=24, walk=None))
    narrow = {"width": 390, "height": 844}
    page = visitor(viewport=narrow, has_touch=True, is_mobile=True)
    page.goto(f"{server}/clip_lab?lang=en")
    page.locator("input[type=file]").set_input_files(clip)
    viewer = page.get_by_role("group", name=SAY("viewer.label"))
    expect(viewer).to_have_attribute("data-shown", "0", timeout=ANALYSIS_MS)
    page.get_by_role("button", name=SAY("viewer.follow"), exact=True).tap()
    picture = page.locator(".stage.draws")
    expect(picture).to_be_in_viewport(ratio=1)
    draw(page, picture, (0.2, 0.3), (0.5, 0.7))
    place = SAY("viewer.follow_place", left=20, top=30, width=30, height=40)
    box = page.locator(".stage .region")
    expect(box).to_have_accessible_name(f"{SAY('viewer.follow_box')} {place}")
    expect(picture).to_be_in_viewport(ratio=1)  # the page stays where it is under the finger
    page.get_by_role("button", name=SAY("viewer.follow_go")).tap()  # at once
    expect(page.get_by_role("heading", name=SAY("life.title"))).to_be_visible(timeout=ANALYSIS_MS)
    page.wait_for_function("document.documentElement.scrollWidth === 390")
