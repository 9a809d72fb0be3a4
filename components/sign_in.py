"""The form to sign in with: a code by mail, a password, or another account.

It runs in the browser and speaks to the account's server itself; this module gives it its words.
"""

import json
from functools import cache
from pathlib import Path

import streamlit as st

from components import account, session
from components.account_keeper import SESSION_JS, server
from i18n import Language, words

KEY = "sign_in"
_HERE = Path(__file__).parent
_WORDS = (
    "code", "code_sent", "create", "email", "forgot", "needs_code", "needs_email",
    "needs_new_password", "needs_password", "new_password", "or", "other_address", "password",
    "provider", "send_again", "send_code", "set_password", "sign_in", "signed_in", "wait",
    "waiting", "with_code", "with_password",
)  # fmt: skip
TROUBLES = (
    "access_denied", "bad_code_verifier", "broken", "email_address_invalid",
    "email_address_not_authorized", "email_not_confirmed", "email_provider_disabled",
    "flow_state_expired", "flow_state_not_found", "invalid_credentials", "otp_disabled",
    "otp_expired", "over_email_send_rate_limit", "provider_disabled", "rate_limited", "refused",
    "same_password", "signup_disabled", "unreachable", "user_already_exists", "user_banned",
    "validation_failed", "weak_password",
)  # fmt: skip
"""What may go wrong, as Supabase names it, and four names of `account_session.js`."""
_mount = st.components.v2.component(
    KEY,
    html='<div class="account"></div>',
    css=(_HERE / "sign_in.css").read_text(encoding="utf-8"),
    js=SESSION_JS
    + "\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("dom.js", "sign_in.js")),
)


def show() -> None:
    """Draw the form, and end what began with another account."""
    known = session.account_server()
    told = {
        "language": session.language(),
        "words": _words(session.language()),
        "server": server(),
        "providers": known.providers if known else (),
        "visit": session.visitor(),
        "returned": _returned(),
    }
    # As bytes: for a dict Streamlit would load pandas.
    _mount(key=KEY, data=json.dumps(told, ensure_ascii=False).encode(), on_handed_change=_hear)


def _returned() -> dict[str, str]:
    """Return what another account's server wrote into the address, which is then free of it.

    The code in it opens nothing without the verifier that this browser keeps, and only once.
    """
    here = account.membership()
    for name, asked in (("code", "code"), ("error", "error")):
        if value := session.asked(asked)[:200]:
            here.returned[name] = value
    session.drop_from_address("code", "error", "error_code", "error_description", "sb")
    return here.returned


@cache
def _words(language: Language) -> dict[str, object]:
    say = words(language)
    return {
        **{name: say.sentences[f"sign_in.{name}"] for name in _WORDS},
        "trouble": {name: say(f"sign_in.trouble.{name}") for name in TROUBLES},
    }


def _hear() -> None:
    account.hear(session.told_by(KEY, "handed"))
