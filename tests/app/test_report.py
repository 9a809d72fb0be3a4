"""A report is filled in from the address and leaves nothing on the server."""

import json

import pytest

from components import session
from components.limits import ServerLimits
from course.reading import find, read
from i18n import LANGUAGES, words

TRACKER = "https://tracker.example/new?title={title}&body={body}"


def told(page) -> dict:
    [element] = [one for one in page.get("bidi_component") if b'"kinds"' in one.proto.bytes]
    return json.loads(element.proto.bytes)


@pytest.fixture
def report(opened):
    def open_page(language="en", **address):
        page = opened("report", language)
        for name, value in address.items():
            page.query_params[name] = value
        return page.run()

    return open_page


@pytest.mark.parametrize("language", LANGUAGES)
def test_lesson_section_language_and_revision_are_filled_in(report, language):
    found = told(report(language, lesson="continuity", section="budget"))
    assert (found["lesson"], found["section"], found["language"]) == (
        "continuity",
        "budget",
        language,
    )
    lesson = read(find("continuity"))
    [one] = [it for it in found["lessons"] if it["id"] == "continuity"]
    assert one["revision"] == f"{lesson.updated} {lesson.revision(language)}"
    assert [it["id"] for it in one["sections"]] == [it.id for it in lesson.sections(language)]
    assert found["words"]["note"] == words(language)("report.note")


def test_without_a_tracker_there_is_no_link(report):
    assert told(report())["tracker"] == ""


def test_a_tracker_is_where_reports_can_go(report, monkeypatch):
    limits = ServerLimits.read({"STREAM_ISSUES_URL": TRACKER})
    monkeypatch.setattr(session, "server_limits", lambda: limits)
    assert told(report())["tracker"] == TRACKER


@pytest.mark.parametrize("address", ["javascript:alert({body})", "https://tracker.example/new"])
def test_an_address_that_takes_no_report_is_refused(address):
    with pytest.raises(ValueError, match="STREAM_ISSUES_URL"):
        ServerLimits.read({"STREAM_ISSUES_URL": address})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lesson_links_to_its_report(opened, language):
    page = opened("continuity", language)
    said = "\n".join(element.value for element in page.markdown)
    assert f'href="report?lang={language}&lesson=continuity"' in said


def test_a_revision_changes_with_the_words_of_its_language():
    lesson = read(find("continuity"))
    assert lesson.revision("en") != lesson.revision("ko")
    assert len(lesson.revision("en")) == 8
