"""Reviews and mastery: when to ask again, and what somebody can recall."""

import pytest

from learner import Mastery, answers, mastery, reviews
from tests.learner.course import COURSE, DAY_MS, LESSON, answered, quiz, reviewed


def due_days(*facts):
    return [(due.due_ms - 5) / DAY_MS for due in reviews(frozenset(facts), COURSE)]


def test_nothing_is_due_before_it_was_right():
    assert due_days() == due_days(answered("q0", right=False)) == []


def test_whoever_comes_on_time_is_asked_after_1_3_7_and_21_days():
    facts = [answered("q0")]
    for day in (1, 3, 7, 21):
        assert due_days(*facts) == [day]
        facts.append(reviewed("q0", day))
    assert due_days(*facts) == []


def test_whoever_comes_late_is_not_asked_twice_in_one_evening():
    assert due_days(answered("q0"), reviewed("q0", 10)) == [12]


def test_a_wrong_review_leaves_the_question_due():
    assert due_days(answered("q0"), reviewed("q0", 1, right=False)) == [1]
    assert due_days(answered("q0"), reviewed("q0", 1, False), reviewed("q0", 1.5)) == [3.5]


def test_a_review_before_its_time_changes_nothing():
    assert due_days(answered("q0"), reviewed("q0", 0.5)) == [1]


def test_the_earliest_is_asked_first_and_what_the_course_dropped_never():
    later, gone = answered("q1", at_ms=DAY_MS), answered("gone")
    found = reviews(frozenset({later, gone, answered("q0")}), COURSE)
    assert [(due.lesson, due.question, due.nth) for due in found] == [
        (LESSON, "q0", 1),
        (LESSON, "q1", 1),
    ]


def test_attempts_count_in_the_order_of_time():
    tried = answers(frozenset({answered("q0", at_ms=9), answered("q0", right=False)}))
    assert tried[LESSON, "q0"].learned_by_error
    assert tried[LESSON, "q0"].right_at_last
    assert not tried[LESSON, "q0"].right_at_once


FIRST = tuple(answered(f"q{i}") for i in range(3))


@pytest.mark.parametrize(
    ("facts", "label"),
    [
        ([], Mastery.NEW),
        ([answered("q4")], Mastery.NEW),
        ([answered("q0", right=False)], Mastery.TRIED),
        (FIRST[:2], Mastery.TRIED),  # two of three are 67 %
        (FIRST, Mastery.PROFICIENT),
        ([*FIRST, *(reviewed(f"q{i}", 6.9) for i in range(3))], Mastery.PROFICIENT),
        ([*FIRST, *(reviewed(f"q{i}", 7) for i in range(2))], Mastery.PROFICIENT),
        ([*FIRST, *(reviewed(f"q{i}", 7) for i in range(3))], Mastery.SOLID),
    ],
)
def test_mastery_of_an_objective_with_three_questions(facts, label):
    assert mastery(frozenset(facts), COURSE)[LESSON, "first"] is label


def test_familiar_is_seven_in_ten():
    from learner import Outline

    ten = (Outline(id=LESSON, number=1, questions={f"q{i}": "all" for i in range(10)}),)
    right = [answered(f"q{i}") for i in range(10)]
    assert mastery(frozenset(right[:6]), ten)[LESSON, "all"] is Mastery.TRIED
    assert mastery(frozenset(right[:7]), ten)[LESSON, "all"] is Mastery.FAMILIAR
    assert mastery(frozenset(right[:9]), ten)[LESSON, "all"] is Mastery.FAMILIAR


def test_no_label_is_taken_back():
    kept = frozenset([*quiz(), *(reviewed(f"q{i}", 7) for i in range(5))])
    wrong = {reviewed(f"q{i}", 30, right=False) for i in range(5)}
    assert mastery(kept | wrong, COURSE) == mastery(kept, COURSE)
