"""Every lesson opens in both languages and shows all that its folder holds."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from course import catalogue
from course.catalogue import ROOT
from course.lesson import Lesson
from course.prose import Fence, Section
from course.reading import find, read
from i18n import LANGUAGES, Language, words
from tests.app.conftest import titles

pytestmark = pytest.mark.long

MARK = re.compile(r'<dfn class="term"[^>]*>|</dfn>')
OPENED = [(card.id, language) for card in catalogue() for language in LANGUAGES]


def opened(lesson_id: str, language: Language) -> AppTest:
    page = AppTest.from_file(str(ROOT.parent / "app.py"), default_timeout=20)
    page.query_params["lang"] = language
    page.run()
    return page.switch_page(f"pages/{lesson_id}.py").run()


def shown(page: AppTest) -> str:
    drawn = [*page.markdown, *page.header, *page.subheader, *page.caption]
    html = [element.value for element in page.get("html")]
    return MARK.sub("", "\n".join([*(element.value for element in drawn), *html]))


@pytest.mark.parametrize(("lesson_id", "language"), OPENED)
def test_a_lesson_shows_all_its_folder_holds(lesson_id: str, language: Language):
    lesson = read(find(lesson_id))
    page = opened(lesson_id, language)
    assert not page.exception
    assert titles(page) == [lesson.title.in_(language)]
    text = shown(page)
    for said in texts(lesson, language):
        assert said in text


@pytest.mark.parametrize(("lesson_id", "language"), OPENED)
def test_sections_stand_under_headings_with_their_ids(lesson_id: str, language: Language):
    text = shown(opened(lesson_id, language))
    sections = read(find(lesson_id)).sections(language)
    anchors = re.findall(r'<h2 data-anchor="(.+?)">', text)
    first = anchors.index(sections[0].id)
    assert anchors[first : first + len(sections)] == [section.id for section in sections]
    assert {"mental-model", "takeaways", "exercise", "links", "not-verified"} <= set(anchors)
    assert all(f'<a href="#{anchor}">' in text for anchor in anchors)


@pytest.mark.parametrize(("lesson_id", "language"), OPENED)
def test_labs_stand_where_the_text_names_them(lesson_id: str, language: Language):
    lesson = read(find(lesson_id))
    page = opened(lesson_id, language)
    labs = re.findall(r'<h3 data-anchor="(.+?)">(.+?)</h3>', shown(page))
    assert [(lab.id, lab.title.in_(language)) for lab in lesson.labs] == labs
    named = [s.id for s in lesson.sections(language) if "lab" in kinds(s)]
    drawn = [str(element.value) for element in page.main.markdown]
    for id in named:
        [place] = [at for at, text in enumerate(drawn) if f'data-anchor="{id}"' in text]
        assert drawn[place].startswith("<h2"), "what holds a lab is no section of text"


def test_text_costs_an_element_before_and_one_after_each_lab():
    lesson = read(find("continuity"))
    labs = sum(kind == "lab" for section in lesson.en for kind in kinds(section))
    long = [text for text in opened("continuity", "en").main.markdown if len(text.value) > 500]
    assert len(long) <= 3 * labs + 1


@pytest.mark.parametrize(("lesson_id", "language"), OPENED)
def test_what_a_lesson_asks_is_told_in_its_language_and_has_its_place(lesson_id, language):
    lesson = read(find(lesson_id))
    page = opened(lesson_id, language)
    [told] = asked(page)
    items = told["items"]
    for prediction in lesson.predictions:
        item = items[f"predict {prediction.id}"]
        assert item["explain"] == prediction.reveal.in_(language)
    for question in lesson.quiz:
        item = items[f"check {question.id}"]
        assert item["prompt"] == question.prompt.in_(language)
        assert [choice["why"] for choice in item["choices"]] == [
            choice.why.in_(language) for choice in question.choices
        ]
    fences = [b for s in lesson.sections(language) for b in s.blocks if isinstance(b, Fence)]
    named = [f"{b.name} {b.argument}" for b in fences if b.name in ("predict", "check")]
    places = [*named, "quiz ", "exercise ", "reading "]
    assert [f"{lesson_id} {place}" for place in places] == re.findall(
        r'<div data-asked="(.+?)"', shown(page)
    )


def asked(page: AppTest) -> list[dict]:
    protos = [element.proto for element in page.get("bidi_component")]
    return [json.loads(proto.bytes) for proto in protos if proto.component_name == "asking"]


def test_the_line_above_a_lesson_says_which_it_is_and_how_far_one_has_come():
    lesson = read(find("continuity"))
    [line] = re.findall(r'<p class="lesson-header">(.+?)</p>', shown(opened("continuity", "en")))
    assert re.sub("<.+?>", "", line) == (
        f"Lesson 05 of 10 · ~{lesson.minutes} min · video, time · Level 0 Spark · 0 XP"
        " · 0/10 lessons · 0/14 achievements · 0/200 XP to next level"
    )


def test_a_stale_section_is_shown_with_a_notice():
    page = AppTest.from_function(_section_of_an_old_translation)
    page.query_params["lang"] = "ko"
    page.run()
    assert not page.exception
    [drawn] = page.markdown
    notice = words("ko")("lesson.stale", address="?lang=en#persistence")
    assert drawn.value.index(read(find("continuity")).ko[1].title) < drawn.value.index(notice)


def _section_of_an_old_translation() -> None:
    from dataclasses import replace

    from components import lesson_markdown, lesson_text
    from course.reading import find, read
    from i18n import words

    folder = find("continuity")
    lesson = read(folder)
    old = replace(lesson.ko[1], stale=True)  # the first holds a lab
    lesson_text.show([lesson_markdown.of_section(folder, lesson, old, words("ko")).flat])


def kinds(section: Section) -> list[str]:
    return [block.name for block in section.blocks if isinstance(block, Fence)]


def texts(lesson: Lesson, language: Language) -> list[str]:
    short = [lesson.one_liner, lesson.mental_model, lesson.exercise.prompt]
    short += [*lesson.takeaways, *lesson.objectives.values(), *lesson.exercise.checklist]
    short += [*lesson.not_verified, lesson.exercise.no_tool_variant]
    short += [link.title for link in lesson.links]
    blocks = [block for section in lesson.sections(language) for block in section.blocks]
    prose = [b.markdown for b in blocks if not (isinstance(b, Fence) and b.name == "figure")]
    return [text.in_(language) for text in short] + prose + [link.url for link in lesson.links]
