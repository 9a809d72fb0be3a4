"""Facts as JSON: what was written is read again; what is no fact is refused."""

import json

import pytest

from learner import from_json, to_json
from learner.stored import MOST_BYTES, MOST_FACTS
from tests.learner.course import IDS, all_of, award, clip, compared, reviewed

FACTS = frozenset(
    [*all_of(IDS[0]), clip(drift=0.123456), compared(), reviewed("q0", 1), award("read")]
)
GOOD = {"kind": "goal", "at_ms": 4, "lesson": "continuity", "item": "odds"}


def text(*rows):
    return json.dumps({"schema": 1, "facts": rows})


def test_what_was_written_is_read_again():
    stored = from_json(to_json(FACTS))
    assert (stored.facts, stored.refused) == (FACTS, 0)


def test_a_browser_that_writes_24_for_24_point_0_changes_nothing():
    assert from_json(to_json(FACTS).replace("24.0", "24")).facts == FACTS


@pytest.mark.parametrize(
    "row",
    [
        None,
        "goal",
        [],
        {},
        GOOD | {"kind": "xp"},
        GOOD | {"kind": ["goal"]},
        GOOD | {"at_ms": "4"},
        GOOD | {"at_ms": 4.5},
        GOOD | {"at_ms": True},
        GOOD | {"at_ms": -1},
        GOOD | {"at_ms": 10**300},
        GOOD | {"lesson": "<img src=x onerror=alert(1)>"},
        GOOD | {"item": "x" * 65},
        GOOD | {"item": {"a": 1}},
        GOOD | {"xp": 5000},
        {"kind": "clip", "at_ms": 4, "frames": 72},
        {
            "kind": "clip",
            "at_ms": 4,
            "frames": 72,
            "fps": 24,
            "drift": "low",
            "engine": "1",
            "things": 3,
        },
        {
            "kind": "clip",
            "at_ms": 4,
            "frames": True,
            "fps": 24,
            "drift": 1,
            "engine": "1",
            "things": 3,
        },
        {
            "kind": "clip",
            "at_ms": 4,
            "frames": 72,
            "fps": 24,
            "drift": 1,
            "engine": "<b>",
            "things": 3,
        },
        {"kind": "answered", "at_ms": 4, "item": "q", "given": "a", "right": 1},
    ],
)
def test_one_bad_row_is_refused_and_the_others_stay(row):
    stored = from_json(text(GOOD, row))
    assert (len(stored.facts), stored.refused) == (1, 1)


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "{",
        "null",
        "[]",
        "{}",
        '{"schema": 2, "facts": []}',
        '{"schema": 1, "facts": {}}',
        '{"schema": 1, "facts": [' * 5_000,
        "[" * 100_000,
        '{"schema": 1, "facts": [' + "9" * 10_000 + "]}",
        " " * (MOST_BYTES + 1),
    ],
)
def test_what_is_no_progress_at_all_is_refused(bad):
    assert from_json(bad) == type(from_json(bad))(frozenset(), 1)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_number_that_is_none_is_refused(number):
    row = (
        f'{{"kind":"clip","at_ms":1,"frames":1,"fps":24,"engine":"1","things":3,"drift":{number}}}'
    )
    assert from_json(f'{{"schema":1,"facts":[{row}]}}').refused == 1


def test_there_is_an_end_to_how_many_facts_are_read():
    many = [GOOD | {"at_ms": at_ms} for at_ms in range(MOST_FACTS + 7)]
    stored = from_json(text(*many))
    assert (len(stored.facts), stored.refused) == (MOST_FACTS, 7)
