"""XP, levels and what a lesson is worth: each rule with facts that just fail and just pass."""

import pytest

from learner import Kind, Part, fact, left_off, merged, new_awards, progress
from tests.learner.course import (
    COURSE,
    IDS,
    LESSON,
    all_of,
    answered,
    award,
    exercise,
    goal,
    outline,
    predicted,
    quiz,
    read,
    reviewed,
    seen,
)


def lesson(*facts):
    return progress(frozenset(facts), COURSE).lessons[LESSON]


def xp(*facts):
    return {part: points for part, points in lesson(*facts).xp.items() if points}


def test_read_wants_every_section_and_the_word_that_one_is_done():
    done = fact(Kind.READ, LESSON, at_ms=2)
    assert xp(seen("one"), seen("two")) == {}
    assert xp(seen("one"), done) == {}
    assert xp(seen("one"), seen("two"), done) == {Part.READ: 10}


def test_a_prediction_counts_right_or_wrong_alike():
    assert xp(predicted("p0", right=False)) == {Part.PREDICT: 5}
    assert xp(predicted("p0"), predicted("p1", right=False)) == {Part.PREDICT: 10}
    assert xp(predicted("another")) == {}


def test_the_goal_of_a_main_lab_counts_and_being_shown_counts_less():
    shown = fact(Kind.SHOWN, LESSON, "odds", at_ms=3)
    assert xp(goal("aside")) == {}
    assert xp(shown) == {Part.LAB: 10}
    assert xp(goal("odds")) == xp(goal("budget")) == {Part.LAB: 25}
    assert xp(goal("odds"), goal("budget"), shown) == {Part.LAB: 25}


def test_a_question_counts_once_and_at_any_attempt():
    assert xp(answered("q0", right=False)) == {}
    assert xp(answered("q0", right=False), answered("q0", at_ms=9)) == {Part.QUIZ: 6}
    assert xp(answered("q0"), answered("q0", at_ms=9)) == {Part.QUIZ: 6}
    assert xp(*quiz(right=4)) == {Part.QUIZ: 24}
    assert xp(*quiz()) == {Part.QUIZ: 30}


def test_an_exercise_wants_a_note_and_the_checklist():
    assert xp(exercise(79)) == xp(exercise(80, checklist=False)) == {}
    assert xp(exercise(80)) == {Part.EXERCISE: 25}
    assert xp(exercise(80), exercise(500)) == {Part.EXERCISE: 25}


def test_reviews_give_ten_each_and_twenty_a_lesson():
    def reviews(*facts):
        return lesson(answered("q0"), answered("q1"), *facts).xp_reviews

    assert reviews(reviewed("q0", 0.99)) == 0
    assert reviews(reviewed("q0", 1, right=False)) == 0
    assert reviews(reviewed("q0", 1)) == 10
    assert reviews(reviewed("q0", 1), reviewed("q0", 1.1)) == 10
    assert reviews(reviewed("q0", 1), reviewed("q1", 1)) == 20
    assert reviews(reviewed("q0", 1), reviewed("q1", 1), reviewed("q0", 3)) == 20


def test_a_lesson_is_complete_when_it_is_read_and_every_question_was_tried():
    assert not lesson(*quiz(right=0)).complete
    assert not lesson(*read(), *(quiz(right=0) - {answered("q4", right=False)})).complete
    assert lesson(*read(), *quiz(right=0)).complete


def test_a_whole_lesson_is_a_hundred_and_the_course_a_thousand_two_hundred():
    assert sum(lesson(*all_of(LESSON)).xp.values()) == 100
    everything = set().union(*map(all_of, IDS))
    reviews = {reviewed(f"q{i}", 1, lesson=id) for id in IDS for i in range(5)}
    whole = progress(frozenset(everything | reviews), COURSE)
    assert (whole.xp, whole.level, whole.xp_in_level) == (1200, 6, None)
    assert whole.complete == len(IDS)


@pytest.mark.parametrize(
    ("lessons", "reviews", "level", "in_level"),
    [(0, 0, 0, 0), (1, 0, 0, 100), (1, 5, 0, 120), (2, 0, 1, 0), (9, 0, 4, 100), (10, 5, 5, 20)],
)
def test_a_level_is_two_hundred(lessons, reviews, level, in_level):
    facts = set().union(*map(all_of, IDS[:lessons]))
    facts |= {reviewed(f"q{i}", 1, lesson=IDS[0]) for i in range(reviews)}
    standing = progress(frozenset(facts), COURSE)
    assert (standing.level, standing.xp_in_level) == (level, in_level)


def test_facts_about_nothing_in_the_course_give_nothing():
    facts = frozenset(all_of("gone") | {answered("gone"), predicted("gone"), goal("gone")})
    assert progress(facts, COURSE).xp == 0


def test_what_a_lesson_gave_stays_when_the_lesson_grows():
    small = (outline(1, LESSON),)
    facts = frozenset(all_of(LESSON))
    kept = merged(facts, new_awards(facts, small, now_ms=9))
    questions = dict(small[0].questions) | {"q5": "third"}
    grown = (
        type(small[0])(
            id=LESSON,
            number=1,
            sections=small[0].sections | {"three"},
            predictions=small[0].predictions | {"p2"},
            questions=questions,
            labs=frozenset({"new"}),
            main_labs=frozenset({"new"}),
        ),
    )
    assert progress(facts, grown).xp < 100
    assert progress(kept, grown).xp == 100
    assert progress(kept, grown).complete == 1


def test_an_award_is_given_once():
    facts = frozenset(all_of(LESSON))
    awards = new_awards(facts, COURSE, now_ms=9)
    assert {it.item for it in awards if it.lesson} == {*Part, "complete"}
    assert new_awards(facts | awards, COURSE, now_ms=10) == frozenset()
    assert award("read") not in awards  # it was given at another time


def test_one_goes_on_with_the_lesson_of_the_latest_fact_or_the_next():
    begun = fact(Kind.OPENED, IDS[2], at_ms=1_000)
    assert left_off(frozenset(), COURSE) is None
    assert left_off(frozenset({begun}), COURSE) == IDS[2]
    assert left_off(frozenset({begun} | all_of(IDS[2])), COURSE) == IDS[3]
    done = set().union(*(all_of(id) for id in IDS if id != IDS[0]))
    assert left_off(frozenset(done), COURSE) == IDS[0]
    assert left_off(frozenset(done | all_of(IDS[0])), COURSE) is None


def test_the_next_part_is_the_first_with_something_to_give():
    assert lesson().next_part is Part.READ
    assert lesson(*read(), *quiz()).next_part is Part.PREDICT
    assert lesson(*all_of(LESSON)).next_part is None
