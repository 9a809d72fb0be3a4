"""Accounts, and what they share: the words in which pages and a store speak. Nothing is sent here.

A store (`learner.stores.Store`) answers one visit, for one access token. What goes wrong with it,
in whatever library, is one exception: `Trouble`, with a code that `i18n` turns into a sentence.
"""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

_HERE = frozenset({"127.0.0.1", "localhost", "::1"})
_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+")
_MOST_TOKEN = 8_192


class Code(StrEnum):
    """What went wrong, as far as somebody at a page can do something about it."""

    OFFLINE = "offline"
    """Nobody answers, or what answers is out of order."""
    SLOW = "slow"
    """No answer within seconds."""
    REFUSED = "refused"
    """Understood, and not allowed."""
    EXPIRED = "expired"
    """The token is no longer, or was never, one of this project: sign in again."""
    LIMITED = "limited"
    """Too much, or too soon."""
    INVALID = "invalid"
    """What was given cannot be kept like that."""
    UNKNOWN = "unknown"
    """An answer that nobody foresaw."""


class Reason(StrEnum):
    """What a `Trouble` is about, where that is known more closely."""

    NONE = ""
    MUTED = "muted"
    FIRST_LINK = "first-link"
    SAME_WORDS = "same-words"
    OFTEN = "often"
    FULL = "full"
    TEXT = "text"
    PARENT = "parent"
    GONE = "gone"
    AGAIN = "again"
    SIGN_IN = "sign-in"


class Trouble(Exception):  # noqa: N818 (the word pages use; what becomes of it is no error)
    """The store could not do what was asked.

    Attributes
    ----------
    code, reason
        What a page says; the words are in `i18n`.
    """

    def __init__(self, code: Code, reason: Reason = Reason.NONE) -> None:
        super().__init__(f"{code} {reason}".strip())
        self.code, self.reason = code, reason

    @property
    def passes(self) -> bool:
        """Return whether the same may go well later, so that it is worth keeping."""
        return self.code in {Code.OFFLINE, Code.SLOW, Code.LIMITED, Code.UNKNOWN} and (
            self.reason is not Reason.FULL
        )


@dataclass(frozen=True, slots=True)
class Project:
    """Where accounts are kept: the address of a Supabase project, and its publishable key."""

    url: str
    key: str


def configured(url: object, key: object) -> Project | None:
    """Return the project that `url` and `key` name; None where there is none that may be used.

    The address must be https, or http on this machine. A secret key is none that may be used: with
    it the database would let everybody do everything.

    >>> configured("https://abc.supabase.co/", "sb_publishable_x")
    Project(url='https://abc.supabase.co', key='sb_publishable_x')
    >>> configured("https://abc.supabase.co", "sb_secret_x") is configured("", None) is None
    True
    """
    if not isinstance(url, str) or not isinstance(key, str) or not key.strip():
        return None
    try:
        where = urlsplit(url.strip())
        safe = where.scheme == "https" or (where.scheme == "http" and where.hostname in _HERE)
    except ValueError:
        return None
    if not safe or not where.hostname or _is_secret(key.strip()):
        return None
    return Project(f"{where.scheme}://{where.netloc}{where.path.rstrip('/')}", key.strip())


def _is_secret(key: str) -> bool:
    return key.startswith("sb_secret_") or _claims(key).get("role") == "service_role"


@dataclass(frozen=True, slots=True)
class Account:
    """Whoever is signed in, as far as the token says; the database alone decides if it is true.

    `expires_at_s` is in seconds since 1970. The token is left out of what is printed.
    """

    user_id: str
    email: str
    expires_at_s: int
    access_token: str = field(repr=False)


def account(access_token: object) -> Account:
    """Return whose `access_token` it is. It is only read: whether it is genuine is not known here.

    Raises
    ------
    Trouble
        `Code.EXPIRED`, if it is no token of a signed-in account.
    """
    claims = _claims(access_token)
    user_id, expires_at_s = claims.get("sub"), claims.get("exp")
    if not isinstance(user_id, str) or not user_id or type(expires_at_s) is not int:
        raise Trouble(Code.EXPIRED)
    email = claims.get("email")
    return Account(
        user_id, email if isinstance(email, str) else "", expires_at_s, str(access_token)
    )


def _claims(token: object) -> Mapping[str, object]:
    if not isinstance(token, str) or len(token) > _MOST_TOKEN or not _TOKEN.fullmatch(token):
        return {}
    middle = token.split(".")[1]
    try:
        claims = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return {}
    return claims if isinstance(claims, dict) else {}


@dataclass(frozen=True, slots=True)
class Profile:
    """What an account says of itself. `moderator` and `muted_until` are decided by others.

    `language` is "" until it was said: by whoever signed up here, or in the profile. `muted_until`
    is an ISO 8601 time with its zone; None for whoever may write.
    """

    user_id: str
    display_name: str
    language: str
    notify_replies: bool
    moderator: bool = False
    muted_until: str | None = None
