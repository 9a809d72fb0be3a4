"""The labs of lessons 06 to 10 open unsolved, can be solved, start over, and say what is so."""

from xml.etree import ElementTree

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from components import desk, drawing, lab, lab_beat_the_metric
from components import lab_falling_ball as ball
from i18n import LANGUAGES, words

pytestmark = pytest.mark.long

GOALS = {
    "anchors": {"anchors-keys": 2},
    "camera-and-thing": {"camera-and-thing-across": -3.0},
    "falling-ball": {f"falling-ball-{letter}": kind.value for letter, kind in ball.ORDER.items()},
    "long-rollout": {"long-rollout-blur": 0.3},
    "shot-plan": {"shot-plan-shots": 6},
    "beat-the-metric": {
        "beat-the-metric-continuity": 4,
        **{
            f"beat-the-metric-{name}": 0
            for name in lab_beat_the_metric.NAMES
            if name not in ("continuity", "motion_px")
        },
    },
}
"""What to set so that the goal of a lab is reached."""


def script(name: str, language: str) -> None:
    from importlib import import_module

    from components import session

    session.choose_language(language)
    import_module(f"components.lab_{name.replace('-', '_')}").show()


@pytest.fixture
def drawn(monkeypatch):
    """Return the pictures that were drawn, newest last."""
    pictures = []
    monkeypatch.setattr(drawing, "show", lambda svg, key: pictures.append(svg))
    monkeypatch.setattr(lab, "film", lambda name: np.full((144, 180, 320, 3), 90, np.uint8))
    desk.still.cache_clear()
    yield pictures
    desk.still.cache_clear()


def opened(name, language="en", **address):
    page = AppTest.from_function(script, args=(name, language), default_timeout=20)
    for key, value in address.items():
        page.query_params[f"{name}-{key}"] = value
    page.run()
    assert not page.exception
    return page


def said(page) -> str:
    return " ".join(str(element.proto.body) for element in page.get("html"))


def solve(page, name):
    for key, value in GOALS[name].items():
        widgets = page.selectbox if name == "falling-ball" else page.slider
        widgets(key=key).set_value(value)
    return page.run()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", GOALS)
def test_opens_with_its_goal_ahead_and_counts_it_when_it_is_reached(name, language, drawn, met):
    say = words(language)
    page = opened(name, language)
    assert say("labs.open") in said(page)
    assert met == []
    page = solve(page, name)
    assert not page.exception
    assert say("labs.reached") in said(page)
    assert set(met) == {name}


@pytest.mark.parametrize("name", GOALS)
def test_starts_over(name, drawn, met):
    page = opened(name)
    before, picture = said(page), drawn[-1]
    page = solve(page, name)
    assert said(page) != before
    page.button(key=f"{name}-reset").click().run()
    assert said(page) == before
    assert drawn[-1] == picture


@pytest.mark.parametrize("name", GOALS)
def test_the_picture_says_what_it_shows_and_says_it_anew(name, drawn, met):
    page = solve(opened(name), name)
    assert not page.exception
    first, last = (ElementTree.fromstring(svg) for svg in (drawn[0], drawn[-1]))  # noqa: S314 - our own
    for picture in (first, last):
        assert picture.attrib["role"] == "img"
        assert len(picture.attrib["aria-label"]) > 60
        assert not [part for part in picture.iter() if "id" in part.attrib]
    if name != "falling-ball":  # naming a ball does not change the picture
        assert first.attrib["aria-label"] != last.attrib["aria-label"]


@pytest.mark.parametrize("name", GOALS)
def test_the_numbers_stand_in_a_table(name, drawn, met):
    page = opened(name)
    (table,) = [drawn.value for drawn in page.markdown if drawn.value.startswith("| ")]
    assert table.count("\n") >= 3


def test_measuring_the_balls_does_not_name_them(drawn, met):
    page = opened("falling-ball")
    page.toggle(key="falling-ball-measured").set_value(True).run()
    assert "g 9.8 · off 0.0 cm · tops × 1.25" in drawn[-1]
    assert words("en")("labs.open") in said(page)


def test_what_a_fit_finds_is_told_only_to_who_found_it(drawn, met):
    page, say = opened("camera-and-thing"), words("en")
    fitted = say("labs.camera-and-thing.fitted")
    assert fitted not in "".join(drawn.value for drawn in page.markdown)
    page = solve(page, "camera-and-thing")
    assert fitted in "".join(drawn.value for drawn in page.markdown)


def test_the_address_carries_a_lab_as_it_stands(drawn, met):
    page = opened("anchors", keys="2", last="off", pull="0.12")
    assert page.slider(key="anchors-pull").value == 0.12
    assert not page.toggle(key="anchors-last").value
    page.slider(key="anchors-keys").set_value(0).run()
    assert "anchors-keys" not in page.query_params  # that is where it begins
    assert page.query_params["anchors-pull"] == "0.12"
    page.button(key="anchors-reset").click().run()
    assert not [key for key in page.query_params if key.startswith("anchors-")]


@pytest.mark.parametrize("nonsense", ["", "nan", "inf", "-1", "9", "two", "<b>", "9" * 400])
def test_nonsense_in_the_address_is_passed_over(nonsense, drawn, met):
    page = opened("anchors", keys=nonsense, last=nonsense, pull=nonsense)
    assert page.slider(key="anchors-keys").value == 0
    assert page.toggle(key="anchors-last").value
    page = opened("camera-and-thing", shot=nonsense)
    assert page.radio(key="camera-and-thing-shot").value == "followed"
