"""The way of a clip through the page: chosen, waited for, seen, or told why not."""

import pytest
from streamlit.testing.v1 import AppTest

from continuity.jobs import Room, State
from i18n import LANGUAGES, words
from tests.app.conftest import text, until
from tests.engines import LONG, WELL

SAY = words("en")
CLIP = ("holiday *1*.mp4", b"clip", "video/mp4")


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
    for part in ("charts.attention", "charts.factors", "charts.measures", "charts.timeline"):
        assert say(part) in shown
    assert r"holiday \*1\*\.mp4" in shown
    assert "0.97 × 0.83 × 0.61 × 0.99 = 0.49" in shown
    assert say("charts.attention_caption") in shown
    assert len(page.radio[0].options) == 3
    assert len(page.get("download_button")) == 3


def test_every_chart_has_words_and_a_table(opened, analyses):
    analyses(WELL)
    page = choose(opened("clip_lab"))
    until(page, lambda page: page.get("plotly_chart"))
    charts = page.get("plotly_chart")
    assert len(charts) == 4
    assert all(len(chart.proto.alt) > 20 for chart in charts)
    assert sum("| --- |" in block.value for block in page.markdown) == 4


def test_an_explained_event_is_told_apart(opened, analyses):
    analyses(WELL)
    page = choose(opened("clip_lab"))
    until(page, lambda page: page.radio)
    first, _, third = page.radio[0].options
    assert first == "1. Fades"
    assert third == ":gray[3. Slides · no failure: somebody moves it]"


def test_frames_are_shown_with_words_for_those_who_cannot_see_them(opened, analyses):
    analyses(WELL)
    page = choose(opened("clip_lab"))
    until(page, lambda page: page.radio)
    alts = [image.proto.imgs[0].alt for image in page.get("image")]
    assert alts[0] == SAY("events.frame_alt", index=41, kind="Fades", where="on the right")
    assert alts[1:] == [SAY("result.first_alt"), SAY("result.last_alt")]


def test_choosing_an_event_shows_its_moments(opened, analyses):
    analyses(WELL)
    page = choose(opened("clip_lab"))
    until(page, lambda page: page.radio)
    page.radio[0].set_value(1).run()
    assert not page.exception
    assert SAY("kinds.jump.what") in text(page)
    assert SAY("events.whole_note") in text(page)


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
    assert not page.get("download_button")
