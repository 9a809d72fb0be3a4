"""The review queue: questions that were right some days ago, asked again, one at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import streamlit as st

from components import asking, learning, onward, session
from course.lesson import Lesson
from course.reading import find, read
from learner import Due
from learner.answers import Question

_ROUND = "review_round"


@dataclass(slots=True)
class _Round:
    """What was asked in this visit: the question at hand and those before it.

    A question stays at hand when its answer has taken it off the queue, so that what became of
    the answer can be read; one that was wrong is still due, but not in the same breath.
    """

    at_hand: Question | None = None
    gone: set[Question] = field(default_factory=set)
    nth: int = 0

    def move_on(self) -> None:
        """Put the question at hand away."""
        if self.at_hand:
            self.gone.add(self.at_hand)
        self.at_hand = None


def show() -> None:
    """Draw the question at hand, or say that there is none."""
    say, round_ = session.speak(), session.kept(_ROUND, _Round)
    waiting = [it for it in _waiting() if it not in round_.gone and it != round_.at_hand]
    if round_.at_hand is None and waiting:
        round_.at_hand, round_.nth = waiting.pop(0), round_.nth + 1
    if round_.at_hand is None:
        round_.gone.clear()
        st.markdown(say("review.none"))
        onward.link("home", f"{say('review.home')} →")
        return
    lesson_id, question_id = round_.at_hand
    lesson = read(find(lesson_id))
    _ask(lesson, question_id, round_.nth)
    label = say("review.next") if waiting else say("review.finish")
    st.button(label, key=f"review-on-{round_.nth}", on_click=round_.move_on)
    if waiting:
        st.caption(say("review.left", count=len(waiting)))


def _ask(lesson: Lesson, question_id: str, nth: int) -> None:
    say = session.speak()
    title = lesson.title.in_(say.language)
    st.caption(say("review.from", number=lesson.number, title=title))
    for question in lesson.quiz:
        if question.id == question_id:
            asking.ask_again(lesson, question, nth)


def _waiting() -> Iterator[Question]:
    due: tuple[Due, ...] = learning.due()
    return ((it.lesson, it.question) for it in due)
