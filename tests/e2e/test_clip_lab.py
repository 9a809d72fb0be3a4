"""A learner's way through the Clip Lab, in a browser, with the real engine."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from continuity.report import Kind, Report
from i18n import words
from labs.scene import Failure, Scene
from tests import clips

pytestmark = pytest.mark.e2e
SAY = words("en")
ANALYSIS_MS = 90_000
"""Until the end of an analysis on a busy machine."""


@pytest.fixture(scope="module")
def vanishing(tmp_path_factory) -> Path:
    """Return a clip in which the vase vanishes at frame 18."""
    failure = Failure(Kind.VANISH, 18, 19, "vase")
    scene = Scene(size_px=(480, 270), frames=36, walk=None, failures=(failure,))
    return clips.write_scene(tmp_path_factory.mktemp("clips"), scene)


@pytest.fixture
def lab(server: str, page: Page) -> Page:
    """Return the Clip Lab, open in a browser."""
    return opened(page, server)


@pytest.fixture
def visits(server: str, browser: Browser) -> Iterator[tuple[BrowserContext, ...]]:
    """Yield two browsers that know nothing of each other."""
    with browser.new_context() as one, browser.new_context() as other:
        yield one, other


def opened(page: Page, server: str) -> Page:
    page.goto(f"{server}/clip_lab?lang=en")
    expect(page.get_by_role("heading", level=1)).to_have_text(SAY("clip_lab.title"))
    return page


def choose(page: Page, clip: Path) -> None:
    page.locator("input[type=file]").set_input_files(clip)


def cancel(page: Page) -> Locator:
    """Return our button; while a file is on its way, the uploader has one of its own."""
    return page.locator(".st-key-cancel").get_by_role("button", name=SAY("waiting.cancel"))


def verdict(page: Page) -> Locator:
    return page.get_by_role("heading", name=SAY("verdict.title"))


def test_a_clip_is_uploaded_and_its_event_is_in_the_list(lab: Page, vanishing: Path):
    choose(lab, vanishing)
    expect(verdict(lab)).to_be_visible(timeout=ANALYSIS_MS)
    events = lab.get_by_role("radiogroup", name=SAY("events.choose")).locator("> div")
    vanished = events.filter(has_text=SAY("kinds.vanish.name"))
    vanished.filter(has_text=re.compile(r"frames 1[6-9]–")).locator("label").first.click()
    frame = lab.get_by_role("img", name=re.compile(rf"Frame 1[6-9]: {SAY('kinds.vanish.name')}"))
    expect(frame).to_be_visible()
    expect(lab.get_by_role("img", name=SAY("result.last_alt"))).to_be_visible()
    expect(lab.locator(".js-plotly-plot").first).to_be_visible(timeout=20_000)

    with lab.expect_download() as download:
        lab.get_by_role("button", name=SAY("downloads.report")).click()
    report = Report.from_json(download.value.path().read_text())
    assert report.clip.name == vanishing.name
    assert Kind.VANISH in {event.kind for event in report.events}


def test_a_second_upload_of_the_same_clip_is_answered_at_once(lab: Page, tmp_path: Path):
    choose(lab, clips.plain(tmp_path))
    expect(verdict(lab)).to_be_visible(timeout=ANALYSIS_MS)
    lab.get_by_role("button", name=SAY("clip_lab.again")).click()
    again = (tmp_path / "plain.mp4").rename(tmp_path / "again.mp4")
    choose(lab, again)
    expect(verdict(lab)).to_be_visible(timeout=5_000)
    expect(lab.get_by_text("again.mp4")).to_be_visible()


def test_the_result_is_there_after_another_page(lab: Page, tmp_path: Path):
    choose(lab, clips.plain(tmp_path))
    expect(cancel(lab)).to_be_visible()
    lab.get_by_role("link", name=SAY("shell.title"), exact=True).click()
    expect(lab.get_by_role("heading", level=1)).to_have_text(SAY("home.sentence"))
    lab.get_by_role("link", name=SAY("menu.clip_lab"), exact=True).click()
    expect(verdict(lab)).to_be_visible(timeout=ANALYSIS_MS)


def test_the_code_for_charts_comes_while_the_visitor_waits(lab: Page, vanishing: Path):
    with lab.expect_request(re.compile("/static/js/PlotlyChart")):
        choose(lab, vanishing)
    expect(cancel(lab)).to_be_visible()


def test_cancel_works_within_a_second(lab: Page, vanishing: Path):
    choose(lab, vanishing)
    cancel(lab).click()
    expect(lab.get_by_text(SAY("errors.cancelled.why"))).to_be_visible(timeout=2_000)
    expect(lab.locator("input[type=file]")).to_be_attached()


def test_a_hostile_file_is_a_sentence_and_the_app_goes_on(lab: Page, tmp_path: Path):
    choose(lab, clips.text(tmp_path))
    expect(lab.get_by_text(SAY("errors.unreadable.why"))).to_be_visible(timeout=ANALYSIS_MS)
    choose(lab, clips.huge_frame(tmp_path))
    expect(lab.get_by_text("4K (")).to_be_visible(timeout=ANALYSIS_MS)
    choose(lab, clips.plain(tmp_path))
    expect(verdict(lab)).to_be_visible(timeout=ANALYSIS_MS)
    expect(lab.get_by_text("Traceback")).to_have_count(0)


def test_two_visitors_see_their_place_in_line_and_nothing_of_each_other(
    server: str, visits: tuple[BrowserContext, ...], vanishing: Path, tmp_path: Path
):
    ann, bob = (opened(visit.new_page(), server) for visit in visits)
    choose(ann, vanishing)
    expect(cancel(ann)).to_be_visible()
    choose(bob, clips.plain(tmp_path))
    expect(bob.get_by_text(SAY("waiting.in_line", place=1))).to_be_visible()
    expect(bob.get_by_text(vanishing.name)).to_have_count(0)
    cancel(ann).click()
    expect(verdict(bob)).to_be_visible(timeout=ANALYSIS_MS)
    expect(bob.get_by_text("plain.mp4")).to_be_visible()
    expect(ann.get_by_text("plain.mp4")).to_have_count(0)
    expect(verdict(ann)).to_have_count(0)


def test_a_sample_is_drawn_played_and_then_judged(lab: Page):
    lab.get_by_role("button", name=SAY("sample.go")).click()
    expect(lab.locator("video")).to_be_visible(timeout=ANALYSIS_MS)
    playable = "document.querySelector('video').readyState >= 2"
    lab.wait_for_function(playable)
    lab.get_by_role("button", name=SAY("sample.reveal")).click(timeout=ANALYSIS_MS)
    expect(verdict(lab)).to_be_visible()
    expect(lab.get_by_text(SAY("sample.planted"))).to_be_visible()
