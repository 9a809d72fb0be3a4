"""The requests of `components/sign_in.js` and `account_session.js`, without a browser.

How these scripts use the answers is seen in tests/e2e; here, that the stack gives them.
"""

import base64
import hashlib
import secrets
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx

from learner.accounts import Account, account
from tests.supabase.stack import Stack

PASSWORD = "correct horse battery staple"  # noqa: S105
PATIENCE_S = 60


class Refused(Exception):  # noqa: N818 (an answer, as `learner.accounts.Trouble`)
    """The service of accounts said no; `code` as Supabase names it."""

    def __init__(self, code: object) -> None:
        super().__init__(code)
        self.code = code


def ask(
    stack: Stack, path: str, bearer: str = "", method: str = "POST", **body: object
) -> dict[str, Any]:
    """Return what the service answers, as JSON."""
    headers = {"apikey": stack.key} | ({"Authorization": f"Bearer {bearer}"} if bearer else {})
    url = f"{stack.url}/auth/v1/{path}"
    answer = httpx.request(method, url, headers=headers, json=body, timeout=PATIENCE_S)
    said: dict[str, Any] = answer.json() if answer.content else {}
    if answer.is_success:
        return said
    raise Refused(said.get("error_code") or said.get("code") or answer.status_code)


def sign_up(stack: Stack, email: str, password: str = PASSWORD) -> Account:
    """Make an account with a password."""
    return account(ask(stack, "signup", email=email, password=password)["access_token"])


def followed(stack: Stack, provider: str, back_to: str, verifier: str) -> dict[str, list[str]]:
    """Go to another service and return the address that it sends its visitor back to."""
    digest = hashlib.sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    asked = {
        "provider": provider,
        "redirect_to": back_to,
        "code_challenge": challenge,
        "code_challenge_method": "s256",
    }
    url = f"{stack.url}/auth/v1/authorize?{urlencode(asked)}"
    with httpx.Client(timeout=PATIENCE_S) as browser:
        while not url.startswith(back_to):
            answer = browser.get(url, follow_redirects=False)
            if "location" not in answer.headers:
                raise Refused(answer.json().get("error_code"))
            url = answer.headers["location"]
    return parse_qs(urlsplit(url).query)


def new_verifier() -> str:
    """Return what only the browser knows that left for another service."""
    return secrets.token_urlsafe(48)
