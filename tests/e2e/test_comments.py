"""Comments in a browser, with a real database behind them."""

import time

import pytest
from playwright.sync_api import Locator, Page, expect

from i18n import words
from learner.accounts import account
from learner.comments import PAGE, Why
from learner.supabase_store import open_store
from tests import hostile
from tests.e2e import axe
from tests.e2e.accounts import SAY, Site, keeping
from tests.e2e.conftest import until
from tests.supabase import people

pytestmark = pytest.mark.e2e
LESSONS = iter(
    ("one_object", "noise_to_motion", "latents", "attention", "continuity", "anchors", "motion",
     "measuring", "finished", "long")
)  # fmt: skip


class Somebody:
    """An account, its own store, and a browser in which it is signed in."""

    def __init__(self, site: Site, page: Page, name: str, kind=people.regular) -> None:
        stack = site.stack
        self.site, self.page, self.name = site, page, name
        self.id = kind(stack, name)
        who = account(people.token(stack, self.id))
        self.store = open_store(people.project(stack), who)
        page.add_init_script(keeping(who, "never used: the access token lasts an hour"))

    def comes_to(self, lesson: str, language: str = "en") -> Locator:
        """Open a lesson and return its comments, read."""
        return comments(self.page, self.site, lesson, language, signed_in=True)


def comments(page: Page, site: Site, lesson: str, language="en", signed_in=False) -> Locator:
    """Open a lesson, go to its end and return its comments, read."""
    say = words(language)
    page.goto(f"{site.address}/{lesson}?lang={language}")
    section = page.locator(".comments")
    who = section.get_by_label(say("comments.write"), exact=True)
    drawn = who if signed_in else section.get_by_text(say("comments.sign_in"))
    expect(drawn).to_be_attached()
    come_near(page)
    expect(section.get_by_text(say("comments.loading"))).to_have_count(0)
    expect(section.locator(".threads, .first")).to_be_visible()
    return section


def come_near(page: Page) -> None:
    """Go to the comments, which are only asked for then."""
    page.locator(".comments").evaluate("it => it.scrollIntoView()")


@pytest.fixture
def people_of(site: Site, visitor):
    """Return a maker of somebody with a browser of their own."""
    return lambda name, kind=people.regular: Somebody(site, visitor(), name, kind)


@pytest.fixture
def lesson() -> str:
    """Return a lesson in which no other test has written."""
    return next(LESSONS)


def write(section: Locator, text: str, label: str = SAY("comments.write")) -> None:
    box = section.get_by_label(label, exact=True)
    box.fill(text)
    box.press("Control+Enter")


def state_of(site: Site, comment: int) -> str:
    """Return what everybody can read of a comment."""
    return site.stack.sql(
        f"select state || ': ' || quote_literal(body) from public.comments where id = {comment}"  # noqa: S608
    )


def thread(section: Locator, text: str) -> Locator:
    return section.locator(".threads > li").filter(has_text=text)


def test_a_comment_is_answered_and_its_author_is_told(site: Site, people_of, lesson: str):
    ada, bob = people_of("Ada"), people_of("Bob")
    mine = ada.comes_to(lesson)
    expect(mine.get_by_text(SAY("comments.first"))).to_be_visible()
    write(mine, "Where does the cup go?\n\nI paused at frame 40.")
    asked = thread(mine, "Where does the cup go?")
    expect(asked.locator(".said p")).to_have_text(
        ["Where does the cup go?", "I paused at frame 40."]
    )
    expect(mine.get_by_label(SAY("comments.write"), exact=True)).to_have_value("")
    bell = asked.get_by_role("button", name=SAY("comments.bell"))
    expect(bell).to_have_attribute("aria-pressed", "false")
    bell.click()
    expect(bell).to_have_attribute("aria-pressed", "true")

    theirs = bob.comes_to(lesson)
    found = thread(theirs, "Where does the cup go?")
    found.get_by_role("button", name=SAY("comments.reply")).click()
    write(found, "Behind the robot.", SAY("comments.write_reply", name="Ada"))
    expect(found.locator(".replies li")).to_contain_text(["Behind the robot."])

    ada.page.goto(f"{site.address}/progress?lang=en")
    ada.page.get_by_role("link", name=SAY("replies.count_one")).click()
    expect(ada.page.get_by_role("heading", level=1)).to_have_text(SAY("replies.title"))
    expect(ada.page.get_by_text("Behind the robot.")).to_be_visible()
    ada.page.get_by_role("link", name=SAY("replies.go")).click()
    there = ada.page.locator(".comments .threads > li").filter(has_text="Behind the robot.")
    expect(there).to_be_focused()
    expect(there).to_be_in_viewport()
    expect(ada.page.get_by_role("link", name=SAY("replies.count_one"))).to_have_count(0)
    until(ada.page, lambda: ada.store.unread() == 0)


def test_ones_own_is_edited_and_deleted_and_its_place_stays(site: Site, people_of, lesson: str):
    ada = people_of("Ada")
    begun = ada.store.comment(lesson, "en", "First words")
    people_of("Bob").store.comment(lesson, "en", "A reply", begun)
    section = ada.comes_to(lesson)
    mine = section.locator(f"[data-comment='{begun}']")
    mine.get_by_role("button", name=SAY("comments.edit")).first.click()
    box = mine.get_by_label(SAY("comments.write_edit"))
    expect(box).to_have_value("First words")
    write(mine, "Better words", SAY("comments.write_edit"))
    expect(mine.locator("article").first).to_contain_text("Better words")
    expect(mine.get_by_text(SAY("comments.edited"))).to_be_visible()
    mine.get_by_role("button", name=SAY("comments.delete")).first.click()
    sure = mine.locator(".asked").get_by_role("button", name=SAY("comments.delete"))
    expect(sure).to_be_focused()
    sure.press("Enter")
    expect(mine.get_by_text(SAY("comments.deleted"))).to_be_visible()
    expect(mine.locator(".replies")).to_contain_text("A reply")
    assert state_of(site, begun) == "deleted: ''"


def test_hostile_words_are_words_and_nothing_else(site: Site, people_of, page: Page, lesson: str):
    for n in range(0, len(hostile.ALL), 5):  # who writes, writes six in ten minutes
        writer = people_of("<img src=x> [a](b)" if n else "Eve")
        for text in hostile.ALL[n : n + 5]:
            writer.store.comment(lesson, "en", text)
    asked, dialogs = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    title = None
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        section = comments(page, site, lesson)
        expect(section.locator(".threads > li")).to_have_count(len(hostile.ALL))
        title = page.title()
        tags = section.locator(".said *").evaluate_all("found => found.map((it) => it.tagName)")
        assert set(tags) <= {"P", "A"}
        whole = section.evaluate(
            "it => it.querySelectorAll('img, script, iframe, object, b, svg, style').length"
        )
        assert whole == 0
        assert section.evaluate("it => it.scrollWidth <= it.clientWidth")
    shown = "".join(section.locator(".said").all_inner_texts())
    for marks in (
        "<script>",
        "<img src=",
        "![cup](",
        "**bold**",
        "<b>bold</b>",
        "$x^2$",
        "👩‍👩‍👧‍👦 🏳️‍🌈 🇰🇷",
    ):
        assert marks in shown
    assert not set(shown) & set(hostile.TURNS)
    links = section.locator(".said a").evaluate_all(
        "found => found.map((it) => [it.protocol, it.rel, it.target, it.textContent, it.host])"
    )
    assert links
    for protocol, rel, target, said, host in links:
        assert protocol in ("http:", "https:")
        assert {"noopener", "noreferrer", "nofollow"} <= set(rel.split())
        assert target == "_blank"
        assert host in said
    assert {host for *_, host in links} == {"evil.example", "xn--80ak6aa92e.example"}
    page.wait_for_load_state("networkidle")
    ours = site.address.removeprefix("http://")
    assert [
        url for url in asked if ours not in url and not url.startswith(("data:", "blob:"))
    ] == []
    assert not dialogs
    assert title == page.title() != "x"


def test_four_thousand_letters_fit_and_one_more_is_kept(site: Site, people_of, lesson: str):
    ada = people_of("Ada")
    section = ada.comes_to(lesson)
    text = ("한글 text ✨ " * 500)[:3_990] + "🏳️‍🌈 the end"[:10]
    write(section, text + "x")
    expect(section.get_by_text("Nothing is lost")).to_be_visible()
    box = section.get_by_label(SAY("comments.write"), exact=True)
    expect(box).to_have_value(text + "x")
    write(section, text)
    expect(section.locator(".threads > li")).to_have_count(1)
    section.get_by_role("button", name=SAY("comments.whole")).click()
    [kept] = ada.store.comments(lesson).threads
    assert kept.body == text.strip()
    said = ada.page.locator(".said")
    until(ada.page, lambda: said.inner_text().strip() == kept.body)


def decides(case: Locator, act: str, reason: str) -> None:
    """Do something at the moderators' desk, and wait until it is done: the reason is gone."""
    why = case.get_by_label(SAY("moderation.reason"))
    why.fill(reason)
    case.get_by_role("button", name=SAY(f"moderation.{act}"), exact=True).click()
    expect(why).to_have_value("")


def test_a_moderator_hides_shows_again_and_mutes(site: Site, people_of, page: Page, lesson: str):
    eve, mod = people_of("Eve"), people_of("Mod", people.moderator)
    begun = eve.store.comment(lesson, "en", "Something rude https://example.org/")
    section = people_of("Ada").comes_to(lesson)
    rude = section.locator(f"[data-comment='{begun}']")
    rude.get_by_role("button", name=SAY("comments.report")).click()
    rude.get_by_label(SAY("comments.whys.hurtful")).check()
    write(rude, "It hurts.", SAY("comments.more_words"))
    expect(section.get_by_text(SAY("comments.reported"))).to_be_visible()

    desk = mod.page
    desk.goto(f"{site.address}/moderation?lang=en")
    case = desk.locator(f".st-key-case-{begun}")
    expect(case.get_by_text("It hurts.")).to_be_visible()
    expect(case.get_by_role("link")).to_have_css("color", "rgb(15, 110, 132)")  # the accent
    decides(case, "hide", "Not among us")
    expect(case.get_by_text(SAY("moderation.hidden"))).to_be_visible()
    seen = comments(page, site, lesson)
    expect(seen.get_by_text(SAY("comments.hidden"))).to_be_visible()
    expect(page.get_by_text("Something rude")).to_have_count(0)
    assert state_of(site, begun) == "hidden: ''"

    decides(case, "mute", "A pause")
    decides(case, "restore", "It was a quotation")
    expect(case.get_by_text(SAY("moderation.hidden"))).to_have_count(0)
    expect(comments(page, site, lesson).get_by_text("Something rude")).to_be_visible()
    desk.get_by_text(SAY("moderation.log"), exact=True).click()
    for reason in ("Not among us", "A pause", "It was a quotation"):
        expect(desk.get_by_role("cell", name=reason, exact=True)).to_be_visible()

    eve.page.goto(f"{site.address}/{lesson}?lang=en")
    expect(eve.page.get_by_label(SAY("comments.write"), exact=True)).to_be_attached()
    come_near(eve.page)
    expect(eve.page.get_by_text(SAY("comments.muted"))).to_be_visible()


def test_what_is_typed_about_one_case_outlasts_another(site: Site, people_of, lesson: str):
    ada = people_of("Ada")
    begun = [ada.store.comment(lesson, "en", f"Comment {nth}") for nth in range(2)]
    for comment in begun:
        people_of("Bob").store.report(comment, Why.SPAM)
    desk = people_of("Mod", people.moderator).page
    desk.goto(f"{site.address}/moderation?lang=en")
    first, second = (desk.locator(f".st-key-case-{comment}") for comment in begun)
    meant = second.get_by_label(SAY("moderation.reason"))
    meant.fill("Let me think")
    decides(first, "hide", "An advertisement")
    expect(first.get_by_text(SAY("moderation.hidden"))).to_be_visible()
    expect(meant).to_have_value("Let me think")


FAULTS = {
    "html": "unknown",
    429: "often",
    "slow": "slow",
    "down": "offline",
}


def test_what_cannot_be_sent_stays_and_is_sent_later(site: Site, people_of):
    ada, lesson = people_of("Ada"), "one_object"
    text = f"Words in spite of it all {time.time()}"
    section = ada.comes_to(lesson)
    status = section.locator(".write .status")
    for fault, said in FAULTS.items():
        site.proxy.fault, site.proxy.where = fault, ("/rest/v1",)
        why = SAY(f"trouble-accounts.{said}")
        write(section, text)
        expect(status).to_have_text(f"{why} {SAY('comments.kept')}")

    # A reload meets the same server: the lesson is there, the draft too, and it says what failed.
    ada.page.reload()
    expect(ada.page.get_by_role("heading", level=1)).to_be_visible()
    box = ada.page.locator(".comments").get_by_label(SAY("comments.write"), exact=True)
    expect(box).to_have_value(text)
    come_near(ada.page)
    expect(ada.page.locator(".comments .trouble")).to_have_text(why)
    assert not ada.page.get_by_text("Traceback").count()

    site.proxy.fault = None
    ada.page.locator(".comments").get_by_role("button", name=SAY("comments.again")).click()
    expect(ada.page.locator(".comments .trouble")).to_have_count(0)
    box.press("Control+Enter")
    expect(thread(ada.page.locator(".comments"), text)).to_be_visible()
    expect(box).to_have_value("")


def test_pages_of_twenty_in_either_order_and_of_one_language(site: Site, page: Page, lesson: str):
    writer = people.regular(site.stack, "Ada")
    rows = [
        f"('{lesson}', '{'en' if n % 10 else 'ko'}', '{writer}', 'No {n}.',"
        f" now() - interval '{100 - n} minutes')"
        for n in range(PAGE + 3)
    ]
    without_rules = "set session_replication_role = replica;"
    columns = "insert into public.comments (lesson, language, user_id, body, created_at) values"
    site.stack.sql(" ".join((without_rules, columns, ",".join(rows))))
    section = comments(page, site, lesson)
    threads = section.locator(".threads > li")
    expect(threads).to_have_count(PAGE)
    expect(threads.first).to_contain_text("No 22.")
    section.get_by_role("button", name=SAY("comments.next")).click()
    expect(threads).to_have_count(3)
    expect(section.get_by_text(SAY("comments.place", page=2, pages=2))).to_be_visible()
    section.get_by_role("button", name=SAY("comments.oldest")).click()
    expect(threads.first).to_contain_text("No 0.")
    section.get_by_label(SAY("comments.language")).select_option("ko")
    expect(threads).to_have_count(3)
    expect(threads.last).to_contain_text("No 20.")


def test_a_mistake_is_reported_signed_out_and_reaches_the_desk(site: Site, people_of, page: Page):
    page.goto(f"{site.address}/report?lang=en&lesson=attention&section=cost")
    text = f"The figure is wrong <b>{time.time()}</b>"
    page.get_by_label(SAY("report.text")).fill(text)
    page.get_by_label(SAY("report.lab_link")).fill("https://evil.example/attention")
    send = page.locator(".report form").get_by_role("button", name=SAY("report.send"))
    send.click()
    expect(page.get_by_text(SAY("report.elsewhere"))).to_be_visible()
    page.get_by_label(SAY("report.lab_link")).fill(f"{site.address}/attention?lang=en&heads=2")
    site.proxy.fault, site.proxy.where = "down", ("/rest/v1",)
    send.click()
    expect(page.get_by_text(SAY("report.kept_unsent"))).to_be_visible()
    site.proxy.fault = None
    page.reload()
    kept = page.locator(".kept")
    expect(kept.get_by_text(text)).to_be_visible()
    kept.get_by_role("button", name=SAY("report.send")).click()
    expect(page.get_by_text(SAY("report.sent"))).to_be_visible()
    expect(kept.get_by_text(text)).to_have_count(0)

    desk = people_of("Mod", people.moderator).page
    desk.goto(f"{site.address}/moderation?lang=en")
    desk.get_by_text(SAY("moderation.issues"), exact=True).click()
    issue = desk.locator("[class*='st-key-case-issue-']").filter(has_text=text)
    expect(issue.get_by_role("link")).to_have_attribute("href", "/attention?lang=en&heads=2")
    issue.get_by_label(SAY("moderation.reason")).fill("Corrected")
    issue.get_by_role("button", name=SAY("moderation.close")).click()
    expect(issue).to_have_count(0)


def test_comments_replies_and_desk_are_open_to_all(site: Site, people_of, lesson: str):
    mod, bob = people_of("Mod", people.moderator), people_of("Bob")
    begun = mod.store.comment(lesson, "ko", "첫 질문이야")
    mod.store.ring(begun, wanted=True)
    answer = bob.store.comment(lesson, "en", "An answer", begun)
    people_of("Ada").store.report(answer, "other", "Look")
    section = mod.comes_to(lesson, "ko")
    say = words("ko")
    section.get_by_role("button", name=say("comments.report")).first.click()
    section.get_by_role("button", name=say("comments.edit")).first.click()
    expect(section.get_by_label(say("comments.write_edit"))).to_be_focused()
    assert axe.grave(mod.page) == []
    mod.page.goto(f"{site.address}/replies?lang=ko")
    expect(mod.page.get_by_text("An answer")).to_be_visible()
    expect(mod.page.get_by_role("link", name=say("replies.count_one"))).to_be_visible()
    assert axe.grave(mod.page) == []
    mod.page.goto(f"{site.address}/moderation?lang=ko")
    expect(mod.page.locator(f".st-key-case-{answer}")).to_be_visible()
    assert axe.grave(mod.page) == []
