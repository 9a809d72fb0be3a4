"""A call to the store of accounts: made beside the page, and once more with a fresh token."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from components import account, session
from components.errand import Errand
from learner.accounts import Code, Trouble

if TYPE_CHECKING:
    from learner.stores import Store

PATIENCE_S = 12.0
"""How long the browser may take to hand in another token."""


class Call:
    """`work` with the store as this visit sees it.

    A token lasts an hour and a page longer. So where a store says that it has expired, the browser
    is asked for another one, and the work begins again when that is here.
    """

    def __init__(self, work: "Callable[[Store], object]") -> None:
        self._work = work
        self._token, self._until_s = "", 0.0
        self._begin()

    def _begin(self) -> None:
        store, here = account.store(), account.signed_in()
        self._token = here.access_token if here else ""
        self._errand = Errand(lambda: self._work(store))

    @property
    def result(self) -> object:
        """What came of it, once it is done."""
        return self._errand.result

    @property
    def trouble(self) -> Trouble | None:
        """What went wrong, once it is done."""
        return self._errand.trouble

    @property
    def done(self) -> bool:
        """Return whether it has come to an end; asked by whoever draws the page."""
        if not self._errand.done:
            return False
        if not self._expired():
            return True
        if not self._until_s:
            self._until_s = time.monotonic() + PATIENCE_S
            account.refused()
            session.run_the_whole_page()  # the element that asks the browser is not in this part
        here = account.signed_in()
        if here is not None and here.access_token != self._token:
            self._begin()
            return False
        return time.monotonic() > self._until_s

    def _expired(self) -> bool:
        trouble = self._errand.trouble
        again = not self._until_s or time.monotonic() <= self._until_s
        return bool(self._token and trouble and trouble.code is Code.EXPIRED and again)
