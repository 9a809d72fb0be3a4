"""Pages driven without a browser, with an engine that does as the test says."""

import re
import time
from html import unescape
from pathlib import Path

import pytest
from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest

from components import session, shell
from continuity.jobs import Limits, Room
from continuity.registry import Registry
from i18n import Language, words
from tests import engines

APP = Path(__file__).parents[2] / "app.py"


@pytest.fixture
def analyses(tmp_path, monkeypatch):
    """Return a maker of the server's registry, whose engine runs the given code."""
    made = []

    def make(code: str, room: Room | None = None, limits: Limits | None = None) -> Registry:
        made.append(Registry(room, limits, engines.engine(tmp_path, code)))
        monkeypatch.setattr(session, "registry", lambda: made[-1])
        return made[-1]

    yield make
    for registry in made:
        registry.close()


@pytest.fixture
def opened(monkeypatch):
    """Return a visit to a page in a language.

    AppTest takes every run for the first on a cold server, and so, with a folder `pages/`, would
    run a page without its shell. A real server does that once; tests/e2e sees to it.
    """
    monkeypatch.setattr(script_runner, "_mpa_v1", lambda _: shell.run())

    def open_page(script: str, language: Language = "en", **address: str) -> AppTest:
        page = AppTest.from_file(APP, default_timeout=20)
        page.query_params["lang"] = language
        for key, value in address.items():
            page.query_params[key] = value
        page.run()
        return page.switch_page(f"pages/{script}.py").run()

    return open_page


def until(page: AppTest, seen, patience_s: float = 15.0) -> AppTest:
    """Run `page` again until `seen(page)`: what its fragment does in a browser."""
    deadline = time.monotonic() + patience_s
    while not seen(page):
        assert not page.exception
        assert time.monotonic() < deadline, text(page)
        time.sleep(0.05)
        page.run()
    return page


def titles(page: AppTest) -> list[str]:
    """Return the headings of the first level, in whichever way a page draws them."""
    marks = re.compile(r"^# (.+)$|<h1[^>]*>(.+?)</h1>", re.MULTILINE)
    found = [match for drawn in page.markdown for match in marks.finditer(drawn.value)]
    return [unescape(match[1] or match[2]) for match in found]


def text(page: AppTest) -> str:
    """Return all words on the page, none of which is an apology."""
    drawn = (*page.header, *page.markdown, *page.caption)
    said = "\n".join([*(element.value for element in drawn), *(b.label for b in page.button)])
    assert words("en")("shell.broken") not in said
    assert words("ko")("shell.broken") not in said
    return said
