"""How many replies wait to be read: asked at most once a minute, beside the page.

An element in the page's upper corner shows the number; it alone is drawn anew when that comes.
"""

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from components import account, profile, server_line, session
from components.call import Call
from learner.accounts import Profile, Trouble

if TYPE_CHECKING:
    from learner.stores import Store

EVERY_S = 60.0
_KEY = "unread"
_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    _KEY,
    html='<div class="unread screen-only"></div>',
    css=(_HERE / "unread.css").read_text(encoding="utf-8"),
    js="\n".join(
        (_HERE / name).read_text(encoding="utf-8")
        for name in ("dom.js", "server_line.js", "unread.js")
    ),
)


@dataclass(slots=True)
class Unread:
    """What one account was told last: how many, and who it is.

    `asked_s` is by a clock that never goes back. `outdated` says that one was read while the store
    was counting.
    """

    count: int = 0
    profile: Profile | None = None
    asked_s: float = float("-inf")
    call: Call | None = None
    outdated: bool = False
    waiting: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    def hear(self, told: object, now_s: float) -> None:
        """Ask the store, unless that was done a moment ago."""
        asked = server_line.question(told)
        if asked is None or asked[1].get("do") != "unread" or asked[0] in self.waiting:
            return
        name = asked[0]
        self.waiting.append(name)
        if self.call is None and now_s - self.asked_s >= EVERY_S - 1:
            self.asked_s, known = now_s, self.profile
            self.call = Call(lambda store: _ask(store, known))

    def one_less(self) -> None:
        """Count on without one that is being read, and have the store count when it is."""
        self.count = max(0, self.count - 1)
        self.outdated, self.asked_s = self.call is not None, float("-inf")

    def gather(self) -> None:
        """Take what has come back. What went wrong is not told: nobody asked for it."""
        if self.call is not None:
            if not self.call.done:
                return
            if isinstance(self.call.result, tuple):
                count, self.profile = self.call.result
                self.count = self.count if self.outdated else count
            self.call, self.outdated = None, False
        self.answers, self.waiting = [*self.answers, *self.waiting][-5:], []


def _ask(store: "Store", known: Profile | None) -> tuple[int, Profile | None]:
    count = store.unread()
    try:
        return count, known or store.profile()
    except Trouble:
        return count, None


def state() -> Unread:
    """Return what is known of whoever is signed in."""
    here = account.signed_in()
    return session.kept(f"{_KEY} {here.user_id if here else ''}", Unread)


def reader() -> Profile | None:
    """Return the profile of whoever is signed in, as far as it is known."""
    if account.signed_in() is None:
        return None
    return profile.known() or state().profile


def show() -> None:
    """Draw the number, for whoever is signed in."""
    if account.signed_in() is not None:
        with st.container(key=_KEY):
            st.fragment(_draw)()


def _draw() -> None:
    if account.signed_in() is None:
        return
    here, say = state(), session.speak()
    here.gather()
    said = say("replies.count_one") if here.count == 1 else say("replies.count", count=here.count)
    told = {
        "visit": session.visitor(),
        "language": say.language,
        "count": here.count,
        "words": {"count": said, "lost": ""},
        "busy": here.call is not None,
        "answers": dict.fromkeys(here.answers, ""),
        "every_s": EVERY_S,
    }
    # As bytes: for a dict Streamlit would load pandas.
    _mount(key=f"{_KEY}-element", data=json.dumps(told).encode(), on_ask_change=_hear)


def _hear() -> None:
    state().hear(session.told_by(f"{_KEY}-element", "ask"), time.monotonic())
