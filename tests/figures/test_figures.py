"""Figures compared as data, and what each of them promises."""

import json
import math
from dataclasses import replace

import pytest

from continuity.insights import Answer
from continuity.kinds import Factor, Role
from continuity.report import Scores
from figures import (
    attention,
    element_shares,
    factors,
    measures,
    over_time,
    relation,
    ticks,
    timeline,
)
from figures.palette import DARK, LIGHT
from i18n import words
from tests import reports

SAY = words("en")
DRAW = {
    "attention": attention.attention,
    "element_shares": element_shares.element_shares,
    "factors": factors.factors,
    "measures": measures.measures,
    "over_time": over_time.over_time,
    "relation": relation.relation,
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
        relation=None,
        over_time={},
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


def test_attention_has_its_band_and_tokens_their_own_mark():
    attended, tokens = drawn(element_shares.element_shares, short())["data"]
    assert attended["error_x"]["arrayminus"][1] == pytest.approx(0.018)
    assert attended["error_x"]["array"][1] == pytest.approx(0.021)
    assert tokens["marker"]["symbol"] == "square-open"
    assert tokens["text"][1] == (
        "Thing 2<br>Wan 2.1: 11.2 of 1560 tokens per latent frame (0.7%)"
        "<br>LTX-Video: 2.8 of 384 tokens per latent frame (0.7%)"
    )
    assert attended["customdata"][:2] == [0, 41]  # the first it is in; where its fading begins


def test_a_factor_over_time_ends_at_its_score_and_one_without_says_so():
    figure = drawn(over_time.over_time, reports.report())
    ends = [trace["y"][-1] for trace in figure["data"] if is_solid(trace)]
    assert [end for end in ends if end is not None] == [0.97, 0.83, 0.61, 0.99]
    titles = [note["text"] for note in figure["layout"]["annotations"]]
    assert titles[2] == f"{SAY('factors.motion.name')}: {SAY('factors.unmeasured')}"


def test_each_strip_is_as_high_as_its_factor_falls_and_all_have_one_scale():
    layout = drawn(over_time.over_time, reports.report())["layout"]
    strips = [layout[name] for name in ("yaxis", "yaxis2", "yaxis3", "yaxis4", "yaxis5")]
    heights = [high - low for low, high in (strip["domain"] for strip in strips)]
    spans = [high - low for low, high in (strip["range"] for strip in strips)]
    assert max(heights) > 2 * min(heights)
    scales = [height / span for height, span in zip(heights, spans, strict=True)]
    assert scales == pytest.approx([scales[0]] * 5, rel=0.02)


@pytest.mark.parametrize("width", [0.4, 0.7, 1.0, 2.3, 5.0])
@pytest.mark.parametrize("low", [-4.2, -1.37, -0.5, 0.02])
def test_an_axis_that_goes_up_tenfold_has_ticks_to_read_it_by(low, width):
    found = ticks.tenfold([low, low + width])
    assert 3 <= len(found) <= 8
    assert all(low <= math.log10(tick) <= low + width for tick in found)
    assert found == sorted(set(found))


@pytest.mark.parametrize("answer", Answer)
def test_the_line_is_as_sure_as_the_answer(answer):
    traces = drawn(relation.relation, reports.crowded(answer))["data"]
    if answer is Answer.TOO_FEW:
        assert len(traces) == 3
        return
    below, above, line, _, _, marks = traces
    heights = zip(below["y"], line["y"], above["y"], strict=True)
    assert all(low < middle < high for low, middle, high in heights)
    assert above["fill"] == "tonexty"
    assert line["line"]["dash"] == ("solid" if answer is Answer.EVIDENCE else "dash")
    assert line["y"][0] > line["y"][-1]
    assert {"diamond", "circle"} <= set(marks["marker"]["symbol"])


def test_what_somebody_moved_is_hollow_and_not_in_the_line():
    found = reports.crowded()
    moved = relation.relation(found, LIGHT, SAY)
    symbols = moved.data[-1].marker.symbol
    assert symbols[1] == "diamond-open"  # thing 3: a hand carries it
    rest = replace(found, elements=tuple(e for e in found.elements if e.id != 3))
    assert moved.data[2].y == relation.relation(rest, LIGHT, SAY).data[2].y


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


def is_solid(trace):
    return trace["mode"] == "lines" and trace["line"]["dash"] == "solid"


def drawn(draw, report):
    return json.loads(draw(report, LIGHT, SAY).to_json())


def short():
    """Return a report of few frames, so that a golden figure can be read."""
    return replace(reports.crowded(), frames=reports.series(8), over_time=reports.over_time(8))


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
