"""A call that a page waits for without standing still: it runs beside, and a fragment looks."""

from collections.abc import Callable
from threading import Thread
from typing import Protocol

import streamlit as st

from components import session
from learner.accounts import Code, Trouble

LOOK_S = 0.4


class Awaited(Protocol):
    """Something that comes back."""

    @property
    def done(self) -> bool:
        """Return whether it has come back."""


class Errand:
    """`work`, which may raise Trouble, on its way in a thread of its own.

    Attributes
    ----------
    result, trouble
        What came of it; both None until it is `done`.
    """

    def __init__(self, work: Callable[[], object]) -> None:
        self.result: object = None
        self.trouble: Trouble | None = None
        self._thread = Thread(target=self._run, args=(work,), name="errand", daemon=True)
        self._thread.start()

    @property
    def done(self) -> bool:
        """Return whether it has come back."""
        return not self._thread.is_alive()

    def _run(self, work: Callable[[], object]) -> None:
        try:
            self.result = work()
        except Trouble as trouble:
            self.trouble = trouble
        except Exception:  # whatever it is, the page must go on
            self.trouble = Trouble(Code.UNKNOWN)
            raise


def watch(*errands: Awaited) -> None:
    """Say that something is under way, and draw the page anew when all of it has come back."""
    st.fragment(_watch, run_every=LOOK_S)(errands)


def _watch(errands: tuple[Awaited, ...]) -> None:
    if all(errand.done for errand in errands):
        session.run_the_whole_page()
    st.caption(session.speak()("account.under_way"))


def sentence(trouble: Trouble) -> str:
    """Return what went wrong, in the visitor's words."""
    return session.speak()(f"trouble-accounts.{trouble.reason or trouble.code}")


def say_trouble(trouble: Trouble) -> None:
    """Say what went wrong."""
    st.markdown(sentence(trouble))
