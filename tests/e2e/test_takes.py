"""Two takes in a browser: compared, renamed, kept until their owner says otherwise."""

import json
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from continuity.digest import digest
from i18n import words
from learner.takes import Take, from_json
from tests import reports
from tests.e2e import axe

pytestmark = pytest.mark.e2e
SAY, KEY = words("en"), "cwk-stream.takes"
BROKEN = Take(id="one", made_ms=1, changed_ms=1, digest=digest(reports.report()), name="before")
SOUND = replace(BROKEN, id="two", made_ms=2, digest=digest(reports.flawless()), name="after")


def kept(page: Page) -> str | None:
    return page.evaluate("(key) => localStorage.getItem(key)", KEY)


def test_two_takes_from_an_earlier_visit_are_compared(server: str, page: Page):
    rows = [take.to_row() for take in (BROKEN, SOUND)]
    page.goto(f"{server}/takes?lang=en")
    expect(page.get_by_text(SAY("takes.none"))).to_be_visible()
    assert kept(page) is None
    earlier = json.dumps({"schema": 1, "frames": False, "takes": [*rows, {"id": "hostile"}]})
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, earlier])
    page.reload()
    said = SAY("takes.headline.better", before="0.49", after="0.95", difference="+0.46")
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_role("checkbox", name=SAY("takes.keep_them"))).to_be_checked()
    expect(page.locator(".js-plotly-plot")).to_be_visible()
    assert axe.grave(page) == []
    # What is no take was set aside, and the others are kept.
    expect(page.get_by_text(SAY("takes.set_aside"))).to_be_visible()
    page.wait_for_function(
        "Object.keys(localStorage).some((key) => key.includes('takes.set-aside'))"
    )
    page.get_by_label(SAY("takes.note.name")).fill("the still camera")
    page.get_by_role("button", name=SAY("takes.save")).click()
    page.wait_for_function(f"localStorage.getItem('{KEY}').includes('the still camera')")
    names = {take.id: take.name for take in from_json(kept(page) or "").takes}
    assert names == {"one": "before", "two": "the still camera"}
    page.get_by_text(SAY("takes.keep_them")).click()
    page.wait_for_function(f"localStorage.getItem('{KEY}') === null")
