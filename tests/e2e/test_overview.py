"""The overview of a batch in a browser without a network: sorted by keys, nothing fetched."""

import re

import pytest
from playwright.sync_api import expect

from continuity.rows import Row, write_tables
from figures import overview
from tests import engines

pytestmark = pytest.mark.e2e

ROWS = [
    Row("broken<b>.mp4", "two", failure="damaged", facts="{}"),
    *(
        Row(
            f"{name}.mp4", "one" if n % 2 else "two", continuity=score, low=score, high=score,
            spatial=score, failures=n, duration_s=length_s, report=f"reports/{name}.json",
            thumbnail="reports/x.jpg",
        )
        for n, (name, score, length_s) in enumerate(
            [("worst", 0.2, 9.0), ("middle", 0.5, 12.5), ("amid", 0.6, 3.0), ("Best", 0.9, None)]
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize("width", [1280, 390])
def test_it_sorts_and_fetches_nothing(page, tmp_path, width):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/x.jpg").write_bytes(engines.jpeg())
    write_tables(ROWS, tmp_path)
    assert overview.main([str(tmp_path)]) == 0
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((tmp_path / "overview.html").as_uri())
    names = page.locator("table.clips tbody th bdi")
    expect(names).to_have_text(["broken<b>.mp4", "worst.mp4", "middle.mp4", "amid.mp4", "Best.mp4"])
    length = page.get_by_role("button", name=re.compile("^Length"))
    length.focus()
    page.keyboard.press("Enter")
    expect(names).to_have_text(["amid.mp4", "worst.mp4", "middle.mp4", "broken<b>.mp4", "Best.mp4"])
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(names).to_have_text(["middle.mp4", "worst.mp4", "amid.mp4", "broken<b>.mp4", "Best.mp4"])
    page.get_by_role("button", name="Clip", exact=True).click()
    expect(names.first).to_have_text("amid.mp4")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
