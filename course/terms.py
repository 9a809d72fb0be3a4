"""The words of lessons/glossary.toml: what an English section calls by one, so does the Korean."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from course.problem import Problem
from course.prose import Page, Section

_ADDRESS = re.compile(r"\]\([^)]*\)")
_APART = re.compile(r"[(),/·]")


def of_terms(root: Path, english: Page, korean: Page) -> Iterator[Problem]:
    """Yield a notice for each term of an English section that its Korean one has no word for.

    It does not fail the check: a translation may well say the same without the word.
    """
    file = root / "glossary.toml"
    terms = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    originals = {section.id: _said(section) for section in english.sections}
    for section in korean.sections:
        said = originals.get(section.id, "")
        for term in terms.values():
            if _names(said, term["en"]) and not _has_a_word(_said(section), term):
                rule = f"the term {term['en']!r} has its Korean word in {section.id!r}"
                remedy = f"write {term['ko']}, or add what you say to its `also`"
                yield Problem(korean.file, section.line, rule, remedy, stops=False)


def _said(section: Section) -> str:
    texts = [section.title, *(block.markdown for block in section.blocks)]
    return _ADDRESS.sub("]", " ".join(texts))


def _names(said: str, term: str) -> bool:
    return bool(re.search(rf"\b{re.escape(term)}s?\b", said, re.IGNORECASE))


def _has_a_word(said: str, term: dict[str, Any]) -> bool:
    words = [*_APART.split(term["ko"]), term["en"], *term.get("also", ())]
    plain = _plain(said)
    return any(_plain(word) in plain for word in words if word.strip())


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text).lower()
