"""Everywhere a search can lead: the parts of every lesson, and the words of the glossary."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from course.catalogue import ROOT, Text, catalogue, moment
from course.glossary import Term, glossary
from course.lesson import Lesson
from course.prose import Fence, Section
from course.reading import find, read
from i18n import words

GLOSSARY = "glossary"
"""The page of the words."""

# What a learner is to find out by trying is not given away by a search.
_SAID = frozenset({"note", "myth", "snapshot", "figure"})
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_LINE_MARKS = re.compile(r"^\s*(?:[-+>]|\d+\.|#+)\s+|^[-| :]+$|\|", re.MULTILINE)
_MARKS = re.compile(r"[*`\\]+")


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where an address leads: a page, an anchor on it, and what is said there.

    A part of a lesson has its `lesson`'s title and `number`; a word of the glossary has other
    `spellings`; and the head of a page has its title for a heading.
    """

    page: str
    anchor: str
    heading: Text
    text: Text
    number: int = 0
    lesson: Text | None = None
    spellings: str = ""


def places(root: Path = ROOT) -> tuple[Place, ...]:
    """Return every place in the published lessons and the glossary under `root`."""
    return _places(root, _ages(root, moment()))


def plain(markdown: str) -> str:
    """Return the words of `markdown` on one line.

    >>> plain("- **Shorter.** See [VBench](https://example.org).")
    'Shorter. See VBench.'
    """
    said = _MARKS.sub("", _LINE_MARKS.sub(" ", _LINK.sub(r"\1", markdown)))
    return unicodedata.normalize("NFC", " ".join(said.split()))


@lru_cache(maxsize=2)
def _ages(root: Path, moment: int) -> tuple[int, ...]:
    files = (*root.glob("*.toml"), *root.glob("*/*.toml"), *root.glob("*/*.md"))
    return tuple(file.stat().st_mtime_ns for file in sorted(files))


@lru_cache(maxsize=2)
def _places(root: Path, ages: tuple[int, ...]) -> tuple[Place, ...]:
    lessons = [read(find(card.id, root)) for card in catalogue(root)]
    found = [place for lesson in lessons for place in _of_lesson(lesson)]
    return (*found, *(_of_term(term) for term in glossary(root)))


def _of_term(term: Term) -> Place:
    spellings = " · ".join(term.spellings("ko"))
    return Place(GLOSSARY, term.id, term.word, term.meaning, spellings=spellings)


def _of_lesson(lesson: Lesson) -> Iterator[Place]:
    yield Place(lesson.id, "", lesson.title, _said(lesson.one_liner), lesson.number)
    parts = [
        ("mental-model", _named("mental_model"), _said(lesson.mental_model)),
        *_sections(lesson),
        *(
            (lab.id, lab.title, _said(lab.goal) if lab.goal else Text("", ""))
            for lab in lesson.labs
        ),
        ("takeaways", _named("takeaways"), _said(*lesson.takeaways)),
        ("exercise", _named("exercise"), _said(lesson.exercise.prompt)),
        ("links", _named("links"), _said(*(link.title for link in lesson.links))),
    ]
    for anchor, heading, text in parts:
        yield Place(lesson.id, anchor, heading, text, lesson.number, lesson.title)


def _sections(lesson: Lesson) -> Iterator[tuple[str, Text, Text]]:
    korean = {section.id: section for section in lesson.ko}
    for section in lesson.en:
        twin = korean.get(section.id, section)
        yield section.id, Text(section.title, twin.title), Text(_prose(section), _prose(twin))


def _prose(section: Section) -> str:
    told = (
        block.markdown
        for block in section.blocks
        if not isinstance(block, Fence) or block.name in _SAID
    )
    return plain("\n\n".join(told))


def _named(part: str) -> Text:
    return Text(en=words("en")(f"lesson.{part}"), ko=words("ko")(f"lesson.{part}"))


def _said(*texts: Text) -> Text:
    return Text(en=_joined(text.en for text in texts), ko=_joined(text.ko for text in texts))


def _joined(texts: Iterable[str]) -> str:
    return plain(" · ".join(texts))
