"""What a moderator's page remembers between two drawings, and the reason that every act needs."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from components import session
from components.call import Call
from i18n import Words
from learner.comments import MOST_REASON

if TYPE_CHECKING:
    from learner.stores import Store


@dataclass(slots=True)
class Desk:
    """One moderator's desk: what was read for each part, and what is being done.

    `shown` is what each part last told: it stays while it is read again, so that nothing moves away
    under a hand. `act` is being done about the case `about`; `wanting` is the case that still wants
    a reason, `news` what came of the last act, and `acts` how many have succeeded, by case.
    """

    read: dict[str, Call] = field(default_factory=dict)
    shown: dict[str, object] = field(default_factory=dict)
    act: Call | None = None
    about: str = ""
    wanting: str = ""
    news: str = ""
    acts: Counter[str] = field(default_factory=Counter)
    log_page: int = 0

    def do(self, about: str, reason_key: str, work: "Callable[[Store, str], object]") -> None:
        """Do something about a case for the reason that was typed; without one, want it.

        Called as a button is pressed, before the page is drawn: a run that is broken off would
        lose the click. What was read is read again after it.
        """
        reason = session.standing(reason_key).strip()
        self.news, self.wanting = "", "" if reason else about
        if reason:
            self.about, self.act = about, Call(lambda store: work(store, reason))

    def turn(self, page: int) -> None:
        """Look at another page of the log."""
        self.log_page = page
        self.read.pop("log", None)
        self.shown.pop("log", None)

    def refresh(self) -> None:
        """Read everything again."""
        self.news = self.wanting = ""
        self.read.clear()

    def part(self, name: str) -> Call:
        """Return what is read for a part."""
        page = self.log_page
        works: dict[str, Callable[[Store], object]] = {
            "profile": lambda store: store.profile(),
            "comments": lambda store: store.queue(),
            "issues": lambda store: store.issues(),
            "log": lambda store: store.log(page),
        }
        if name not in self.read:
            self.read[name] = Call(works[name])
        return self.read[name]


def say_wanting(desk: Desk, about: str, say: Words) -> None:
    """Say that a reason is wanted, where something was to be done without one."""
    if desk.wanting == about:
        st.markdown(say("moderation.needs_reason"))


def ask_reason(desk: Desk, about: str, busy: bool, say: Words) -> str:
    """Draw the field for a reason, and return its key.

    It is empty after an act about this case that succeeded, and kept after one that failed or was
    about another: not in a form, whose words the server has only when that form is sent.
    """
    key = f"reason-{about}-{desk.acts[about]}"
    st.text_input(say("moderation.reason"), max_chars=MOST_REASON, key=key, disabled=busy)
    return key
