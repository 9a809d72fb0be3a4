"""What the browser tells of a lesson is judged again, and nothing else is kept."""

import pytest

from components import asking, learning
from course.reading import find, read

LESSON = read(find("continuity"))


@pytest.fixture
def noted(monkeypatch):
    """Return the list of what learning is told."""
    told = []
    for name in ("predicted", "answered", "read", "exercise"):
        monkeypatch.setattr(
            learning, name, lambda *facts, name=name, **more: told.append((name, *facts[1:]))
        )
    return told


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"id": "check saw-nothing", "given": "side-by-side"}, ("answered", "side-by-side", True)),
        ({"id": "check saw-nothing", "given": "faster"}, ("answered", "faster", False)),
        ({"id": "check all-at-ninety-five", "given": "77"}, ("answered", "77", True)),
        ({"id": "check all-at-ninety-five", "given": "0.9"}, ("answered", "0.9", False)),
        ({"id": "predict five-at-ninety", "given": "ninety"}, ("predicted", "ninety", False)),
    ],
)
def test_an_answer_is_judged_and_kept(noted, told, kept):
    asking._keep_answer(LESSON, told)
    [(name, id, given, right)] = noted
    assert (name, given, right) == kept
    assert told["id"].endswith(f" {id}")


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        "right",
        {"id": "check saw-nothing"},
        {"id": "check saw-nothing", "given": 3},
        {"id": "check saw-nothing", "given": ["side-by-side"]},
        {"id": "check saw-nothing", "given": "all of them"},
        {"id": "check saw-nothing", "given": ""},
        {"id": "check no-question", "given": "a"},
        {"id": "predict saw-nothing", "given": "faster"},
        {"id": "check all-at-ninety-five", "given": "nan"},
        {"id": "check all-at-ninety-five", "given": "7" * 999},
    ],
)
def test_what_cannot_have_been_chosen_is_not_kept(noted, told):
    asking._keep_answer(LESSON, told)
    assert not noted


def test_only_sections_that_exist_were_read(noted):
    asking._keep_reading(LESSON, ["budget", "frames", "elsewhere", 7, {}])
    assert noted == [("read", ["frames", "budget"])]


@pytest.mark.parametrize("told", [None, "all", {"budget": True}])
def test_what_is_no_list_was_not_read(noted, told):
    asking._keep_reading(LESSON, told)
    assert not noted


def told(n, given, id="check saw-nothing"):
    return {"n": n, "kind": "answer", "told": {"id": id, "given": given}}


@pytest.fixture
def hear(monkeypatch):
    """Return a function that has the server hear what the browser says."""
    visit = {}
    monkeypatch.setattr(asking.session, "kept", lambda key, make: visit.setdefault(key, make()))

    def say(said):
        monkeypatch.setattr(asking.session, "told_by", lambda key, name: said)
        asking._hear(LESSON, "asking-continuity", {"answer": asking._keep_answer})
        return asking._heard("asking-continuity").last

    return say


def test_what_is_repeated_until_it_is_heard_counts_once(noted, hear):
    first, second = told(5, "ninety", "predict five-at-ninety"), told(6, "faster")
    assert hear([first]) == 5
    assert hear([first, second]) == 6
    assert hear([second]) == 6
    assert [it[2] for it in noted] == ["ninety", "faster"]


def test_of_two_answers_that_come_as_one_both_count(noted, hear):
    assert hear([told(1, "faster"), told(2, "side-by-side")]) == 2
    assert [it[2] for it in noted] == ["faster", "side-by-side"]


@pytest.mark.parametrize(
    "said",
    [None, "all", {"n": 1}, [None], [{}], [{"n": "1", "kind": "answer", "told": {}}],
     [{"n": 1, "kind": [], "told": {}}], [{"n": 1, "kind": "elsewhere", "told": {}}]],
)  # fmt: skip
def test_what_nobody_can_have_said_is_not_kept(noted, hear, said):
    hear(said)
    assert not noted
