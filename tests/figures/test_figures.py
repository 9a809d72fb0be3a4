"""Figures compared as data, and what each of them promises."""

import json
from dataclasses import replace

import pytest

from continuity.report import Factor, Role, Scores
from figures import attention, factors, measures, timeline
from figures.palette import DARK, LIGHT
from i18n import words
from tests import reports

SAY = words("en")
DRAW = {
    "attention": attention.attention,
    "factors": factors.factors,
    "measures": measures.measures,
    "timeline": timeline.timeline,
}


@pytest.mark.parametrize("name", DRAW)
def test_is_as_approved(name, is_as_approved):
    is_as_approved(DRAW[name](short(), LIGHT, SAY), name)


@pytest.mark.parametrize("name", DRAW)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_is_drawn_from_lists_and_stays_small(name, language):
    """Arrays would travel as base64 that nobody can read in a diff."""
    text = DRAW[name](reports.report(7200), DARK, words(language)).to_json()
    assert "bdata" not in text
    assert len(text) < 250_000


@pytest.mark.parametrize("name", DRAW)
def test_a_report_with_nothing_in_it_is_drawn_too(name):
    bare = replace(
        short(),
        scores=Scores(None, None, None, None, None),
        intervals={},
        events=(),
        elements=(),
        frames=replace(short().frames, measures={}),
    )
    assert json.loads(DRAW[name](bare, LIGHT, SAY).to_json())["data"] is not None


def test_the_shares_are_stacked_and_told_apart_without_colour():
    data = json.loads(attention.attention(short(), LIGHT, SAY).to_json())["data"]
    shares = data[:3]
    assert {trace["stackgroup"] for trace in shares} == {"shares"}
    assert len({trace["line"]["dash"] for trace in shares}) == 3
    sums = [sum(values) for values in zip(*(trace["y"] for trace in shares), strict=True)]
    assert sums == pytest.approx([1] * len(sums), abs=1e-3)


def test_an_explained_event_is_grey_and_hollow():
    marks = json.loads(attention.attention(short(), LIGHT, SAY).to_json())["data"][3]["marker"]
    assert marks["symbol"] == ["circle", "diamond", "circle-open"]
    assert marks["color"][2] == LIGHT.muted


def test_a_factor_that_could_not_be_measured_says_so():
    layout = json.loads(factors.factors(short(), LIGHT, SAY).to_json())["layout"]
    texts = [note["text"] for note in layout["annotations"]]
    assert texts == ["0.97", "0.83", SAY("factors.unmeasured"), "0.61", "0.99", "0.49"]


def test_a_measure_without_words_is_shown_under_its_own_name():
    assert measures.label("edge_energy", SAY) == "edge energy"


@pytest.mark.parametrize(
    ("palette", "page"), [(LIGHT, "#FBFAF7"), (DARK, "#121519")], ids=["light", "dark"]
)
def test_colours_stand_out_from_the_page(palette, page):
    """3 to 1 for what is drawn (https://www.w3.org/TR/WCAG22/#non-text-contrast)."""
    drawn = [*palette.roles.values(), *palette.factors.values(), palette.muted, palette.accent]
    assert min(contrast(colour, page) for colour in drawn) >= 3
    assert contrast(palette.ink, page) >= 4.5
    assert palette.roles.keys() == set(Role)
    assert palette.factors.keys() == set(Factor)


def short():
    """Return a report of few frames, so that a golden figure can be read."""
    return replace(reports.report(), frames=reports.series(8))


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
