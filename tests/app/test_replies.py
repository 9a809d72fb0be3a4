"""Comments, replies and the moderators' desk as pages, with a store in memory."""

import json

import pytest

from components import account, session
from components.account import Membership
from components.account_server import AccountServer
from i18n import LANGUAGES, words
from learner.accounts import Account, Code, Project, Trouble
from learner.comments import PAGE, Issue, State, Why
from tests import hostile
from tests.app.conftest import text, until
from tests.memory_store import MemoryCloud, memory_store

pytestmark = pytest.mark.long

SAY = words("en")
ADA = Account("00000000-0000-4000-8000-000000000001", "ada@example.org", 4_000_000_000, "a.b.c")
MOD = Account("00000000-0000-4000-8000-000000000003", "mod@example.org", 4_000_000_000, "g.h.i")
BOB = "00000000-0000-4000-8000-000000000002"
LESSON = "attention"


@pytest.fixture
def cloud(monkeypatch) -> MemoryCloud:
    """Return the cloud that the app is now set up with; its `trouble` is raised by every call."""
    made = MemoryCloud(moderators=frozenset({MOD.user_id}))
    server = AccountServer(Project("https://accounts.example", "sb_publishable_1"))

    def store():
        here = account.membership().account
        return memory_store(made, here.user_id if here else "")

    monkeypatch.setattr(session, "account_server", lambda: server)
    monkeypatch.setattr(account, "store", store)
    return made


@pytest.fixture
def visit(opened, cloud):
    """Return a visit to a page by somebody signed in."""

    def begin(who: Account, script: str, language="en"):
        page = opened("home", language)
        page.session_state["membership"] = Membership(account=who, looking=True)
        return page.switch_page(f"pages/{script}.py").run()

    return begin


def shown(page) -> str:
    """Return what stands on the page, with the HTML that is ours."""
    return text(page) + "\n".join(it.proto.body for it in page.get("html"))


def names(page) -> set[str]:
    """Return the names of the elements of our own."""
    return {it.proto.component_name for it in page.get("bidi_component")}


def told(page, name: str) -> dict:
    """Return what is told to an element of our own."""
    [it] = [it for it in page.get("bidi_component") if it.proto.component_name == name]
    return json.loads(it.proto.bytes)


def bob(cloud):
    store = memory_store(cloud, BOB)
    store.change_profile(display_name="Bob")
    return store


def press(page, label: str, nth: int = 0):
    [*buttons] = [it for it in page.button if it.label == label]
    buttons[nth].click()
    return page.run()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("script", ["replies", "moderation"])
def test_without_accounts_the_pages_say_so_and_no_lesson_has_comments(opened, script, language):
    assert words(language)("account.not_set_up") in text(opened(script, language))
    assert "comments" not in names(opened(LESSON, language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("script", ["replies", "moderation"])
def test_signed_out_the_pages_lead_to_signing_in(opened, cloud, script, language):
    assert words(language)(f"{script}.sign_in") in text(opened(script, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lesson_has_its_comments_and_asks_for_none_before_somebody_comes_near(
    opened, cloud, monkeypatch, language
):
    def nobody():
        raise AssertionError("the store was asked")

    monkeypatch.setattr(account, "store", nobody)
    found = told(opened(LESSON, language), "comments")
    assert (found["lesson"], found["language"], found["total"]) == (LESSON, language, None)
    assert found["me"]["id"] == ""


def test_only_who_is_signed_in_has_a_bell(opened, visit, cloud):
    assert "unread" not in names(opened("home"))
    assert told(visit(ADA, "progress"), "unread")["count"] == 0


def test_replies_are_listed_and_marked_as_read(visit, cloud):
    ada, writer = memory_store(cloud, ADA.user_id), bob(cloud)
    for number in range(2):
        thread = ada.comment(LESSON, "en", f"Question {number}")
        ada.ring(thread, wanted=True)
        writer.comment(LESSON, "en", f"{hostile.SCRIPT} {number}", parent=thread)
    page = until(visit(ADA, "replies"), lambda page: len(page.button) > 2)
    assert hostile.SCRIPT not in shown(page)
    assert "&lt;script&gt;" in shown(page)
    assert SAY("replies.from", author="Bob", lesson="04")[:10] in shown(page)
    press(page, SAY("replies.mark"))
    until(page, lambda page: ada.unread() == 1)
    until(
        page, lambda page: len([it for it in page.button if it.label == SAY("replies.mark")]) == 1
    )
    press(page, SAY("replies.mark_all"))
    until(page, lambda page: SAY("replies.all_read") in text(page))
    assert ada.unread() == 0
    assert told(page, "unread")["count"] == 0


def test_many_replies_come_in_pages(visit, cloud):
    ada, writer = memory_store(cloud, ADA.user_id), bob(cloud)
    thread = ada.comment(LESSON, "en", "Question")
    ada.ring(thread, wanted=True)
    for number in range(PAGE + 1):
        writer.comment(LESSON, "en", f"Answer {number}", parent=thread)
    page = until(visit(ADA, "replies"), lambda page: f"Answer {PAGE}" in shown(page))
    assert "Answer 0<" not in shown(page)
    press(page, SAY("replies.next"))
    until(page, lambda page: "Answer 0<" in shown(page))


def test_without_replies_the_page_says_how_to_be_told(visit, cloud):
    until(visit(ADA, "replies"), lambda page: SAY("replies.none") in text(page))


@pytest.mark.parametrize("script", ["replies", "moderation"])
@pytest.mark.parametrize("code", [Code.OFFLINE, Code.SLOW, Code.UNKNOWN])
def test_a_server_that_fails_is_said_and_asked_again(visit, cloud, monkeypatch, script, code):
    class Failing:
        def __getattr__(self, name):
            def call(*_, **__):
                raise Trouble(code)

            return call

    working = account.store
    monkeypatch.setattr(account, "store", Failing)
    page = visit(MOD, script)
    until(page, lambda page: SAY(f"trouble-accounts.{code}") in text(page))
    monkeypatch.setattr(account, "store", working)
    press(page, SAY("moderation.refresh" if script == "replies" else "account.try_again"))
    done = SAY("replies.none" if script == "replies" else "moderation.nothing")
    until(page, lambda page: done in text(page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_desk_is_for_moderators(visit, cloud, language):
    bob(cloud).comment(LESSON, "en", "Something")
    page = visit(ADA, "moderation", language)
    until(page, lambda page: words(language)("moderation.not_yours") in text(page))
    assert not page.text_input
    assert "Something" not in shown(page)


@pytest.fixture
def case(cloud) -> int:
    """Return a comment of Bob's that Ada reported."""
    comment = bob(cloud).comment(LESSON, "en", f"Rude {hostile.SCRIPT}")
    memory_store(cloud, ADA.user_id).report(comment, Why.HURTFUL, "It <b>hurts</b>")
    return comment


def desk(visit):
    return until(visit(MOD, "moderation"), lambda page: page.text_input)


def test_a_moderator_hides_and_shows_again_and_it_is_in_the_log(visit, cloud, case):
    page = desk(visit)
    assert hostile.SCRIPT not in shown(page)
    assert "It &lt;b&gt;hurts" in shown(page)
    assert SAY("comments.whys.hurtful") in shown(page)
    press(page, SAY("moderation.hide"))
    assert SAY("moderation.needs_reason") in text(page)
    assert cloud.comments[case].state is State.VISIBLE
    page.text_input[0].set_value("Not among us")
    press(page, SAY("moderation.hide"))
    until(page, lambda page: cloud.comments[case].state is State.HIDDEN)
    until(page, lambda page: SAY("moderation.hidden") in shown(page))
    page.text_input[0].set_value("It was a quotation")
    press(page, SAY("moderation.restore"))
    until(page, lambda page: SAY("moderation.nothing") in text(page))
    assert cloud.comments[case].state is State.VISIBLE
    [control] = [it for it in page.get("button_group") if it.label == SAY("moderation.part")]
    control.set_value("log")
    until(page.run(), lambda page: "It was a quotation" in shown(page))
    assert "Not among us" in shown(page)


def test_a_moderator_deletes_or_leaves_it(visit, cloud, case):
    page = desk(visit)
    page.text_input[0].set_value("Fine")
    press(page, SAY("moderation.dismiss"))
    until(page, lambda page: SAY("moderation.nothing") in text(page))
    assert cloud.comments[case].state is State.VISIBLE
    cloud.reports.clear()
    memory_store(cloud, ADA.user_id).report(case, Why.SPAM)
    press(page, SAY("moderation.refresh"))
    until(page, lambda page: page.text_input)
    page.text_input[0].set_value("Advertising after all")
    press(page, SAY("moderation.delete"))
    until(page, lambda page: cloud.comments[case].state is State.DELETED)
    assert cloud.comments[case].body == ""


def test_a_moderator_mutes_and_lets_write_again(visit, cloud, case):
    page = desk(visit)
    page.text_input[0].set_value("A pause")
    press(page, SAY("moderation.mute"))
    until(page, lambda page: cloud.profile_of(BOB).muted_until)
    [control] = [it for it in page.get("button_group") if it.label == SAY("moderation.part")]
    control.set_value("log")
    until(page.run(), lambda page: page.text_input)
    page.text_input[0].set_value("Long enough")
    press(page, SAY("moderation.unmute"))
    until(page, lambda page: cloud.profile_of(BOB).muted_until is None)


def test_mistakes_on_pages_are_closed(visit, cloud):
    issue = Issue(
        "attention",
        "heads",
        "en",
        "2026-11-22 abc",
        f"Wrong {hostile.SCRIPT}",
        "/attention?heads=2",
    )
    memory_store(cloud).report_issue(issue)
    page = until(visit(MOD, "moderation"), lambda page: page.get("button_group"))
    [control] = [it for it in page.get("button_group") if it.label == SAY("moderation.part")]
    control.set_value("issues")
    until(page.run(), lambda page: "attention#heads" in shown(page))
    assert 'href="/attention?heads=2"' in shown(page)
    assert hostile.SCRIPT not in shown(page)
    page.text_input[0].set_value("Corrected")
    press(page, SAY("moderation.close"))
    until(page, lambda page: SAY("moderation.nothing") in text(page))
    assert memory_store(cloud, MOD.user_id).issues() == ()
