"""The rules for the text of a lesson in one language."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from markdown_it.token import Token

from course.markdown import MARKDOWN
from course.problem import Problem
from course.prose import PICTURES, Fence, Page, Section

PARAGRAPH_CHARACTERS = 500
ALT_CHARACTERS = 125  # what screen readers say in one breath

ARGUMENTS = {
    "lab": "the id of a lab in lesson.toml",
    "myth": "the myth in a few words",
    "figure": "the name of a picture in the lesson's folder",
    "predict": "the id of a prediction in lesson.toml",
    "check": "the id of a question of the quiz in lesson.toml",
    "snapshot": "the day its facts were seen, as 2026-11-22",
    "note": "",
}
BY_ID = ("lab", "predict", "check")
"""Fences that name something of lesson.toml, where all their words stand."""

# Anchors the page gives to what stands in lesson.toml.
PAGE_IDS = frozenset({"mental-model", "takeaways", "quiz", "exercise", "links", "not-verified"})

_LOST_MARK = re.compile(r"\*+")
_UNESCAPED = re.compile(r"(?<!\\)[$~]")
_TAG = re.compile(r"<[A-Za-z/!?]")

Breach = tuple[int, str, str]


def of_text(page: Page) -> Iterator[Problem]:
    """Yield what is wrong with the text of `page` by itself."""
    yield from page.problems
    yield from _of_cuts(page)
    if not page.sections:
        yield Problem(page.file, 1, "a text has sections", "begin one with `## Title {#id}`")
    targets = {f"#{section.id}" for section in page.sections}
    for section in page.sections:
        for line, rule, remedy in _breaches(page.file, section, targets):
            yield Problem(page.file, line, rule, remedy)


def _of_cuts(page: Page) -> Iterator[Problem]:
    """Yield where a Markdown parser sees a heading or a fence and `course.prose` none, or else."""
    parsed = {
        token.map[0] + 1
        for token in MARKDOWN.parse(page.body)
        if token.map and not token.level and token.type in ("heading_open", "colon_fence")
    }
    cut = {section.line for section in page.sections}
    cut |= {b.line for s in page.sections for b in s.blocks if isinstance(b, Fence)}
    for line in sorted(parsed ^ cut):
        rule = "a heading begins with `## `, a fence with `:::`, at the very start of its line"
        yield Problem(page.file, line, rule, "write it so, or indent what is none")


def _breaches(file: Path, section: Section, targets: set[str]) -> Iterator[Breach]:
    said = section.title + "".join(block.markdown for block in section.blocks)
    if file.stem == "ko" and not re.search("[가-힣]", said):
        yield section.line, "the Korean text is written in Hangul", "translate this section"
    if section.id in PAGE_IDS:
        yield section.line, f"{section.id!r} is an id of the page itself", "find another one"
    for block in section.blocks:
        inside = block.line
        if isinstance(block, Fence):
            yield from _of_fence(file.parent, block)
            inside += 1 + bool(block.alt)
        yield from _of_markdown(block.markdown, inside, targets)


def _of_fence(folder: Path, fence: Fence) -> Iterator[Breach]:
    if fence.name not in ARGUMENTS:
        names = ", ".join(sorted(ARGUMENTS))
        yield fence.line, f"the fences are {names}", f"{fence.name or 'this'} is none of them"
    elif ARGUMENTS[fence.name] and not fence.argument:
        yield fence.line, f"a {fence.name} names {ARGUMENTS[fence.name]}", "add it to this line"
    if fence.name in BY_ID and fence.markdown:
        yield (
            fence.line,
            f"a {fence.name} has its words in lesson.toml",
            "close it on the next line",
        )
    if fence.name == "snapshot" and fence.argument and not _is_day(fence.argument):
        yield fence.line, "a snapshot is dated", f"write {fence.argument!r} as 2026-11-22"
    if fence.name == "figure":
        yield from _of_figure(folder, fence)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _of_figure(folder: Path, figure: Fence) -> Iterator[Breach]:
    picture = folder / figure.argument
    if figure.argument and picture.suffix not in PICTURES:
        yield figure.line, f"a figure is one of {', '.join(PICTURES)}", "save it as one of these"
    elif figure.argument and not picture.is_file():
        yield figure.line, "a figure's picture exists", f"add {figure.argument} to the folder"
    if not figure.alt:
        yield figure.line, "a figure has a text for who cannot see it", "add `:alt: …` below it"
    elif len(figure.alt) > ALT_CHARACTERS:
        rule = f"the text of a figure has at most {ALT_CHARACTERS} characters"
        yield figure.line, rule, f"this one has {len(figure.alt)}: say the rest in the caption"


def _of_markdown(markdown: str, line: int, targets: set[str]) -> Iterator[Breach]:
    for token in MARKDOWN.parse(markdown):
        if token.type == "inline" and token.map:
            at = line + token.map[0]
            yield from ((at, rule, remedy) for rule, remedy in _of_paragraph(token, targets))


def _of_paragraph(paragraph: Token, targets: set[str]) -> Iterator[tuple[str, str]]:
    children = paragraph.children or []
    plain = "".join(child.content for child in children if child.type in ("text", "code_inline"))
    if len(plain) > PARAGRAPH_CHARACTERS:
        rule = f"a paragraph has at most {PARAGRAPH_CHARACTERS} characters"
        yield rule, f"this one has {len(plain)}: split it"
    if mark := _UNESCAPED.search(paragraph.content):
        rule = "Streamlit reads $ as mathematics and ~ as a strike"
        yield rule, f"write \\{mark[0]}"
    for child in children:
        yield from _of_inline(child, targets)


def _of_inline(inline: Token, targets: set[str]) -> Iterator[tuple[str, str]]:
    if inline.type == "image":
        yield "a picture stands in a fence", "write `:::{figure} name` with `:alt:`"
    if inline.type == "link_open":
        address = str(inline.attrs["href"])
        if not address.startswith("https://") and address not in targets:
            yield "a link is https or the #id of a section", f"correct {address}"
    if inline.type == "text" and (tag := _TAG.search(inline.content)):
        yield (
            "a text is Markdown without HTML",
            f"write {tag[0][1:]!r} without the bracket, or as code",
        )
    if inline.type == "text" and (mark := _LOST_MARK.search(inline.content)):
        rule = "an emphasis opens and closes"
        yield rule, f"{mark[0]} would be shown as it is: move it off the punctuation beside it"
