"""Laws that hold for any set of facts: order, repetition, growth."""

import json
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from learner import (
    Course,
    Fact,
    Facts,
    Kind,
    achievements,
    answers,
    fact,
    from_json,
    left_off,
    mastery,
    merged,
    new_awards,
    progress,
    reviews,
    to_json,
)
from learner.stored import DETAILS
from tests.learner.course import COURSE, DAY_MS, IDS

VALUES = {
    bool: st.booleans(),
    int: st.integers(0, 300),
    float: st.floats(0, 100),
    str: st.sampled_from(["a", "b c", "0.1.0"]),
}
LESSONS = st.sampled_from(["", "gone", *IDS[:3], "continuity"])
ITEMS = st.sampled_from(["", "one", "two", "p0", "q0", "q1", "q2", "q3", "q4", "odds", "read"])
TIMES = st.integers(0, 40).map(lambda half_days: half_days * DAY_MS // 2)


@st.composite
def any_fact(draw) -> Fact:
    kind = draw(st.sampled_from(Kind))
    details = {name: draw(VALUES[of]) for name, of in DETAILS.get(kind, {}).items()}
    return fact(kind, draw(LESSONS), draw(ITEMS), at_ms=draw(TIMES), **details)


FACTS = st.lists(any_fact(), max_size=25)


def everything(facts: Facts, course: Course = COURSE) -> tuple[object, ...]:
    """Return all that is ever computed from facts."""
    rules = (progress, achievements, mastery, reviews, left_off)
    return (answers(facts), *(rule(facts, course) for rule in rules))


@given(FACTS, FACTS, FACTS, st.randoms())
def test_two_sets_merge_by_union_in_any_order(one, two, three, random: Random):
    several = [one, two, three, one]
    random.shuffle(several)
    assert merged(*several) == merged(one, two, three)
    assert merged(merged(one, two), three) == merged(one, merged(two, three))


@given(FACTS, st.randoms())
def test_order_and_repetition_change_nothing(facts, random: Random):
    shuffled = [*facts, *facts]
    random.shuffle(shuffled)
    assert everything(frozenset(shuffled)) == everything(frozenset(facts))


@given(FACTS, FACTS)
def test_nothing_is_ever_lost_by_knowing_more(facts, more):
    less, all = frozenset(facts), merged(facts, more)
    before, after = progress(less, COURSE), progress(all, COURSE)
    for id, lesson in before.lessons.items():
        assert all_at_most(lesson.xp, after.lessons[id].xp)
        assert lesson.complete <= after.lessons[id].complete
    assert before.level <= after.level


def all_at_most(these, those) -> bool:
    return all(points <= those[part] for part, points in these.items())


@given(FACTS, FACTS)
def test_what_was_awarded_stays(facts, more):
    less = frozenset(facts)
    kept = merged(less, new_awards(less, COURSE, now_ms=1), more)
    had = {it.id for it in achievements(less, COURSE) if it.reached}
    assert had <= {it.id for it in achievements(kept, COURSE) if it.reached}
    assert new_awards(merged(less, new_awards(less, COURSE, 1)), COURSE, 2) == frozenset()


@given(FACTS)
def test_json_gives_back_the_same_facts(facts):
    text = to_json(facts)
    assert from_json(text).facts == frozenset(facts)
    assert from_json(json.dumps(json.loads(text))).refused == 0


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_no_text_breaks_the_reader(text):
    from_json(text)
