"""Search, words of the glossary, reviews, reports and paper, as only a browser shows them."""

import json
import re
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from course.reading import find, read
from i18n import Words, words
from learner import Kind, fact, to_json
from learner.answers import DAY_MS

pytestmark = pytest.mark.e2e
SAY, KOREAN = words("en"), words("ko")
INTO_SIGHT = "element => element.scrollIntoView()"


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    return page


def at_the_top(page: Page, anchor: str) -> None:
    """Wait until the heading `anchor` has come to the upper part of the window."""
    page.wait_for_function(
        """anchor => {
            const top = document.getElementById(anchor)?.getBoundingClientRect().top;
            return 0 <= top && top < 500;
        }""",
        arg=anchor,
    )


def test_a_search_in_korean_leads_to_the_section(server: str, page: Page):
    opened(page, f"{server}/search?lang=ko")
    field = page.get_by_label(KOREAN("search.label"))
    field.fill("꽃병이")
    field.press("Enter")
    expect(page.locator(".hits mark").first).to_have_text("꽃병이")
    page.wait_for_url(re.compile(r"[?&]q="))
    page.locator('.hits a[href^="continuity"][href*="#blind"]').first.click()
    at_the_top(page, "blind")


def test_a_word_of_the_glossary_has_an_address(server: str, page: Page):
    opened(page, f"{server}/glossary?lang=en#softmax")
    at_the_top(page, "softmax")


def test_a_word_says_what_it_means_and_stays_on_a_narrow_page(server: str, page: Page):
    page.set_viewport_size({"width": 390, "height": 800})
    opened(page, f"{server}/continuity?lang=en")
    word = page.locator(".term").first
    drawn = "getComputedStyle(document.querySelector('.term'), '::after').content"
    says = word.get_attribute("aria-description").split(":")[0]
    for show in (word.focus, word.hover):
        page.wait_for_function(f"['none', 'normal'].includes({drawn})")
        show()
        page.wait_for_function(f"says => {drawn}.includes(says)", arg=says)
        page.wait_for_function("document.querySelector('.stMain').scrollWidth <= 390")
        word.blur()


def test_a_review_is_answered_and_kept(server: str, page: Page):
    first_ms = int(time.time() * 1000) - 2 * DAY_MS
    [question, *_] = [it for it in read(find("continuity")).quiz if it.type == "one"]
    right = fact(Kind.ANSWERED, "continuity", question.id, at_ms=first_ms, given="a", right=True)
    page.add_init_script(
        "localStorage.getItem('cwk-stream.progress') ??"
        f" localStorage.setItem('cwk-stream.progress', {json.dumps(to_json([right]))})"
    )
    opened(page, f"{server}/?lang=en")
    page.get_by_role("link", name=SAY("home.reviews_link")).click()
    [answer] = [choice for choice in question.choices if choice.right]
    page.get_by_text(answer.en, exact=True).click()
    page.get_by_role("button", name=SAY("asking.check")).click()
    expect(page.get_by_text(question.explain.en).first).to_be_visible()
    page.wait_for_function(
        "localStorage.getItem('cwk-stream.progress').includes('\"kind\":\"reviewed\"')"
    )
    expect(page.locator('a[href^="continuity?lang=en#"]').last).to_be_visible()
    page.get_by_role("button", name=SAY("review.finish")).click()
    expect(page.get_by_text(SAY("review.none"))).to_be_visible()


def test_a_report_stays_in_the_browser_and_can_be_deleted(server: str, page: Page):
    address = f"{server}/report?lang=en&lesson=continuity&section=budget"
    sent: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda data: sent.append(str(data))))
    opened(page, address)
    page.get_by_label(SAY("report.text")).fill("The vase is a <b>jug</b>.")
    expect(page.get_by_label(SAY("report.preview"))).to_contain_text("continuity#budget")
    page.get_by_role("button", name=SAY("report.keep")).click()
    expect(page.get_by_role("status")).not_to_be_empty()
    opened(page, address)
    expect(page.get_by_text("The vase is a <b>jug</b>.")).to_be_visible()
    assert sent
    assert not [data for data in sent if "jug" in data]
    page.get_by_role("button", name=SAY("report.drop")).click()
    expect(page.get_by_text(SAY("report.kept"))).to_have_count(0)


def test_a_lesson_prints_whole_with_addresses_and_without_controls(server: str, page: Page):
    opened(page, f"{server}/continuity?lang=en")
    expect(page.locator("#not-verified")).to_be_attached()
    page.emulate_media(media="print")
    for gone in ("stSidebar", "stHeader", "stPageLink", "stFileUploader", "stButton"):
        for element in page.get_by_test_id(gone).all():
            expect(element).to_be_hidden()
    expect(page.locator(".lesson-map")).to_be_hidden()
    after = page.locator('.lesson-section a[href^="https"]').first.evaluate(
        "link => getComputedStyle(link, '::after').content"
    )
    assert "https://" in after or "attr(href)" in after
    # Else only what the window shows would be printed.
    page.wait_for_function("document.documentElement.scrollHeight > 4000")


def labs_stand(page: Page, say: Words) -> None:
    """Expect two labs of lesson 05 to stand as they were opened, in the words of `say`."""
    page.locator("#two-frames").evaluate(INTO_SIGHT)
    pick = page.get_by_role("combobox", name=say("labs.two-frames.watched"))
    expect(pick).to_have_value(say("labs.two-frames.unanswered"))
    page.locator("#direct-a-clip").evaluate(INTO_SIGHT)
    camera = page.get_by_role("radio", name=say("labs.direct-a-clip.still"), exact=True)
    expect(camera).to_be_checked()


def wait_for_address(page: Page, *told: str) -> None:
    page.wait_for_url(lambda url: set(urlsplit(url).query.split("&")) == set(told))


def test_another_language_keeps_the_section_and_the_labs_as_they_stand(server: str, page: Page):
    state = "two-frames-clip=2&direct-a-clip-camera=still"
    opened(page, f"{server}/continuity?lang=en&{state}")
    labs_stand(page, SAY)
    for name, say in (("한국어", KOREAN), ("English", SAY), ("한국어", KOREAN)):
        page.locator("#threed").evaluate(INTO_SIGHT)
        page.get_by_role("radio", name=name, exact=True).click()
        expect(page.get_by_role("heading", name=say("lesson.takeaways"))).to_be_attached()
        at_the_top(page, "threed")
        labs_stand(page, say)
        wait_for_address(page, f"lang={say.language}", *state.split("&"))


def test_no_heading_speaks_english_on_a_korean_page(server: str, page: Page):
    for address in ("glossary", "attention"):
        opened(page, f"{server}/{address}?lang=ko")
        expect(page.get_by_role("heading", level=2).nth(3)).to_be_visible()
        expect(page.get_by_role("link", name="Link to heading")).to_have_count(0)
