"""Comparing two clips: laws that hold for any scores, and what a digest keeps of a report."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from continuity.difference import (
    CONTENT_OF_A_FACTOR,
    Caution,
    Verdict,
    cautions,
    changes,
    of_difference,
    tallies,
    verdict,
)
from continuity.digest import MOST_POINTS, SCORES, Digest, Failure, digest, digest_of
from continuity.kinds import Kind
from tests import reports

OPPOSITE = {
    Verdict.BETTER: Verdict.WORSE,
    Verdict.WORSE: Verdict.BETTER,
    Verdict.NOISE: Verdict.NOISE,
    Verdict.UNMEASURED: Verdict.UNMEASURED,
}
PLAIN, FLAWLESS = digest(reports.report()), digest(reports.flawless())


@st.composite
def measured(draw):
    """Return a score within its interval, of four digits as reports have them."""
    digits = st.integers(0, 10_000).map(lambda n: n / 10_000)
    low, score, high = sorted(draw(st.lists(digits, min_size=3, max_size=3)))
    return score, (low, high)


@st.composite
def digests(draw) -> Digest:
    drawn = {name: draw(st.none() | measured()) for name in SCORES}
    known = {name: it for name, it in drawn.items() if it}
    kinds = draw(st.lists(st.sampled_from(Kind), max_size=6))
    return replace(
        PLAIN,
        scores={name: it[0] if it else None for name, it in drawn.items()},
        intervals={name: interval for name, (_, interval) in known.items()},
        failures=tuple(Failure(kind, 0.1, 0.2, 0.3, 0.5, 0.9) for kind in kinds),
    )


@given(measured(), measured())
def test_the_interval_holds_the_difference_and_turns_round_with_it(one, other):
    low, high = of_difference(*one, *other)
    back_low, back_high = of_difference(*other, *one)
    assert low <= other[0] - one[0] <= high
    assert (back_low, back_high) == pytest.approx((-high, -low))


@given(measured(), measured())
def test_intervals_that_lie_apart_differ_beyond_noise(one, other):
    if one[1][1] < other[1][0]:
        assert verdict(of_difference(*one, *other)) is Verdict.BETTER
    if one[1][0] > other[1][1]:
        assert verdict(of_difference(*one, *other)) is Verdict.WORSE


@given(measured(), measured(), st.floats(0, 0.5), st.floats(0, 0.5))
def test_knowing_less_never_makes_a_difference_count(one, other, below, above):
    wider = other[0], (other[1][0] - below, other[1][1] + above)
    if verdict(of_difference(*one, *other)) is Verdict.NOISE:
        assert verdict(of_difference(*one, *wider)) is Verdict.NOISE


@given(digests(), digests())
def test_turning_a_comparison_round_turns_what_it_says(one, other):
    there, back = changes(one, other), changes(other, one)
    assert [OPPOSITE[change.verdict] for change in there] == [change.verdict for change in back]
    assert {(it.kind, it.before, it.after) for it in tallies(one, other)} == {
        (it.kind, it.after, it.before) for it in tallies(other, one)
    }


@given(digests(), digests())
def test_what_content_alone_does_to_a_score_is_noise(one, other):
    for change in changes(one, other):
        if change.difference is not None and abs(change.difference) <= CONTENT_OF_A_FACTOR:
            assert change.verdict in (Verdict.NOISE, Verdict.UNMEASURED)


def test_certain_scores_that_lie_hardly_apart_are_not_told_apart():
    near = dict.fromkeys(SCORES, 0.99)
    one = replace(PLAIN, scores=dict.fromkeys(SCORES, 1.0), intervals=dict.fromkeys(SCORES, (1, 1)))
    other = replace(one, scores=near, intervals=dict.fromkeys(SCORES, (0.99, 0.99)))
    assert {change.verdict for change in changes(one, other)} == {Verdict.NOISE}


@given(digests())
def test_a_clip_is_no_better_than_itself(one):
    said = {change.verdict for change in changes(one, one)}
    assert said <= {Verdict.NOISE, Verdict.UNMEASURED}
    assert all(it.before == it.after for it in tallies(one, one))
    assert Caution.SAME_CLIP in cautions(one, one)


def test_a_broken_clip_and_a_flawless_one_differ_where_they_do():
    said = {change.name: change.verdict for change in changes(PLAIN, FLAWLESS)}
    assert said == {
        "spatial": Verdict.NOISE,
        "temporal": Verdict.BETTER,
        "motion": Verdict.UNMEASURED,
        "persistence": Verdict.BETTER,
        "environment": Verdict.NOISE,
        "continuity": Verdict.BETTER,
    }
    assert {(it.kind, it.before, it.after) for it in tallies(PLAIN, FLAWLESS)} == {
        (Kind.FADE, 1, 0),
        (Kind.JUMP, 1, 0),
    }


def test_what_makes_a_comparison_weak_is_named():
    other = replace(FLAWLESS, engine="0.0.1", hardly_moves=True, duration_s=2.0)
    assert cautions(PLAIN, other) == (Caution.ENGINE, Caution.STILL, Caution.SHORTER)
    assert cautions(PLAIN, FLAWLESS) == ()


@pytest.mark.parametrize("frames", [1, 120, 1801])
def test_a_digest_is_small_and_comes_back_from_json(frames):
    kept = digest(reports.report(frames))
    assert len(kept.time_s) <= MOST_POINTS
    text = json.dumps(kept.to_row())
    assert len(text) < 20_000
    assert digest_of(json.loads(text)) == kept
    assert digest_of(json.loads(text.replace(".0,", ","))) == kept


@pytest.mark.parametrize(
    "wrong",
    [
        {"fps": "24"},
        {"fps": float("nan")},
        {"frames": True},
        {"frames": 10**9},
        {"engine": "<b>"},
        {"hardly_moves": 1},
        {"scores": {"continuity": 2}},
        {"scores": dict.fromkeys(SCORES, 2)},
        {"intervals": {"continuity": [0.9, 0.1]}},
        {"intervals": {"beauty": [0.1, 0.9]}},
        {"failures": [{"kind": "fade"}]},
        {"failures": None},
        {"time_s": [0.0] * (MOST_POINTS + 1)},
        {"series": {"luma": [1.0]}},
        {"series": {"<script>": []}},
        {"series": {"luma": "no"}},
        {"more": 1},
    ],
)
def test_what_is_no_digest_is_refused(wrong):
    with pytest.raises(ValueError, match=r".+"):
        digest_of(PLAIN.to_row() | wrong)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists))
def test_nothing_a_browser_may_keep_breaks_the_reader(row):
    for kept in (row, dict.fromkeys(PLAIN.to_row(), row)):
        with pytest.raises(ValueError, match=r".+"):
            digest_of(kept)
