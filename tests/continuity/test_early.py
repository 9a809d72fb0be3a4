"""What is known of a clip before the end: pieced together, and nothing taken on trust."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from continuity.early import PICTURES, SERIES, Early, Facts
from tests import engines

CLIP = {"clip": {"width": 96, "height": 54, "fps": 24, "frames": 48, "duration_s": 2}}


def rows(*index, value=0.5):
    return {"rows": {"index": list(index), **{name: [value] * len(index) for name in SERIES}}}


def picture(index, jpeg=None):
    shown = b64encode(engines.jpeg() if jpeg is None else jpeg).decode()
    return {"picture": {"index": index, "jpeg": shown}}


def heard(*said):
    early = Early()
    for one in said:
        early = early.hearing(one)
    return early


def test_it_is_pieced_together():
    early = heard(CLIP, picture(0), rows(0, 1), rows(2, value=None))
    assert early.facts == Facts(96, 54, 24.0, 48, 2.0)
    assert early.pictures == {0: engines.jpeg()}
    assert early.index == (0, 1, 2)
    assert early.series["similarity_first"] == (0.5, 0.5, None)


def test_a_run_that_begins_again_begins_with_nothing():
    assert heard(CLIP, picture(0), rows(0, 1), CLIP) == heard(CLIP)


@pytest.mark.parametrize(
    "said",
    [
        None,
        7,
        {},
        {"clip": {"width": 3}},
        {"clip": {**CLIP["clip"], "width": "<b>"}},
        {"clip": {**CLIP["clip"], "frames": -1}},
        {"clip": {**CLIP["clip"], "fps": float("inf")}},
        {"picture": {"index": 0, "jpeg": "not base64!"}},
        picture(0, b"<svg onload=alert(1)>"),
        picture(0, b"\xff\xd8\xff" + bytes(50_000)),
        {"rows": {"index": [1]}},
        {"rows": {**rows(1)["rows"], "index": [1, 2]}},
        {"rows": {**rows(1)["rows"], "index": [True]}},
        rows(1, value="high"),
        rows(1, value=float("nan")),
        rows(1, value=1e30),
    ],
)
def test_what_does_not_fit_is_passed_over(said):
    assert heard(said) == Early()


def test_there_is_a_bound_to_everything():
    many = [picture(index) for index in range(9)] + [rows(*range(1500)) for _ in range(9)]
    early = heard(*many)
    assert len(early.pictures) == PICTURES
    assert len(early.index) == 3000


@given(st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2)
    | st.dictionaries(st.sampled_from(["clip", "picture", "rows", "index", "jpeg"]), inner),
    max_leaves=8,
))  # fmt: skip
def test_no_line_breaks_it(said):
    assert isinstance(heard(said), Early)
