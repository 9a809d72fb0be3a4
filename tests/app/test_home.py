"""The home page for a newcomer and for somebody who has begun; the reviews that wait there."""

import time

import pytest

from components import learning, notebook, session
from course.reading import find, read
from i18n import LANGUAGES, words
from learner import Fact, Kind, fact
from learner.answers import DAY_MS
from tests.app.conftest import text

pytestmark = pytest.mark.long

LESSON = read(find("continuity"))
NOW_MS = int(time.time() * 1000)


def html(page) -> str:
    return "\n".join(element.value for element in page.get("html"))


def begun(days_ago: float = 3) -> list[Fact]:
    at_ms = NOW_MS - int(days_ago * DAY_MS)
    right = [
        fact(Kind.ANSWERED, "continuity", it.id, at_ms=at_ms, given="a", right=True)
        for it in LESSON.quiz[:2]
    ]
    return [fact(Kind.OPENED, "continuity", at_ms=at_ms), *right]


@pytest.fixture
def visit(opened, monkeypatch):
    """Return a visit of somebody who did certain things before."""

    def open_page(script: str, facts=(), language="en", **preferences):
        known = notebook.Notebook()
        known.learn(frozenset(facts))
        known.known = True
        known.preferences |= preferences
        monkeypatch.setattr(session, "notebook", lambda: known)
        return opened(script, language), known

    return open_page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_newcomer_sees_two_doors_and_what_there_is_to_earn(visit, language):
    page, _ = visit("home", language=language)
    say = words(language)
    assert not page.exception
    assert say("home.sample_title") in text(page)
    assert say("home.how") in html(page)
    assert say("achieved.newcomer") in html(page)
    assert 'class="parts' not in html(page)
    assert html(page).count('<li class="open">') == 14


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_has_begun_goes_on_where_they_left_off(visit, language):
    page, _ = visit("home", begun(), language)
    say = words(language)
    assert say("home.go_on_title") in text(page)
    assert LESSON.title.in_(language) in text(page)
    assert say("home.here") in html(page)
    assert say("home.parts", done=0, total=5) in html(page)
    assert say("home.reviews_due", count=2, minutes=1) in text(page)


def test_reviews_to_come_say_when(visit):
    page, _ = visit("home", begun(days_ago=0))
    assert words("en")("home.reviews_later", when="within a day") in text(page)


def test_achievements_that_were_reached_say_what_one_can_do(visit):
    earned = fact(Kind.EARNED, item="frame-72", at_ms=NOW_MS, rules=1)
    page, _ = visit("home", [*begun(), earned])
    assert html(page).count('<li class="reached">') == 1
    assert words("en")("achievements.frame-72.text") in html(page)
    assert words("en")("achieved.to_come") in html(page)
    assert "False" not in html(page)


def test_whoever_wants_no_xp_sees_none(visit):
    page, _ = visit("home", begun(), hide_xp=True)
    assert "XP" not in html(page)
    assert 'class="achievements"' not in html(page)
    assert words("en")("home.here") in html(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_review_queue_asks_one_after_the_other(visit, language):
    page, _ = visit("review", begun(), language)
    say, title = words(language), LESSON.title.in_(language)
    assert say("review.from", number=5, title=title) in text(page)
    assert say("review.left", count=1) in text(page)
    page.button[0].click().run()
    assert page.button[0].label == say("review.finish")
    page.button[0].click().run()
    assert say("review.none") in text(page)


def test_an_answered_question_stays_until_its_learner_moves_on(visit):
    page, _ = visit("review", begun())
    due = learning.due()[0]
    learning.reviewed(due.lesson, due.question, "a", right=True)
    page.run()
    assert words("en")("review.left", count=1) in text(page)
    page.button[0].click().run()
    assert page.button[0].label == words("en")("review.finish")


def test_nobody_is_asked_without_a_reason(visit):
    page, _ = visit("review")
    assert words("en")("review.none") in text(page)
