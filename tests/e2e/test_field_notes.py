"""The field notes of the exercise: filled in where asked, kept, and counted by one's own words."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from continuity.kinds import Kind
from i18n import words
from labs.scene import Failure, Scene
from tests import clips
from tests.e2e import axe

pytestmark = pytest.mark.e2e
SAY = words("en")
KEY, NOTE = "cwk-stream.field-notes", "cwk-stream.note.continuity"
OWN = "The vase went <b>first</b>, for $& and $1, long before I saw it: small, and named nowhere."


def test_notes_are_filled_in_kept_and_counted(server: str, page: Page, tmp_path: Path):
    failure = Failure(Kind.VANISH, 18, 19, "vase")
    scene = Scene(size_px=(480, 270), frames=36, walk=None, failures=(failure,))
    told: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda data: told.append(str(data))))
    page.goto(f"{server}/clip_lab?lang=en")
    page.evaluate("(key) => localStorage.setItem(key, '[null, {\"clip\": 5}, 7]')", KEY)
    page.locator("input[type=file]").set_input_files(clips.write_scene(tmp_path, scene))
    notes = page.locator(".st-key-field_notes")
    notes.get_by_role("button", name=SAY("field_notes.fill")).click(timeout=90_000)
    assert axe.grave(page) == []
    persist = notes.get_by_role("group", name=SAY("field_notes.questions.persist"))
    expect(
        persist.get_by_role("radio", name=SAY("field_notes.answers.no"), exact=True)
    ).to_be_checked()
    assert 16 <= int(persist.get_by_role("spinbutton").input_value()) <= 19
    reading = notes.get_by_role("textbox")
    assert "%" in reading.input_value()
    keep = notes.get_by_role("button", name=SAY("field_notes.keep"))
    keep.click()
    # What the analysis wrote is nobody's own words.
    expect(notes.get_by_role("status")).to_have_text(SAY("field_notes.short", letters=80))
    reading.press("Control+End")
    reading.press_sequentially(OWN)
    keep.click()
    expect(notes.get_by_role("status")).to_have_text(SAY("field_notes.kept"))
    page.wait_for_function("localStorage['cwk-stream.progress'].includes('\"exercise\"')")
    kept = json.loads(page.evaluate("(key) => localStorage.getItem(key)", KEY))
    assert [one["answers"]["persist"]["answer"] for one in kept] == ["no"]
    assert OWN in page.evaluate("(key) => localStorage.getItem(key)", NOTE)
    assert OWN in reading.input_value()
    the_report_holds_the_notes(page, tmp_path)
    assert not [data for data in told if "long before I saw it" in data]


def the_report_holds_the_notes(page: Page, folder: Path) -> None:
    """Save the report, whose notes the server never hears, and open it."""
    with page.expect_download() as download:
        page.get_by_role("button", name=SAY("downloads.html")).click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    page.goto(file.as_uri())
    notes = page.get_by_role("region", name=SAY("html_report.notes"))
    expect(notes.get_by_text(SAY("field_notes.questions.persist"))).to_be_visible()
    expect(notes.get_by_text(OWN)).to_be_visible()
    expect(notes.locator("b")).to_have_text([])  # what looks like markup stays words
