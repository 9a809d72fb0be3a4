"""A learner directs a clip: guesses, has it measured, and compares; the engine is a fake."""

import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from streamlit.testing.v1 import AppTest

from components import drawing, learning
from continuity.insights import Followed, Limits, Worst
from continuity.jobs import Room
from continuity.report import Box
from i18n import LANGUAGES, words
from labs.direct_a_clip import WISHES, Wish, first_lost, toy
from tests import reports
from tests.app.conftest import until

pytestmark = pytest.mark.long

NAME = "direct-a-clip"
SAFE = Wish(2, "medium", "still")


def script(language: str) -> None:
    from components import lab_direct_a_clip, session

    session.choose_language(language)
    lab_direct_a_clip.show()


def engine(*shifts_px: float | None) -> str:
    """Return the code of an engine that says how far each region it is told of has shifted."""
    one = Followed(
        Box(0.1, 0.1, 0.1, 0.1), False, *[()] * 6, {"shift_px": Worst(9.0, 3, 0.4)}, (), (),
        Limits(17.5, 2.0),
    )  # fmt: skip
    (row,) = json.loads(replace(reports.report(), followed=(one,)).to_json())["followed"]
    return f"""
report, row, shifts = json.loads(REPORT), {row!r}, {shifts_px!r}
regions = [sys.argv[i + 1] for i, word in enumerate(sys.argv) if word == "--follow"]
assert len(regions) == len(shifts), regions
report["followed"] = []
for region, shift in zip(regions, shifts):
    entry = json.loads(json.dumps(row))
    entry["box"] = [float(side) for side in region.partition("@")[0].split(",")]
    entry["worst"] = dict() if shift is None else dict(entry["worst"])
    if shift is not None:
        entry["worst"]["shift_px"]["value"] = shift
    report["followed"].append(entry)
out.write_text(json.dumps(report))
"""


@pytest.fixture
def drawn(monkeypatch):
    """Return the pictures that were drawn, newest last."""
    pictures = []
    monkeypatch.setattr(drawing, "show", lambda svg, key: pictures.append(svg))
    return pictures


@pytest.fixture
def met(monkeypatch):
    goals = []
    monkeypatch.setattr(learning, "goal_met", goals.append)
    return goals


def opened(wish: Wish, registry=None, language="en"):
    if registry:  # as if the clip had been drawn before
        (registry._root / f"drawing-{wish.name}.mp4").write_bytes(b"a clip")
    page = AppTest.from_function(script, args=(language,), default_timeout=20)
    page.query_params[f"{NAME}-seconds"] = str(wish.seconds)
    page.query_params[f"{NAME}-background"] = wish.background
    page.query_params[f"{NAME}-camera"] = wish.camera
    page.run()
    assert not page.exception
    return page


def directed(page, wish, first, count):
    page.radio(key=f"{NAME}-first-{wish.name}").set_value(first).run()
    assert page.button(key=f"{NAME}-go").disabled
    page.radio(key=f"{NAME}-count-{wish.name}").set_value(count).run()
    return page.button(key=f"{NAME}-go").click().run()


def said(page) -> str:
    return " ".join(str(element.proto.body) for element in page.get("html"))


def table(page) -> str:
    return next(drawn.value for drawn in page.markdown if drawn.value.startswith("| "))


def done(page) -> bool:
    return "Your guess was" in said(page)


def test_nothing_of_the_outcome_shows_before_the_guess(analyses, drawn):
    registry = analyses(engine(*[1.0] * 6))
    page = opened(Wish(5, "busy", "pan"), registry)
    shown = said(page) + table(page) + drawn[-1]
    for given in toy(Wish(5, "busy", "pan")):
        assert f"{given.strayed_px:.1f}" not in shown
    assert not page.get("video")
    assert page.button(key=f"{NAME}-go").disabled
    assert registry.status("drawing-directed-5s-busy-pan") is None


def test_a_right_guess_and_a_clip_that_holds_reach_the_goal(analyses, drawn, met):
    page = opened(SAFE, analyses(engine(7.2, 7.3, 6.0, 4.8)))
    assert met == []
    page = until(directed(page, SAFE, "nobody", 0), done)
    assert words("en")(f"labs.{NAME}.both_right") in said(page)
    assert words("en")("labs.reached") in said(page)
    assert set(met) == {NAME}
    assert [row.split(" | ")[-3] for row in table(page).splitlines()[-4:]] == [
        *("7.2", "7.3", "6.0", "4.8")
    ]
    assert len(page.get("video")) == 1


def test_what_the_engine_saw_stray_or_could_not_see_is_no_goal(analyses, drawn, met):
    page = opened(SAFE, analyses(engine(7.2, 12.5, 6.0, None)))
    page = until(directed(page, SAFE, "vase", 0), done)
    assert words("en")(f"labs.{NAME}.count_right") in said(page)
    assert words("en")("labs.open") in said(page)
    assert met == []
    assert table(page).splitlines()[-1].split(" | ")[-3] == "–"


def test_what_the_engine_misses_is_said_with_its_limit(analyses, drawn, met):
    wish = Wish(3, "busy", "pan")
    page = opened(wish, analyses(engine(*[11.0] * 6)))
    page = until(directed(page, wish, first_lost(toy(wish)), 0), done)
    assert words("en")(f"labs.{NAME}.first_right") in said(page)
    assert "By itself it missed: cactus, vase, blue book, pile of books, cup." in said(page)
    assert "17.5 px" in said(page)
    gap = max(abs(given.strayed_px - 11.0) for given in toy(wish))
    assert f"at most {gap:.1f} px off" in said(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_says_its_numbers_before_and_after(language, analyses, drawn, met):
    page = opened(SAFE, analyses(engine(7.2, 7.3, 6.0, 4.8)), language)
    page = directed(page, SAFE, "cup", 4)
    until(page, lambda page: "7.2" in drawn[-1])
    before, after = (ElementTree.fromstring(svg).attrib for svg in (drawn[0], drawn[-1]))  # noqa: S314 - our own
    assert "%" in before["aria-label"]
    for number in ("7.2", "7.3", "6.0", "4.8", *(f"{g.strayed_px:.1f}" for g in toy(SAFE))):
        assert number in after["aria-label"]
    assert before["role"] == after["role"] == "img"


def test_the_same_setting_is_measured_once_and_starts_over(analyses, drawn, met):
    registry = analyses(engine(7.2, 7.3, 6.0, 4.8))
    page = opened(SAFE, registry)
    before = said(page)
    page = until(directed(page, SAFE, "nobody", 0), done)
    # Another visitor gets what is known at once, but not before a guess of their own.
    other = opened(SAFE, registry)
    assert said(other) == before
    assert done(directed(other, SAFE, "cup", 1))
    page.button(key=f"{NAME}-reset").click().run()
    assert not done(page)
    assert page.select_slider(key=f"{NAME}-seconds").value == 5
    assert f"{NAME}-seconds" not in page.query_params
    page.select_slider(key=f"{NAME}-seconds").set_value(2).run()
    page.radio(key=f"{NAME}-background").set_value("medium").run()
    page.radio(key=f"{NAME}-camera").set_value("still").run()
    assert said(page) == before


def test_a_clip_waits_in_line_and_can_be_cancelled_and_asked_for_again(analyses, drawn):
    registry = analyses("time.sleep(60)", Room(at_once=1))
    opened_first = opened(WISHES[0], registry)
    directed(opened_first, WISHES[0], "vase", 1)
    page = directed(opened(SAFE, registry), SAFE, "vase", 1)
    assert any("number 1 in line" in text.value for text in page.markdown)
    page.button(key=f"{NAME}-cancel").click().run()
    assert registry.status(f"drawing-{SAFE.name}").state == "cancelled"
    assert words("en")("errors.cancelled.why") in page.markdown[-1].value
    page.button(key=f"{NAME}-again").click().run()
    assert registry.status(f"drawing-{SAFE.name}").state == "queued"


def test_a_clip_that_could_not_be_made_says_why_and_lets_try_again(analyses, drawn):
    page = directed(opened(SAFE, analyses("sys.exit(3)")), SAFE, "vase", 1)
    page = until(page, lambda page: any(b.key == f"{NAME}-again" for b in page.button))
    assert not page.exception
    assert "Traceback" not in said(page)
    assert words("en")("errors.crashed.why") in page.markdown[-1].value
