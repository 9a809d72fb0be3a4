"""Fewer points, and the spike still there."""

from hypothesis import given
from hypothesis import strategies as st

from figures import thin

values = st.lists(st.none() | st.floats(-1e6, 1e6), max_size=300)


@given(st.integers(0, 10_000), st.integers(1, 500))
def test_even_steps_are_few_and_begin_at_the_beginning(count, most):
    places = list(thin.evenly(count, most))
    assert len(places) <= most
    assert places[:1] == ([0] if count else [])


@given(values, st.integers(2, 50))
def test_the_lowest_and_the_highest_survive(series, most):
    places = thin.by_extremes(series, most)
    assert places == sorted(set(places))
    assert len(places) <= max(most, 2)
    known = [value for value in series if value is not None]
    kept = [series[place] for place in places if series[place] is not None]
    if known:
        assert (min(kept), max(kept)) == (min(known), max(known))


@given(st.lists(st.floats(-1, 1), max_size=40))
def test_a_short_series_is_kept_whole(series):
    assert thin.by_extremes(series, 40) == list(range(len(series)))
