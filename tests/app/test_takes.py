"""Takes: made by analysing, noted, compared, kept by the browser only where somebody said so."""

import json
from dataclasses import replace

import pytest

from components import takes_store
from components.shelf import Shelf
from continuity.digest import digest
from figures import measures
from i18n import LANGUAGES, words
from learner.takes import MOST_TAKES, Part, Take
from tests import reports
from tests.app.conftest import text, until
from tests.engines import WELL

pytestmark = pytest.mark.long

SAY = words("en")
BROKEN = Take(id="one", made_ms=1, changed_ms=1, digest=digest(reports.report()), name="*before*")
SOUND = replace(BROKEN, id="two", made_ms=2, digest=digest(reports.flawless()), name="after")


@pytest.fixture
def shelf(monkeypatch):
    """Return the takes of the visit, two of them."""
    here = Shelf(takes={take.id: take for take in (BROKEN, SOUND)})
    monkeypatch.setattr(takes_store, "shelf", lambda: here)
    return here


def sent(here: Shelf) -> list[str]:
    return [row["id"] for row in here.to_send()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_take_the_page_says_how_to_get_one_and_plans_the_experiment(language, opened):
    say = words(language)
    page = opened("takes", language)
    assert not page.exception
    assert say("takes.none") in text(page)
    for part in ("baseline", "shorter", "simpler", "still"):
        assert say(f"takes.todo.{part}") in text(page)
    assert not page.checkbox(key="keep-takes").value


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_takes_are_compared_in_words_and_figures(language, opened, shelf):
    say = words(language)
    page = opened("takes", language)
    assert not page.exception
    shown = text(page)
    said = say("takes.headline.better", before="0.49", after="0.95", difference="+0.46")
    assert said in shown
    listed = f"{say('factors.temporal.name')} +0.16, {say('factors.persistence.name')} +0.39"
    assert say("takes.beyond.better", listed=listed) in shown
    assert say("takes.rule", factor=0.06, whole=0.11) in shown
    chart = page.get("plotly_chart")[0]
    series = measures.label("similarity_previous", say)
    assert chart.proto.alt == say("takes.chart_alt", a=2, b=0, series=series)


def test_turned_round_the_comparison_says_the_opposite(opened, shelf):
    page = opened("takes")
    page.selectbox(key="take-A").set_value("two")
    page.selectbox(key="take-B").set_value("one").run()
    said = SAY("takes.headline.worse", before="0.95", after="0.49", difference="-0.46")
    assert said in text(page)


def test_an_analysis_becomes_a_take_that_can_be_noted_and_dropped(opened, analyses):
    analyses(WELL)
    page = opened("clip_lab")
    page.file_uploader[0].set_value(("vase [1].mp4", b"clip", "video/mp4")).run()
    until(page, lambda page: SAY("verdict.title") in text(page))
    page.switch_page("pages/takes.py").run()
    assert page.text_input[0].value == "vase [1].mp4"
    page.text_input[0].set_value("the first")
    page.text_area[0].set_value("A desk.  \n\x00A vase.")
    page.radio[0].set_value(Part.BASELINE)
    page.button[0].click().run()
    assert not page.exception
    assert "| **Baseline** | the first |" in text(page)
    assert page.text_area[0].value == "A desk.\nA vase."
    page.button(key="drop-take").click().run()
    assert SAY("takes.none") in text(page)


def test_a_name_stays_a_word_in_the_table(opened, shelf):
    shelf.put(replace(BROKEN, part=Part.BASELINE))
    shelf.put(replace(SOUND, part=Part.STILL))
    shown = text(opened("takes"))
    assert r"| **Baseline** | \*before\* | 0.49 (0.40 to 0.58) | 2 | – |" in shown
    assert "| **Still camera** | after | 0.95 (0.93 to 0.97) | 0 | +0.46 · better |" in shown


def test_nothing_goes_to_the_browser_before_somebody_says_so(opened, shelf):
    page = opened("takes")
    assert sent(shelf) == []
    page.checkbox(key="keep-takes").check().run()
    assert sent(shelf) == ["one", "two"]
    shelf.hear({"keeps": True, "held": {"one": 1, "two": 1}})
    assert sent(shelf) == []
    page.checkbox(key="keep-takes").uncheck().run()
    assert (shelf.chosen, sent(shelf)) == (False, [])


def test_what_the_browser_keeps_is_merged_and_what_is_none_is_set_aside(shelf):
    newer = replace(BROKEN, changed_ms=9, name="renamed")
    kept = json.dumps({"schema": 1, "takes": [newer.to_row(), {"id": "three"}]})
    shelf.drop("two")
    shelf.hear({"keeps": True, "held": {"one": 9}, "text": kept})
    assert shelf.takes == {"one": newer}
    assert (shelf.keeps, shelf.set_aside, sent(shelf)) == (True, 1, ["one"])


@pytest.mark.parametrize("hostile", [{}, {"held": 5}, {"text": 5}, {"text": "["}, {"keeps": "x"}])
def test_nothing_a_browser_tells_breaks_the_shelf(hostile):
    here = Shelf(takes={"one": BROKEN})
    here.hear(hostile)
    assert here.all() == (BROKEN,)
    assert not here.keeps


def test_what_another_tab_deleted_is_gone_here_too(shelf):
    shelf.hear({"keeps": True, "held": {"one": 1, "two": 1}})
    shelf.hear({"keeps": True, "held": {"two": 1}, "elsewhere": True, "text": None})
    assert list(shelf.takes) == ["two"]


def test_frames_go_along_only_when_asked_for_and_leave_again(shelf):
    shelf.choose(True)
    shelf.show_frames({"one": {"first": "/9j/"}}, now_ms=5)
    assert [bool(row["frames"]) for row in shelf.to_send()] == [True, False]
    shelf.show_frames(None, now_ms=6)
    assert [row["frames"] for row in shelf.to_send()] == [{}, {}]


def test_a_take_that_is_compared_can_be_deleted(opened, shelf):
    shelf.put(replace(BROKEN, id="three", made_ms=3, name="third"))
    page = opened("takes")
    page.selectbox(key="take-A").set_value("three")
    page.selectbox(key="take-to-note").set_value("three").run()
    page.button(key="drop-take").click().run()
    assert not page.exception
    assert page.selectbox(key="take-A").value == "one"
    assert page.selectbox(key="take-to-note").value == "two"


def test_a_full_shelf_takes_no_more():
    here = Shelf()
    for nth in range(MOST_TAKES):
        here.put(replace(BROKEN, id=f"take-{nth}"))
    assert not here.has_room
