"""No page keeps anybody out: axe-core finds nothing serious or critical.

The Clip Lab with a result is looked at in `test_clip_lab`, where there is one.
"""

import pytest
from playwright.sync_api import Page, expect

from i18n import words
from tests.e2e import axe

pytestmark = pytest.mark.e2e
KNOWN = "document.documentElement.dataset.progress === 'known'"


def test_pages_are_open_to_all_in_light_and_in_dark(server: str, page: Page):
    for address in (
        "?lang=en",
        "clip_lab?lang=ko",
        "takes?lang=en",
        "progress?lang=ko",
        "glossary?lang=ko",
        "search?lang=en&q=vase",
        "account?lang=ko",
    ):
        page.goto(f"{server}/{address}")
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        page.wait_for_function(KNOWN)
        assert (address, axe.grave(page)) == (address, [])


@pytest.mark.parametrize(
    ("lesson", "language", "labs"), [("continuity", "en", 4), ("attention", "ko", 2)]
)
def test_a_lesson_and_its_labs_are_open_to_all(
    server: str, page: Page, lesson: str, language: str, labs: int
):
    page.goto(f"{server}/{lesson}?lang={language}")
    expect(page.locator("#not-verified")).to_be_attached()
    page.wait_for_function(KNOWN)
    say = words(language)
    prediction = page.locator(f'[data-asked^="{lesson} predict "]').first
    prediction.get_by_role("radio").first.check()
    prediction.get_by_role("button", name=say("asking.guess")).click()
    expect(prediction.locator(".is-right")).to_be_visible()
    assert axe.grave(page) == []
    page.evaluate("dispatchEvent(new Event('beforeprint'))")  # asks for all labs
    expect(page.locator("[data-lab]")).to_have_count(0)
    expect(page.locator(".lab-goal")).to_have_count(labs)
    assert axe.grave(page) == []


def test_axe_would_find_something(server: str, page: Page):
    page.goto(f"{server}/?lang=en")
    expect(page.locator(".track")).to_be_visible()
    page.evaluate("document.querySelector('.track').innerHTML += '<li><button></button></li>'")
    assert [violation.split(" | ")[1] for violation in axe.grave(page)] == ["button-name"] * 2
