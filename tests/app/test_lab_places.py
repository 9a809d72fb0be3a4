"""A lab is drawn when its reader comes near it, or a link asks for it, and stays from then on."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import lab_place, session
from components.lesson_text import AT_ONCE, LABS
from course import catalogue
from course.reading import find, read

ROOT = Path(__file__).parents[2]
OF_05 = [lab.id for lab in read(find("continuity")).labs if lab.id not in AT_ONCE]
WITH_LABS = [card.id for card in catalogue() if read(find(card.id)).labs]


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def waiting(page: AppTest) -> list[str]:
    return re.findall('data-lab="(.+?)"', html(page))


def drawn(page: AppTest) -> int:
    return html(page).count('class="lab-goal"')


def components(page: AppTest) -> list[str]:
    return [element.proto.component_name for element in page.get("bidi_component")]


@pytest.mark.parametrize("lesson_id", WITH_LABS)
def test_a_lesson_opens_with_a_place_for_each_lab(opened, lesson_id):
    page = opened(lesson_id)
    assert not page.exception
    assert waiting(page) == [lab.id for lab in read(find(lesson_id)).labs if lab.id not in AT_ONCE]
    assert drawn(page) == 0


def test_the_labs_whose_readers_are_near_are_drawn_and_stay(opened):
    page = opened("continuity")
    page.session_state["labs-near"] = frozenset({"odds", "direct-a-clip"})
    page.run()
    assert waiting(page) == ["attention-budget", "two-frames"]
    assert drawn(page) == 2
    page.segmented_control[0].set_value("ko").run()
    page.switch_page("pages/home.py").run()
    page.switch_page("pages/continuity.py").run()
    assert waiting(page) == ["attention-budget", "two-frames"]


def test_nobody_is_asked_once_all_labs_are_there(opened):
    page = opened("continuity")
    assert "lab_places" in components(page)
    page.session_state["labs-near"] = frozenset(OF_05)
    page.run()
    assert not waiting(page)
    assert drawn(page) == len(OF_05)
    assert "lab_places" not in components(page)


def test_a_link_to_a_lab_as_it_stands_draws_it_at_once_and_for_good(opened):
    page = opened("anchors", **{"anchors-keys": "3"})
    assert page.slider(key="anchors-keys").value == 3
    page.button(key="anchors-reset").click().run()
    assert "anchors-keys" not in page.query_params
    assert drawn(page) == 1


def test_the_analyser_is_there_from_the_first(opened):
    assert opened("continuity").file_uploader


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        (["odds"], {"odds"}),
        (["odds", "softmax", "nonsense", 7, None], {"odds"}),
        ("odds", set()),
        (None, set()),
        ({"odds": 1}, set()),
    ],
)
def test_what_the_browser_tells_is_a_list_of_labs_that_wait(monkeypatch, told, kept):
    gathered = set()
    monkeypatch.setattr(session, "told_by", lambda *_: told)
    monkeypatch.setattr(session, "gather", lambda _, more: gathered.update(more))
    lab_place._hear("lab-places", frozenset(OF_05))
    assert gathered == kept


def test_the_height_of_every_lab_that_waits_is_known():
    assert lab_place.HEIGHT_PX.keys() == LABS.keys() - AT_ONCE


@pytest.mark.long
def test_who_only_reads_loads_no_numpy():
    ran = subprocess.run(
        [sys.executable, "-c", READS_ALL], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.stdout.strip().splitlines()[-1:] == ["loaded: []"], ran.stderr


READS_ALL = """
import pathlib, sys
from streamlit.testing.v1 import AppTest
page = AppTest.from_file(str(pathlib.Path("app.py").resolve()), default_timeout=30).run()
for path in pathlib.Path("pages").glob("*.py"):
    page.switch_page(f"pages/{path.name}").run()
    assert not page.exception, path
print("loaded:", [name for name in ("numpy", "labs.film") if name in sys.modules])
"""
