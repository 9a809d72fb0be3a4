"""Takes as JSON, merged and read again: what was written comes back, what is none is refused."""

import json
from base64 import b64encode
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from continuity.digest import digest
from learner.takes import (
    LONGEST,
    MOST_BYTES,
    MOST_TAKES,
    Part,
    Take,
    baseline,
    clean,
    from_json,
    merged,
)
from tests import reports

JPEG = b64encode(b"\xff\xd8\xff\xe0 a picture").decode()
TAKE = Take(
    id="ab-30s",
    made_ms=1_000,
    changed_ms=2_000,
    digest=digest(reports.report()),
    name="baseline",
    part=Part.BASELINE,
    model="a model",
    prompt="A desk.\nA vase.",
    frames={"first": JPEG},
)


def text(*rows: object) -> str:
    return json.dumps({"schema": 1, "takes": rows})


@st.composite
def takes(draw) -> Take:
    return replace(
        TAKE,
        id=draw(st.sampled_from(["a", "b", "c"])),
        made_ms=draw(st.integers(0, 3)),
        changed_ms=draw(st.integers(0, 3)),
        name=draw(st.sampled_from(["one", "two"])),
        part=draw(st.sampled_from(Part)),
    )


TAKES = st.lists(takes(), max_size=6)


def test_what_was_written_is_read_again():
    stored = from_json(text(TAKE.to_row()))
    assert (stored.takes, stored.refused) == ((TAKE,), 0)


def test_frames_stay_out_unless_they_are_asked_for():
    assert JPEG not in text(TAKE.to_row(with_frames=False))


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "<img src=x>"},
        {"id": 5},
        {"made_ms": -1},
        {"made_ms": True},
        {"changed_ms": 1.5},
        {"part": "best"},
        {"name": "x" * (LONGEST["name"] + 1)},
        {"name": "two\nlines"},
        {"prompt": None},
        {"digest": None},
        {"digest": {}},
        {"frames": {"first": "data:text/html"}},
        {"frames": {"first": b64encode(b"GIF89a").decode()}},
        {"frames": {"middle": JPEG}},
        {"frames": []},
        {"more": 1},
    ],
)
def test_what_is_no_take_is_left_out_and_counted(wrong):
    stored = from_json(text(TAKE.to_row() | wrong, TAKE.to_row()))
    assert (stored.takes, stored.refused) == ((TAKE,), 1)


@pytest.mark.parametrize(
    "hostile", ["", "{", "[]", "null", '{"schema": 2, "takes": []}', "[" * 100_000, "x" * 3_000_000]
)
def test_what_holds_no_takes_is_refused_whole(hostile):
    stored = from_json(hostile)
    assert (stored.takes, stored.refused) == ((), 1)


def test_too_many_are_not_read():
    rows = [TAKE.to_row() | {"id": f"take-{nth}"} for nth in range(MOST_TAKES + 5)]
    stored = from_json(text(*rows))
    assert (len(stored.takes), stored.refused) == (MOST_TAKES, 5)


def test_as_many_as_are_kept_fit_into_a_browser_without_frames():
    longest = replace(TAKE, prompt="가" * LONGEST["prompt"], digest=digest(reports.report(1800)))
    assert MOST_TAKES * len(text(longest.to_row(with_frames=False))) < MOST_BYTES


@given(TAKES, TAKES, st.randoms())
def test_sets_merge_in_any_order_and_the_latest_version_stands(one, other, random):
    shuffled = [*one, *other, *one]
    random.shuffle(shuffled)
    kept = merged(one, other)
    assert kept == merged(other, one) == merged(shuffled) == merged(kept)
    for take in (*one, *other):
        assert any(it.id == take.id and it.changed_ms >= take.changed_ms for it in kept)


@given(TAKES)
def test_the_baseline_is_the_latest_take_called_so(some):
    found = baseline(merged(some))
    called = [take for take in merged(some) if take.part is Part.BASELINE]
    assert found is (called[-1] if called else None)


@given(st.text(), st.sampled_from(list(LONGEST)))
def test_a_note_is_cleaned_once_and_for_all_and_can_be_kept(note, name):
    kept = clean(note, name)
    assert clean(kept, name) == kept
    # As JSON writes it: lone surrogates come back as they went.
    assert from_json(text(TAKE.to_row() | {name: kept})).refused == 0
