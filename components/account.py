"""Who is signed in in this visit, if anybody: what pages ask, and what the browser hands over.

    available()      whether accounts are kept anywhere
    signed_in()      learner.accounts.Account, or None
    store()          learner.stores.Store, as whoever this is sees it; any thread may use it
    refused()        a store said that the token has expired: have the browser hand in another one
    leave(...)       sign out

The browser keeps the session (`account_session.js`); the server has the access token, for as long
as the visit, and nothing of it in any cache. What somebody types to sign in never comes here.
"""

import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from components import session
from learner import accounts
from learner.accounts import Account, Trouble

if TYPE_CHECKING:
    from components.errand import Errand
    from components.syncing import Syncing
    from learner.stores import Store

_KEY = "membership"
_REFUSED_AGAIN_S = 30.0


@dataclass(slots=True)
class Membership:
    """What this visit knows of its account.

    `looking` says whether the browser is to be asked at all. `trouble` is what the browser met when
    it last needed a fresh token. `refused` counts the tokens that a store did not take, `leaving`
    is what the browser is to do, and `times_left` tells one such from the one before. `entered`
    says that somebody has just signed in. `syncing` and `errands` belong to the account and go with
    it. `news` is what became of it, to be said on its page.
    """

    account: Account | None = None
    looking: bool = False
    trouble: str = ""
    refused: int = 0
    refused_again_s: float = 0.0
    leaving: dict[str, object] | None = None
    times_left: int = 0
    entered: bool = False
    returned: dict[str, str] = field(default_factory=dict)
    syncing: "Syncing | None" = None
    errands: "dict[str, Errand]" = field(default_factory=dict)
    news: str = ""


def membership() -> Membership:
    """Return what this visit knows of its account."""
    return session.kept(_KEY, Membership)


def available() -> bool:
    """Return whether accounts are kept anywhere."""
    return session.account_server() is not None


def signed_in() -> Account | None:
    """Return the account of this visit."""
    return membership().account if available() else None


def store() -> "Store":
    """Return what is kept of accounts, as this visit may see it.

    Raises
    ------
    LookupError
        Accounts are not kept anywhere.
    """
    server = session.account_server()
    if server is None:
        raise LookupError("no accounts here")
    from learner.supabase_store import open_store  # loads nothing of Supabase for others

    return open_store(server.project, membership().account)


def look() -> None:
    """Ask the browser from now on who is signed in."""
    membership().looking = True


def refused() -> None:
    """Have the browser hand in another token; seldom, for a project may refuse every one."""
    here, now_s = membership(), time.monotonic()
    if now_s >= here.refused_again_s:
        here.refused_again_s = now_s + _REFUSED_AGAIN_S
        here.refused += 1


def leave(*, everywhere: bool = False, forget: int | None = None) -> None:
    """Sign out: here, or on all devices.

    `forget` is how many facts the account is known to hold: with no more than those, what this
    browser keeps of them is removed. None keeps it.
    """
    here = membership()
    if here.account is None:
        return
    owner = here.account.user_id
    here.times_left += 1
    here.leaving = {
        "id": here.times_left,
        "everywhere": everywhere,
        "forget": None if forget is None else {"owner": owner, "count": forget},
    }
    if not everywhere:  # that may fail, and then nobody has left
        _turn_to(None)


def gone() -> None:
    """Sign out of an account that has just been deleted, and have the browser forget it."""
    leave(forget=sys.maxsize)
    membership().news = "deleted"


def hear(told: object) -> None:
    """Take what the browser hands over."""
    if not isinstance(told, dict) or told.get("visit") != session.visitor():
        return
    here = membership()
    here.looking, here.returned = True, {}
    here.trouble = str(told.get("trouble") or "")
    if "left" in told:
        if here.news != "deleted":
            not_told = "still_here" if told.get("access") else "not_told"
            here.news = not_told if here.trouble else "left"
    elif told.get("trouble") == "ended":
        here.news = "ended"
    elif told.get("entered"):
        here.news, here.entered = "", True
    _turn_to(_account(told.get("access")), told.get("writes_for"))


def _account(access: object) -> Account | None:
    if not access:
        return None
    try:
        return accounts.account(access)
    except Trouble:
        return None


def _turn_to(account: Account | None, writes_for: object = None) -> None:
    here, owner = membership(), account.user_id if account else ""
    before = here.account.user_id if here.account else ""
    if owner != before:
        here.syncing, here.errands = None, {}
    elif account != here.account:  # with another token it may go well
        here.errands = {name: it for name, it in here.errands.items() if not it.trouble}
        if here.syncing is not None:
            here.syncing.not_before_s = 0.0
    here.account = account
    notebook = session.notebook()
    if notebook.owner is None:
        notebook.owner = writes_for if isinstance(writes_for, str) else ""
    if notebook.owner != owner:
        session.turn_to(owner)
