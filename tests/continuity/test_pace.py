"""How long work took, and how long whoever waits may have to wait."""

from continuity.pace import Pace, until_s


def test_the_usual_is_the_median_of_the_latest_of_a_kind():
    pace = Pace()
    assert pace.usual_s("clip") is None
    for took_s in (100.0, *[8.0] * 10, *[12.0] * 10):
        pace.note("clip", took_s)
    assert pace.usual_s("clip") == 10.0  # the first is forgotten
    assert pace.usual_s("film") is None


def test_ones_turn_comes_when_those_before_have_ended():
    assert until_s([], [], at_once=1) == 0.0
    assert until_s([3.0], [], at_once=2) == 0.0
    assert until_s([3.0, 9.0], [5.0, 5.0], at_once=2) == 9.0


def test_what_nobody_knows_is_not_guessed():
    assert until_s([None], [5.0], at_once=1) is None
    assert until_s([3.0], [None], at_once=1) is None
