"""Every page opens, in the shell, in both languages, and carries the address's language."""

import subprocess
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

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


def test_the_app_never_loads_what_is_heavy(tmp_path):
    """All of it belongs to the analyses: some 100 MB, and code that decodes what strangers send."""
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
from continuity.jobs import Registry

registry = Registry(engine=tuple(sys.argv[1:]))
session.registry = lambda: registry
page = AppTest.from_file(str(pathlib.Path("app.py").resolve()), default_timeout=30).run()
for path in pathlib.Path("pages").glob("*.py"):
    page.switch_page(f"pages/{path.name}").run()
    assert not page.exception, path
page.switch_page("pages/clip_lab.py").run()
page.file_uploader[0].set_value(("clip.mp4", b"clip", "video/mp4")).run()
for _ in range(100):
    if page.run().get("plotly_chart"):
        break
    time.sleep(0.1)
assert len(page.get("plotly_chart")) == 4 and not page.exception
for path in pathlib.Path("components").glob("*.py"):
    importlib.import_module(f"components.{path.stem}")
print("loaded:", [name for name in ("cv2", "av", "pandas", "pyarrow") if name in sys.modules])
"""
