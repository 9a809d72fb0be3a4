"""What an analysis answers to the questions of the exercise."""

from dataclasses import replace

import pytest

from continuity.kinds import Explanation, Kind
from learner.fieldwork import Answer, Finding, Question, findings, first_broken
from tests import reports


def test_a_fade_breaks_persistence_from_its_first_frame():
    found = findings(reports.report())
    assert found[Question.PERSIST] == Finding(Answer.NO, 41)
    assert found[Question.DRIFT] == Finding(Answer.NO)  # the slide has an explanation


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        (Kind.VANISH, Question.PERSIST),
        (Kind.SHIFT, Question.DRIFT),
        (Kind.RECOLOR, Question.CHANGE),
        (Kind.IDENTITY, Question.CHANGE),
    ],
)
def test_the_earliest_failure_of_a_kind_answers_its_question(kind, question):
    event = replace(reports.events()[0], kind=kind, start=7)
    later, carried = replace(event, start=9), replace(event, start=2, explained=Explanation.HANDLED)
    report = replace(reports.report(), events=(later, event, carried))
    assert findings(report)[question].frame == 7
    assert first_broken(report) == (event, report.elements[1])


def test_without_a_failure_all_holds_unless_hardly_anything_moves():
    flawless = reports.flawless()
    assert [it.answer for it in findings(flawless).values()] == [Answer.YES, Answer.NO, Answer.NO]
    still = findings(replace(flawless, hardly_moves=True))
    assert {it.answer for it in still.values()} == {Answer.UNSURE}
    assert first_broken(flawless) is None
