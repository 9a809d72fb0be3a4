"""Words of the glossary inside a lesson: said what they mean under the pointer, finger or focus."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from html import escape

from course.glossary import Term, glossary, mentions
from course.prose import Fence, Prose
from i18n import Language

MARKED_FENCES = frozenset({"note", "myth", "snapshot"})

Blocks = tuple[Prose | Fence, ...]

# The meaning is drawn by the stylesheet, out of the attribute: the text itself stays as written,
# for whoever copies it, searches it or hears it. It hangs below the line on which the word
# stands, as wide as the paragraph, so it never leaves the page.
CSS = """
.stMain :is(p, li, td, th):has(> .term, strong > .term, em > .term) { position: relative; }
.term {
  font-style: inherit; cursor: help; text-decoration: underline dotted 1px;
  text-decoration-color: light-dark(#8C96A3, #66707B); text-underline-offset: 0.25em;
}
.term:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.term:is(:hover, :focus)::after {
  content: attr(aria-description); content: attr(aria-description) / "";
  display: block; position: absolute; z-index: 10; left: 0;
  width: max-content; max-width: min(100%, 30rem); box-sizing: border-box; margin-top: 0.3rem;
  padding: 0.7rem 1rem; font-size: 0.9rem; font-weight: 400; line-height: 1.55; cursor: auto;
  color: light-dark(#1D2127, #E9E6DF); background: light-dark(#FBFAF7, #22282F);
  border: 1px solid light-dark(#DAD6CB, #3A434D); box-shadow: 0 4px 18px rgb(0 0 0 / 0.14);
}
@media print { .term { text-decoration: none; } .term::after { display: none !important; } }
"""


@lru_cache(maxsize=512)
def _marked(blocks: Blocks, language: Language, terms: tuple[Term, ...]) -> Blocks:
    seen: set[str] = set()
    return tuple(
        replace(block, markdown=_mark(block.markdown, language, terms, seen))
        if isinstance(block, Prose) or block.name in MARKED_FENCES
        else block
        for block in blocks
    )


def marked(blocks: Blocks, language: Language) -> Blocks:
    """Return the `blocks` of a section with each term marked where it is first used."""
    return _marked(blocks, language, glossary())


def _mark(text: str, language: Language, terms: tuple[Term, ...], seen: set[str]) -> str:
    return "".join(_pieces(text, language, terms, seen))


def _pieces(
    text: str, language: Language, terms: tuple[Term, ...], seen: set[str]
) -> Iterator[str]:
    done = 0
    for start, end, term in mentions(text, language, terms):
        beside = text[start - 1 : start], text[end : end + 1]
        if term.plain or term.id in seen:
            continue
        if "*" in beside:
            # A mark at the very edge of an emphasis would undo it in Markdown. And whoever slants
            # a word is about to say what it means.
            if beside == ("*", "*"):
                seen.add(term.id)
            continue
        seen.add(term.id)
        meaning = escape(f"{term.word.in_(language)}: {term.meaning.in_(language)}")
        yield text[done:start]
        yield f'<dfn class="term" tabindex="0" aria-description="{meaning}">{text[start:end]}</dfn>'
        done = end
    yield text[done:]
