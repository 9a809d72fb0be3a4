"""The verdict: three sentences that follow the numbers."""

from dataclasses import replace

import pytest

from components import verdict
from continuity.kinds import Explanation
from continuity.report import Box, Scores
from i18n import LANGUAGES, words
from tests import reports

SAY = words("en")


def test_says_how_well_what_costs_most_and_where_it_broke():
    assert verdict.sentences(reports.report(), SAY) == (
        "The clip breaks in places: continuity 0.49 of 1 (between 0.40 and 0.58).",
        "What costs most is Persistence, 0.61: not everything that stands there stays.",
        "The clearest break, from frame 41 (1.71 s): on the right, a thing fades.",
    )


def test_says_no_interval_that_is_one_number():
    report = replace(reports.report(), intervals={"continuity": (0.4901, 0.4949)})
    assert verdict.sentences(report, SAY)[0].endswith("continuity 0.49 of 1.")


def test_does_not_invent_a_weakness():
    _, factor, event = verdict.sentences(reports.flawless(), SAY)
    assert factor == "No factor stands out; the lowest is Motion, 0.98."
    assert event.startswith("No break was found.")


@pytest.mark.parametrize(
    ("score", "words_of_it"),
    [(1.0, "holds together"), (0.89, "mostly"), (0.69, "in places"), (0.2, "does not hold")],
)
def test_the_words_follow_the_score(score, words_of_it):
    report = replace(reports.report(), scores=Scores(score, 1.0, 1.0, 1.0, 1.0), intervals={})
    assert words_of_it in verdict.sentences(report, SAY)[0]


@pytest.mark.parametrize("score", [0.9, 0.896])
def test_one_number_has_one_word(score):
    report = replace(reports.flawless(), scores=Scores(score, 1.0, 1.0, 1.0, 1.0), intervals={})
    assert verdict.sentences(report, SAY)[0] == "The clip holds together: continuity 0.90 of 1."


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_no_break_was_found_none_is_claimed(language):
    say = words(language)
    report = replace(reports.flawless(), scores=Scores(1.0, 0.6, 1.0, 1.0, 1.0), intervals={})
    first, _, third = verdict.sentences(report, say)
    assert first == say("verdict.loose", score=say("verdict.score", score=0.6))
    assert third == say("verdict.no_single_event")


def test_what_could_not_be_measured_is_not_judged():
    report = replace(reports.flawless(), scores=Scores(None, None, None, None, None))
    first, second, _ = verdict.sentences(report, SAY)
    assert "could not be measured" in first
    assert "None of the five" in second


def test_a_change_with_an_explanation_is_never_the_clearest_break():
    only = replace(reports.events()[0], explained=Explanation.HANDLED, severity=1.0)
    assert verdict.worst(replace(reports.report(), events=(only,))) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_event_makes_a_sentence(language):
    for event in reports.events():
        report = replace(reports.report(), events=(replace(event, explained=None),))
        assert str(event.start) in verdict.sentences(report, words(language))[2]


@pytest.mark.parametrize(
    ("box", "place"),
    [
        (None, "across the whole picture"),
        (Box(0, 0, 0.1, 0.1), "in the upper left"),
        (Box(0.4, 0.4, 0.2, 0.2), "in the middle"),
        (Box(0.45, 0.9, 0.1, 0.1), "at the bottom"),
        (Box(0.9, 0.45, 0.1, 0.1), "on the right"),
        (Box(-0.5, 1.2, 0.1, 0.1), "in the lower left"),
    ],
)
def test_places_in_words(box, place):
    assert verdict.where(box, SAY) == place


def test_every_place_has_words_in_both_languages():
    spots = [Box(x, y, 0.1, 0.1) for x in (0, 0.45, 0.9) for y in (0, 0.45, 0.9)]
    for language in LANGUAGES:
        assert len({verdict.where(spot, words(language)) for spot in spots}) == 9


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clip_in_which_nothing_moves_is_no_perfect_clip(language):
    say = words(language)
    still = replace(reports.flawless(), hardly_moves=True)
    assert verdict.sentences(still, say)[2] == say("verdict.hardly_moves")
    assert verdict.sentences(replace(still, hardly_moves=False), say)[2] == say("verdict.no_event")


def test_pictures_that_end_before_the_file_says_so_are_missed():
    report = reports.report()
    assert verdict.cut_off(report, 30.0, SAY) == ""
    longer = replace(report, clip=replace(report.clip, duration_s=9.7))
    told = verdict.cut_off(longer, 30.0, SAY)
    assert "lasts 9.7 s" in told
    assert "up to 5.0 s" in told
    # Of a long clip no more was to be read.
    assert verdict.cut_off(longer, 5.0, SAY) == ""
