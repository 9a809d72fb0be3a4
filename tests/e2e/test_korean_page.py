"""Nothing of Streamlit's own speaks English on a Korean page, or writes white on a pale button."""

import pytest
from playwright.sync_api import Page, expect

from components.names_for_ears import NAMES
from i18n import words

pytestmark = pytest.mark.e2e
SAY = words("ko")
_ENGLISH = """
() => [...document.querySelectorAll(".stApp *")]
  .filter((part) => part.checkVisibility())
  .flatMap((part) => ["aria-label", "title", "placeholder"].map((name) => part.getAttribute(name)))
  .filter((text) => text && /[A-Za-z]{2}/.test(text) && !/[가-힣]/.test(text))
"""
_COURSE_WORDS = {"take", "clip", "shot", "model", "prompt", "camera", "English"}
"""What the Korean course itself calls by the English word."""


def test_no_name_is_english(server: str, page: Page):
    page.set_viewport_size({"width": 1280, "height": 4000})
    for address in ("clip_lab", "takes", "search", "motion"):
        page.goto(f"{server}/{address}?lang=ko")
        expect(page.get_by_label(SAY("for_ears.pages"))).to_be_visible()
        if address == "motion":  # lists that unfold stand in its labs
            expect(page.get_by_test_id("stSelectbox").first).to_be_visible()
        page.wait_for_function(
            f"known => ({_ENGLISH})().every((text) => known.includes(text))",
            arg=list(_COURSE_WORDS),
        )


def test_a_filled_button_can_be_read_and_names_follow_the_language(server: str, page: Page):
    page.goto(f"{server}/clip_lab?lang=ko")
    on_it = page.get_by_role("button", name=SAY("sample.go")).locator("p")
    for shade, colour in (("dark", "rgb(18, 21, 25)"), ("light", "rgb(255, 255, 255)")):
        page.emulate_media(color_scheme=shade)
        expect(on_it).to_have_css("color", colour)
    expect(page.get_by_role("button", name=SAY("upload.button"), exact=True)).to_be_visible()
    expect(page.get_by_text(SAY("for_ears.skip"), exact=True)).to_be_attached()
    expect(page.get_by_label(SAY("for_ears.pages"))).to_be_visible()
    page.get_by_role("radio", name="English").click()
    for name in ("App pages", "Sidebar"):
        assert name in NAMES
        expect(page.get_by_label(name, exact=True)).to_be_visible()
