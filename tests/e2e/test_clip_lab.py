"""A learner's way through the Clip Lab, in a browser, with the real engine."""

import re
import uuid
from pathlib import Path

import av
import pytest
from playwright.sync_api import Locator, Page, expect

from continuity.kinds import Kind
from continuity.report import Report
from i18n import words
from labs.scene import Failure, Scene
from tests import clips
from tests.e2e import axe

pytestmark = pytest.mark.e2e
SAY = words("en")
ANALYSIS_MS = 90_000
"""Until the end of an analysis on a busy machine."""


@pytest.fixture(scope="module")
def vanishing(tmp_path_factory) -> Path:
    """Return a clip in which the vase vanishes at frame 18; the server analyses it once."""
    failure = Failure(Kind.VANISH, 18, 19, "vase")
    scene = Scene(size_px=(480, 270), frames=36, walk=None, failures=(failure,))
    return clips.write_scene(tmp_path_factory.mktemp("clips"), scene)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """Return an ordinary clip, analysed in a moment, as the server has never seen it."""
    return unseen(clips.plain(tmp_path), tmp_path)


@pytest.fixture
def lengthy(tmp_path: Path) -> Path:
    """Return a clip whose analysis nobody waits for: it is not over before it is cancelled."""
    frames = [*clips.moving_square(48, (320, 240))] * 10
    return unseen(clips.write_clip(tmp_path / "lengthy.mp4", frames), tmp_path)


def unseen(clip: Path, folder: Path) -> Path:
    """Write the same pictures in another file: a server that knows a file answers at once."""
    free = b"free" + uuid.uuid4().bytes  # a box that every reader passes over
    copy = folder / clip.name
    copy.write_bytes(clip.read_bytes() + (4 + len(free)).to_bytes(4) + free)
    return copy


@pytest.fixture
def lab(server: str, page: Page) -> Page:
    """Return the Clip Lab, open in a browser."""
    return opened(page, server)


def opened(page: Page, server: str) -> Page:
    page.goto(f"{server}/clip_lab?lang=en")
    expect(page.get_by_role("heading", level=1)).to_have_text(SAY("clip_lab.title"))
    return page


def choose(page: Page, clip: Path) -> None:
    page.locator("[data-test-script-state=notRunning]").wait_for()  # until the uploader stays
    page.locator("input[type=file]").set_input_files(clip)


def cancel(page: Page) -> Locator:
    """Return our button; while a file is on its way, the uploader has one of its own."""
    return page.locator(".st-key-cancel").get_by_role("button", name=SAY("waiting.cancel"))


def shown(page: Page, frame: str) -> Locator:
    """Return the viewer, if it shows a frame whose number matches."""
    viewer = page.get_by_role("group", name=SAY("viewer.label"))
    return viewer.and_(page.locator("[data-shown]")).filter(
        has=page.get_by_text(re.compile(rf"^Frame {frame} of"))
    )


def verdict(page: Page) -> Locator:
    return page.get_by_role("heading", name=SAY("verdict.title"))


def test_a_clip_is_uploaded_and_its_event_is_in_the_list(lab: Page, vanishing: Path):
    choose(lab, vanishing)
    expect(verdict(lab)).to_be_visible(timeout=ANALYSIS_MS)
    expect(shown(lab, ".+")).to_be_visible()
    events = lab.get_by_role("list", name=SAY("events.choose")).get_by_role("button")
    vanished = events.filter(has_text=SAY("kinds.vanish.name"))
    vanished.filter(has_text=re.compile(r"frames 1[6-9]–")).first.click()
    expect(shown(lab, "1[6-9]")).to_be_visible()
    expect(lab.get_by_text(SAY("kinds.vanish.what"))).to_be_visible()
    expect(lab.locator(".js-plotly-plot").first).to_be_visible()
    charts_go_with_the_frame(lab)
    charts_can_be_taken_away(lab)
    assert axe.grave(lab) == []

    with lab.expect_download() as download:
        lab.get_by_role("button", name=SAY("downloads.report")).click()
    report = Report.from_json(download.value.path().read_text())
    assert report.clip.name == vanishing.name
    assert Kind.VANISH in {event.kind for event in report.events}


def charts_go_with_the_frame(page: Page) -> None:
    """Click in charts, which tell of a frame; tell of one, which moves the line in each chart."""
    page.evaluate("addEventListener('stream:frame', ({ detail }) => { window.told = detail; })")
    cursors = page.locator(".stream-cursor:not([hidden])")
    expect(cursors.first).to_be_visible()  # where the viewer begins

    mark = page.locator(".st-key-chart-over_time .points path.point").first
    click_in_the_middle(page, mark)
    page.wait_for_function("window.told?.from === 'chart'")
    told = page.evaluate("window.told")
    assert 16 <= told["frame"] <= 20
    assert isinstance(told["event"], int)
    page.wait_for_function("window.streamFrame === window.told.frame")

    plot = page.locator(".st-key-chart-attention .nsewdrag").first
    click_in_the_middle(page, plot)  # no point there, and yet a frame
    page.wait_for_function("window.told.frame === 17 || window.told.frame === 18")
    assert "event" not in page.evaluate("JSON.parse(JSON.stringify(window.told))")

    page.evaluate("dispatchEvent(new CustomEvent('stream:frame', { detail: { frame: 7 } }))")
    expect(cursors.filter(has_text=re.compile("^7$"))).to_have_count(cursors.count())
    first = page.locator(".st-key-chart-over_time .stream-cursor")
    before = first.bounding_box()["x"]
    page.evaluate("dispatchEvent(new CustomEvent('stream:frame', { detail: { frame: 21 } }))")
    expect(first).to_have_text("21")
    drawn = "document.querySelector('.st-key-chart-over_time .js-plotly-plot')._fullLayout.xaxis"
    apart = page.evaluate(f"{drawn}.l2p(21) - {drawn}.l2p(7)")
    assert first.bounding_box()["x"] - before == pytest.approx(apart, abs=1)


def charts_can_be_taken_away(page: Page) -> None:
    """Download a chart as a picture and as numbers, and open its table."""
    foot = page.locator(".st-key-foot-over_time")
    for name, sign in (("png", b"\x89PNG"), ("csv", "\ufeffFrame,".encode())):
        with page.expect_download() as download:
            foot.get_by_role("button", name=SAY(f"charts.{name}")).click()
        assert download.value.suggested_filename == f"over-time.{name}"
        assert download.value.path().read_bytes().startswith(sign)
    foot.get_by_text(SAY("charts.table")).click()
    expect(foot.get_by_role("row")).to_have_count(1 + 36)


def click_in_the_middle(page: Page, part: Locator) -> None:
    """Click in the middle of `part`, whatever lies over it: Plotly's own layers do."""
    part.scroll_into_view_if_needed()
    box = part.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_the_clip_is_walked_by_keyboard_and_a_drawn_thing_is_followed(lab: Page, vanishing: Path):
    told: list[dict[str, object]] = []
    lab.expose_function("heard", lambda step: told.append(step))
    lab.evaluate("addEventListener('stream:frame', ({detail}) => window.heard(detail))")
    choose(lab, vanishing)
    expect(shown(lab, ".+")).to_be_visible(timeout=ANALYSIS_MS)
    walk(lab)
    assert {step["from"] for step in told} == {"viewer", "chart"}
    hold_first_against_last(lab)
    follow(lab)


def walk(page: Page) -> None:
    """Step by keyboard to the event and around it; be moved by a chart."""
    viewer = page.get_by_role("group", name=SAY("viewer.label"))
    said = viewer.get_by_role("status")
    viewer.focus()
    page.keyboard.press("Home")
    expect(shown(page, "0")).to_be_visible()
    expect(said).to_contain_text(SAY("viewer.quiet"))
    page.keyboard.press("n")
    expect(shown(page, "1[6-9]")).to_be_visible()
    expect(said).to_contain_text(SAY("kinds.vanish.name"))
    at_event = page.evaluate("window.streamFrame")
    page.keyboard.press("ArrowRight")
    expect(shown(page, str(at_event + 1))).to_be_visible()
    page.keyboard.press("Shift+ArrowLeft")
    expect(shown(page, str(at_event - 9))).to_be_visible()
    moved = "{detail: {frame: 30, from: 'chart'}}"
    page.evaluate(f"dispatchEvent(new CustomEvent('stream:frame', {moved}))")
    expect(shown(page, "30")).to_be_visible()


def hold_first_against_last(page: Page) -> None:
    """Compare the frames that are offered, which is what an achievement asks for."""
    kept = "(localStorage.getItem('cwk-stream.progress') ?? '').includes('\"compared\"')"
    assert not page.evaluate(kept)
    page.get_by_label(SAY("viewer.mode")).select_option(SAY("viewer.mode_beside"))
    expect(shown(page, "35")).to_be_visible()
    page.wait_for_function(kept)


def follow(page: Page) -> None:
    """Step to frame 12 and draw a box by keyboard alone, which starts in the picture's middle."""
    viewer = page.get_by_role("group", name=SAY("viewer.label"))
    viewer.focus()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+ArrowRight")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(shown(page, "12")).to_be_visible()
    page.get_by_role("button", name=SAY("viewer.follow"), exact=True).press("Enter")
    box = page.get_by_role("group", name=re.compile(SAY("viewer.follow_box")))
    expect(box).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowRight")
    expect(box).to_have_accessible_name(re.compile("Left 42 %, top 39 %, width 17 %, height 20 %"))
    page.keyboard.press("Enter")
    life = page.get_by_role("heading", name=SAY("life.title"))
    expect(life).to_be_visible(timeout=ANALYSIS_MS)
    expect(page.get_by_text(re.compile("worst ΔE [0-9]"))).to_be_visible()
    expect(page.get_by_text(SAY("life.drawn", frame=12))).to_be_visible()
    expect(page.locator(".life svg")).to_have_count(6)


def test_the_report_opens_without_a_network_and_prints(
    lab: Page, visitor, vanishing: Path, tmp_path: Path
):
    hostile = tmp_path / "<img src=x onerror=alert(1)>.mp4"
    hostile.write_bytes(vanishing.read_bytes())
    choose(lab, hostile)
    expect(verdict(lab)).to_be_visible(timeout=ANALYSIS_MS)
    with lab.expect_download() as download:
        lab.get_by_role("button", name=SAY("downloads.html")).click()
    name = download.value.suggested_filename
    assert name == "img-src-x-onerror-alert-1-continuity.html"
    download.value.save_as(tmp_path / name)
    lab.get_by_role("button", name=SAY("downloads.make_film")).click()
    with lab.expect_download(timeout=ANALYSIS_MS) as download:
        lab.get_by_role("button", name=SAY("downloads.film"), exact=True).click()
    with av.open(str(download.value.path())) as film:
        assert sum(1 for _ in film.decode(film.streams.video[0])) == 36

    page, said, asked = visitor(offline=True, viewport={"width": 390, "height": 844}), [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    address = (tmp_path / name).as_uri()
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text(hostile.name)
    told = page.get_by_role("article").filter(has_text=SAY("kinds.vanish.name")).first
    frame = told.get_by_role("img", name=re.compile(SAY("kinds.vanish.name"))).first
    expect(frame).to_be_visible()
    page.wait_for_function("document.documentElement.scrollWidth === 390")
    drawn = "[...document.querySelectorAll('defs image')].every(i => i.getBBox().width > 0)"
    page.wait_for_function(drawn)
    assert [url for url in asked if not url.startswith("data:")] == [address]
    assert said == []
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_a_second_upload_of_the_same_clip_is_answered_at_once(lab: Page, plain: Path):
    choose(lab, plain)
    expect(verdict(lab)).to_be_visible(timeout=ANALYSIS_MS)
    lab.get_by_role("button", name=SAY("clip_lab.again")).click()
    expect(verdict(lab)).to_have_count(0)
    lab.evaluate(
        "new MutationObserver(() => { window.waited ||= !!document.querySelector('.st-key-cancel');"
        " }).observe(document.body, { childList: true, subtree: true })"
    )
    choose(lab, plain.rename(plain.with_name("again.mp4")))
    expect(verdict(lab)).to_be_visible(timeout=ANALYSIS_MS)
    expect(lab.get_by_text("again.mp4")).to_be_visible()
    assert lab.evaluate("window.waited") is False


def test_the_result_is_there_after_another_page(lab: Page, plain: Path):
    choose(lab, plain)
    expect(cancel(lab).or_(verdict(lab))).to_be_visible()
    lab.get_by_role("link", name=SAY("shell.title"), exact=True).click()
    expect(lab.get_by_role("heading", level=1)).to_have_text(SAY("home.sentence"))
    lab.get_by_role("link", name=SAY("menu.clip_lab"), exact=True).click()
    expect(verdict(lab)).to_be_visible(timeout=ANALYSIS_MS)


def test_the_code_for_charts_comes_while_the_visitor_waits_who_may_cancel(lab: Page, lengthy: Path):
    with lab.expect_request(re.compile("/static/js/PlotlyChart")):
        choose(lab, lengthy)
    cancel(lab).click()
    expect(lab.get_by_text(SAY("errors.cancelled.why"))).to_be_visible()
    expect(lab.locator("input[type=file]")).to_be_attached()


def test_a_hostile_file_is_a_sentence_and_the_app_goes_on(lab: Page, plain: Path, tmp_path: Path):
    choose(lab, clips.text(tmp_path))
    expect(lab.get_by_text(SAY("errors.unreadable.why"))).to_be_visible(timeout=ANALYSIS_MS)
    choose(lab, clips.huge_frame(tmp_path))
    expect(lab.get_by_text("4K (")).to_be_visible(timeout=ANALYSIS_MS)
    choose(lab, plain)
    expect(verdict(lab)).to_be_visible(timeout=ANALYSIS_MS)
    expect(lab.get_by_text("Traceback")).to_have_count(0)


def test_two_visitors_see_their_place_in_line_and_nothing_of_each_other(
    cold_server: str, visitor, lengthy: Path, plain: Path
):
    ann, bob = (opened(visitor(), cold_server) for _ in range(2))
    choose(ann, lengthy)
    expect(cancel(ann)).to_be_visible()
    choose(bob, plain)
    expect(bob.get_by_text(SAY("waiting.in_line", place=1))).to_be_visible()
    expect(bob.get_by_text(lengthy.name)).to_have_count(0)
    cancel(ann).click()
    expect(verdict(bob)).to_be_visible(timeout=ANALYSIS_MS)
    expect(bob.get_by_text("plain.mp4")).to_be_visible()
    expect(ann.get_by_text("plain.mp4")).to_have_count(0)
    expect(verdict(ann)).to_have_count(0)
