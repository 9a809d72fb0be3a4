"""The words of the course: read, found in texts of both languages, and checked."""

import shutil

import pytest

from course.catalogue import ROOT, Text
from course.check import check
from course.glossary import FILE, Term, glossary, mentions, uses
from course.korean import initials, is_initials, letters, without_particle


def term(id: str, en: str, ko: str, *also: str) -> Term:
    return Term(id=id, word=Text(en, ko), meaning=Text("What it is.", "뭐냐면."), also=also)


TERMS = (
    term("drift", "drift", "drift", "드리프트"),
    term("attention", "attention", "attention"),
    term("attention-budget", "attention budget", "attention budget"),
    term("occlusion", "occlusion", "가림"),
    term("persistence", "object persistence", "물체 지속성"),
)


def named(text: str, language="en") -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.term.id) for m in mentions(text, language, TERMS)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Drift, then occlusions.", [("Drift", "drift"), ("occlusions", "occlusion")]),
        ("The attention budget.", [("attention budget", "attention-budget")]),
        ("driftwood and re-drift and drift-free", []),
        ("`drift` [drift](https://drift.example) <b class='drift'> https://a.example/drift", []),
        ("가림 is Korean", []),
    ],
)
def test_english_words_are_found_whole_and_longest_first(text, found):
    assert named(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("drift해. 드리프트가", [("drift", "drift"), ("드리프트", "drift")]),
        ("가림이 없어", [("가림", "occlusion")]),
        ("가림막은 아니야", []),
        ("물체 지속성(object persistence)", ["물체 지속성", "object persistence"]),
    ],
)
def test_korean_words_are_found_before_their_particles(text, found):
    words = named(text, "ko")
    assert words == found or [word for word, _ in words] == found


def test_every_published_lesson_uses_words_of_the_glossary():
    ids = {term.id for term in glossary()}
    for language in ("en", "ko"):
        found = uses(language)
        assert found.keys() <= ids
        assert {section for _, section in found["attention"]} >= {"budget"}


@pytest.mark.parametrize(
    ("word", "left"),
    [("연속성은", "연속성"), ("연속성", "연속성"), ("drift에서", "drift"), ("시드", "시드")],
)
def test_a_particle_is_taken_off_only_where_a_word_is_left(word, left):
    assert without_particle(word) == left


def test_what_is_half_typed_fits_what_it_will_be():
    assert letters("깜ㅃ") in letters("깜빡임")
    assert letters("빡이") in letters("깜빡임")
    assert letters("깜바ㄱ") not in letters("깜빡임")
    assert initials("깜빡임 flicker") == "ㄲㅃㅇ flicker"
    assert is_initials("ㄲㅃ")
    assert not is_initials("ㄲ")
    assert not is_initials("깜ㅃ")


@pytest.fixture
def worded(lessons):
    """Return the copy of lesson 05 with the glossary beside it."""
    shutil.copy(ROOT / FILE, lessons)
    return lessons


def change_words(root, old: str, new: str) -> None:
    file = root / FILE
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_glossary_itself_is_sound():
    assert not [problem for problem in check(ROOT) if problem.file.name == "glossary.toml"]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("[attention]", "[zebra]", "terms stand in the order of their ids"),
        ('ko = "drift"', 'ko = "깜빡임"', "a spelling means one term"),
        ("One thing hides another.", "One *thing* hides.", "a meaning is plain text"),
        ("One thing hides another.", "x" * 201, "a meaning has at most 200 characters"),
        ("One thing hides another.", "</dfn>", "a meaning is plain text"),
        ("[drift]", "[drift]\nwrong = 1", "Unexpected keyword argument"),
        ("[drift]", "[drift", "a glossary is TOML"),
        ("One unbroken piece", '"', "a glossary is TOML"),
    ],
)
def test_a_broken_glossary_is_a_problem_with_a_place(worded, old, new, rule):
    change_words(worded, old, new)
    found = [p for p in check(worded) if p.file.name == "glossary.toml"]
    assert any(problem.rule.startswith(rule) and problem.stops for problem in found), found


def test_a_word_that_the_korean_never_uses_is_a_notice(worded, change):
    change("ko.md", "softmax", "이것")
    [notice] = check(worded)
    assert not notice.stops
    assert "'softmax' (budget)" in notice.rule
