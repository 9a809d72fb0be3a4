"""A report is filled in from the address and leaves nothing on the server."""

import json

import pytest

from components import account, session
from components.account_server import AccountServer
from components.limits import ServerLimits
from components.report import issue_of
from course.reading import find, read
from i18n import LANGUAGES, words
from learner.accounts import Project
from tests.memory_store import MemoryCloud, memory_store

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


@pytest.fixture
def cloud(monkeypatch) -> MemoryCloud:
    """Return the cloud that the app is now set up with; nobody is signed in."""
    made = MemoryCloud()
    server = AccountServer(Project("https://accounts.example", "sb_publishable_1"))
    monkeypatch.setattr(session, "account_server", lambda: server)
    monkeypatch.setattr(account, "store", lambda: memory_store(made))
    return made


def test_it_is_sent_only_where_there_is_somebody_to_send_it_to(report):
    assert told(report())["sends"] is False


def test_where_accounts_are_kept_it_is_sent(report, cloud):
    assert told(report())["sends"] is True


GIVEN = {
    "lesson": "continuity",
    "section": "budget",
    "revision": "2026-11-22 0123abcd",
    "link": "/continuity?lab=1",
    "body": "Wrong, see page 3.",
}


def test_what_the_browser_hands_over_becomes_a_report(cloud):
    issue = issue_of(GIVEN, "ko")
    memory_store(cloud).report_issue(issue)
    [(who, kept)] = cloud.issues
    assert who == ""
    assert (kept.lesson, kept.section, kept.language) == ("continuity", "budget", "ko")
    assert (kept.revision, kept.link, kept.body) == tuple(
        GIVEN[it] for it in ("revision", "link", "body")
    )
    assert issue_of(GIVEN | {"lesson": "app"}, "en").lesson == "app"


@pytest.mark.parametrize(
    "changed",
    [{"lesson": "elsewhere"}, {"lesson": 5}, {"body": " \n"}, {"body": None}, {"link": []}],
)
def test_what_is_no_report_is_refused(changed):
    with pytest.raises(ValueError, match="no"):
        issue_of(GIVEN | changed, "en")
