"""English and Korean side by side: built alike, stating the same, and is ko.md up to date."""

import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it.token import Token

from course.catalogue import Text
from course.markdown import MARKDOWN
from course.problem import Problem
from course.prose import Fence, Page, Prose, Section

TRANSLATED = ("myth", "note")
"""Fences whose argument is a title."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_SPELLED_OUT = frozenset(map(str, range(13)))
_MONTH = re.compile(r"\d+월")  # "6월" is "June": a number in one language only
_ADDRESS = re.compile(r"\]\([^)]*\)")


def of_twins(english: Page, korean: Page) -> Iterator[Problem]:
    """Yield where the Korean text is built differently from the English one."""
    ours, theirs = [s.id for s in english.sections], [s.id for s in korean.sections]
    if ours != theirs:
        rule = "both languages have the same sections in the same order"
        remedy = f"en.md has {', '.join(ours)}; ko.md has {', '.join(theirs)}"
        yield Problem(korean.file, 1, rule, remedy)
    originals = {section.id: section for section in english.sections}
    for section in korean.sections:
        if section.id in originals:
            for rule, remedy in _differences(originals[section.id], section):
                yield Problem(korean.file, section.line, rule, remedy)


def of_age(folder: Path, korean: tuple[Section, ...]) -> Iterator[Problem]:
    """Yield a notice for each stale section: it is shown as it is, with a line that says so."""
    for section in korean:
        if section.stale:
            rule = f"the English of {section.id!r} has changed since it was translated"
            remedy = f"bring this up to date, then run `python -m course accept {folder}`"
            yield Problem(folder / "ko.md", section.line, rule, remedy, stops=False)


def numbers_apart(text: Text) -> list[str]:
    """Return the numbers that only one language of a short text states.

    English spells small numbers out where Korean writes digits.

    Examples
    --------
    >>> numbers_apart(Text("five of 72 frames", "72장 중에 5장"))
    []
    >>> numbers_apart(Text("4 of 72 frames", "27장 중에 4장"))
    ['27', '72']
    """
    english, korean = _stated(text.en), _stated(text.ko)
    return sorted(english - korean | {n for n in korean - english if n not in _SPELLED_OUT})


def accept(english: Page, korean: Page) -> str:
    """Return the text of ko.md with the fingerprints of the English sections as they are now."""
    front = "".join(f"{section.id}: {section.fingerprint}\n" for section in english.sections)
    return f"---\n{front}---\n{korean.body.lstrip()}"


def _differences(original: Section, section: Section) -> Iterator[tuple[str, str]]:
    ours, theirs = _parts(original), _parts(section)
    if ours != theirs:
        rule = "both languages have the same fences, list items, table rows and code"
        yield rule, f"en.md has {_shown(ours)}; ko.md has {_shown(theirs)}"
    if apart := _links(original) ^ _links(section):
        yield "both languages link to the same places", f"only one has {_shown(sorted(apart))}"
    if apart := _numbers(original) ^ _numbers(section):
        yield "both languages state the same numbers", f"only one has {_shown(sorted(apart))}"


def _shown(parts: list[str]) -> str:
    return ", ".join(parts) or "none"


def _parts(section: Section) -> list[str]:
    parts: list[str] = []
    for block in section.blocks:
        if isinstance(block, Fence):
            named = "" if block.name in TRANSLATED else block.argument
            parts.append(f"{block.name} {named}".strip())
        names = {"list_item_open": "item", "tr_open": "row", "fence": "code"}
        parts += [names[token.type] for token in _tokens(block) if token.type in names]
    return parts


def _links(section: Section) -> set[str]:
    tokens = [token for block in section.blocks for token in _tokens(block)]
    inline = [child for token in tokens for child in token.children or []]
    return {str(child.attrs["href"]) for child in inline if child.type == "link_open"}


def _numbers(section: Section) -> set[str]:
    said = [section.title, *(block.markdown for block in section.blocks)]
    return _stated("\n".join(said))


def _stated(text: str) -> set[str]:
    plain = _MONTH.sub("", _ADDRESS.sub("]", text).replace(",", ""))
    return set(_NUMBER.findall(plain))


def _tokens(block: Prose | Fence) -> list[Token]:
    return MARKDOWN.parse(block.markdown)
