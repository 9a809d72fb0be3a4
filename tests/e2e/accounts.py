"""An app with accounts, whose server answers as well or badly as a test says; and people."""

import json
import re
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from i18n import Language, words
from learner.accounts import Account, account
from tests.e2e.conftest import PATIENCE_S, serving, until
from tests.supabase import people
from tests.supabase.fault_proxy import FaultProxy
from tests.supabase.signing_in import PASSWORD, Refused, ask
from tests.supabase.stack import Stack

SAY = words("en")
SESSION = "cwk-stream.account"


@dataclass(frozen=True)
class Site:
    """The app at `address`, with accounts behind `proxy`."""

    address: str
    proxy: FaultProxy
    stack: Stack

    def facts(self, email: str) -> int:
        """Return how many facts the database holds of an account."""
        return len(self.rows(email).splitlines())

    def rows(self, email: str) -> str:
        """Return the facts that the database holds of an account, one a line."""
        return self.stack.sql(
            "select f.fact from public.facts f join auth.users u on u.id = f.user_id"  # noqa: S608
            f" where u.email = '{email}'"
        )

    def wait_for(self, page: Page, email: str, words: str = "") -> None:
        """Wait until the database holds facts of an account, and `words` among them."""

        def stored() -> bool:
            rows = self.rows(email)
            return bool(rows) and words in rows

        until(page, stored)


@contextmanager
def site(stack: Stack, folder: Path, port: int | None = None) -> Iterator[Site]:
    """Serve the app with accounts in `stack`."""
    with FaultProxy(stack.url).running() as proxy, app(proxy, stack, folder, port) as it:
        yield it


@contextmanager
def app(proxy: FaultProxy, stack: Stack, folder: Path, port: int | None = None) -> Iterator[Site]:
    """Serve the app once more before the same accounts."""
    environment = {
        "STREAM_SUPABASE_URL": proxy.url,
        "STREAM_SUPABASE_KEY": stack.key,
        "STREAM_SUPABASE_PROVIDERS": "github",
    }
    with serving(folder, port, environment) as address:
        yield Site(address, proxy, stack)


def somebody(name: str = "ada") -> str:
    """Return an address that nobody has used."""
    return f"{name}-{uuid.uuid4().hex[:10]}@example.com"


def code_for(stack: Stack, email: str) -> str:
    """Return the six digits of the newest mail to `email`, once it is there."""
    deadline = time.monotonic() + PATIENCE_S
    while not (mails := stack.mails(email)):
        assert time.monotonic() < deadline, "no mail came"
        time.sleep(0.05)
    found = re.search(r"\b(\d{6})\b", mails[-1])
    assert found
    return found[1]


def open_account(page: Page, it: Site, language: Language = "en") -> Page:
    """Open the page of the account."""
    page.goto(f"{it.address}/account?lang={language}")
    expect(page.get_by_role("heading", level=1)).to_have_text(words(language)("account.title"))
    return page


def sign_in(page: Page, it: Site, email: str) -> Page:
    """Have somebody signed in as if long before, and wait until the app knows it."""
    known = {"email": email, "password": PASSWORD}
    try:
        here = ask(it.stack, "signup", **known)
    except Refused:  # they have an account already
        here = ask(it.stack, "token?grant_type=password", **known)
    # An address of the same origin where nothing of ours runs.
    page.goto(f"{it.address}/_stcore/health")
    page.evaluate(keeping(account(here["access_token"]), here["refresh_token"]))
    return signed_in(open_account(page, it), email)


def keeping(account: Account, refresh_token: str) -> str:
    """Return a script that has the browser keep a session."""
    kept = {
        "user": account.user_id,
        "email": account.email,
        "access": account.access_token,
        "refresh": refresh_token,
        "expires_s": time.time() + people.HOUR_S,
    }
    return f"localStorage.setItem('{SESSION}', {json.dumps(json.dumps(kept))})"


def sign_in_by_code(page: Page, it: Site, email: str, language: Language = "en") -> Page:
    """Sign in as a visitor does, with a code from the first mail to `email`."""
    say = words(language)
    open_account(page, it, language)
    page.get_by_label(say("sign_in.email")).fill(email)
    page.get_by_role("button", name=say("sign_in.send_code")).click()
    page.get_by_label(say("sign_in.code")).fill(code_for(it.stack, email))
    page.get_by_role("button", name=say("sign_in.sign_in"), exact=True).click()
    return signed_in(page, email, language)


def signed_in(page: Page, email: str, language: Language = "en") -> Page:
    """Wait until the page says who is signed in."""
    said = words(language)("account.signed_in_as", email=email)
    expect(page.get_by_text(said)).to_be_visible()
    return page


def signed_out(page: Page) -> Page:
    """Wait until the page offers to sign in, and the browser holds no session."""
    expect(page.get_by_label(SAY("sign_in.email"))).to_be_visible()
    page.wait_for_function("(key) => localStorage.getItem(key) === null", arg=SESSION)
    return page


def leave(page: Page, everywhere: bool = False) -> Page:
    """Sign out."""
    name = SAY("account.leave_everywhere" if everywhere else "account.leave")
    page.get_by_role("button", name=name).click()
    return signed_out(page)


def session(page: Page) -> dict[str, object]:
    """Return the session that the browser keeps."""
    return page.evaluate("(key) => JSON.parse(localStorage.getItem(key))", SESSION)


def expire(page: Page) -> None:
    """Make the browser think that its access token lasts no longer."""
    page.evaluate(
        "(key) => { const kept = JSON.parse(localStorage.getItem(key));"
        " localStorage.setItem(key, JSON.stringify({ ...kept, expires_s: 1 })); }",
        SESSION,
    )
