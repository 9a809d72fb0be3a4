"""Signing in, in a browser: with a real PostgREST and a real database behind it."""

import pytest
from playwright.sync_api import Page, expect

from i18n import words
from learner import Fact, Kind, fact
from tests.e2e import accounts, axe
from tests.e2e.accounts import (
    SAY,
    Site,
    expire,
    leave,
    open_account,
    session,
    sign_in,
    sign_in_by_code,
    signed_in,
    signed_out,
    somebody,
)
from tests.e2e.conftest import free_port, until
from tests.e2e.test_progress import (
    ANSWER,
    COMPARED,
    KEY,
    achieved,
    bring,
    kept,
    opened,
    wait_until_achieved,
)
from tests.supabase import stack
from tests.supabase.signing_in import PASSWORD, ask

pytestmark = pytest.mark.e2e
REFRESH = "/auth/v1/token?grant_type=refresh_token"


def wait_until_stored(page: Page) -> None:
    """Wait until the page says that all of it is in the account."""
    done = page.get_by_test_id("stSidebar").get_by_text(SAY("syncing.done"))
    expect(done).to_be_visible()


def progress(page: Page, it: Site) -> Page:
    """Open the record of somebody signed in, and wait until it stands still: a file is chosen."""
    opened(page, it.address)
    wait_until_stored(page)
    return page


def test_progress_follows_to_another_browser(site: Site, visitor):
    ada = somebody()
    here, there = visitor(), visitor()
    sign_in(here, site, ada)
    progress(here, site)
    bring(here, COMPARED, ANSWER, keeps=False)
    wait_until_achieved(here)
    site.wait_for(here, ada, '"compared"')
    site.wait_for(here, ada, '"answered"')
    open_account(here, site)
    signed_in(here, ada)
    wait_until_stored(here)
    leave(here)
    # Nothing of it stays on a machine that others may use.
    here.wait_for_function(
        "() => !Object.keys(localStorage).some((key) => key.startsWith('cwk-stream.progress'))"
    )
    assert not achieved(opened(here, site.address))
    sign_in(there, site, ada)
    opened(there, site.address)
    wait_until_achieved(there)


def test_a_reload_a_new_tab_and_a_new_server_keep_somebody_signed_in(
    running: stack.Stack, page: Page, tmp_path
):
    ada, port = somebody(), free_port()
    with accounts.FaultProxy(running.url).running() as proxy:
        with accounts.app(proxy, running, tmp_path, port) as it:
            sign_in(page, it, ada)
            page.reload()
            signed_in(page, ada)
            signed_in(open_account(page.context.new_page(), it), ada)
            visit = page.evaluate("window.cwkStream.visit")
        with accounts.app(proxy, running, tmp_path, port):
            # The page finds the new server by itself, which knows nothing until the browser tells.
            page.wait_for_function("(visit) => window.cwkStream.visit !== visit", arg=visit)
            signed_in(page, ada)
            page.reload()
            signed_in(page, ada)
        for tab in page.context.pages:  # the server waits for open pages
            tab.close()


def test_two_tabs_spend_no_refresh_token_twice(site: Site, page: Page):
    ada = somebody()
    sign_in(page, site, ada)
    other = page.context.new_page()
    site.proxy.passed.clear()
    for _ in range(3):
        for tab in (page, other):  # an address of the same origin where nothing of ours runs
            tab.goto(f"{site.address}/_stcore/health")
        expire(page)
        for tab in (page, other):
            tab.evaluate("void setTimeout(() => location.assign('/account?lang=en'))")
        signed_in(page, ada)
        signed_in(other, ada)
        page.wait_for_function(
            "(key) => JSON.parse(localStorage.getItem(key)).expires_s > 1", arg=accounts.SESSION
        )
    spent = [it.says("refresh_token") for it in site.proxy.asked(REFRESH)]
    assert len(spent) == len(set(spent)) == 3
    assert all(it.status == 200 for it in site.proxy.asked(REFRESH))


def test_a_token_that_another_tab_has_spent_is_waited_for(site: Site, page: Page):
    sign_in(page, site, somebody())
    expire(page)
    old = session(page)
    page.evaluate("window.cwkStreamAccount.look()")
    page.wait_for_function(
        "([key, spent]) => JSON.parse(localStorage.getItem(key)).refresh !== spent",
        arg=[accounts.SESSION, old["refresh"]],
    )
    new = session(page)
    site.proxy.passed.clear()
    # As if what the other tab wrote came a second after the lock.
    page.evaluate(
        """([key, old, current]) => {
          localStorage.setItem(key, JSON.stringify(old));
          window.cwkStreamAccount.look();
          setTimeout(() => localStorage.setItem(key, JSON.stringify(current)), 1000);
        }""",
        [accounts.SESSION, old, new],
    )
    page.wait_for_timeout(2500)
    assert session(page) == new
    assert not site.proxy.asked(REFRESH)


def test_signing_out_in_one_tab_signs_out_the_other(site: Site, page: Page):
    ada = somebody()
    sign_in(page, site, ada)
    other = open_account(page.context.new_page(), site)
    signed_in(other, ada)
    leave(page)
    signed_out(other)


def test_signing_out_everywhere_ends_the_session_elsewhere(site: Site, visitor):
    ada = somebody()
    here, there = visitor(), visitor()
    for page in (here, there):
        sign_in(page, site, ada)
    leave(here, everywhere=True)
    expire(there)  # an hour later
    there.reload()
    expect(there.get_by_text(SAY("account.news.ended"))).to_be_visible()
    signed_out(there)


@pytest.mark.parametrize("mine", [True, False], ids=["mine", "somebody else's"])
def test_progress_of_whoever_was_not_signed_in_is_asked_about(site: Site, page: Page, mine: bool):
    opened(page, site.address)
    bring(page, COMPARED)
    ada = somebody()
    sign_in(page, site, ada)
    expect(page.get_by_role("heading", name=SAY("account.left_behind.title"))).to_be_visible()
    assert site.facts(ada) == 0
    answer = "take" if mine else "leave"
    page.get_by_role("button", name=SAY(f"account.left_behind.{answer}")).click()
    expect(page.get_by_role("heading", name=SAY("account.left_behind.title"))).to_have_count(0)
    if mine:
        page.wait_for_function("(key) => localStorage.getItem(key) === null", arg=KEY)
    wait_until_stored(page)
    opened(page, site.address)
    if mine:
        wait_until_achieved(page)
        site.wait_for(page, ada, '"compared"')
        return
    assert not achieved(page)
    assert site.facts(ada) == 0
    assert COMPARED in kept(page)
    open_account(page, site)
    signed_in(page, ada)
    leave(page)
    wait_until_achieved(opened(page, site.address))


def test_several_at_once_each_see_their_own(site: Site, visitor):
    people = {somebody(name): visitor() for name in "abc"}
    for email, page in people.items():
        sign_in(page, site, email)
    given = dict(zip(people, ("a", "b", "c"), strict=True))
    for email, page in people.items():
        progress(page, site)
        bring(page, mine(given[email]), keeps=False)
    for email, page in people.items():
        site.wait_for(page, email, f'"given": "{given[email]}"')
    for email, page in people.items():
        open_account(page, site)
        signed_in(page, email)
        [key] = page.evaluate(
            "(start) => Object.keys(localStorage).filter((key) => key.startsWith(start))", f"{KEY}."
        )
        page.wait_for_function(
            "([key, mine]) => localStorage.getItem(key).includes(mine)",
            arg=[key, f'"given":"{given[email]}"'],
        )
        told = page.evaluate("(key) => localStorage.getItem(key)", key)
        assert not any(f'"given":"{other}"' in told for other in set("abc") - {given[email]})
        stored = site.rows(email)
        assert f'"given": "{given[email]}"' in stored
        assert not any(f'"given": "{other}"' in stored for other in set("abc") - {given[email]})


def mine(given: str) -> Fact:
    """Return an answer that only one person gave."""
    return fact(Kind.ANSWERED, "continuity", "odds", at_ms=1_000, given=given, right=False)


def test_the_refresh_token_and_what_is_typed_never_reach_the_app(site: Site, page: Page):
    frames: list[str] = []
    asked: list[str] = []
    page.on("request", lambda it: asked.append(it.url))
    page.on(
        "websocket",
        lambda socket: socket.on(
            "framesent",
            lambda sent: frames.append(
                sent.decode("latin-1") if isinstance(sent, bytes) else str(sent)
            ),
        ),
    )
    ada = somebody()
    sign_in_by_code(page, site, ada)
    secret = session(page)
    code = accounts.code_for(site.stack, ada)
    until(page, lambda: str(secret["access"]) in "\n".join(frames))  # this is what it is handed
    sent = "\n".join(frames)
    assert str(secret["refresh"]) not in sent
    assert code not in sent
    addresses = "\n".join([*asked, page.url])
    assert not [word for word in (secret["access"], secret["refresh"], code) if word in addresses]


def test_a_new_browser_goes_on_in_the_language_of_the_account(site: Site, page: Page):
    ada, korean = somebody(), words("ko")
    ask(site.stack, "signup", email=ada, password=PASSWORD, data={"language": "ko"})
    open_account(page, site)
    page.get_by_role("button", name=SAY("sign_in.with_password")).click()
    page.get_by_label(SAY("sign_in.email")).fill(ada)
    page.get_by_label(SAY("sign_in.password"), exact=True).fill(PASSWORD)
    page.get_by_role("button", name=SAY("sign_in.sign_in"), exact=True).click()
    signed_in(page, ada, "ko")
    chosen = page.get_by_test_id("stForm").get_by_role("radio", name="한국어")
    expect(chosen).to_be_checked()
    # Whoever then reads on in another language, and changes their name, keeps both.
    page.get_by_test_id("stSidebar").get_by_role("radio", name="English").click()
    page.get_by_label(SAY("profile.name")).fill("Ada")
    page.get_by_role("button", name=SAY("profile.save")).click()
    expect(page.get_by_text(SAY("profile.saved"))).to_be_visible()
    expect(chosen).to_be_checked()
    expect(page.get_by_text(korean("profile.saved"))).to_have_count(0)


def test_a_password_can_be_made_used_and_forgotten(site: Site, page: Page):
    ada = somebody()
    open_account(page, site)

    def fill(email: str, password: str, button: str) -> None:
        page.get_by_role("button", name=SAY("sign_in.with_password")).click()
        page.get_by_label(SAY("sign_in.email")).fill(email)
        if password:
            page.get_by_label(SAY("sign_in.password"), exact=True).fill(password)
        page.get_by_role("button", name=SAY(f"sign_in.{button}"), exact=True).click()

    fill(ada, "correct horse battery", "create")
    leave(signed_in(page, ada))
    fill(ada, "wrong horse", "sign_in")
    expect(page.get_by_text(SAY("sign_in.trouble.invalid_credentials"))).to_be_visible()
    page.get_by_role("button", name=SAY("sign_in.forgot")).click()
    page.get_by_label(SAY("sign_in.code")).fill(accounts.code_for(site.stack, ada))
    page.get_by_role("button", name=SAY("sign_in.sign_in"), exact=True).click()
    page.get_by_label(SAY("sign_in.new_password")).fill("another horse battery")
    page.get_by_role("button", name=SAY("sign_in.set_password")).click()
    leave(signed_in(page, ada))
    fill(ada, "another horse battery", "sign_in")
    signed_in(page, ada)


def test_a_wrong_code_is_said_and_another_try_works(site: Site, page: Page):
    ada = somebody()
    open_account(page, site)
    status = page.locator(".account .status")
    expect(status).to_have_text("")
    assert axe.grave(page) == []
    page.get_by_role("button", name=SAY("sign_in.send_code")).click()
    expect(status).to_have_text(SAY("sign_in.needs_email"))
    page.get_by_label(SAY("sign_in.email")).fill(ada)
    page.keyboard.press("Enter")
    right = accounts.code_for(site.stack, ada)
    field = page.get_by_label(SAY("sign_in.code"))
    field.fill("12")
    page.keyboard.press("Enter")
    expect(page.get_by_text(SAY("sign_in.needs_code"))).to_be_visible()
    field.fill("000000" if right != "000000" else "000001")
    page.keyboard.press("Enter")
    expect(page.get_by_text(SAY("sign_in.trouble.otp_expired"))).to_be_visible()
    field.fill(right)
    page.keyboard.press("Enter")
    signed_in(page, ada)


def test_the_page_of_somebody_signed_in_is_open_to_all_and_speaks_their_language(
    site: Site, page: Page
):
    ada, korean = somebody(), words("ko")
    sign_in_by_code(page, site, ada, language="ko")
    name = page.get_by_label(korean("profile.name"))
    name.fill("에이다")
    assert axe.grave(page) == []
    chosen = page.get_by_test_id("stForm")
    expect(chosen.get_by_role("radio", name="한국어")).to_be_checked()
    chosen.get_by_role("radio", name="English").click()
    page.get_by_role("button", name=korean("profile.save")).click()
    expect(page.get_by_text(SAY("profile.saved"))).to_be_visible()
    page.reload()
    expect(page.get_by_label(SAY("profile.name"))).to_have_value("에이다")


def test_everything_can_be_taken_along_and_deleted_for_good(site: Site, page: Page, tmp_path):
    ada = somebody()
    sign_in(page, site, ada)
    progress(page, site)
    bring(page, COMPARED, keeps=False)
    wait_until_achieved(page)
    site.wait_for(page, ada, '"compared"')
    open_account(page, site)
    page.get_by_role("button", name=SAY("account_data.export")).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=SAY("account_data.save")).click()
    download.value.save_as(tmp_path / "mine.json")
    assert '"compared"' in (tmp_path / "mine.json").read_text("utf-8")
    page.get_by_text(SAY("account_data.delete_title")).first.click()
    page.get_by_text(SAY("account_data.sure")).click()
    page.get_by_role("button", name=SAY("account_data.delete")).click()
    expect(page.get_by_text(SAY("account.news.deleted"))).to_be_visible()
    signed_out(page)
    found = site.stack.sql(f"select count(*) from auth.users where email = '{ada}'")  # noqa: S608
    assert found == "0"
    page.wait_for_function(
        "(start) => !Object.keys(localStorage).some((key) => key.startsWith(start))", arg=KEY
    )


def test_another_account_signs_in_and_leaves_nothing_in_the_address(site: Site, page: Page):
    open_account(page, site)
    page.get_by_role("button", name=SAY("sign_in.provider", name="GitHub")).click()
    signed_in(page, "octo@example.com")
    page.wait_for_function("() => !location.search.includes('code')")
    page.reload()
    signed_in(page, "octo@example.com")


def test_a_code_of_another_browser_is_refused_with_a_sentence(site: Site, page: Page):
    page.goto(f"{site.address}/account?lang=en&code=somebody-elses")
    expect(page.get_by_text(SAY("sign_in.trouble.flow_state_not_found"))).to_be_visible()
    page.wait_for_function("() => !location.search.includes('code')")
