"""The way of a clip through the page: chosen, waited for, seen, or told why not."""

import json
import sys
from dataclasses import replace
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from components import film, session
from continuity.early import SERIES
from continuity.insights import Box, Identity, Region
from continuity.jobs import Room, State
from course.remedies import remedies
from i18n import LANGUAGES, words
from tests import reports
from tests.app.conftest import text, until
from tests.engines import EARLY, LONG, WELL

pytestmark = pytest.mark.long

SAY = words("en")
CLIP = ("holiday *1*.mp4", b"clip", "video/mp4")


FIRST = ["attention", "budget", "factors", "over_time"]
"""The charts that are shown in the lesson too."""


def feet(page: AppTest) -> list[dict]:
    """Return what stands under each chart, from top to bottom."""
    protos = [element.proto for element in page.get("bidi_component")]
    told = [json.loads(proto.bytes) for proto in protos if proto.component_name == "chart_foot"]
    return [foot for foot in told if "chart" in foot]


def drawn(page: AppTest) -> list[str]:
    """Return what stands there as SVG or HTML of our own, from top to bottom."""
    protos = [element.proto for element in page.get("bidi_component")]
    return [proto.bytes.decode() for proto in protos if proto.component_name == "drawing"]


def mounted(page: AppTest, name: str) -> list:
    """Return the elements of ours called `name`."""
    elements = page.get("bidi_component")
    return [element for element in elements if element.proto.component_name == name]


def told(page: AppTest, name: str) -> dict:
    """Return what the browser is told for the one element `name`."""
    (element,) = mounted(page, name)
    return json.loads(element.proto.bytes)


def choose(page: AppTest, clip=CLIP) -> AppTest:
    page.file_uploader[0].set_value(clip)
    return page.run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_a_clip_the_page_says_what_happens_to_it(language, opened, analyses):
    analyses(WELL)
    say = words(language)
    page = opened("clip_lab", language)
    assert say("upload.privacy") in text(page)
    assert page.file_uploader[0].label == say("upload.label")
    assert "100" in text(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clip_ends_in_a_verdict_with_all_its_parts(language, opened, analyses):
    analyses(WELL)
    say = words(language)
    page = choose(opened("clip_lab", language))
    until(page, lambda page: say("verdict.title") in text(page))
    assert not page.exception
    shown = text(page)
    for part in ("attention", "factors", "relation", "measures", "timeline"):
        assert say(f"charts.{part}") in shown
    assert say("relation.too_few", things=1, least=8) in shown
    assert r"holiday \*1\*\.mp4" in shown
    assert "0.97 × 0.83 × 0.61 × 0.99 = 0.49" in shown
    captions = [foot["caption"] for foot in feet(page)]
    assert say("charts.attention_caption") in captions
    assert told(page, "viewer")["start"] == 66
    assert len(told(page, "event_list")["events"]) == 3
    assert len(page.get("download_button")) == 3
    assert mounted(page, "report_file")


def test_every_chart_has_words_and_a_table(opened, analyses):
    analyses(WELL)
    page = choose(opened("clip_lab"))
    until(page, lambda page: page.get("plotly_chart"))
    charts = page.get("plotly_chart")
    assert all(len(chart.proto.alt) > 20 for chart in charts)
    keys = [foot["chart"].removeprefix("chart-") for foot in feet(page)]
    assert keys == [*FIRST, "relation", "measures", "timeline"]
    assert len(charts) == len(keys)
    for foot in feet(page):
        assert foot["rows"]
        assert {len(row) for row in foot["rows"]} == {len(foot["heads"])} == {len(foot["forms"])}


def test_a_chart_over_frames_knows_which_there_are(opened, analyses):
    analyses(WELL)
    page = choose(opened("clip_lab"))
    until(page, lambda page: page.get("plotly_chart"))
    ties = {foot["file"]: foot["tie"] for foot in feet(page)}
    along = {"kind": "frames", "first": 0, "last": 119, "step": 1}
    over = ("attention", "over-time", "measures", "timeline")
    assert all(ties[name] == along for name in over)
    assert ties["budget"] == ties["relation"] == {**along, "kind": "things"}
    assert ties["factors"] is None


def test_an_explained_event_is_told_apart(opened, analyses):
    analyses(WELL)
    page = choose(opened("clip_lab"))
    until(page, lambda page: mounted(page, "event_list"))
    first, _, third = told(page, "event_list")["events"]
    assert (first["title"], first["glyph"], first["explained"]) == ("1. Fades", "●", None)
    assert (third["title"], third["glyph"]) == ("3. Slides", "○")
    assert third["explained"] == "no failure: somebody moves it"


def test_the_viewer_begins_at_the_worst_event_and_is_told_where_all_files_are(opened, analyses):
    analyses(WELL)
    page = choose(opened("clip_lab"))
    until(page, lambda page: mounted(page, "viewer"))
    viewer = told(page, "viewer")
    assert (viewer["start"], viewer["first"]) == (66, 0)
    assert set(viewer["files"]) == {"reel.json", "frames-000.bin"}
    fades, jumps, slides = viewer["events"]
    assert (fades["badge"], fades["box"]["x"], fades["explained"]) == ("● 1 Fades", 0.71, False)
    assert jumps["box"] is None
    assert slides["explained"]
    assert fades["said"] == SAY("viewer.event", number=1, kind="Fades", where="on the right")


def test_choosing_an_event_says_what_it_means(opened, analyses):
    analyses(WELL)
    page = choose(opened("clip_lab"))
    until(page, lambda page: mounted(page, "event_list"))
    assert SAY("kinds.fade.what") in text(page)
    choose_event(page, 1)
    assert SAY("kinds.jump.what") in text(page)
    assert SAY("events.whole_note") in text(page)


def choose_event(page: AppTest, number: int) -> AppTest:
    """Do as the browser does when an event is chosen in the list."""
    page.session_state[f"events-{page.session_state['chosen_clip'].key}"] = {"event": number}
    return page.run()


def follow(page: AppTest, drawn: Region) -> AppTest:
    """Do as the browser does when somebody has drawn a region."""
    chosen = page.session_state["chosen_clip"]
    asked = session.registry().submit_region(chosen.key, drawn, "ann")
    page.session_state["chosen_clip"] = replace(chosen, region=asked)
    return page.run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_region_that_was_drawn_has_a_life_in_words_lines_and_numbers(language, opened, analyses):
    analyses(WELL)
    say = words(language)
    page = choose(opened("clip_lab", language))
    until(page, lambda page: mounted(page, "viewer"))
    follow(page, Region(Box(0.7, 0.5, 0.1, 0.2)))
    until(page, lambda page: say("life.title") in text(page))
    shown = text(page)
    assert say("followed.changed", delta_e=9.0, shift_px=0.2) in shown
    assert say("life.drawn", frame=0) in shown
    departed = say("followed.delta_e"), 40, 90, 50
    names = ("measure", "start", "end", "peak")
    assert say("followed.departed", **dict(zip(names, departed, strict=True))) in shown
    assert (
        say("life.event", number=1, kind=f"● {say('kinds.fade.name')}", start=41, end=119) in shown
    )
    assert say("life.visibility", seen=10 / 12, covered=1 / 12, out=1 / 12) in shown
    assert say("followed.limits", shift_px=0.6, delta_e=2.5) in shown
    lines = told(page, "life")
    assert [row["noise"] for row in lines["rows"]] == [2.0, 0.5, None, None, None]
    assert lines["index"] == list(range(0, 120, 10))
    assert len(told(page, "viewer")["region"]["boxes"]) == 12


def test_a_region_whose_frames_are_gone_is_a_sentence(opened, analyses):
    analyses(WELL)
    page = choose(opened("clip_lab"))
    until(page, lambda page: mounted(page, "viewer"))
    page.session_state["chosen_clip"] = replace(page.session_state["chosen_clip"], region="gone")
    assert SAY("errors.forgotten.why") in text(page.run())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_failure_is_a_sentence_and_another_clip_can_be_chosen(language, opened, analyses):
    analyses('say(error="too_short", facts={"frames": 3, "least": 8})\nsys.exit(2)')
    say = words(language)
    page = choose(opened("clip_lab", language))
    until(page, lambda page: say("errors.too_short.next") in text(page))
    assert not page.exception
    assert say("errors.too_short.why", frames=3, least=8) in text(page)
    assert page.file_uploader


def test_a_crash_is_a_sentence(opened, analyses):
    analyses("os.abort()")
    page = choose(opened("clip_lab"))
    until(page, lambda page: SAY("errors.crashed.why") in text(page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_known_early_is_shown_while_the_visitor_waits(language, opened, analyses):
    analyses(EARLY + "time.sleep(60)")
    say = words(language)
    page = choose(opened("clip_lab", language))
    until(page, lambda page: say("waiting.lines") in text(page))
    assert r"holiday \*1\*\.mp4 · 1280 × 720 · " in text(page)
    strip, lines = drawn(page)
    assert 'src="data:image/jpeg;base64,/9j/' in strip
    assert lines.count("<polyline") >= 6  # three lines, and what names them
    names = ", ".join(say(f"measures.{name}") for name in SERIES)
    assert say("waiting.lines_alt", frames=3, names=names) in unescape(lines)


def test_where_to_look_in_a_sample_is_not_given_away(opened, analyses):
    analyses(EARLY + "time.sleep(60)")
    page = choose(opened("clip_lab"))
    until(page, drawn)
    chosen = page.session_state["chosen_clip"]
    page.session_state["chosen_clip"] = replace(chosen, sample="fading-vase", hidden=True)
    page.run()
    assert page.button(key="cancel")
    assert not drawn(page)


def test_cancel_ends_the_work_and_says_so(opened, analyses):
    jobs = analyses("time.sleep(60)")
    page = choose(opened("clip_lab"))
    until(page, lambda page: page.button(key="cancel"))
    page.button(key="cancel").click().run()
    assert SAY("errors.cancelled.why") in text(page)
    assert [job.state for job in jobs._jobs.values()] == [State.CANCELLED]


def test_leaving_the_page_and_coming_back_finds_the_result(opened, analyses):
    analyses(WELL)
    page = choose(opened("clip_lab"))
    page.switch_page("pages/home.py").run()
    page.switch_page("pages/clip_lab.py").run()
    until(page, lambda page: SAY("verdict.title") in text(page))


def test_the_second_in_line_sees_the_place(opened, analyses):
    jobs = analyses("time.sleep(60)")
    jobs.submit(b"of somebody else", ".mp4", "ann")
    page = choose(opened("clip_lab"))
    assert SAY("waiting.in_line", place=1) in text(page)


def test_the_second_in_line_hears_how_long_by_what_came_before(opened, analyses):
    jobs = analyses("time.sleep(60 if clip.read_bytes() == b'slow' else 0)\n" + WELL)
    page = choose(opened("clip_lab"))
    until(page, lambda page: SAY("verdict.title") in text(page))
    jobs.submit(b"slow", ".mp4", "ann")
    page = choose(page.button(key="again").click().run(), ("next.mp4", b"next", "video/mp4"))
    assert SAY("waiting.turn", seconds=5) in text(page)


def test_a_full_line_is_a_sentence(opened, analyses):
    jobs = analyses("time.sleep(60)", Room(waiting=1))
    for other in (b"1", b"2"):
        jobs.submit(other, ".mp4", "ann")
    page = choose(opened("clip_lab"))
    assert SAY("errors.busy.why") in text(page)


def test_of_a_long_clip_the_first_seconds_are_offered(opened, analyses):
    analyses(LONG)
    page = choose(opened("clip_lab"))
    until(page, lambda page: any(button.key == "agree" for button in page.button))
    assert SAY("offer.sentence", duration_s=62, seconds=30) in text(page)
    page.button(key="agree").click().run()
    until(page, lambda page: SAY("verdict.title") in text(page))
    assert SAY("offer.partly", duration_s=62, seconds=30) in text(page)


def test_two_visitors_see_their_own_names_for_the_same_clip(opened, analyses):
    analyses(WELL)
    ann, bob = opened("clip_lab"), opened("clip_lab")
    choose(ann, ("ann.mp4", b"clip", "video/mp4"))
    until(ann, lambda page: SAY("verdict.title") in text(page))
    choose(bob, ("bob.mov", b"clip", "video/quicktime"))
    assert SAY("verdict.title") in text(bob)  # at once: the clip is known
    assert r"bob\.mov" in text(bob)
    assert r"ann\.mp4" not in text(bob)


def test_a_new_visitor_sees_nothing_of_others(opened, analyses):
    analyses(WELL)
    ann = choose(opened("clip_lab"))
    until(ann, lambda page: SAY("verdict.title") in text(page))
    assert SAY("verdict.title") not in text(opened("clip_lab"))


def test_a_forgotten_result_is_said_to_be(opened, analyses):
    jobs = analyses(WELL)
    page = choose(opened("clip_lab"))
    until(page, lambda page: SAY("verdict.title") in text(page))
    jobs._jobs.clear()
    assert SAY("errors.forgotten.why") in text(page.run())


def test_another_clip_can_be_chosen_after_a_result(opened, analyses):
    analyses(WELL)
    page = choose(opened("clip_lab"))
    until(page, lambda page: SAY("verdict.title") in text(page))
    page.button(key="again").click().run()
    assert page.file_uploader
    assert SAY("verdict.title") not in text(page)


def test_in_the_lesson_there_is_less_and_a_way_to_the_rest(opened, analyses):
    analyses(WELL)
    page = choose(opened("continuity"))
    until(page, lambda page: SAY("verdict.title") in text(page))
    assert not page.exception
    assert SAY("charts.attention") in text(page)
    assert SAY("charts.measures") not in text(page)
    assert [foot["chart"].removeprefix("chart-") for foot in feet(page)] == FIRST
    assert not page.get("download_button")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_failure_comes_with_a_likely_cause_and_a_lesson(language, opened, analyses):
    analyses(WELL)
    say = words(language)
    page = choose(opened("clip_lab", language))
    until(page, lambda page: mounted(page, "event_list"))
    fade = remedies()["fade"]
    assert fade.first.in_(language) in text(page)
    assert f"(continuity?lang={language}#budget)" in text(page)
    assert fade.sources[0].url in text(page)
    choose_event(page, 2)  # somebody moves it: nothing to put right
    assert say("kinds.shift.what") in text(page)
    assert remedies()["shift"].first.in_(language) not in text(page)


def test_the_film_is_made_when_asked_for_and_then_waits_to_be_taken(opened, analyses, monkeypatch):
    jobs = analyses(WELL)
    slow = "import sys, time; time.sleep(0.3); open(sys.argv[3], 'wb').write(b'film')"
    monkeypatch.setattr(film, "_command", lambda: (sys.executable, "-S", "-c", slow))
    page = choose(opened("clip_lab"))
    until(page, lambda page: SAY("downloads.title") in text(page))
    assert len(jobs._jobs) == 1, "nobody has asked yet"
    page.button(key="make-film").click().run()
    assert not [button for button in page.button if button.key == "make-film"]
    until(page, lambda page: len(page.get("download_button")) == 4)
    assert page.get("download_button")[-1].proto.label == SAY("downloads.film")


def test_a_film_that_failed_says_so_and_can_be_asked_for_again(opened, analyses, monkeypatch):
    analyses(WELL)
    monkeypatch.setattr(film, "_command", lambda: (sys.executable, "-S", "-c", "raise SystemExit"))
    page = choose(opened("clip_lab"))
    until(page, lambda page: SAY("downloads.title") in text(page))
    page.button(key="make-film").click().run()
    until(page, lambda page: SAY("downloads.film_failed") in text(page))
    assert page.button(key="make-film")


@pytest.mark.parametrize("told", [None, True, False])
def test_whether_the_subject_stayed_itself_is_said_or_that_it_cannot_be(told, opened, analyses):
    alike = (0.9, 0.9)
    identity = None if told is None else Identity(told, 0, 90, alike, alike, alike)
    shown = replace(reports.report(), identity=identity)
    analyses(WELL.replace("FOLLOWED if following else REPORT", repr(shown.to_json())))
    page = choose(opened("clip_lab"))
    until(page, lambda page: mounted(page, "viewer"))
    answer = {None: "untold", True: "same", False: "other"}[told]
    assert SAY(f"identity.{answer}", first=0, last=90) in text(page)
