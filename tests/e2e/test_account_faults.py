"""The account's server fails in every way it can: the page goes on, and nothing is lost."""

import base64
import hashlib
import hmac
import json
import time

import pytest
from playwright.sync_api import Page, expect

from i18n import words
from tests.e2e.accounts import (
    PATIENCE_S,
    SAY,
    SESSION,
    Site,
    code_for,
    expire,
    open_account,
    session,
    sign_in,
    signed_in,
    signed_out,
    somebody,
)
from tests.e2e.test_account import REFRESH, wait_until_stored
from tests.e2e.test_progress import COMPARED, bring, opened, wait_until_achieved

pytestmark = pytest.mark.e2e
FAULTS = {
    "down": "offline",
    "html": "unknown",
    429: "often",
    "slow": "slow",
}
"""How the server answers, and what the page says of it: one answer for each thing to say. Which
others come to the same is in tests/learner/test_supabase_faults.py."""


def test_what_cannot_be_sent_is_kept_said_and_sent_later(site: Site, page: Page):
    ada = somebody()
    sign_in(page, site, ada)
    wait_until_stored(page)
    aside = page.get_by_test_id("stSidebar")
    for fault, said in FAULTS.items():
        site.proxy.fault, site.proxy.where = fault, ("/rest/v1",)
        opened(page, site.address)
        expect(aside.get_by_text(SAY(f"trouble-accounts.{said}"))).to_be_visible()
    bring(page, COMPARED, keeps=False)
    wait_until_achieved(page)  # whatever the server does, the page answers
    assert site.facts(ada) == 0
    owner = session(page)["user"]
    page.wait_for_function(
        "(key) => (localStorage.getItem(key) ?? '').includes('\"compared\"')",
        arg=f"cwk-stream.progress.{owner}",
    )
    site.proxy.fault = None
    expect(aside.get_by_text(SAY("syncing.done"))).to_be_visible(timeout=2000 * PATIENCE_S)
    site.wait_for(page, ada, '"compared"')


def test_a_session_outlives_a_server_that_cannot_renew_it(site: Site, page: Page):
    ada = somebody()
    sign_in(page, site, ada)
    for fault in ("down", 500, "html"):
        site.proxy.fault, site.proxy.where = fault, ("/auth/v1",)
        expire(page)
        page.reload()
        signed_in(page, ada)
        expect(page.get_by_text(SAY("account.unreachable"))).to_be_visible()
        site.proxy.fault = None
        page.wait_for_function(
            "(key) => JSON.parse(localStorage.getItem(key)).expires_s > 1", arg=SESSION
        )
        expect(page.get_by_text(SAY("account.unreachable"))).to_have_count(0)


def test_a_token_that_the_database_refuses_is_renewed(site: Site, page: Page):
    ada = somebody()
    sign_in(page, site, ada)
    wait_until_stored(page)
    old = outdated(str(session(page)["access"]), site.stack.jwt_secret)
    page.evaluate(
        "([key, access]) => localStorage.setItem(key,"
        " JSON.stringify({ ...JSON.parse(localStorage.getItem(key)), access }))",
        [SESSION, old],
    )
    site.proxy.passed.clear()
    page.reload()
    wait_until_stored(page)
    signed_in(page, ada)
    assert len(site.proxy.asked(REFRESH)) == 1


def outdated(token: str, secret: str) -> str:
    """Return a token as genuine as `token`, that expired an hour ago."""

    def part(raw: bytes) -> str:
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    head, body, _ = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "==")) | {"exp": int(time.time()) - 3600}
    signed = f"{head}.{part(json.dumps(claims).encode())}"
    return f"{signed}.{part(hmac.digest(secret.encode(), signed.encode(), hashlib.sha256))}"


def test_a_refresh_token_that_is_none_any_more_signs_out_with_a_sentence(site: Site, page: Page):
    ada = somebody()
    sign_in(page, site, ada)
    site.stack.sql("delete from auth.refresh_tokens")
    expire(page)
    page.reload()
    expect(page.get_by_text(SAY("account.news.ended"))).to_be_visible()
    signed_out(page)


def test_what_is_no_session_is_dropped_with_a_sentence(site: Site, page: Page):
    open_account(page, site)
    page.evaluate(
        "(key) => localStorage.setItem(key, JSON.stringify({ user: crypto.randomUUID() }))", SESSION
    )
    page.reload()
    expect(page.get_by_text(SAY("account.news.ended"))).to_be_visible()
    signed_out(page)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_signing_in_says_what_went_wrong_and_can_be_tried_again(
    site: Site, page: Page, language: str
):
    say, ada = words(language), somebody()
    open_account(page, site, language)
    site.proxy.where = ("/auth/v1",)
    page.get_by_label(say("sign_in.email")).fill(ada)
    # No two after each other come to the same sentence: none is left from the one before.
    faults = {"down": "unreachable", 503: "broken", 429: "rate_limited", "html": "broken"}
    for fault, said in faults.items():
        site.proxy.fault = fault
        page.get_by_role("button", name=say("sign_in.send_code")).click()
        expect(page.get_by_text(say(f"sign_in.trouble.{said}"))).to_be_visible()
    site.proxy.fault = None
    page.get_by_role("button", name=say("sign_in.send_code")).click()
    page.get_by_label(say("sign_in.code")).fill(code_for(site.stack, ada))
    page.get_by_role("button", name=say("sign_in.sign_in"), exact=True).click()
    signed_in(page, ada, language)


def test_signing_out_works_without_the_server_and_says_so(site: Site, page: Page):
    ada = somebody()
    sign_in(page, site, ada)
    site.proxy.fault, site.proxy.where = "down", ("/",)
    page.get_by_role("button", name=SAY("account.leave")).click()
    expect(page.get_by_text(SAY("account.news.not_told"))).to_be_visible()
    signed_out(page)


def test_signing_out_everywhere_is_not_claimed_when_the_server_was_not_told(site: Site, page: Page):
    ada = somebody()
    sign_in(page, site, ada)
    site.proxy.fault, site.proxy.where = 503, ("/auth/v1/logout",)
    page.get_by_role("button", name=SAY("account.leave_everywhere")).click()
    expect(page.get_by_text(SAY("account.news.still_here"))).to_be_visible()
    signed_in(page, ada)
    site.proxy.fault = None
    page.get_by_role("button", name=SAY("account.leave_everywhere")).click()
    expect(page.get_by_text(SAY("account.news.left"))).to_be_visible()
    signed_out(page)
