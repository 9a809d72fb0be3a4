"""Lesson 08: the table that the lesson states, and the dilemma it teaches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.long_rollout import Ending, Memory, drift, ending, endings, recall


@pytest.mark.parametrize(
    ("memory", "drifts", "recalled"),
    [
        (Memory(2), 0.073, 0.14),
        (Memory(4), 0.11, 0.37),
        (Memory(8), 0.78, 1.0),
        (Memory(12), 3.2, 1.0),
        (Memory(2, 0.3), 0.065, 0.12),
        (Memory(4, 0.3), 0.075, 0.31),
        (Memory(8, 0.3), 0.089, 0.85),
        (Memory(12, 0.3), 0.095, 0.85),
        (Memory(4, first_kept=True), 0.087, 0.37),
        (Memory(8, first_kept=True), 0.129, 1.0),
        (Memory(12, first_kept=True), 0.157, 1.0),
    ],
)
def test_drift_after_40_pieces_and_recall_after_6_out_of_sight(memory, drifts, recalled):
    assert drift(memory, 40)[-1] == pytest.approx(drifts, rel=0.05)
    assert recall(memory, 6) == pytest.approx(recalled, abs=0.006)


def test_twice_the_memory_means_seven_times_the_drift():
    assert drift(Memory(8), 40)[-1] > 6 * drift(Memory(4), 40)[-1]


def test_a_kept_first_piece_brings_back_only_what_was_in_it():
    assert recall(Memory(2, first_kept=True), 6, from_the_start=True) == 1
    assert recall(Memory(2, first_kept=True), 6) == recall(Memory(2), 6)
    assert recall(Memory(2, 0.3, first_kept=True), 6, from_the_start=True) == pytest.approx(
        0.9, abs=0.006
    )


def test_memory_forgets_or_drifts_and_a_little_blur_does_neither():
    assert ending(Memory(4), 40, 6) is Ending.FORGETS
    assert ending(Memory(8), 40, 6) is Ending.DRIFTS
    assert ending(Memory(6, 0.02), 80, 9) is Ending.BOTH
    assert ending(Memory(8, 0.3), 40, 6) is Ending.GOOD


def test_the_map_has_a_row_per_blur():
    found = endings((4, 8), (0.0, 0.3), (40, 6), first_kept=False)
    assert found == ((Ending.FORGETS, Ending.DRIFTS), (Ending.FORGETS, Ending.GOOD))


@given(st.integers(1, 16), st.floats(0, 0.8), st.booleans(), st.integers(1, 79))
def test_more_memory_never_drifts_less_nor_remembers_less(pieces, blur, first_kept, hidden):
    little, much = Memory(pieces, blur, first_kept), Memory(pieces + 1, blur, first_kept)
    assert drift(much, 40)[-1] >= drift(little, 40)[-1]
    assert recall(much, hidden) >= recall(little, hidden)
