"""Progress lives in the visitor's browser: it survives, merges, and is not trusted."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from i18n import words
from learner import Fact, Kind, fact, from_json, to_json
from tests.e2e.conftest import free_port, serving

pytestmark = pytest.mark.e2e
SAY, KOREAN = words("en"), words("ko")
KEY = "cwk-stream.progress"
ANSWER = fact(Kind.ANSWERED, "continuity", "five-at-ninety", at_ms=1_000, given="a", right=True)
COMPARED = fact(Kind.COMPARED, at_ms=2_000, frames=72)


def opened(page: Page, server: str, address: str = "progress?lang=en") -> Page:
    page.goto(f"{server}/{address}")
    return ready(page)


def ready(page: Page) -> Page:
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    page.wait_for_function("document.documentElement.dataset.progress === 'known'")
    return page


def bring(page: Page, *facts: Fact, keeps: bool = True) -> None:
    """Bring in a file, the quickest way to have done something, and wait until it is kept."""
    file = {"name": "stream-progress.json", "mimeType": "application/json"}
    text = to_json(facts).encode()
    page.locator(".st-key-bring input[type=file]").set_input_files([file | {"buffer": text}])
    expect(page.get_by_text(SAY("keeping.brought", new=len(facts)))).to_be_visible()
    for it in facts if keeps else ():
        wait_until_kept(page, it.kind)


def kept(page: Page) -> set[Fact]:
    return set(from_json(page.evaluate(f"localStorage.getItem('{KEY}')") or "").facts)


def wait_until_kept(page: Page, kind: str) -> None:
    # Before the first fact there is nothing under the key.
    page.wait_for_function(f"(localStorage.getItem('{KEY}') ?? '').includes('\"{kind}\"')")


def achieved(page: Page, id: str = "frame-72") -> bool:
    item = page.locator(".record li", has_text=SAY(f"achievements.{id}.name"))
    expect(item).to_be_visible()
    return SAY("record.done") in item.inner_text()


def wait_until_achieved(page: Page, id: str = "frame-72") -> None:
    item = page.locator(".record li", has_text=SAY(f"achievements.{id}.name"))
    expect(item).to_contain_text(SAY("record.done"))


def put(page: Page, text: str) -> None:
    """Write into the browser's storage behind the app's back."""
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])


def test_what_was_done_is_there_after_the_browser_was_closed(server: str, visitor, tmp_path: Path):
    page = opened(visitor(), server)
    assert not achieved(page)
    bring(page, COMPARED, ANSWER)
    wait_until_achieved(page)
    page.reload()
    wait_until_achieved(ready(page))
    page.context.storage_state(path=tmp_path / "kept.json")
    page.context.close()
    page = opened(visitor(storage_state=tmp_path / "kept.json"), server)
    wait_until_achieved(page)
    assert {COMPARED, ANSWER} < kept(page)


def test_an_open_page_goes_on_after_the_server_was_started_anew(page: Page, tmp_path: Path):
    port = free_port()
    with serving(tmp_path, port) as server:
        opened(page, server)
        bring(page, COMPARED)
        wait_until_achieved(page)
        visit = page.evaluate("window.cwkStream.visit")
    with serving(tmp_path, port):
        # The page finds the new server by itself, which knows nothing until the browser tells.
        page.wait_for_function("(visit) => window.cwkStream.visit !== visit", arg=visit)
        page.locator("[data-test-script-state=notRunning]").wait_for()
        page.get_by_role("radio", name="한국어").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(KOREAN("record.title"))
        item = page.locator(".record li", has_text=KOREAN("achievements.frame-72.name"))
        expect(item).to_contain_text(KOREAN("record.done"))


def test_a_second_tab_learns_of_it_and_both_end_with_the_same(server: str, page: Page):
    opened(page, server)
    other = opened(page.context.new_page(), server)
    bring(page, COMPARED)
    wait_until_achieved(other)
    bring(other, ANSWER)
    wait_until_kept(page, COMPARED.kind)
    # As if both had written in the same moment and the later had not seen the earlier.
    put(other, to_json([ANSWER]))
    wait_until_kept(page, COMPARED.kind)
    wait_until_kept(page, ANSWER.kind)
    assert {COMPARED, ANSWER} <= kept(other)


def test_another_visitor_of_the_same_server_sees_nothing(server: str, visitor):
    ann, bob = (opened(visitor(), server) for _ in range(2))
    bring(ann, COMPARED)
    wait_until_achieved(ann)
    bob.reload()
    assert not achieved(ready(bob))
    assert kept(bob) == set()


def test_what_cannot_be_trusted_is_set_aside_with_a_sentence(server: str, page: Page):
    broken = {
        "cut off": "{",
        "empty": "",
        "another schema": '{"schema": 7, "facts": []}',
        "huge": '{"schema": 1, "facts": [' + "9," * 1_200_000 + "9]}",
    }
    one_bad_row = to_json([COMPARED])[:-2] + ',{"kind":"xp","at_ms":1,"lesson":"<script>"}]}'
    opened(page, server)
    for text in broken.values():
        set_aside(page, text)
        assert not achieved(page)
    bring(page, ANSWER)
    set_aside(page, one_bad_row)
    wait_until_achieved(page)
    bring(page, ANSWER)
    page.reload()
    ready(page)
    expect(page.get_by_text(SAY("notices.set_aside"))).to_have_count(0)
    assert kept(page) >= {ANSWER, COMPARED}


def set_aside(page: Page, text: str) -> None:
    """Have the browser keep `text`, and wait until the page has put it away and says so."""
    put(page, text)
    page.reload()
    expect(page.get_by_text(SAY("notices.set_aside")).first).to_be_visible()
    page.wait_for_function(
        "([start, text]) => Object.entries(localStorage)"
        ".some(([key, aside]) => key.startsWith(start) && aside === text)",
        arg=[f"{KEY}.set-aside", text],
    )


def test_a_browser_that_keeps_nothing_still_has_a_page(server: str, page: Page):
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
    )
    opened(page, server)
    bring(page, COMPARED, keeps=False)
    wait_until_achieved(page)


def test_a_file_takes_progress_to_another_browser(server: str, visitor, tmp_path: Path):
    ann, bob = (opened(visitor(), server) for _ in range(2))
    bring(ann, COMPARED)
    wait_until_achieved(ann)
    with ann.expect_download() as download:
        ann.get_by_role("button", name=SAY("keeping.save")).click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    bob.locator(".st-key-bring input[type=file]").set_input_files(file)
    wait_until_achieved(bob)
    wait_until_kept(bob, COMPARED.kind)
    bob.reload()
    wait_until_achieved(ready(bob))


def test_language_colours_and_hidden_xp_are_remembered(server: str, page: Page):
    opened(page, server)
    page.locator(".st-key-prefer-hide_xp label").click()
    expect(page.get_by_role("heading", name=SAY("record.achievements"))).to_have_count(0)
    page.get_by_role("radio", name=SAY("keeping.dark")).click()
    # The page loads anew, and for a moment there is no app.
    app = "document.querySelector('[data-testid=stApp]')"
    dark = f"{app} && getComputedStyle({app}).colorScheme === 'dark'"
    page.wait_for_function(dark)
    ready(page)
    page.get_by_role("radio", name="한국어").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(KOREAN("record.title"))
    again = opened(page.context.new_page(), server, "continuity")
    again.wait_for_function(dark)
    expect(again.locator("html")).to_have_attribute("lang", "ko")
    again.goto(f"{server}/progress")
    ready(again)
    expect(again.get_by_role("heading", name=KOREAN("record.lessons"))).to_be_visible()
    expect(again.get_by_role("heading", name=KOREAN("record.achievements"))).to_have_count(0)


def test_a_first_visit_follows_the_browsers_language(server: str, visitor):
    page = opened(visitor(locale="ko-KR"), server, "")
    expect(page.locator("html")).to_have_attribute("lang", "ko")


def test_only_the_record_is_printed(server: str, page: Page):
    opened(page, server)
    page.emulate_media(media="print")
    expect(page.locator(".record table")).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.locator(".st-key-keeping")).to_be_hidden()
