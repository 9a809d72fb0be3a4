"""Lesson 04: pairs and hops on the grid of Wan 2.1."""

import pytest

from labs.softmax import one_star, softmax
from labs.tokens import CODECS, PRESETS, grid
from labs.who_sees_whom import (
    COLUMNS,
    ROWS,
    STEPS,
    Mode,
    Token,
    film_frame,
    hops,
    pairs,
    robot,
    seen_by,
)


def test_the_grid_is_that_of_the_calculator():
    clip, codec = PRESETS["wan"]
    found = grid(clip, CODECS[codec])
    assert (found.steps, found.rows, found.columns) == (STEPS, ROWS, COLUMNS)


@pytest.mark.parametrize(
    ("mode", "count"),
    [
        (Mode.SPLIT, 51_793_560),
        (Mode.FULL, 1_073_217_600),
        (Mode.CAUSAL, 562_161_600),
        (Mode.WINDOW, 13_267_800),
    ],
)
def test_pairs(mode, count):
    assert pairs(mode) == count


def test_split_attention_costs_a_twentieth():
    assert pairs(Mode.SPLIT) / pairs(Mode.FULL) == pytest.approx(0.048, abs=5e-4)


@pytest.mark.parametrize(
    ("mode", "count"),
    [
        (Mode.FRAME, None),
        (Mode.TIME, None),
        (Mode.SPLIT, 2),
        (Mode.WINDOW, 10),
        (Mode.CAUSAL, 1),
        (Mode.FULL, 1),
    ],
)
def test_hops_of_a_message_about_the_robot(mode, count):
    assert hops(mode, robot(0), robot(STEPS - 1)) == count


def test_only_split_attention_is_both_near_and_cheap():
    near = {m for m in Mode if (hops(m, robot(0), robot(STEPS - 1)) or 99) <= 2}
    assert {mode for mode in near if pairs(mode) < 0.1 * pairs(Mode.FULL)} == {Mode.SPLIT}


def test_in_causal_attention_no_word_goes_back():
    assert hops(Mode.CAUSAL, robot(STEPS - 1), robot(0)) is None


@pytest.mark.parametrize("mode", [Mode.FRAME, Mode.TIME, Mode.CAUSAL, Mode.FULL])
@pytest.mark.parametrize("row", [0, 11, ROWS - 1])
def test_what_tokens_see_adds_up_to_the_pairs(mode, row):
    """By rows and columns all tokens of a step see equally many."""
    seen = sum(int(seen_by(Token(step, row, 7), mode).sum()) for step in range(STEPS))
    assert seen * ROWS * COLUMNS == pairs(mode)


def test_a_window_that_no_edge_cuts_is_what_each_token_costs():
    inside = int(seen_by(Token(10, 15, 26), Mode.WINDOW).sum())
    assert inside * STEPS * ROWS * COLUMNS == pairs(Mode.WINDOW)


def test_one_hop_is_what_may_be_seen():
    asker = Token(9, 12, 3)
    for mode in Mode:
        seen = seen_by(asker, mode)
        for source in (Token(9, 12, 30), Token(2, 12, 3), Token(8, 10, 6), Token(11, 0, 0)):
            direct = bool(seen[source.step, source.row, source.column])
            assert (hops(mode, source, asker) == 1) == direct


def test_the_robot_walks_through_the_grid():
    columns = [robot(step).column for step in range(STEPS)]
    assert columns == sorted(columns)
    assert columns[-1] - columns[0] > 20
    assert film_frame(STEPS - 1) == 78


def test_weights_sum_to_one_whatever_the_scores():
    for lead in (0.0, 1.5, 6.0, 900.0):
        assert sum(one_star(20, lead, 0.25)) == pytest.approx(1)
    assert softmax([1.0, 1.0]) == [0.5, 0.5]
    assert one_star(7, 3.0)[:2] == pytest.approx([0.770, 0.038], abs=5e-4)
    assert one_star(7, 3.0, 2.0)[0] < one_star(7, 3.0, 1.0)[0] < one_star(7, 3.0, 0.5)[0]
