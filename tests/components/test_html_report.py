"""The report as a file: everything in it, nothing fetched, nothing run, whatever the names are."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from components.html_report import HtmlReport
from components.key_events import MOST_SHOWN
from continuity.kinds import Kind
from continuity.report import Report
from course.remedies import remedies
from figures.factors import all_scores
from figures.html_parts import NOTES
from i18n import LANGUAGES, words
from tests import engines, reports

DAY = date(2026, 3, 4)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style><script>alert(1)</script>",
    "' onload='alert(1)",
    "\u202egpj.mp4\u2066",
    "a" * 300 + ".mp4",
    "&lt;b&gt; {name} %s \x00\x1b[31m",
)


class Page(HTMLParser):
    """Collect tags, attributes, and the words between."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Take a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        """Take words."""
        self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every `tag`."""
        return [attributes for name, attributes in self.tags if name == tag]


def written(report: Report, language="en", pictures=None, analysed_s=30.0) -> str:
    kept = dict.fromkeys((0, 41, 66, 119), engines.jpeg()) if pictures is None else pictures
    return HtmlReport(report, kept, words(language), DAY, analysed_s).html()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_what_the_page_shows(language):
    report, say = reports.report(), words(language)
    page = Page(written(report, language))
    assert page.named("html") == [{"lang": language}]
    assert [it["id"] for it in page.named("h2")] == [
        *("verdict", "first-last", "events", "attention", "budget", "factors", "over_time"),
        *("timeline", "drift", "relation", "measures", "limits", "how"),
    ]
    for score in all_scores(report).values():
        assert (say("factors.unmeasured") if score is None else f"{score:.2f}") in page.text
    for event in report.events:
        assert say(f"kinds.{event.kind}.name") in page.text
    for words_of_it in (
        *(report.engine, report.clip.sha256, "2026-03-04"),
        *(say("result.limits_text"), say("verdict.title"), "41", "desk.mp4"),
    ):
        assert words_of_it in page.text
    # What Markdown would turn into something must not be seen as marks.
    assert "**" not in page.text
    assert ":gray" not in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_of_failure_says_once_what_is_likely_behind_it(language):
    report, say = reports.report(), words(language)
    html = written(report, language)
    page = Page(html)
    for event in report.failures:
        remedy = remedies()[event.kind]
        why = re.sub(r"[*]", "", remedy.why.in_(language))
        assert page.text.count(why) == 1
        assert say("html_report.read", number=remedy.lesson.number, title="").strip() in page.text
        assert {link.url for link in remedy.sources} <= {a["href"] for a in page.named("a")}
    assert html.count(NOTES) == 1  # the browser puts the learner's own words there


def test_every_picture_says_what_it_shows_and_every_frame_is_kept_once():
    html = written(reports.report())
    page = Page(html)
    for picture in page.named("svg"):
        assert picture.get("aria-label") or picture.get("aria-hidden") == "true"
    kept = [it["id"] for it in page.named("image")]
    assert kept == ["frame-0", "frame-41", "frame-66", "frame-119"]
    used = {it["href"] for it in page.named("use")}
    assert used == {f"#{name}" for name in kept}


def test_a_frame_that_was_not_kept_is_said_to_be_missing():
    html = written(reports.report(), pictures={0: engines.jpeg()})
    assert words("en")("html_report.no_picture") in html
    assert {it["href"] for it in Page(html).named("use")} == {"#frame-0"}


def test_nothing_is_fetched_and_nothing_runs():
    html = written(reports.report())
    page = Page(html)
    assert not {tag for tag, _ in page.tags} & {"script", "link", "iframe", "object", "embed"}
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("src", "href", "xlink:href", "srcset"):
            address = attributes.get(name) or "#"
            of_a_source = tag == "a" and address.startswith("https://")  # for whoever follows it
            assert of_a_source or address.startswith(("#", "data:image/")), address
    assert "url(" not in html
    assert "@import" not in html
    policy = page.named("meta")[1]
    assert policy["http-equiv"] == "Content-Security-Policy"
    assert "default-src 'none'" in policy["content"]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_words(name):
    sound = Page(written(reports.report()))
    html = written(reports.report().named(name))
    page = Page(html)
    # Not one tag or attribute more than with harmless words.
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in sound.tags]
    assert [sorted(it) for _, it in page.tags] == [sorted(it) for _, it in sound.tags]
    assert not set("\u202e\u2066\x00\x1b") & set(html)


def test_only_the_gravest_of_many_failures_are_shown_and_the_rest_is_counted():
    fade = reports.events()[0]
    many = tuple(replace(fade, start=n, severity=n / 30) for n in range(MOST_SHOWN + 5))
    html = written(replace(reports.report(), events=many))
    page = Page(html)
    shown = [it["id"] for it in page.named("article")]
    assert shown == [f"event-{n}" for n in range(6, MOST_SHOWN + 6)]
    assert words("en")("html_report.more", shown=MOST_SHOWN, left=5) in html


def test_a_clip_in_which_nothing_was_found_or_kept_is_a_report_too():
    html = written(reports.flawless(), pictures={})
    assert words("en")("events.none") in html
    assert "timeline" not in [it["id"] for it in Page(html).named("h2")]


def test_it_says_if_only_a_part_was_analysed():
    report = reports.report()
    longer = replace(report, clip=replace(report.clip, duration_s=62.0))
    said = words("en")("offer.partly", seconds=30, duration_s=62)
    assert said in written(longer)
    assert said not in written(report)


def test_settings_are_told_where_the_report_holds_them():
    report = replace(reports.report(), settings={"jump_step": 12.5, "thing_levels": (0.8, 1.2)})
    text = Page(written(report)).text
    assert "jump_step" in text
    assert "0.8, 1.2" in text
    assert Report.from_json(report.to_json()) == report


def test_explained_changes_are_in_the_table_and_not_among_the_failures():
    report = reports.report()
    page = Page(written(report))
    explained = report.events.index(next(it for it in report.events if it.explained)) + 1
    assert f"event-{explained}" not in [it["id"] for it in page.named("article")]
    assert words("en")(f"kinds.{Kind.SHIFT}.name") in page.text
