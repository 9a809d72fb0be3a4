"""The words of the course, out of lessons/glossary.toml, and where a text uses them."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from course.catalogue import ROOT, Card, Text, catalogue, moment
from course.korean import PARTICLES
from course.prose import Section
from course.reading import find, read
from i18n import Language

FILE = "glossary.toml"

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_HANGUL = re.compile("[가-힣]")
# What is code, link, HTML or address is left alone: a mark would break it or hide in it.
_ELSE = r"`[^`]*`|\[[^\]]*\]\([^)]*\)|<[^>]*>|https://\S+"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # by identity: hashed at every run
class Term:
    """One word of the course; `also` has its other spellings, in both languages.

    A `plain` term is known to everybody who makes video: no text marks it.
    """

    id: str
    word: Text
    meaning: Text
    also: tuple[str, ...] = ()
    plain: bool = False

    def spellings(self, language: Language) -> tuple[str, ...]:
        """Return how a text in `language` may write the term: Korean ones use English words too."""
        every = dict.fromkeys((self.word.in_(language), self.word.en, self.word.ko, *self.also))
        return tuple(s for s in every if language == "ko" or not _HANGUL.search(s))


class Mention(NamedTuple):
    """Where a text names a term: `text[start:end]`, without the particle behind it."""

    start: int
    end: int
    term: Term


def glossary(root: Path = ROOT) -> tuple[Term, ...]:
    """Return every term, by id; the file is read once, and again when it changes."""
    return _read(root / FILE, _age(root / FILE, moment()))


def mentions(text: str, language: Language, terms: tuple[Term, ...]) -> Iterator[Mention]:
    """Yield where the Markdown `text` names one of `terms`, the longest spelling first."""
    pattern, meant = _pattern(terms, language)
    for match in pattern.finditer(text):
        if match["word"]:
            word = match["word"].casefold()
            yield Mention(*match.span("word"), meant.get(word) or meant[word.removesuffix("s")])


def uses(language: Language, root: Path = ROOT) -> dict[str, tuple[tuple[Card, str], ...]]:
    """Return for each term, by id, the published lessons that name it and where they begin to."""
    found: dict[str, tuple[tuple[Card, str], ...]] = {}
    for card in catalogue(root):
        sections = read(find(card.id, root)).sections(language)
        for term, section in _first_sections(sections, language, glossary(root)).items():
            found[term] = (*found.get(term, ()), (card, section))
    return found


@lru_cache(maxsize=64)
def _first_sections(
    sections: tuple[Section, ...], language: Language, terms: tuple[Term, ...]
) -> dict[str, str]:
    found: dict[str, str] = {}
    for section in sections:
        for mention in mentions(_LINK.sub(r"\1", section.said), language, terms):
            found.setdefault(mention.term.id, section.id)
    return found


@lru_cache(maxsize=2)
def _read(file: Path, age: int) -> tuple[Term, ...]:
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(
        Term(
            id=id,
            word=Text(table["en"], table["ko"]),
            meaning=Text(**table["meaning"]),
            also=tuple(table.get("also", ())),
            plain=table.get("plain", False),
        )
        for id, table in tables.items()
    )


@lru_cache(maxsize=2)
def _age(file: Path, moment: int) -> int:
    return file.stat().st_mtime_ns


@lru_cache(maxsize=8)
def _pattern(
    terms: tuple[Term, ...], language: Language
) -> tuple[re.Pattern[str], dict[str, Term]]:
    meant = {s.casefold(): term for term in terms for s in term.spellings(language)}
    longest_first = sorted(meant, key=len, reverse=True)
    ends_in_hangul = [s for s in longest_first if _HANGUL.match(s[-1])]
    others = [s for s in longest_first if not _HANGUL.match(s[-1])]
    forms = [f"(?:{'|'.join(map(re.escape, others))})s?(?![A-Za-z0-9_-])"] if others else []
    if ends_in_hangul:
        # Hangul words end where their particle does; Latin ones where Latin letters do.
        particles = f"(?:{'|'.join(PARTICLES)})?(?!\\w)"
        forms.append(f"(?:{'|'.join(map(re.escape, ends_in_hangul))})(?={particles})")
    words = "|".join(forms) or "(?!)"
    return re.compile(rf"{_ELSE}|(?<![\w-])(?P<word>{words})", re.IGNORECASE), meant
