"""Every page opens, in the shell, in both languages, and carries the address's language."""

import subprocess
import sys
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from course.reading import find, read
from i18n import LANGUAGES, words
from tests import engines
from tests.app.conftest import titles
from tests.engines import WELL

ROOT = Path(__file__).parents[2]
PAGES = sorted(path.stem for path in ROOT.glob("pages/*.py"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("script", PAGES)
def test_opens_with_one_title_and_keeps_the_language(script, language, opened):
    page = opened(script, language)
    assert not page.exception
    assert len(titles(page)) == 1
    assert page.query_params["lang"] == language


def test_the_language_switch_changes_every_word(opened):
    page = opened("clip_lab", "en")
    page.segmented_control[0].set_value("ko").run()
    assert titles(page) == [words("ko")("clip_lab.title")]
    assert page.query_params["lang"] == "ko"


def test_another_language_leaves_a_lab_as_it_stands(opened):
    page = opened("anchors", "en")
    page.session_state["labs-near"] = frozenset({"anchors"})  # as the browser tells
    page.run()
    page.slider(key="anchors-keys").set_value(3).run()
    page.segmented_control[0].set_value("ko").run()
    assert not page.exception
    assert titles(page) == [read(find("anchors")).title.ko]
    assert page.slider(key="anchors-keys").value == 3
    assert page.query_params["anchors-keys"] == "3"


@pytest.mark.parametrize(
    ("asked", "said"), [("ko", "ko"), ("en", "en"), ("xx", "en"), ("", "en"), ("<b>", "en")]
)
def test_an_unknown_language_in_the_address_is_english(asked, said):
    page = AppTest.from_file(ROOT / "app.py", default_timeout=20)
    page.query_params["lang"] = asked
    assert titles(page.run()) == [words(said)("home.sentence")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_breaks_says_so_without_a_traceback(language, opened, monkeypatch, caplog):
    from components import analyser

    def broken(place: str) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(analyser, "show", broken)
    page = opened("clip_lab", language)
    assert not page.exception
    assert words(language)("shell.broken") in page.markdown[-1].value
    assert "secret detail" not in str(page.main)
    assert "secret detail" in caplog.text


@pytest.mark.long
def test_the_app_never_loads_what_is_heavy(tmp_path):
    """Most of it belongs to the analyses: some 100 MB, and code that decodes what strangers send.

    The rest belongs to accounts, and nobody here has one.
    """
    ran = subprocess.run(
        [sys.executable, "-c", EVERYTHING, *engines.engine(tmp_path, WELL)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.strip().splitlines()[-1:] == ["loaded: []"], ran.stderr


EVERYTHING = """
import importlib, pathlib, sys, time
from streamlit.testing.v1 import AppTest
from components import session
from components.lesson_text import LABS
from continuity.registry import Registry

registry = Registry(engine=tuple(sys.argv[1:]))
session.registry = lambda: registry
page = AppTest.from_file(str(pathlib.Path("app.py").resolve()), default_timeout=60).run()
page.session_state["labs-near"] = frozenset(LABS)  # as the browser tells of a reader who saw all
for path in pathlib.Path("pages").glob("*.py"):
    page.switch_page(f"pages/{path.name}").run()
    assert not page.exception, path
page.switch_page("pages/clip_lab.py").run()
page.file_uploader[0].set_value(("clip.mp4", b"clip", "video/mp4")).run()
for _ in range(100):
    if page.run().get("plotly_chart"):
        break
    time.sleep(0.1)
assert page.get("plotly_chart") and not page.exception
page.switch_page("pages/takes.py").run()
assert page.text_input and not page.exception
for path in pathlib.Path("components").glob("*.py"):
    importlib.import_module(f"components.{path.stem}")
heavy = ("cv2", "av", "pandas", "pyarrow", "httpx", "postgrest")
print("loaded:", [name for name in heavy if name in sys.modules])
"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.long
def test_the_tab_says_which_page_it_is_and_of_what(language, opened, monkeypatch):
    said: list[str] = []
    monkeypatch.setattr(
        st, "set_page_config", lambda *, page_title, layout: said.append(page_title)
    )
    house, shown = words(language)("shell.title"), {}
    for script in PAGES:
        opened(script, language)
        shown[script] = said[-1]
    assert shown.pop("home") == house
    assert shown["clip_lab"] == f"{words(language)('menu.clip_lab')} · {house}"
    assert all(title.endswith(f" · {house}") for title in shown.values())
    assert len(set(shown.values())) == len(shown)
