"""A link works, even for the first visitor after a restart."""

import re

import pytest
from playwright.sync_api import Page, expect

from i18n import words

pytestmark = pytest.mark.e2e
KOREAN = words("ko")


def test_a_cold_deep_link_of_the_lesson_opens_in_korean(cold_server: str, page: Page):
    page.goto(f"{cold_server}/continuity?lang=ko")
    expect(page.get_by_role("heading", level=1)).to_have_text("연속성이라는 숨은 난이도")
    expect(page.get_by_role("link", name=KOREAN("menu.clip_lab"))).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    expect(page).to_have_url(re.compile(r"/continuity\?lang=ko$"))
    expect(page).to_have_title(re.compile("연속성"))
    icon = page.locator("link[rel~=icon]")
    expect(icon).to_have_attribute("href", re.compile("^data:image/svg"))


def test_the_language_stays_from_page_to_page_and_back(server: str, page: Page):
    page.goto(f"{server}/?lang=ko")
    page.get_by_test_id("stSidebar").get_by_role("link", name=KOREAN("menu.clip_lab")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(KOREAN("clip_lab.title"))
    page.wait_for_url("**/clip_lab?lang=ko")
    page.get_by_role("radio", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Clip Lab")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.wait_for_url("**/clip_lab?lang=en")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Clip Lab")


def test_an_address_that_is_none_says_so_in_the_readers_language(server: str, page: Page):
    page.goto(f"{server}/?lang=ko")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{server}/lesson_99?lang=ko")
    expect(page.get_by_role("heading", level=1)).to_have_text(KOREAN("shell.lost"))
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_page_asks_nobody_but_its_server(server: str, page: Page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server}/?lang=en")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{server}/clip_lab?lang=en")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((server, "data:", "blob:"))] == []


def test_the_pictures_of_a_lesson_are_fetched_not_written_into_its_text(server: str, page: Page):
    page.goto(f"{server}/continuity")
    pictures = page.locator("figure img")
    expect(pictures).to_have_count(2)
    for picture in pictures.all():
        picture.evaluate("picture => picture.decode()")  # fails if there is no picture
        assert "/media/" in picture.evaluate("picture => picture.src")
