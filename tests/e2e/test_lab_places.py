"""A lab comes before its reader does, without a jump, for keys and for paper too."""

import pytest
from playwright.sync_api import Page, expect

from components.lesson_text import AT_ONCE
from course.reading import find, read
from i18n import words

pytestmark = pytest.mark.e2e
LABS = [lab for lab in read(find("continuity")).labs if lab.id not in AT_ONCE]
SAY = words("en")
PRINTED = "void (window.print = () => { window.printed = true })"


def frame(page: Page, lab: str):
    return page.locator(f".st-key-lab-{lab}")


def place(page: Page, lab: str):
    return page.locator(f'[data-lab="{lab}"]')


def opened(page: Page, server: str) -> None:
    page.goto(f"{server}/continuity?lang=en")
    for lab in LABS:
        button = place(page, lab.id).get_by_role("button", include_hidden=True)
        expect(button).to_have_text(SAY("labs.place.open", title=lab.title.en))


def is_drawn(page: Page, lab: str) -> None:
    expect(frame(page, lab).locator(".lab-goal")).to_be_attached()
    expect(place(page, lab)).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_lab_is_drawn_when_its_reader_comes_near_and_as_high_as_its_place(
    server: str, page: Page, width: int
):
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, server)
    for at, lab in enumerate(LABS):
        room = place(page, lab.id).bounding_box()["height"]
        page.locator(f"h3#{lab.id}").evaluate("heading => heading.scrollIntoView()")
        is_drawn(page, lab.id)
        for later in LABS[at + 2 :]:
            expect(place(page, later.id)).to_have_count(1)
        page.wait_for_function(
            "([lab, room]) => Math.abs(document.querySelector(lab).offsetHeight - room) < room / 8",
            arg=[f".st-key-lab-{lab.id}", room],
        )
    page.locator("h1").first.evaluate("heading => heading.scrollIntoView()")
    for lab in LABS:
        is_drawn(page, lab.id)


def test_a_link_to_what_stands_below_labs_stays_there_while_they_come(server: str, page: Page):
    opened(page, server)
    page.evaluate("location.hash = '#do'")  # as a link in the page does
    is_drawn(page, "two-frames")
    page.wait_for_function("""() => {
        const top = document.querySelector("#do").getBoundingClientRect().top;
        return 0 <= top && top < innerHeight / 2;
    }""")


def test_the_focus_goes_from_the_button_of_a_place_into_the_lab(server: str, page: Page):
    opened(page, server)
    last = LABS[-1].id
    place(page, last).get_by_role("button").focus()
    is_drawn(page, last)
    expect(frame(page, last)).to_be_focused()
    expect(page.get_by_role("group", name=LABS[-1].title.en)).to_be_focused()
    page.keyboard.press("Tab")
    expect(frame(page, last).locator(":focus")).to_have_count(1)


def test_paper_waits_for_the_labs(server: str, page: Page):
    opened(page, server)
    page.evaluate(PRINTED)
    page.keyboard.press("Control+p")
    page.wait_for_function("window.printed")
    page.emulate_media(media="print")
    for lab in LABS:
        is_drawn(page, lab.id)


def test_paper_that_could_not_wait_says_where_the_labs_are(server: str, page: Page):
    opened(page, server)
    # Nobody answers any more, so the places stay.
    page.context.set_offline(True)
    last = place(page, LABS[-1].id)
    expect(last.get_by_text(SAY("labs.place.paper"))).to_be_hidden()
    page.emulate_media(media="print")
    expect(last.get_by_text(SAY("labs.place.paper"))).to_be_visible()
    expect(last.get_by_role("button")).to_be_hidden()


LOST_JUMP = """() => {
    const jump = Element.prototype.scrollIntoView;
    Element.prototype.scrollIntoView = function (...how) {
        if (this.id === "do" && !window.lost) window.lost = true;
        else jump.apply(this, how);
    };
}"""
"""A slow machine: the page goes to the place in its address while it is too short for it."""


def test_a_link_to_a_place_arrives_though_the_first_jump_was_lost(server: str, page: Page):
    page.add_init_script(f"({LOST_JUMP})()")
    page.goto(f"{server}/continuity?lang=en#do")
    page.wait_for_function("window.lost")
    is_drawn(page, "two-frames")
    page.wait_for_function("""() => {
        const top = document.querySelector("#do").getBoundingClientRect().top;
        return 0 <= top && top < innerHeight / 2;
    }""")
    page.mouse.move(800, 400)
    page.mouse.wheel(0, -3000)
    page.wait_for_function(
        "document.querySelector('#do').getBoundingClientRect().top > innerHeight"
    )
