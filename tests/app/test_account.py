"""The page of an account without a browser: not set up, signed out, signed in, in trouble."""

from collections.abc import Callable

import pytest

from components import account, session
from components.account import Membership
from components.account_server import AccountServer
from components.syncing import Syncing
from i18n import LANGUAGES, words
from learner import Facts
from learner.accounts import Account, Code, Profile, Project, Trouble
from learner.stored import Stored
from tests.app.conftest import text, until
from tests.learner.course import all_of, clip

pytestmark = pytest.mark.long

SAY = words("en")
ADA = Account("00000000-0000-4000-8000-000000000001", "ada@example.org", 4_000_000_000, "a.b.c")
BOB = Account("00000000-0000-4000-8000-000000000002", "bob@example.org", 4_000_000_000, "d.e.f")


class _Shelf:
    """What one account has in a store that works until it is told not to."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.kept: Facts = frozenset()
        self.name = f"Name of {account.email}"
        self.deleted = False
        self.trouble: Trouble | None = None

    def __call__(self, answer: Callable[[], object]):
        if self.trouble:
            raise self.trouble
        return answer()

    def facts(self):
        return self(lambda: Stored(self.kept))

    def add_facts(self, facts):
        def add() -> int:
            self.kept |= frozenset(facts)
            return len(self.kept)

        return self(add)

    def profile(self):
        return self(lambda: Profile(self.account.user_id, self.name, "en", False))

    def change_profile(self, display_name, language, notify_replies):
        def change() -> Profile:
            self.name = display_name
            return Profile(self.account.user_id, display_name, language, notify_replies)

        return self(change)

    def export(self):
        return self(lambda: {"facts": len(self.kept)})

    def delete_account(self):
        self(lambda: setattr(self, "deleted", True))


@pytest.fixture
def shelves(monkeypatch) -> dict[str, _Shelf]:
    """Return what Ada and Bob have in the account server that is now set up."""
    made = {it.user_id: _Shelf(it) for it in (ADA, BOB)}
    server = AccountServer(Project("https://accounts.example", "sb_publishable_1"), ("github",))
    monkeypatch.setattr(session, "account_server", lambda: server)
    monkeypatch.setattr(account, "store", lambda: made[account.membership().account.user_id])
    return made


@pytest.fixture
def visit(opened, shelves):
    """Return a visit to the page by somebody signed in."""

    def begin(who: Account, script: str = "account", language="en"):
        page = opened("home", language)
        page.session_state["membership"] = Membership(account=who, looking=True)
        return page.switch_page(f"pages/{script}.py").run()

    return begin


def elements(page) -> set[str]:
    """Return the names of the elements of our own that are drawn."""
    return {it.proto.component_name for it in page.get("bidi_component")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_server_of_accounts_the_page_says_so(opened, language):
    page = opened("account", language)
    assert words(language)("account.not_set_up") in text(page)
    assert elements(page) == {"browser_store"}
    assert not page.button


@pytest.mark.parametrize("language", LANGUAGES)
def test_signed_out_the_page_offers_to_sign_in(opened, shelves, language):
    page = opened("account", language)
    assert {"sign_in", "account_keeper"} <= elements(page)
    assert words(language)("account.what_is_kept") in text(page)


def test_whoever_is_not_signed_in_is_spared_the_keeper_elsewhere(opened, shelves):
    assert elements(opened("progress")) == {"browser_store"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_signed_in_it_shows_who_and_the_profile(visit, language):
    page = until(visit(ADA, language=language), lambda page: page.text_input)
    say = words(language)
    assert page.text[0].value == say("account.signed_in_as", email=ADA.email)
    assert page.text_input[0].value == f"Name of {ADA.email}"
    until(page, lambda page: say("account.synced.all", held=0) in text(page))


def test_visits_at_the_same_time_do_not_see_each_other(visit, shelves):
    ada, bob = visit(ADA, "progress"), visit(BOB, "progress")
    for page, facts in ((ada, all_of("continuity")), (bob, {clip(72)})):
        state = page.session_state["notebook"]
        state.note(frozenset(facts))
    for page, who in ((ada, ADA), (bob, BOB), (ada, ADA), (bob, BOB)):
        until(page.run(), lambda page, who=who: shelves[who.user_id].kept)
        page.switch_page("pages/account.py").run()
        until(page, lambda page: page.text_input)
        assert page.text_input[0].value == f"Name of {who.email}"
    assert shelves[ADA.user_id].kept >= all_of("continuity")
    assert not shelves[ADA.user_id].kept & {clip(72)}
    assert clip(72) in shelves[BOB.user_id].kept
    assert not shelves[BOB.user_id].kept & all_of("continuity")


def test_what_the_account_holds_comes_to_the_page(visit, shelves):
    shelves[ADA.user_id].kept = frozenset(all_of("continuity"))
    page = until(visit(ADA), lambda page: page.session_state["notebook"].facts)
    assert page.session_state["notebook"].facts >= all_of("continuity")


@pytest.mark.parametrize("code", Code)
@pytest.mark.parametrize("language", LANGUAGES)
def test_any_trouble_is_a_sentence_and_nothing_is_lost(visit, shelves, language, code):
    shelf, say = shelves[ADA.user_id], words(language)
    shelf.trouble = Trouble(code)
    page = visit(ADA, language=language)
    page.session_state["notebook"].note(frozenset({clip(72)}))
    sentence = say(f"trouble-accounts.{code}")
    until(page, lambda page: any(sentence in it.value for it in page.sidebar.caption))
    assert sentence in text(page)  # the profile could not be read either
    assert say("account.synced.unknown", count=1) in text(page)
    shelf.trouble = None
    again = say("account.try_again")
    for button in [it for it in page.button if it.label == again]:
        button.click()
    until(page.run(), lambda page: clip(72) in shelf.kept)
    until(page, lambda page: page.text_input)


def test_a_profile_is_changed(visit, shelves):
    page = until(visit(ADA), lambda page: page.text_input)
    page.text_input[0].set_value("Ada L.")
    page.segmented_control[0].set_value("ko")
    next(it for it in page.button if it.label == SAY("profile.save")).click().run()
    until(page, lambda page: words("ko")("profile.saved") in text(page))
    assert shelves[ADA.user_id].name == "Ada L."


def test_everything_is_gathered_before_it_is_saved(visit, shelves):
    page = until(visit(ADA), lambda page: page.text_input)
    next(it for it in page.button if it.label == SAY("account_data.export")).click().run()
    until(page, lambda page: page.get("download_button"))


def test_an_account_is_deleted_only_by_whoever_is_sure(visit, shelves):
    page = until(visit(ADA), lambda page: page.text_input)

    def delete():
        return next(it for it in page.button if it.label == SAY("account_data.delete"))

    assert delete().disabled
    page.checkbox(key="delete-sure").check().run()
    delete().click().run()
    until(page, lambda page: "sign_in" in elements(page))
    assert shelves[ADA.user_id].deleted
    assert SAY("account.news.deleted") in text(page)


def test_nobodys_progress_is_taken_in_only_when_asked(visit, shelves):
    page = visit(ADA)
    page.session_state["notebook"].owner = ADA.user_id
    page.session_state["notebook"].left_behind = frozenset({clip(72)})
    until(page.run(), lambda page: SAY("account.left_behind.text", count=1) in text(page))
    assert not shelves[ADA.user_id].kept
    take = SAY("account.left_behind.take")
    next(it for it in page.button if it.label == take).click().run()
    until(page, lambda page: clip(72) in shelves[ADA.user_id].kept)
    assert SAY("account.left_behind.title") not in text(page)


def test_a_store_that_fails_is_asked_less_and_less_often():
    syncing, now_s, waits_s = Syncing(), 100.0, []
    for _ in range(6):
        syncing.errand = Failed()
        syncing.take(now_s)
        waits_s.append(syncing.not_before_s - now_s)
        assert not syncing.is_due(frozenset(), now_s)
        now_s = syncing.not_before_s
        assert syncing.is_due(frozenset(), now_s)
    assert waits_s == sorted(waits_s)
    assert 1 <= waits_s[0] < waits_s[-1] == waits_s[-2] <= 60


class Failed:
    """An exchange that came to nothing."""

    done, result, trouble = True, None, Trouble(Code.OFFLINE)
