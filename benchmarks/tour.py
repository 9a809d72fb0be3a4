"""Take the pictures of README.md: the app as a newcomer walks through it, with a drawn sample clip.

A screenshot of a result, and the way there as an animation. Nothing is put together by hand: what
is seen is the app, driven in Chromium.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize

from benchmarks.browser import browsing
from benchmarks.server import serving
from i18n import words

ROOT = Path(__file__).parents[1]
PATIENCE_MS = 300_000
VIEW_PX: ViewportSize = {"width": 1200, "height": 750}
TOUR_PX = (880, 550)
LONG_MS, SHORT_MS = 2400, 240
PLAYED_S = (0.1, 0.6, 1.1, 1.6, 2.1, 2.6, 2.9)
"""Moments of the sample that are shown while it plays."""
STEPS, SHOWN = 12, 8
"""Times five frames that the viewer is stepped through, and after how many the picture is taken."""
_SEEK = """async (time_s) => {
  const video = document.querySelector('video');
  video.pause();
  const there = new Promise((done) => video.addEventListener('seeked', done, { once: true }));
  video.currentTime = time_s;
  await there;
}"""
_TO_THE_TOP = """element => {
  element.style.scrollMarginTop = '8px';
  element.scrollIntoView({ block: 'start' });
}"""

Shot = tuple[Image.Image, int]
"""A picture, and how long it stands, ms."""


def run(folder: Path) -> None:
    """Write result.webp and tour.webp into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with serving(ROOT / "app.py") as server, browsing() as browser:
        page = browser.new_page(viewport=VIEW_PX, color_scheme="light", reduced_motion="reduce")
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{server.address}/?lang=en")
        shots = [*_begin(page), *_result(page, folder / "result.webp")]
        page.close()
    pictures = [shot.resize(TOUR_PX, Image.Resampling.LANCZOS) for shot, _ in shots]
    pictures[0].save(
        folder / "tour.webp",
        save_all=True,
        append_images=pictures[1:],
        duration=[shown_ms for _, shown_ms in shots],
        loop=0,
        quality=62,
        method=6,
    )
    for name in ("result.webp", "tour.webp"):
        print(f"{folder / name}: {(folder / name).stat().st_size / 1000:.0f} kB")


def _begin(page: Page) -> Iterator[Shot]:
    """Yield the first page, and the sample that its link plays."""
    say = words("en")
    link = page.get_by_role("link", name=say("home.sample_link"))
    link.wait_for()
    page.wait_for_timeout(LONG_MS)  # for what the browser keeps to be told
    yield _shot(page), LONG_MS
    link.click()
    # By then the analysis is done, and the player stays where it is.
    page.get_by_role("button", name=say("sample.reveal")).wait_for()
    for time_s in PLAYED_S:
        page.evaluate(_SEEK, time_s)
        yield _shot(page), 2 * SHORT_MS


def _result(page: Page, still: Path) -> Iterator[Shot]:
    """Yield what was found, and the frames in which it happens; write one of them as a picture."""
    say = words("en")
    page.get_by_role("button", name=say("sample.reveal")).click()
    verdict = page.locator(".st-key-verdict")
    verdict.wait_for()
    page.wait_for_timeout(LONG_MS)
    verdict.evaluate(_TO_THE_TOP)
    yield _shot(page), LONG_MS
    viewer = page.locator(".viewer[data-shown]")
    viewer.wait_for()
    viewer.press("Home")
    page.locator(".st-key-side-by-side-viewer").evaluate(_TO_THE_TOP)
    for step in range(1, STEPS + 1):
        for _ in range(5):
            viewer.press("ArrowRight")
        page.wait_for_timeout(SHORT_MS)
        yield (shot := _shot(page)), SHORT_MS if step < STEPS else LONG_MS
        if step == SHOWN:
            shot.save(still, quality=70, method=6)


def _shot(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")
