"""The browser's own store keeps the promises about progress that the account's stores keep.

The same tests as for those, in Chromium, over both halves of `components.browser_store`: its
script, and what Python makes of what it tells. No server: a draw of the element is passed on by
hand. What a browser does not promise is not asked of it: it has no profile and no comments, and it
keeps progress for whoever is signed out as well.
"""

import json
import uuid
from collections.abc import Iterable

import pytest
from playwright.sync_api import Page

import learner
from components import account, browser_store, learning, session
from components.notebook import Notebook
from learner import Fact
from learner.accounts import Code, Reason, Trouble
from learner.stored import Stored
from tests.e2e.test_progress import KEY
from tests.supabase.test_store import (  # noqa: F401 (to be run here)
    test_an_exchange_ends_with_the_same_facts_on_both_sides,
    test_facts_come_back_as_they_were_and_only_once,
    test_there_is_an_end_to_what_is_kept,
)

pytestmark = pytest.mark.e2e
ADDRESS = "https://stream.example/"
_DRAW = """async ([script, said]) => {
  window.leave?.();
  const script_at = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const told = [];
  window.leave = (await import(script_at)).default({
    data: new TextEncoder().encode(said), setTriggerValue: (name, value) => told.push(value) });
  return told;
}"""


class BrowserStore:
    """What one account keeps in a browser; each call is a visit of its own, in a tab of its own."""

    def __init__(self, page: Page, patch: pytest.MonkeyPatch, owner: str) -> None:
        self._page, self._patch, self._owner = page, patch, owner

    def facts(self) -> Stored:
        """Return what a new visit hears."""
        notebook = self._visit()
        return Stored(notebook.facts, notebook.set_aside)

    def add_facts(self, facts: Iterable[Fact]) -> int:
        """Add facts as a visit does, and return how many the browser keeps then."""
        self._visit()
        if not learning.bring(frozenset(facts)):
            raise Trouble(Code.LIMITED, Reason.FULL)
        browser_store.show(())
        text = self._page.evaluate("key => localStorage.getItem(key)", f"{KEY}.{self._owner}")
        return text.count('"kind":')

    def _visit(self) -> Notebook:
        """Open the app, and draw it until it has heard what the browser keeps."""
        notebook, visit = Notebook(), uuid.uuid4().hex
        self._patch.setattr(session, "notebook", lambda: notebook)
        self._patch.setattr(session, "visitor", lambda: visit)
        self._patch.setattr(browser_store, "_element", self._draw)
        self._page.goto(ADDRESS)
        kept = json.dumps({"user": self._owner})
        self._page.evaluate("kept => localStorage.setItem('cwk-stream.account', kept)", kept)
        browser_store.show(())
        assert notebook.owner == self._owner
        return notebook

    def _draw(self, *, key, data, on_kept_change) -> None:
        for told in self._page.evaluate(_DRAW, [browser_store._JS, data.decode()]):
            self._patch.setattr(session, "told_by", lambda *_, told=told: told)
            on_kept_change()


@pytest.fixture
def sign_up(page: Page, monkeypatch):
    """Return a function that makes somebody, and returns what keeps their progress."""
    page.route(
        f"{ADDRESS}**", lambda it: it.fulfill(body="<!doctype html>", content_type="text/html")
    )
    monkeypatch.setattr(account, "available", lambda: True)
    monkeypatch.setattr(account, "look", lambda: None)
    # What facts earn in a visit is kept beside them: no store adds it by itself.
    monkeypatch.setattr(learner, "new_awards", lambda *_: frozenset())
    return lambda: BrowserStore(page, monkeypatch, str(uuid.uuid4()))
