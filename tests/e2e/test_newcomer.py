"""A newcomer's whole way: from the home page through lesson 05 to all its XP, and still there."""

import re

import pytest
from playwright.sync_api import Page, expect

from course.asked import Question
from course.reading import find, read
from i18n import words
from learner import XP
from tests.e2e.conftest import read_through

pytestmark = pytest.mark.e2e
LESSON = read(find("continuity"))
SAY = words("en")
ANALYSIS_MS = 90_000
"""Until the end of an analysis on a busy machine."""
BUDGET = "attention-budget"


def place(page: Page, name: str):
    return page.locator(f'[data-asked="continuity {name}"]')


def guess(page: Page) -> None:
    for prediction in LESSON.predictions:
        asked = place(page, f"predict {prediction.id}")
        asked.get_by_label(prediction.choices[-1].en, exact=True).check()
        asked.get_by_role("button", name=SAY("asking.guess")).click()
        expect(asked.get_by_text(prediction.reveal.en).first).to_be_visible()


def save_every_prop(page: Page) -> None:
    """Reach the goal of the budget: few props, a short clip, a camera that stands still."""
    page.locator(".section-budget, .st-key-section-budget").evaluate(
        "section => section.scrollIntoView()"
    )
    lab = f"labs.{BUDGET}"
    for control, keys in (
        ("props", ("Home", "ArrowRight")),
        ("frames", ("Home", "ArrowRight")),
        ("camera", ("Home",)),
    ):
        slider = page.get_by_role("slider", name=SAY(f"{lab}.{control}"))
        slider.focus()
        for key in keys:
            before = slider.get_attribute("aria-valuenow")
            slider.press(key)
            expect(slider).not_to_have_attribute("aria-valuenow", before or "")
    reached = page.locator('.lab-goal[data-reached="True"]')
    expect(reached).to_have_text(SAY("labs.reached"))


def look_into_a_sample(page: Page) -> None:
    page.get_by_role("button", name=SAY("sample.go")).click()
    page.get_by_role("button", name=SAY("sample.reveal")).click(timeout=ANALYSIS_MS)
    expect(page.get_by_role("heading", name=SAY("verdict.title"))).to_be_visible()


def answer(page: Page, question: Question) -> None:
    quiz = place(page, "quiz ")
    expect(quiz.locator("legend")).to_contain_text(question.prompt.en)
    if question.type == "number":
        quiz.get_by_role("textbox").fill(f"{question.answer:g}")
    for choice in question.choices:
        if choice.right:
            quiz.get_by_label(choice.en, exact=True).check()
    quiz.get_by_role("button", name=SAY("asking.check")).click()
    expect(quiz.locator(".verdict")).to_have_text(SAY("asking.isRight"))
    # Whoever presses twice at once is not heard.
    page.wait_for_timeout(500)
    quiz.get_by_role(
        "button", name=re.compile(f"{SAY('asking.next')}|{SAY('asking.results')}")
    ).click()


def do_the_exercise(page: Page) -> None:
    exercise = place(page, "exercise ")
    exercise.get_by_role("textbox").fill("The vase fades from frame 12 on. " * 4)
    exercise.get_by_role("checkbox").check()
    exercise.get_by_role("button", name=SAY("asking.exerciseDone")).click()
    expect(exercise.get_by_text(SAY("asking.exerciseIsDone")).first).to_be_visible()


def read_to_the_end(page: Page) -> None:
    read_through(page, (section.id for section in LESSON.en))
    ending = place(page, "reading ")
    ending.get_by_role("button", name=SAY("asking.read")).click()
    expect(ending.get_by_text(SAY("asking.isRead")).first).to_be_visible()


def test_one_click_on_the_first_page_plays_a_sample_that_is_being_measured(server, page: Page):
    page.goto(f"{server}/?lang=en")
    page.get_by_role("link", name=SAY("home.sample_link")).click()
    expect(page).to_have_title(f"{SAY('menu.clip_lab')} · {SAY('shell.title')}")
    page.locator("video").wait_for(timeout=ANALYSIS_MS)
    page.wait_for_function("!document.querySelector('video').paused")
    page.get_by_role("button", name=SAY("sample.reveal")).press("Enter", timeout=ANALYSIS_MS)
    expect(page.get_by_text(SAY("sample.planted"))).to_be_visible()
    verdict = page.get_by_role("heading", name=SAY("verdict.title"))
    expect(verdict).to_be_focused()  # the button is gone, and one goes on from here
    page.keyboard.press("Tab")
    expect(page.get_by_role("group", name=SAY("viewer.label"))).to_be_focused()


def test_lesson_05_is_completed_for_all_its_xp_which_stay(server: str, page: Page):
    page.goto(f"{server}/?lang=en")
    page.locator(".track").get_by_role("link", name=re.compile(LESSON.title.en)).click()
    header = page.locator(".lesson-header")
    new = "Level 0 Spark · 0 XP · 0/10 lessons · 0/14 achievements"
    expect(header).to_contain_text(new)
    guess(page)
    expect(header).to_contain_text("10 XP")
    look_into_a_sample(page)
    expect(header).to_contain_text("10 XP")
    save_every_prop(page)
    expect(header).to_contain_text("35 XP")
    for question in LESSON.quiz:
        answer(page, question)
    expect(place(page, "quiz ").locator(".score")).to_have_text("5 of 5")
    do_the_exercise(page)
    read_to_the_end(page)
    everything = f"{sum(XP.values())} XP · 1/10 lessons"
    expect(header).to_contain_text(everything)

    page.wait_for_function("localStorage.getItem('cwk-stream.progress').includes('\"read\"')")
    page.reload()
    expect(header).to_contain_text(everything)
    page.goto(f"{server}/?lang=en")
    done = page.locator(".track li").nth(LESSON.number - 1)
    expect(done).to_contain_text(SAY("home.done"))
    expect(done.get_by_role("img", name=SAY("home.parts", done=5, total=5))).to_be_visible()
