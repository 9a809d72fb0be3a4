"""The text of a lesson in one language: en.md or ko.md, cut into sections, prose and fences.

Streamlit draws the Markdown itself, so all that is read here is where sections and fences begin and
end. Prose is cut on source lines and handed on untouched. `course.rules` holds the cuts against
those of a Markdown parser.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from course.problem import Problem, source_of

PICTURES = {".svg": "image/svg+xml", ".webp": "image/webp", ".png": "image/png"}
"""What a figure may be. (The standard library does not know WebP on every system.)"""

_FRONT = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_FRONT_LINE = re.compile(r"^([a-z0-9-]+): ([0-9a-f]{8})$", re.MULTILINE)
_HEADING = re.compile(r"(?P<marks>#{1,6}) +(?P<title>.+)")
_TITLE_AND_ID = re.compile(r"(?P<title>.+?)\s*\{#(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)\}")
_FENCE = re.compile(r"(?P<colons>:{3,})\s*(?:\{(?P<name>[a-z]+)\})?\s*(?P<argument>.*)")
_CODE = re.compile(r"`{3,}|~{3,}")
_ALT = re.compile(r"\A:alt: (.+)\n?")


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown between two fences; `line` is where it begins in the file."""

    markdown: str
    line: int


@dataclass(frozen=True, slots=True)
class Fence:
    """`:::{name} argument` with Markdown inside; a figure also has `alt`."""

    name: str
    argument: str
    markdown: str
    line: int
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one `## Title {#id}`; `stale` when the text it translates has changed."""

    id: str
    title: str
    line: int
    blocks: tuple[Prose | Fence, ...]
    stale: bool = False

    @property
    def said(self) -> str:
        """Return the Markdown of the section without its fences."""
        return "\n\n".join(block.markdown for block in self.blocks)

    @property
    def fingerprint(self) -> str:
        """Return eight hex digits that change when the words do, not when lines are broken anew."""
        words = [self.title, *(text for block in self.blocks for text in _said(block))]
        return hashlib.sha256(" ".join(" ".join(words).split()).encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Page:
    """One file of text. `translates` holds the fingerprints of the sections it was written from."""

    file: Path
    body: str
    sections: tuple[Section, ...]
    problems: tuple[Problem, ...]
    translates: dict[str, str]


def read_page(file: Path) -> Page:
    """Return the text of `file` in sections, and what is wrong with its headings.

    Raises
    ------
    LessonError
        The file is missing or not UTF-8.
    """
    source = source_of(file)
    front = _FRONT.match(source)
    translates = dict(_FRONT_LINE.findall(front[1])) if front else {}
    # Blank lines in place of the front matter keep the line numbers of what follows.
    body = "\n" * front[0].count("\n") + source[front.end() :] if front else source
    pieces = list(_pieces(body))
    problems = tuple(Problem(file, *problem) for problem in _misplaced(pieces))
    return Page(file, body, tuple(_sections(pieces)), problems, translates)


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    title: str
    id: str
    line: int


def _sections(pieces: list[_Heading | Prose | Fence]) -> Iterator[Section]:
    starts = [index for index, piece in enumerate(pieces) if isinstance(piece, _Heading)]
    for start, end in pairwise([*starts, len(pieces)]):
        heading = pieces[start]
        blocks = (piece for piece in pieces[start:end] if not isinstance(piece, _Heading))
        if isinstance(heading, _Heading):
            yield Section(heading.id, heading.title, heading.line, tuple(blocks))


def _misplaced(pieces: list[_Heading | Prose | Fence]) -> Iterator[tuple[int, str, str]]:
    if pieces and not isinstance(pieces[0], _Heading):
        yield pieces[0].line, "a text begins with a heading", "put a `## Title {#id}` above this"
    seen: set[str] = set()
    for heading in (piece for piece in pieces if isinstance(piece, _Heading)):
        if heading.level != 2:
            yield heading.line, "every heading of a text is a `##`", "make this one of them"
        if not heading.id:
            yield heading.line, "a heading has an id", "end it with {#a-short-name}"
        elif heading.id in seen:
            yield heading.line, "an id is given once", f"find another one than {heading.id}"
        seen.add(heading.id)


def _pieces(body: str) -> Iterator[_Heading | Prose | Fence]:
    lines, done, at = body.split("\n"), 0, 0
    while at < len(lines):
        start, line = at, lines[at]
        at += 1
        if code := _CODE.match(line):
            at = _end(lines, at, code[0])
        elif heading := _HEADING.match(line):
            yield from _prose(lines, done, start)
            yield _heading(heading, at)
            done = at
        elif fence := _FENCE.match(line):
            yield from _prose(lines, done, start)
            done = at = _end(lines, at, fence["colons"])
            yield _fence(fence, lines[start + 1 : at], start + 1)
    yield from _prose(lines, done, len(lines))


def _end(lines: list[str], start: int, mark: str) -> int:
    """Return the number of lines up to and with the one that closes what `mark` opened."""
    for at in range(start, len(lines)):
        line = lines[at].strip()
        if line.startswith(mark) and not line.strip(mark[0]):
            return at + 1
    return len(lines)


def _heading(match: re.Match[str], line: int) -> _Heading:
    level, text = len(match["marks"]), match["title"].strip()
    named = _TITLE_AND_ID.fullmatch(text)
    return (
        _Heading(level, named["title"], named["id"], line)
        if named
        else _Heading(level, text, "", line)
    )


def _prose(lines: list[str], start: int, end: int) -> Iterator[Prose]:
    while start < end and not lines[start].strip():
        start += 1
    if start < end:
        yield Prose("\n".join(lines[start:end]).strip(), start + 1)


def _fence(match: re.Match[str], inside: list[str], line: int) -> Fence:
    if inside and not inside[-1].strip(": "):
        inside = inside[:-1]
    text = "\n".join(inside).strip()
    alt = _ALT.match(text)
    markdown = text[alt.end() :].strip() if alt else text
    name, argument = match["name"] or "", match["argument"].strip()
    return Fence(name, argument, markdown, line, alt[1].strip() if alt else "")


def _said(block: Prose | Fence) -> list[str]:
    if isinstance(block, Prose):
        return [block.markdown]
    return [block.name, block.argument, block.alt, block.markdown]
