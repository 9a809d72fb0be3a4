"""The report's JSON form, held to the letter of its contract, and its arithmetic."""

import json
import math
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from continuity.kinds import Explanation, Factor, Kind, Role
from continuity.report import Box, Element, Event, Report, Scores
from continuity.settings import Settings
from tests import clips, reports

# The contract: what a reader of the file relies on ------------------------------------------------

KINDS = {
    "spatial": {"soft", "artifact"},
    "temporal": {"jump", "freeze", "flicker", "identity"},
    "motion": {"teleport", "warp"},
    "persistence": {"vanish", "appear", "fade", "shift", "recolor", "reshape", "swap"},
    "environment": {"lighting", "backdrop"},
}
EXPLANATIONS = {None, "handled", "covered", "left the frame", "light"}
CLIP = {
    "name": str,
    "sha256": str,
    "width": int,
    "height": int,
    "fps": (int, float),
    "frames": int,
    "duration_s": (int, float),
    "analysed_frames": int,
}
EVENT = {
    "kind",
    "factor",
    "start",
    "peak",
    "end",
    "box",
    "element",
    "severity",
    "confidence",
    "explained",
    "evidence",
}
ELEMENT = {
    "id",
    "role",
    "box",
    "first",
    "last",
    "attention",
    "drift",
    "band",
    "prominence",
    "over_noise",
    "limits",
    "early",
}
FOLLOWED = {
    "box",
    "moves",
    "boxes",
    "visibility",
    "delta_e",
    "shift_px",
    "sharpness",
    "similarity",
    "worst",
    "departures",
    "events",
    "limits",
}


def assert_share(value):
    assert isinstance(value, int | float)
    assert not isinstance(value, bool)
    assert 0 <= value <= 1


def assert_box(box):
    assert isinstance(box, list)
    assert len(box) == 4
    x, y, w, h = box
    for side in box:
        assert_share(side)
    assert x + w <= 1 + 1e-4
    assert y + h <= 1 + 1e-4


def assert_clip(clip):
    assert clip.keys() == CLIP.keys()
    for name, kind in CLIP.items():
        assert isinstance(clip[name], kind), name
    assert len(clip["sha256"]) == 64
    assert set(clip["sha256"]) <= set("0123456789abcdef")
    assert 8 <= clip["analysed_frames"] <= clip["frames"]
    assert min(clip["width"], clip["height"], clip["fps"], clip["duration_s"]) > 0


def assert_scores(scores, intervals):
    assert list(scores) == [*KINDS, "continuity"]
    measured = [scores[factor] for factor in KINDS if scores[factor] is not None]
    for score in measured:
        assert_share(score)
    if measured:
        assert scores["continuity"] == pytest.approx(math.prod(measured), abs=1e-5)
    else:
        assert scores["continuity"] is None
    assert intervals.keys() == {name for name, score in scores.items() if score is not None}
    for name, (low, high) in intervals.items():
        assert 0 <= low <= scores[name] + 1e-4
        assert scores[name] - 1e-4 <= high <= 1


def assert_event(event, clip, elements):
    assert event.keys() == EVENT
    assert event["kind"] in KINDS[event["factor"]]
    assert 0 <= event["start"] <= event["peak"] <= event["end"] < clip["frames"]
    if event["box"] is not None:
        assert_box(event["box"])
    assert event["element"] is None or event["element"] in elements
    assert_share(event["severity"])
    assert_share(event["confidence"])
    assert event["explained"] in EXPLANATIONS
    for values in event["evidence"].values():
        assert all(isinstance(value, int | float) for value in values)


def assert_element(element, clip):
    assert element.keys() == ELEMENT
    assert element["role"] in ("subject", "secondary", "background")
    assert_box(element["box"])
    assert 0 <= element["first"] <= element["last"] < clip["frames"]
    assert_share(element["attention"])
    assert_share(element["drift"])
    if element["early"] is not None:
        assert_share(element["early"])
    assert_limits(element["limits"])
    if element["band"] is not None:
        low, high = element["band"]
        assert 0 <= low <= high <= 1
    for name in ("prominence", "over_noise"):
        assert element[name] is None or element[name] >= 0


def assert_limits(limits):
    if limits is not None:
        assert limits.keys() == {"shift_px", "delta_e"}
        assert all(value is None or value > 0 for value in limits.values())


def assert_trails(trails, elements, clip):
    assert trails.keys() == {"index", "boxes"}
    assert trails["index"] == sorted(set(trails["index"]))
    assert all(0 <= index < clip["frames"] for index in trails["index"])
    assert {int(element) for element in trails["boxes"]} <= set(elements)
    for boxes in trails["boxes"].values():
        assert len(boxes) == len(trails["index"])
        for box in boxes:
            if box is not None:
                assert_box(box)


def assert_followed(followed, row):
    assert followed.keys() == FOLLOWED
    assert_box(followed["box"])
    assert_limits(followed["limits"])
    series = ("boxes", "visibility", "delta_e", "shift_px", "sharpness", "similarity")
    assert {len(followed[name]) for name in series} == {len(row["trails"]["index"])}
    assert set(followed["visibility"]) <= {"seen", "covered", "out of frame"}
    for worst in followed["worst"].values():
        assert worst.keys() == {"value", "frame", "floor"}
    for departure in followed["departures"]:
        assert departure["start"] <= departure["peak"] <= departure["end"]
    assert all(0 <= place < len(row["events"]) for place in followed["events"])


def assert_understanding(row, elements):
    assert_trails(row["trails"], elements, row["clip"])
    for followed in row["followed"]:
        assert_followed(followed, row)
    for footprint in row["footprints"]:
        assert {int(element) for element in footprint["tokens"]} <= set(elements)
        for tokens, share in footprint["tokens"].values():
            assert_share(share)
            assert tokens == pytest.approx(share * footprint["per_frame"], abs=1)
    if row["relation"] is not None:
        assert row["relation"]["answer"] in ("too few", "no evidence", "evidence")
    assert isinstance(row["hardly_moves"], bool)
    assert set(row["settings"]) <= {setting.name for setting in fields(Settings)}
    if row["decay"] is not None:
        assert len({len(values) for values in row["decay"].values()}) == 1
    if row["identity"] is not None:
        assert_identity(row["identity"])


def assert_identity(identity):
    assert isinstance(identity["same"], bool)
    assert 0 <= identity["first"] < identity["last"]
    for name in ("colour", "shape", "texture"):
        across, within = identity[name]
        assert -1 <= across <= 1
        assert -1 <= within <= 1


def assert_over_time(over_time, scores, length):
    assert set(over_time) <= {name for name in KINDS if scores[name] is not None}
    for name, series in over_time.items():
        assert series.keys() == {"frame", "so_far"}
        assert {len(values) for values in series.values()} == {length}
        for value in (*series["frame"], *series["so_far"]):
            assert_share(value)
        assert series["so_far"][-1] == pytest.approx(scores[name], abs=1e-4)


def assert_frames(frames, length):
    attention = frames["attention"]
    assert attention.keys() == {"subject", "secondary", "background"}
    series = [*attention.values(), *(v for name, v in frames.items() if name != "attention")]
    assert {len(values) for values in series} == {length}
    for shares in zip(*attention.values(), strict=True):
        for share in shares:
            assert_share(share)
        assert sum(shares) == pytest.approx(1, abs=1e-6)
    for name in ("index", "time_s"):
        assert frames[name] == sorted(set(frames[name]))
    assert frames["index"][0] == 0
    assert frames["time_s"][0] == 0
    for values in frames.values():
        if isinstance(values, list):
            assert all(value is None or math.isfinite(value) for value in values)


def assert_contract(text):
    """Assert that `text` is a report to the letter of the contract."""
    row = json.loads(text, parse_constant=pytest.fail)
    assert list(row) == [
        "schema", "engine", "clip", "scores", "intervals", "events", "elements", "frames",
        "trails", "followed", "footprints", "relation", "decay", "over_time", "identity",
        "hardly_moves", "settings",
    ]  # fmt: skip
    assert row["schema"] == 1
    assert isinstance(row["engine"], str)
    assert_clip(row["clip"])
    assert_scores(row["scores"], row["intervals"])
    elements = [element["id"] for element in row["elements"]]
    assert len(set(elements)) == len(elements)
    for event in row["events"]:
        assert_event(event, row["clip"], elements)
    assert [event["start"] for event in row["events"]] == sorted(e["start"] for e in row["events"])
    for element in row["elements"]:
        assert_element(element, row["clip"])
    assert_frames(row["frames"], row["clip"]["analysed_frames"])
    assert_understanding(row, elements)
    assert_over_time(row["over_time"], row["scores"], row["clip"]["analysed_frames"])


@pytest.mark.parametrize("name", clips.ODD)
def test_the_engine_keeps_the_contract_for_odd_clips(name, odd):
    assert_contract(odd(name).text)


@pytest.mark.parametrize("name", ["clean", "goes", "flickers", "handheld"])
def test_the_engine_keeps_the_contract_for_drawn_clips(name, drawn):
    assert_contract(drawn(name).report.to_json())


def test_the_check_itself_finds_faults():
    good = json.loads(reports.report().to_json())
    good["elements"].append({**good["elements"][0], "id": 3})
    assert_contract(json.dumps(good))

    def broken(change):
        row = json.loads(json.dumps(good))
        change(row)
        with pytest.raises(AssertionError):
            assert_contract(json.dumps(row))

    broken(lambda row: row.pop("engine"))
    broken(lambda row: row["clip"].update(fps="24"))
    broken(lambda row: row["scores"].update(continuity=0.9))
    broken(lambda row: row["events"][0].update(factor="motion"))
    broken(lambda row: row["events"][0].update(box=[0.9, 0.9, 0.2, 0.05]))
    broken(lambda row: row["frames"]["luma"].pop())
    broken(lambda row: row["frames"]["attention"]["subject"].__setitem__(5, 0.99))


def test_each_kind_has_the_owner_of_the_contract():
    assert {kind.value for kind in Kind} == set().union(*KINDS.values())
    for kind in Kind:
        assert kind.value in KINDS[kind.factor.value]
    assert {None, *(explanation.value for explanation in Explanation)} == EXPLANATIONS


# There and back --------------------------------------------------------------------------------

shares = st.floats(0, 1)
places = st.integers(0, 10_000)
words = st.text(min_size=1, max_size=20)
boxes = st.builds(Box, shares, shares, shares, shares)
events = st.builds(
    Event,
    kind=st.sampled_from(Kind),
    start=places,
    peak=places,
    end=places,
    box=st.none() | boxes,
    element=st.none() | places,
    severity=shares,
    confidence=shares,
    explained=st.none() | st.sampled_from(Explanation),
    evidence=st.dictionaries(
        words, st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=4).map(tuple)
    ),
)
elements = st.builds(
    Element,
    id=places,
    role=st.sampled_from(Role),
    box=boxes,
    first=places,
    last=places,
    attention=shares,
    drift=shares,
)
maybe = st.none() | shares
scores = st.builds(Scores, maybe, maybe, maybe, maybe, maybe)


@given(st.lists(events, max_size=4), st.lists(elements, max_size=4), scores, words)
def test_what_is_written_is_read_again(events, elements, scores, name):
    report = replace(
        reports.report(12), events=tuple(events), elements=tuple(elements), scores=scores
    ).named(name)
    again = Report.from_json(report.to_json())
    assert again == report
    assert again.to_json() == report.to_json()
    assert all(isinstance(event.kind, Kind) for event in again.events)


def test_a_report_of_the_engine_is_read_again(odd):
    text = odd("rotated").text
    assert Report.from_json(text).to_json() == text


@pytest.mark.parametrize(
    "text",
    ["", "{", "null", "[]", "3", '"report"', "{}", '{"schema": 1}', '{"schema": 2}', "\x00\xff"],
)
def test_junk_is_no_report(text):
    with pytest.raises(ValueError, match=r".+"):
        Report.from_json(text)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), 2),
        (("clip",), None),
        (("clip", "colour"), 3),
        (("scores",), []),
        (("events", 0, "kind"), "hiccup"),
        (("events", 0, "explained"), "magic"),
        (("events", 0, "box"), [1, 2]),
        (("events", 0, "evidence"), 4),
        (("elements", 0, "role"), "king"),
        (("elements", 0, "box"), None),
        (("intervals", "spatial"), [0.1]),
        (("frames", "attention"), {}),
        (("frames", "index"), 4),
    ],
)
def test_a_report_with_a_fault_is_no_report(path, value):
    row = json.loads(reports.report().to_json())
    place = row
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(ValueError, match=r".+"):
        Report.from_json(json.dumps(row))


@given(st.recursive(st.none() | st.integers() | words, lambda inner: st.lists(inner, max_size=3)))
def test_no_other_json_is_a_report(value):
    with pytest.raises(ValueError, match=r".+"):
        Report.from_json(json.dumps(value))


# The product -----------------------------------------------------------------------------------


@given(scores)
def test_continuity_is_the_product_of_what_was_measured(scores):
    measured = [scores.of(factor) for factor in Factor if scores.of(factor) is not None]
    if not measured:
        assert scores.continuity is None
        return
    assert scores.continuity == pytest.approx(math.prod(measured), abs=1e-6)
    assert scores.continuity <= min(measured) + 1e-6


@pytest.mark.parametrize("factor", Factor)
def test_a_factor_that_was_not_measured_is_left_out_and_never_perfect(factor):
    values = dict(zip((f.value for f in Factor), (0.9, 0.8, 0.7, 0.6, 0.5), strict=True))
    values[factor.value] = None
    rest = math.prod(value for value in values.values() if value is not None)
    assert Scores(**values).continuity == pytest.approx(rest)
    row = json.loads(replace(reports.report(), scores=Scores(**values)).to_json())
    assert row["scores"][factor.value] is None


def test_failures_are_the_events_that_nothing_explains():
    kinds = [event.kind for event in reports.report().failures]
    assert kinds == [Kind.FADE, Kind.JUMP]
    assert Kind.SHIFT in {event.kind for event in reports.report().events}
