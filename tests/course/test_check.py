"""Every rule for lessons is broken once, and is found at its place with a way out."""

import re
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

import pytest

from course.catalogue import ROOT
from course.check import check, minutes_needed, read_all
from course.problem import LessonError
from course.reading import find, read
from tests.course.conftest import Change

# What is changed where, and the rule that breaks: (file, old, new, rule).
MISTAKES = [
    ("lesson.toml", "number = 5", "number = 6", "a folder is named by number and id"),
    ("lesson.toml", "number = 5", 'number = "five"', "Input should be a valid integer"),
    ("lesson.toml", "number = 5", "number = 5\nlevels = 3", "Unexpected keyword argument"),
    ("lesson.toml", "minutes = 20\n", "", "Field required"),
    ("lesson.toml", "minutes = 20", "minutes = 60", "`minutes` is at most 40% off"),
    ("lesson.toml", "minutes = 20", "minutes = = 16", "a lesson.toml is TOML"),
    ("lesson.toml", 'track = "stream"', 'track = "river"', "the course 'stream' has 10 lessons"),
    ("lesson.toml", "prerequisites = []", 'prerequisites = ["noise"]', "a prerequisite is an"),
    ("lesson.toml", "prerequisites = []", 'prerequisites = ["continuity"]', "a prerequisite is an"),
    (
        "lesson.toml",
        "연속성이라는 숨은 난이도",
        "Continuity",
        "the Korean text is written in Hangul",
    ),
    ("lesson.toml", "https://doi.org", "http://doi.org", "String should match pattern"),
    ("lesson.toml", 'id = "wrbench"', 'id = "vbench"', "an id is given once"),
    ("lesson.toml", 'id = "clip-analyser"', 'id = "evens"', "a lab of the text is in lesson.toml"),
    ("lesson.toml", 'id = "clip-analyser"', 'id = "evens"', "a lab of lesson.toml is in the text"),
    ("lesson.toml", 'id = "clip-analyser"', 'id = "budget"', "a lab and a section have different"),
    ("lesson.toml", 'id = "clip-analyser"', 'id = "quiz"', "a lab and a section have different"),
    ("en.md", "{#budget}", "", "a heading has an id"),
    ("en.md", "{#budget}", "{#links}", "'links' is an id of the page itself"),
    ("ko.md", "{#budget}", "{#cost}", "both languages have the same sections"),
    ("ko.md", "- 움직임이 그럴듯해\n", "", "both languages have the same fences, list items"),
    ("ko.md", "72장이야", "27장이야", "both languages state the same numbers"),
    ("ko.md", "abs/2502.04507", "abs/2502.04508", "both languages link to the same places"),
    ("ko.md", "*한꺼번에* 맞아야", "*한꺼번에 맞아야", "an emphasis opens and closes"),
    ("en.md", "*at once*", "**“at once”**s", "an emphasis opens and closes"),
    ("en.md", ":::{myth} “You can read", ":::{legend} “You can read", "the fences are"),
    ("en.md", ":::{lab} clip-analyser", ":::{lab}", "a lab names the id of a lab"),
    ("en.md", "{figure} odds.svg", "{figure} even.svg", "a figure's picture exists"),
    ("en.md", "{figure} odds.svg", "{figure} odds.psd", "a figure is one of .svg, .webp, .png"),
    ("ko.md", ":alt: 같은 책상", ":note: 같은 책상", "a figure has a text for who cannot see it"),
    ("en.md", ":alt: One desk", f":alt: {'So ' * 30}One desk", "the text of a figure has at most"),
    ("en.md", "That is a *metaphor*.", "Well, " * 90, "a paragraph has at most 500 characters"),
    ("en.md", "](https://arxiv.org/abs/1706", "](http://arxiv.org/abs/1706", "a link is https"),
    (
        "en.md",
        "[VBench](https://arxiv.org/abs/2311.17982)",
        "[VBench](#nowhere)",
        "a link is https",
    ),
    ("en.md", "## The attention budget {#budget}", "budget\n------", "a heading begins with"),
    ("en.md", "That is a *metaphor*.", "That is a <b>metaphor</b>.", "a text is Markdown without"),
    ("en.md", "That is a *metaphor*.", "![x](odds.svg)", "a picture stands in a fence"),
    ("en.md", "That is a *metaphor*.", "It costs $5 and $6.", "Streamlit reads $"),
    ("en.md", "{predict} five-at-ninety", "{predict} six-at-ninety", "a prediction of the text is"),
    ("en.md", "{predict} five-at-ninety", "{predict} six-at-ninety", "a prediction of lesson.toml"),
    ("ko.md", "{predict} slow-or-interrupted", "{predict}", "a predict names the id of a"),
    (
        "en.md",
        "{predict} slow-or-interrupted",
        "{predict} five-at-ninety",
        "a prediction stands in",
    ),
    (
        "en.md",
        "{check} true-of-the-budget",
        "{check} true-of-the-moon",
        "a question of the text is",
    ),
    ("ko.md", "{check} true-of-the-budget", "{check} saw-nothing", "both languages have the same"),
    ("en.md", ":::{lab} clip-analyser\n", ":::{lab} clip-analyser\nTry.\n", "a lab has its words"),
    ("en.md", ":::{note} How far", ":::{snapshot} How far", "a snapshot is dated"),
    ("lesson.toml", 'section = "blind"', 'section = "deaf"', "a question points at a section"),
    (
        "lesson.toml",
        'objective = "comparing"',
        'objective = "x"',
        "a question asks for an objective",
    ),
    (
        "lesson.toml",
        'objective = "comparing"',
        'objective = "odds"',
        "every objective has a question",
    ),
    ("lesson.toml", 'id = "saw-nothing"', 'id = "true-of-the-budget"', "an id is given once"),
    (
        "lesson.toml",
        'id = "same", en = "It made',
        'id = "gradual", en = "It made',
        "the choices of a",
    ),
    (
        "lesson.toml",
        'id = "fifty-nine", en = "59%", ko = "59%", right = true',
        'id = "fifty-nine", en = "59%", ko = "59%"',
        "exactly one choice of a prediction",
    ),
    (
        "lesson.toml",
        'ko = "그냥 올려", why',
        'ko = "그냥 올려", right = true, why',
        "exactly one choice is right",
    ),
    ("lesson.toml", "answer = 77.4\n", "", "a number has an `answer`"),
    ("lesson.toml", "answer = 77.4", 'answer = "77.4"', "Input should be a valid number"),
    ("lesson.toml", "tolerance = 1", "tolerance = -1", "Input should be greater than"),
    (
        "lesson.toml",
        "clip 10개 중 9개",
        "clip 100개 중 9개",
        "both languages state the same numbers",
    ),
    ("lesson.toml", "Publish it", "*Publish it", "what is asked is plain text"),
    ("lesson.toml", "xp = 100", "xp = 90", "`xp` is the sum of its parts"),
    ("lesson.toml", 'goal.en = "Analyse', 'aim.en = "Analyse', "Unexpected keyword argument"),
]


FOR_ALL_TO_SEE = [
    (r"(?s)\[\[predictions\]\].*?(?=\[\[quiz)", "a published lesson has a prediction"),
    (r"(?s)\[\[quiz\]\].*?(?=\[\[quiz\]\])", "a published lesson has 5 questions"),
    (r"(?s)\[\[takeaways\]\].*?(?=\[\[takeaways\]\])", "a published lesson has 4 takeaways"),
    (r"goal\..*?\n", "a lab of a published lesson has a goal"),
    (r"main = true\n", "a published lesson has a main lab"),
]


@pytest.mark.parametrize(("pattern", "rule"), FOR_ALL_TO_SEE)
def test_a_draft_may_lack_what_a_published_lesson_needs(folder: Path, pattern: str, rule: str):
    file = folder / "lesson.toml"
    lacking = re.sub(
        pattern, "", file.read_text("utf-8"), count=1 if pattern.startswith("(?s)") else 2
    )
    file.write_text(lacking, encoding="utf-8")
    assert rule in {problem.rule for problem in check(folder)}
    draft = lacking.replace('status = "published"', 'status = "draft"')
    file.write_text(draft, encoding="utf-8")
    assert rule not in {problem.rule for problem in check(folder)}


@pytest.mark.parametrize(("name", "old", "new", "rule"), MISTAKES)
def test_a_mistake_is_found(
    lessons: Path, change: Change, name: str, old: str, new: str, rule: str
):
    change(name, old, new)
    found = [problem for problem in check(lessons) if problem.rule.startswith(rule)]
    assert found, f"found instead: {[problem.rule for problem in check(lessons)]}"
    assert all(problem.stops and problem.remedy for problem in found)


def test_a_mistake_is_found_in_its_line(folder: Path, change: Change):
    change("en.md", "[STEVO-Bench](https:", "[STEVO-Bench](http:")
    change(
        "lesson.toml",
        'checked = 2026-11-22\ntitle.en = "Fast Video',
        'checked = 1\ntitle.en = "Fast Video',
    )
    english = (folder / "en.md").read_text(encoding="utf-8").splitlines()
    facts = (folder / "lesson.toml").read_text(encoding="utf-8").splitlines()
    lines = {problem.file.name: problem.line for problem in check(folder)}
    assert "[STEVO-Bench](http:" in english[lines["en.md"] - 1]
    assert facts[lines["lesson.toml"] - 1] == "checked = 1"


def test_all_mistakes_are_told_at_once(lessons: Path, folder: Path, change: Change):
    change("lesson.toml", "minutes = 20", 'minutes = "long"')
    change("lesson.toml", 'level = "core"', 'level = "hard"')
    change("en.md", "{figure} odds.svg", "{figure} even.svg")
    change("ko.md", "{#budget}", "{#cost}")
    problems = check(lessons)
    assert {problem.file.name for problem in problems} == {"lesson.toml", "en.md", "ko.md"}
    assert len([problem for problem in problems if problem.file.name == "lesson.toml"]) == 2
    assert list(problems) == sorted(problems)


@pytest.mark.parametrize(
    ("old", "new"),
    [("minutes = 20\n", ""), ("minutes = 20", "minutes = = 16"), ("minutes = 20", "minute = 16")],
)
def test_a_lesson_that_cannot_be_shown_is_an_error(
    folder: Path, change: Change, old: str, new: str
):
    change("lesson.toml", old, new)
    with pytest.raises(LessonError) as error:
        read(folder)
    [problem] = error.value.problems
    assert problem.file == folder / "lesson.toml"


def test_what_is_shown_is_what_was_checked():
    for draft in read_all(ROOT):
        assert draft.lesson
        assert asdict(read(draft.folder)) == asdict(draft.lesson)


def test_the_real_lessons_have_no_problems():
    assert not [str(problem) for problem in check() if problem.stops]


def test_a_file_may_be_missing(lessons: Path, folder: Path):
    (folder / "ko.md").unlink()
    [problem] = check(lessons)
    assert problem.rule == "a lesson has a lesson.toml, an en.md and a ko.md"
    assert problem.file == folder / "ko.md"


def test_an_old_translation_is_a_notice_and_is_still_shown(folder: Path, change: Change):
    change("en.md", "Put a cup on", "Set a cup on")
    [notice] = check(folder)
    assert not notice.stops
    assert notice.file.name == "ko.md"
    stale = [section.id for section in read(folder).sections("ko") if section.stale]
    assert stale == ["persistence"]
    assert not any(section.stale for section in read(folder).sections("en"))


def test_a_lesson_is_read_again_when_it_changes(folder: Path, change: Change, monkeypatch):
    monkeypatch.setattr(import_module("course.catalogue"), "LOOK_S", 60)
    before = read(folder)
    assert read(folder) is before
    change("en.md", "Put a cup on", "Set a cup on")
    monkeypatch.setattr(import_module("course.catalogue"), "LOOK_S", 1e-9)
    assert "Set a cup on" in read(folder).sections("en")[1].blocks[0].markdown


def test_a_lesson_is_found_by_its_id():
    assert find("continuity") == ROOT / "05-continuity"
    with pytest.raises(LookupError):
        find("nowhere")


def test_reading_time_counts_words_characters_and_labs():
    lesson = read(ROOT / "05-continuity")
    english, korean = minutes_needed(lesson, "en"), minutes_needed(lesson, "ko")
    assert sum(lab.minutes for lab in lesson.labs) < min(english, korean)
    assert max(english, korean) <= 1.4 * lesson.minutes
