"""What pages tell of a learner, and what they are answered."""

from dataclasses import replace

import pytest

from components import learning, outlines, session
from components.notebook import Notebook
from learner import Kind, Mastery, Part, fact
from learner.achievements import CAPSTONE
from tests import reports
from tests.learner.course import COURSE, DAY_MS, LESSON


@pytest.fixture(autouse=True)
def notebook(monkeypatch) -> Notebook:
    """Give every test a visit of its own, on the first day, and a small course."""
    mine = Notebook()
    monkeypatch.setattr(session, "notebook", lambda: mine)
    monkeypatch.setattr(session, "run_the_whole_page", lambda: None)
    monkeypatch.setattr(outlines, "course", lambda: COURSE)
    at(monkeypatch, day=0)
    return mine


def at(monkeypatch, day: float) -> None:
    monkeypatch.setattr(learning, "_now_ms", lambda: round(DAY_MS * (1 + day)))


def of_kind(kind):
    return [it for it in learning.facts() if it.kind is kind]


def xp(part):
    return learning.progress().lessons[LESSON].xp[part]


def test_a_goal_counts_once_however_often_the_lab_is_drawn():
    for _ in range(3):
        learning.goal_met("odds")
    assert len(of_kind(Kind.GOAL)) == 1
    assert xp(Part.LAB) == 25


def test_a_goal_that_was_shown_is_not_met_in_the_same_visit(notebook):
    learning.shown("odds")
    learning.goal_met("odds")
    assert xp(Part.LAB) == 10
    notebook.noted = frozenset()  # another visit
    learning.goal_met("odds")
    assert xp(Part.LAB) == 25


def test_a_lab_of_no_lesson_is_nothing():
    learning.goal_met("nowhere")
    assert not learning.facts()


def test_the_first_prediction_stands():
    learning.predicted(LESSON, "p0", "a", right=False)
    learning.predicted(LESSON, "p0", "b", right=True)
    assert learning.predictions(LESSON) == {"p0": "a"}


def test_every_attempt_is_noted_and_kept_readable():
    learning.answered(LESSON, "q0", "a,b", right=False)
    learning.answered(LESSON, "q0", "<script>0.77</script>", right=True)
    assert {it["given"] for it in of_kind(Kind.ANSWERED)} == {"a,b", "script0.77/script"}
    assert learning.answers()[LESSON, "q0"].first_right_ms
    assert learning.mastery()[LESSON, "first"] is Mastery.TRIED


def test_a_right_answer_is_due_a_day_later(monkeypatch):
    learning.answered(LESSON, "q0", "a", right=True)
    at(monkeypatch, day=0.99)
    assert not learning.due()
    at(monkeypatch, day=1)
    assert [it.question for it in learning.due()] == ["q0"]
    learning.reviewed(LESSON, "q0", "a", right=True)
    assert not learning.due()
    assert learning.progress().lessons[LESSON].xp_reviews == 10


def test_done_reading_wants_all_sections():
    learning.read(LESSON, ["one"])
    assert xp(Part.READ) == 0
    learning.read(LESSON, ["two"])
    assert xp(Part.READ) == 10


def test_opening_the_same_lesson_again_is_no_news():
    for lesson in (LESSON, LESSON, "anchors", LESSON):
        learning.opened(lesson)
    assert len(of_kind(Kind.OPENED)) <= 3
    assert learning.left_off() in (LESSON, "anchors")


def test_the_exercise_of_the_capstone_is_a_review_of_ones_own_piece():
    learning.exercise(LESSON, 80, checklist=True)
    learning.exercise(CAPSTONE, 80, checklist=False)
    assert not of_kind(Kind.SELF_REVIEW)
    learning.exercise(CAPSTONE, 80, checklist=True)
    assert [it.lesson for it in of_kind(Kind.SELF_REVIEW)] == [CAPSTONE]
    assert "good-crew" in {it.id for it in learning.achievements() if it.reached}


def test_an_exercise_wants_its_note_and_checklist():
    learning.exercise(LESSON, 79, checklist=True)
    assert xp(Part.EXERCISE) == 0
    learning.exercise(LESSON, 80, checklist=True)
    assert xp(Part.EXERCISE) == 25


def test_a_clip_is_noted_once_without_file_or_name():
    report = reports.report()
    learning.clip_analysed("key", report)
    learning.clip_analysed("key", report)
    (clip,) = of_kind(Kind.CLIP)
    assert clip["frames"] == report.clip.analysed_frames
    assert (clip["things"], clip["drift"]) == (1, 0.82)  # of all but the main subject
    assert report.clip.name not in str(clip)
    assert report.clip.sha256 not in str(clip)


def test_that_first_and_last_frame_were_compared_is_noted_for_the_longest_clip():
    report = reports.report()
    learning.first_and_last_compared(report)
    learning.first_and_last_compared(report)
    (compared,) = of_kind(Kind.COMPARED)
    assert compared["frames"] == report.clip.analysed_frames
    longer = replace(report, clip=replace(report.clip, analysed_frames=72))
    learning.first_and_last_compared(longer)
    assert "frame-72" in {it.id for it in learning.achievements() if it.reached}


def test_an_achievement_is_news_once(notebook):
    for lesson in COURSE:
        for prediction in lesson.predictions:
            learning.predicted(lesson.id, prediction, "a", right=True)
    assert notebook.news == ["call-it-first"]


def test_there_is_an_end_to_what_one_visit_notes(monkeypatch):
    monkeypatch.setattr(learning.learner, "MOST_FACTS", 1)
    learning.answered(LESSON, "q0", "a", right=True)
    learning.answered(LESSON, "q1", "a", right=True)
    assert len(learning.facts()) == 1


def test_what_is_earned_needs_room_as_well(monkeypatch, notebook):
    """A browser that keeps more than the most is not read to its end: the rest would be lost."""
    met = frozenset(fact(Kind.GOAL, LESSON, lab, at_ms=1) for lab in ("odds", "budget"))
    monkeypatch.setattr(learning.learner, "MOST_FACTS", len(met))
    assert not learning.bring(met)
    assert not learning.facts()
    monkeypatch.setattr(learning.learner, "MOST_FACTS", len(met) + 1)
    assert learning.bring(met)
    assert len(of_kind(Kind.EARNED)) == 1
