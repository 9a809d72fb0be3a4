"""A lesson asks and answers in the browser: by keyboard, at once, and it remembers."""

import re

import pytest
from playwright.sync_api import Page, expect

from components.blink import LEAST_MS
from course.reading import find, read
from i18n import words
from tests.e2e.conftest import read_through

pytestmark = pytest.mark.e2e
LESSON = read(find("continuity"))
SAY = words("en")


def place(page: Page, name: str):
    return page.locator(f'[data-asked="continuity {name}"]')


def once_more(page: Page):
    """Press enter, late enough: whoever presses twice at once is not heard."""
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")


def header(page: Page):
    return page.locator(".lesson-header")


def test_a_prediction_comes_before_its_answer_and_counts_though_it_is_wrong(
    server: str, page: Page
):
    page.goto(f"{server}/continuity?lang=en")
    [prediction, *_] = LESSON.predictions
    asked = place(page, f"predict {prediction.id}")
    guess = asked.get_by_role("button", name=SAY("asking.guess"))
    guess.click()
    expect(asked.get_by_text(SAY("asking.noChoice")).first).to_be_visible()
    wrong = next(choice for choice in prediction.choices if not choice.right)
    expect(asked.get_by_text(prediction.reveal.en)).to_have_count(0)
    asked.get_by_label(wrong.en).check()
    guess.click()
    expect(asked.get_by_text(prediction.reveal.en).first).to_be_visible()
    expect(header(page)).to_contain_text("5 XP")


def test_two_guesses_in_one_moment_both_count(server: str, page: Page):
    page.goto(f"{server}/continuity?lang=en")
    names = [f"predict {prediction.id}" for prediction in LESSON.predictions]
    for name in names:
        place(page, name).get_by_role("radio").first.check()
    page.evaluate(
        """names => {
          for (const name of names) {
            const place = document.querySelector(`[data-asked="continuity ${name}"]`);
            place.shadowRoot.querySelector("form").requestSubmit();
          }
        }""",
        names,
    )
    expect(header(page)).to_contain_text(f"{5 * len(names)} XP")
    page.reload()
    expect(header(page)).to_contain_text(f"{5 * len(names)} XP")


def test_the_quiz_is_taken_by_keyboard_and_remembered(server: str, page: Page):
    page.goto(f"{server}/continuity?lang=en")
    quiz = place(page, "quiz ")
    quiz.get_by_role("textbox").focus()
    page.keyboard.type("0.9")
    page.keyboard.press("Enter")
    expect(quiz.locator(".verdict")).to_contain_text(SAY("asking.isWrong"))
    expect(quiz.get_by_role("button", name=SAY("asking.next"))).to_be_focused()
    page.keyboard.press("Tab")
    once_more(page)
    expect(quiz.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("77 %")
    page.keyboard.press("Enter")
    expect(quiz.locator(".verdict")).to_have_text(SAY("asking.isRight"))
    for question in LESSON.quiz[1:]:
        once_more(page)
        expect(quiz.locator("legend")).to_contain_text(question.prompt.en)
        right = next(choice for choice in question.choices if choice.right)
        quiz.get_by_label(right.en).focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(quiz.locator(".verdict")).to_have_text(SAY("asking.isRight"))
    once_more(page)
    expect(quiz.locator(".score")).to_have_text("5 of 5")
    expect(quiz.locator(".review > li")).to_have_count(5)
    expect(header(page)).to_contain_text("30 XP")
    page.reload()
    expect(quiz.locator(".score")).to_have_text("5 of 5")
    expect(header(page)).to_contain_text("30 XP")
    page.get_by_role("radio", name="한국어").click()
    expect(quiz.locator(".score")).to_have_text(words("ko")("asking.score", right=5, total=5))


def test_done_reading_names_what_was_not_seen(server: str, page: Page):
    page.goto(f"{server}/continuity?lang=en")
    ending = place(page, "reading ")
    done = ending.get_by_role("button", name=SAY("asking.read"))
    done.click()
    expect(ending.get_by_role("link", name=LESSON.en[2].title)).to_be_visible()
    read_through(page, (section.id for section in LESSON.en))
    done.click()
    expect(ending.get_by_text(SAY("asking.isRead")).first).to_be_visible()
    expect(header(page)).to_contain_text("10 XP")


def test_the_next_lesson_begins_at_its_beginning(server: str, page: Page):
    page.goto(f"{server}/continuity?lang=en")
    before = place(page, "quiz ").locator("legend")
    expect(before).to_be_visible()
    page.get_by_role("link", name=re.compile("^Next: 06")).click()
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    quiz = page.locator('[data-asked="anchors quiz "]')
    expect(quiz.locator("legend")).to_contain_text(read(find("anchors")).quiz[0].prompt.en)


def test_two_frames_are_swapped_by_hand_and_at_most_twice_a_second(server: str, page: Page):
    state = "two-frames-watched-1=nothing&two-frames-tool=blink"
    page.goto(f"{server}/continuity?lang=en&{state}")
    to_last = page.get_by_role("button", name=SAY("labs.two-frames.to_last"))
    to_first = page.get_by_role("button", name=SAY("labs.two-frames.to_first"))
    to_last.focus()
    page.keyboard.press("Enter")
    expect(to_first).to_be_focused()
    page.wait_for_timeout(LEAST_MS + 50)
    to_first.evaluate("button => { for (let press = 0; press < 4; press++) button.click() }")
    expect(to_last).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".st-key-two-frames-blink .last")).not_to_be_visible()
