"""Every lab opens in both languages, says what it found, and starts over; goals can be reached."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from components import learning
from components.lesson_text import LABS
from course import catalogue
from course.reading import find, read
from i18n import LANGUAGES, words

OWN = sorted(set(LABS) - {"clip-analyser"})
"""All labs but the analyser, which has tests of its own."""
GOALS = {
    "same-frames": {"seconds": 3, "guess": "shuffled one"},
    "two-peaks": {"steps": 12, "guidance": 3.0},
    "token-calculator": {"codec": "4x32"},
    "squeeze": {"time": 8, "space": 4},
    "who-sees-whom": {"mode": "split"},
    "softmax": {"temperature": 2.0},
}
"""What controls must be set to, where it is not their default."""
WITH_A_WAY = {
    lab.id
    for card in catalogue()
    if card.id != "continuity"
    for lab in read(find(card.id)).labs
    if lab.goal
}


def lab(module: str) -> None:
    from importlib import import_module

    import_module(f"components.{module}").show()


def opened(name: str, language: str = "en", **address: str) -> AppTest:
    page = AppTest.from_function(lab, kwargs={"module": LABS[name]}, default_timeout=60)
    page.query_params["lang"] = language
    for key, value in address.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def finding(page: AppTest) -> str:
    return next(e.proto.body for e in page.get("html") if 'class="lab"' in e.proto.body)


def control(page: AppTest, key: str):
    kinds = ("slider", "select_slider", "radio", "toggle")
    return next(element for kind in kinds for element in page.get(kind) if element.key == key)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OWN)
def test_a_lab_says_what_it_found_in_numbers_and_what_it_leaves_out(name, language):
    page, say = opened(name, language), words(language)
    assert re.search(r"<p>.{20,}</p>", finding(page))
    assert say("labs.open") in finding(page), "nothing is reached before somebody does something"
    assert any(say("labs.toy") in caption.value for caption in page.caption)
    assert any("| --- |" in text.value for text in page.markdown)


@pytest.mark.parametrize("name", GOALS)
def test_the_goal_of_a_lab_counts_when_it_is_reached(name, monkeypatch):
    met = []
    monkeypatch.setattr(learning, "goal_met", met.append)
    page = opened(name)
    assert not met
    for key, value in GOALS[name].items():
        control(page, f"{name}-{key}").set_value(_shuffled() if key == "guess" else value)
        page.run()
    assert not page.exception
    assert met[-1:] == [name]
    assert 'data-reached="True"' in finding(page)


@pytest.mark.parametrize("name", [lab for lab in OWN if lab in WITH_A_WAY])
def test_a_way_to_the_goal_can_be_shown_and_is_told_from_one_that_was_found(name, monkeypatch):
    met, shown = [], []
    monkeypatch.setattr(learning, "goal_met", met.append)
    monkeypatch.setattr(learning, "shown", shown.append)
    page = opened(name)
    page.button(key=f"{name}-way").click().run()
    assert not page.exception
    assert 'data-reached="True"' in finding(page)
    assert words("en")("labs.shown") in finding(page)
    assert (set(shown), met) == ({name}, [])


def _shuffled() -> str:
    from labs.same_frames import Order, hidden

    return "abc"[hidden(24, 3).index(Order.SHUFFLED)]


@pytest.mark.parametrize("name", GOALS)
def test_a_lab_starts_over(name):
    page = opened(name)
    before = finding(page)
    for key, value in GOALS[name].items():
        control(page, f"{name}-{key}").set_value("a" if key == "guess" else value)
        page.run()
    assert finding(page) != before
    page.button(key=f"{name}-reset").click().run()
    assert finding(page) == before


def test_a_choice_stands_in_the_address():
    page = opened("who-sees-whom", **{"who-sees-whom-mode": "causal"})
    assert control(page, "who-sees-whom-mode").value == "causal"
    control(page, "who-sees-whom-mode").set_value("full").run()
    assert page.query_params["who-sees-whom-mode"] == "full"
    control(page, "who-sees-whom-mode").set_value("window").run()
    assert "who-sees-whom-mode" not in page.query_params


def test_an_address_that_asks_for_nonsense_is_not_followed():
    page = opened("who-sees-whom", **{"who-sees-whom-mode": "telepathy"})
    assert control(page, "who-sees-whom-mode").value == "window"
