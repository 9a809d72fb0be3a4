"""The rules for glossary.toml, and for its words in the lessons.

What the English text calls by a word of the glossary, the Korean one should call by its word too.
That is a notice: a good sentence may do without.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from course import glossary
from course.draft import Draft
from course.facts import line_of
from course.glossary import Term, mentions
from course.problem import LessonError, Problem, source_of
from course.prose import Page
from course.schema import STRICT, Said, Slug
from i18n import LANGUAGES

MEANING_CHARACTERS = 200  # what can be read while a finger rests on the word
_MARK = re.compile(r"[*_`<>\[\]\\$~]")


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Table:
    """The form of a term."""

    en: str
    ko: str
    meaning: Said
    also: tuple[str, ...] = ()
    plain: bool = False


def vocabulary(root: Path, drafts: tuple[Draft, ...]) -> Iterator[Problem]:
    """Yield what is wrong with the glossary, else where the lessons under `root` leave it."""
    problems = tuple(_of_glossary(root))
    yield from problems
    if not problems and (root / glossary.FILE).exists():
        terms = glossary.glossary(root)
        for draft in drafts:
            if draft.english and draft.korean:
                yield from _of_words(draft.english, draft.korean, terms)


def _of_glossary(root: Path) -> Iterator[Problem]:
    file = root / glossary.FILE
    if not file.exists():
        return
    try:
        source = source_of(file)
        tables = tomllib.loads(source)
        TypeAdapter(dict[Slug, _Table]).validate_python(tables)
    except LessonError as error:
        yield from error.problems
    except tomllib.TOMLDecodeError as error:
        yield Problem(file, 1, f"a glossary is TOML ({error})", "correct the spelling there")
    except ValidationError as error:
        for breach in error.errors(include_url=False, include_input=False):
            where = ".".join(str(part) for part in breach["loc"])
            rule = breach["msg"].removeprefix("Value error, ")
            yield Problem(file, line_of(source, breach["loc"]), rule, f"correct {where}")
    else:
        for id, rule, remedy in _breaches(glossary.glossary(root)):
            yield Problem(file, line_of(source, (id,)), rule, remedy)


def _of_words(english: Page, korean: Page, terms: tuple[Term, ...]) -> Iterator[Problem]:
    theirs = "\n".join(section.said for section in korean.sections).casefold()
    seen: set[str] = set()
    for section in english.sections:
        for mention in mentions(section.said, "en", terms):
            term = mention.term
            if term.plain or term.id in seen:
                continue
            seen.add(term.id)
            if not any(spelling.casefold() in theirs for spelling in term.spellings("ko")):
                rule = f"the English text speaks of {term.word.en!r} ({section.id}), this one never"
                remedy = f"call it {term.word.ko!r}, or give the glossary the word you use"
                yield Problem(korean.file, 1, rule, remedy, stops=False)


def _breaches(terms: tuple[Term, ...]) -> Iterator[tuple[str, str, str]]:
    ids = [term.id for term in terms]
    if out_of_order := next((b for a, b in zip(ids, sorted(ids), strict=True) if a != b), None):
        yield out_of_order, "terms stand in the order of their ids", "move this one up"
    taken: dict[str, str] = {}
    for term in terms:
        for spelling in term.spellings("ko"):
            first = taken.setdefault(spelling.casefold(), term.id)
            if first != term.id:
                rule = "a spelling means one term"
                yield term.id, rule, f"{spelling!r} also stands at {first!r}: keep one"
        for language in LANGUAGES:
            meaning = term.meaning.in_(language)
            if len(meaning) > MEANING_CHARACTERS:
                rule = f"a meaning has at most {MEANING_CHARACTERS} characters"
                yield term.id, rule, f"this one has {len(meaning)}: say less"
            if mark := _MARK.search(meaning):
                yield term.id, "a meaning is plain text", f"write it without {mark[0]!r}"
