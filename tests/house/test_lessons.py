"""Lesson folders, page scripts and labs belong together."""

import re
from importlib import import_module
from pathlib import Path

from course import catalogue, complete
from course.reading import find, read
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


def test_authors_and_learners_are_told_the_same_xp():
    assert dict(XP) == complete.XP
