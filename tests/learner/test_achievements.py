"""The 14 achievements: for each, facts that just fail and facts that just pass."""

import pytest

from learner import Kind, achieved, achievements, fact, new_awards
from tests.learner.course import (
    COURSE,
    IDS,
    LESSON,
    all_of,
    answered,
    award,
    clip,
    compared,
    exercise,
    goal,
    main_goal,
    predicted,
    quiz,
    read,
    reviewed,
)


def reached(id, facts, course=COURSE):
    return next(it for it in achievements(frozenset(facts), course) if it.id == id).reached


TEN_PREDICTIONS = [predicted(f"p{i % 2}", IDS[i // 2], right=i % 3 == 0) for i in range(10)]
FIVE_ERRORS = [
    it for i in range(5) for it in (answered(f"q{i}", False), answered(f"q{i}", at_ms=9))
]
PASSED = read() | quiz(right=4)
NOTES = [exercise(200, lesson=id) for id in IDS[:5]]
REMEMBERED = [
    it
    for id in IDS[:2]
    for i in range(5)
    for it in (answered(f"q{i}", lesson=id), reviewed(f"q{i}", 7, lesson=id))
]
EVERYTHING = set().union(*(read(id) | quiz(id) for id in IDS))

CASES = {
    "first-light": (read() | (quiz() - {answered("q0")}), read() | quiz(right=0)),
    "call-it-first": ([*TEN_PREDICTIONS[:9], TEN_PREDICTIONS[0]], TEN_PREDICTIONS),
    "gladly-wrong": (FIVE_ERRORS[:-1], FIVE_ERRORS),
    "clean-take": ([*quiz(right=4), answered("q4", at_ms=9)], quiz()),
    "slice-reader": (
        [main_goal("one_object"), goal("aside", "measuring")],
        [main_goal("one_object"), main_goal("measuring")],
    ),
    "token-counter": (
        [main_goal("latents"), main_goal("long")],
        [main_goal("latents"), main_goal("attention")],
    ),
    "script-supervisor": ([*read(), *quiz(right=3), clip()], [*PASSED, clip()]),
    "frame-72": ([clip(72), compared(71)], [compared(72)]),
    "budget-keeper": (
        [clip(drift=1.0), clip(drift=0.81, at_ms=9)],
        [clip(drift=1.0), clip(drift=0.8, at_ms=9)],
    ),
    "anchor-down": ([main_goal("anchors")], [main_goal("anchors"), main_goal("long")]),
    "field-notes": (
        [*NOTES[:4], exercise(199, lesson=IDS[4]), exercise(300, lesson=IDS[0])],
        NOTES,
    ),
    "still-remembered": (REMEMBERED[:-1], REMEMBERED),
    "good-crew": ([], [fact(Kind.HELPFUL, at_ms=1)]),
    "full-stream": (EVERYTHING - {answered("q0", lesson=IDS[0])}, EVERYTHING),
}


def test_there_are_fourteen_in_their_order():
    assert [it.id for it in achievements(frozenset(), COURSE)] == list(CASES)
    assert len(CASES) == 14


@pytest.mark.parametrize("id", CASES)
def test_facts_that_just_fail_and_just_pass(id):
    fails, passes = CASES[id]
    assert not reached(id, fails)
    assert reached(id, passes)


@pytest.mark.parametrize("id", CASES)
def test_nobody_begins_with_one(id):
    assert not reached(id, [])
    assert not reached(id, [], course=())


@pytest.mark.parametrize("less", [[*PASSED], [*quiz(right=4), clip()]])
def test_script_supervisor_wants_all_three(less):
    assert not reached("script-supervisor", less)


def test_script_supervisor_goes_by_the_last_answers():
    spoiled = answered("q0", right=False, at_ms=99)
    assert not reached("script-supervisor", [*PASSED, clip(), spoiled])


def test_budget_keeper_compares_what_one_engine_said_later():
    assert not reached("budget-keeper", [clip(drift=0.5), clip(drift=1.0, at_ms=9)])
    assert not reached("budget-keeper", [clip(drift=1.0), clip(drift=0.1, at_ms=9, engine="2")])
    assert not reached("budget-keeper", [clip(drift=0.0), clip(drift=0.0, at_ms=9)])
    assert not reached("budget-keeper", [clip(), clip(drift=0.0, things=0, at_ms=9)])
    between = clip(drift=2.0, at_ms=9, engine="2")
    assert reached("budget-keeper", [clip(drift=1.0), between, clip(drift=0.5, at_ms=11)])


@pytest.mark.parametrize("kind", [Kind.HELPFUL, Kind.ACCEPTED, Kind.SELF_REVIEW])
def test_good_crew_has_three_ways(kind):
    assert reached("good-crew", [fact(kind, at_ms=1)])


def test_full_stream_wants_all_ten_and_every_objective_familiar():
    assert not reached("full-stream", set().union(*(all_of(id) for id in IDS[:9])))
    unknown = {answered(f"q{i}", right=False, lesson=IDS[0]) for i in range(2)}
    rest = EVERYTHING - {answered(f"q{i}", lesson=IDS[0]) for i in range(2)}
    assert not reached("full-stream", rest | unknown)


def test_what_older_rules_gave_stays():
    old = award("frame-72", lesson="")
    assert reached("frame-72", [old])
    assert not reached("frame-72", [award("frame-72", lesson=LESSON)])


def test_a_new_achievement_is_told_once():
    facts = frozenset([compared(72)])
    awards = new_awards(facts, COURSE, now_ms=9)
    assert [it.item for it in achieved(awards)] == ["frame-72"]
    assert achieved(new_awards(facts | awards, COURSE, now_ms=10)) == ()
