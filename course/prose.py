"""The text of a lesson in one language: en.md or ko.md, cut into sections, prose and fences.

Streamlit draws the Markdown itself; parsing it here is for its structure. So prose is cut on source
lines and handed on untouched.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin

from course.problem import Problem, source_of

MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table").use(colon_fence_plugin)

PICTURES = {".svg": "image/svg+xml", ".webp": "image/webp", ".png": "image/png"}
"""What a figure may be. (The standard library does not know WebP on every system.)"""

_FRONT = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_FRONT_LINE = re.compile(r"^([a-z0-9-]+): ([0-9a-f]{8})$", re.MULTILINE)
_HEADING = re.compile(r"^(?P<title>.+?)\s*\{#(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)\}$")
_FENCE = re.compile(r"^\{(?P<name>[a-z]+)\}\s*(?P<argument>.*)$")
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
    tag: str
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
        if heading.tag != "h2":
            yield heading.line, "every heading of a text is a `##`", "make this one of them"
        if not heading.id:
            yield heading.line, "a heading has an id", "end it with {#a-short-name}"
        elif heading.id in seen:
            yield heading.line, "an id is given once", f"find another one than {heading.id}"
        seen.add(heading.id)


def _pieces(body: str) -> Iterator[_Heading | Prose | Fence]:
    lines, done = body.split("\n"), 0
    tokens = MARKDOWN.parse(body)
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.level or token.map is None or token.type not in ("heading_open", "colon_fence"):
            continue
        start, end = token.map
        yield from _prose(lines, done, start)
        done = end
        if token.type == "heading_open" and following:
            yield _heading(token.tag, following.content, start + 1)
        else:
            yield _fence(token, start + 1)
    yield from _prose(lines, done, len(lines))


def _heading(tag: str, text: str, line: int) -> _Heading:
    match = _HEADING.match(text)
    return _Heading(tag, match["title"] if match else text, match["id"] if match else "", line)


def _prose(lines: list[str], start: int, end: int) -> Iterator[Prose]:
    while start < end and not lines[start].strip():
        start += 1
    if start < end:
        yield Prose("\n".join(lines[start:end]).strip(), start + 1)


def _fence(token: Token, line: int) -> Fence:
    match = _FENCE.match(token.info.strip())
    name, argument = (match["name"], match["argument"]) if match else ("", token.info.strip())
    alt = _ALT.match(token.content)
    inside = token.content[alt.end() :] if alt else token.content
    return Fence(name, argument.strip(), inside.strip(), line, alt[1].strip() if alt else "")


def _said(block: Prose | Fence) -> list[str]:
    if isinstance(block, Prose):
        return [block.markdown]
    return [block.name, block.argument, block.alt, block.markdown]
