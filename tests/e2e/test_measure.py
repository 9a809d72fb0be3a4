"""A line is 60 to 75 letters long however wide the window; no page is wider than a phone."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e
_LETTERS = """
() => {
  const means = [], range = document.createRange();
  for (const text of document.querySelectorAll(".lesson-section > p")) {
    const lines = new Map(), nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      for (let at = 0; at < nodes.currentNode.length; at++) {
        range.setStart(nodes.currentNode, at);
        range.setEnd(nodes.currentNode, at + 1);
        const box = range.getClientRects()[0];
        // What is set high or small in a line is not a line.
        const line = box && Math.round(box.bottom / 14);
        if (box) lines.set(line, (lines.get(line) ?? 0) + 1);
      }
    }
    const full = [...lines.values()].slice(0, -1);
    if (full.length > 1) means.push(full.reduce((sum, count) => sum + count) / full.length);
  }
  means.sort((one, other) => one - other);
  return means[Math.floor(means.length / 2)] ?? 0;
}
"""


def test_a_line_is_60_to_75_letters_long(server: str, page: Page):
    page.goto(f"{server}/attention?lang=en")
    expect(page.locator("#not-verified")).to_be_attached()
    for width in (1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(
            f"() => {{ const it = ({_LETTERS})(); return 60 <= it && it <= 75; }}"
        )


def test_a_phone_scrolls_only_down(server: str, page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("", "clip_lab", "takes", "progress", "search?q=zzzxq"):
        page.goto(f"{server}/{address}")
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        page.wait_for_function("document.documentElement.dataset.progress === 'known'")
        page.wait_for_function(
            "[...document.querySelectorAll('.stMain, .record .wide, .st-key-wide-plan')]"
            ".every((part) => part.scrollWidth <= part.clientWidth)"
        )
