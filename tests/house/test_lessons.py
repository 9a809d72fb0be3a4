"""Lesson folders, page scripts and labs belong together."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from course import catalogue, complete
from course.reading import find, read
from i18n import LANGUAGES, words
from learner import XP

PAGES = Path(__file__).parents[2] / "pages"


def test_every_lesson_has_its_page_and_every_lesson_page_its_lesson():
    shown = {
        script.stem: re.findall(r'lesson_view\.show\("(\w+)"\)', script.read_text(encoding="utf-8"))
        for script in PAGES.glob("*.py")
    }
    pages = {stem: ids for stem, ids in shown.items() if ids}
    assert pages == {card.id: [card.id] for card in catalogue()}


def test_every_lab_can_be_drawn():
    from components.lesson_text import LABS

    named = {lab.id for card in catalogue() for lab in read(find(card.id)).labs}
    assert named <= set(LABS)
    assert all(callable(import_module(f"components.{module}").show) for module in LABS.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_lesson_is_about_has_words(language):
    tags = {tag for card in catalogue() for tag in card.tags if not re.fullmatch(r"l\d+", tag)}
    said = words(language).sentences
    assert {key for key in said if key.startswith("tags.")} == {f"tags.{tag}" for tag in tags}


def test_authors_and_learners_are_told_the_same_xp():
    assert dict(XP) == complete.XP
