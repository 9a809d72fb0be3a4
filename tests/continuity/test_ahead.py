"""What is made ahead in a thread comes out as it would have without one."""

import threading
import time

import pytest

from continuity.ahead import ahead, side_by_side


def numbers(count, closed=None):
    try:
        yield from range(count)
    finally:
        if closed is not None:
            closed.append(threading.current_thread())


def test_all_items_in_order():
    assert list(ahead(numbers(100))) == list(range(100))


def test_what_the_items_raise_is_raised_where_they_are_taken():
    def failing():
        yield 1
        raise KeyError("broken")

    taken = ahead(failing())
    assert next(taken) == 1
    with pytest.raises(KeyError, match="broken"):
        next(taken)


def test_no_more_than_asked_is_made_ahead():
    made = []

    def counted():
        for number in range(100):
            made.append(number)
            yield number

    taken = ahead(counted(), most=3)
    next(taken)
    time.sleep(0.3)  # long enough for a maker that knows no bound to make them all
    # One in the taker's hand, three waiting, one in the maker's.
    assert len(made) <= 5
    taken.close()


def test_closing_early_closes_the_items_and_ends_the_thread():
    closed = []
    taken = ahead(numbers(10**9, closed))
    next(taken)
    taken.close()
    assert len(closed) == 1
    assert not closed[0].is_alive()


def test_no_room_for_a_thread_is_a_lack_of_memory(monkeypatch):
    def refused(thread):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refused)
    with pytest.raises(MemoryError):
        next(ahead(numbers(3)))


def test_work_side_by_side_comes_back_in_its_order():
    # The first takes longest: by whoever is ready first it would come last.
    def slept(number):
        time.sleep(0.02 * (number == 0))
        return number, threading.current_thread()

    done = side_by_side(slept, range(6))
    assert [number for number, _ in done] == list(range(6))
    assert len({thread for _, thread in done}) == 2


def test_what_goes_wrong_side_by_side_is_raised():
    with pytest.raises(ZeroDivisionError):
        side_by_side(lambda number: 1 // number, [1, 0, 2])
