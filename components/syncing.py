"""What this visit and its account tell each other of progress: soon, in one go, beside the page.

The browser keeps every fact as well, so what is not sent in this visit is sent in the next one.
"""

import time
from dataclasses import dataclass, field

import streamlit as st

from components import account, learning, session
from components.errand import Errand
from learner import Facts
from learner.accounts import Code, Trouble
from learner.sync import Cloud, Synced, pending, synced

SOON_S = 0.8
"""Facts that come within this go together: a click often makes two or three."""
_LOOK_S = 0.5
_WAITS_S = (3.0, 10.0, 30.0, 60.0)


@dataclass(slots=True)
class Syncing:
    """How far one visit has come.

    `arrived` are facts of the account that the page has not taken in yet.
    """

    cloud: Cloud = field(default_factory=Cloud)
    errand: Errand | None = None
    trouble: Trouble | None = None
    failures: int = 0
    not_before_s: float = 0.0
    arrived: Facts = frozenset()

    def waiting(self, facts: Facts) -> Facts:
        """Return which of `facts` the account is not known to hold."""
        return pending(facts, self.cloud)

    def is_due(self, facts: Facts, now_s: float) -> bool:
        """Return whether there is something to ask or send, and nothing on its way."""
        wanted = not self.cloud.asked or bool(self.waiting(facts))
        return wanted and self.errand is None and now_s >= self.not_before_s

    def take(self, now_s: float) -> None:
        """Take what has come back, if it has."""
        if self.errand is None or not self.errand.done:
            return
        back, self.errand = self.errand, None
        trouble = back.trouble
        if isinstance(back.result, Synced):
            self.cloud, trouble = back.result.cloud, back.result.trouble
            self.arrived = self.cloud.has
        self.trouble = trouble
        self.failures = self.failures + 1 if trouble else 0
        wait_s = _WAITS_S[min(self.failures, len(_WAITS_S)) - 1] if trouble else 0.0
        self.not_before_s = now_s + wait_s


def state() -> Syncing:
    """Return how far this visit has come with its account."""
    here = account.membership()
    if here.syncing is None:
        here.syncing = Syncing()
    return here.syncing


def waiting() -> int:
    """Return how many facts the account is not known to hold."""
    return len(state().waiting(learning.facts()))


def settled() -> int | None:
    """Return how many facts the account holds; None while it may lack some of this visit's."""
    here = state()
    return len(here.cloud.has) if here.cloud.asked and not waiting() else None


def again() -> None:
    """Try at once what went wrong."""
    state().not_before_s = 0.0


def take() -> None:
    """Take what has come back from the account: called before the page is drawn."""
    if account.signed_in() is None:
        return
    here = state()
    if here.errand is not None and here.errand.done:
        here.take(time.monotonic())
        if here.trouble is not None and here.trouble.code is Code.EXPIRED:
            account.refused()
        elif here.trouble is not None and here.failures == 1:
            st.toast(_kept(here.trouble), duration="long")
    if new := here.arrived - learning.facts():
        learning.bring(new)
    here.arrived = frozenset()


def show() -> None:
    """Send what is to be sent, and say how it stands: called after the page is drawn."""
    if account.signed_in() is None:
        return
    here = state()
    if here.is_due(learning.facts(), time.monotonic()):
        _send(here)
    if here.errand is None and here.trouble is None:
        _say()
    else:
        st.fragment(_watch, run_every=_LOOK_S if here.errand else _WAITS_S[0])()


def _watch() -> None:
    here = state()
    if account.signed_in() is None:
        return
    back = here.errand is not None and here.errand.done
    if back or here.is_due(learning.facts(), time.monotonic()):
        session.run_the_whole_page()  # which takes, or sends
    _say()


def _send(here: Syncing) -> None:
    store, cloud, notebook = account.store(), here.cloud, session.notebook()

    def exchange() -> Synced:
        if cloud.asked:
            time.sleep(SOON_S)
        return synced(store, notebook.facts, cloud)

    here.errand = Errand(exchange)


def _say() -> None:
    here, say = state(), session.speak()
    if here.trouble is not None:
        st.caption(_kept(here.trouble))
    elif here.errand is not None:
        st.caption(say("syncing.under_way"))
    else:
        st.caption(say("syncing.done"))


def _kept(trouble: Trouble) -> str:
    say = session.speak()
    why = say(f"trouble-accounts.{trouble.reason or trouble.code}")
    return say("syncing.kept", count=waiting(), why=why)
