"""Pieces of HTML that every part of a report is made of; each escapes the words it is given."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

CSS = Path(__file__).with_name("html_page.css").read_text(encoding="utf-8")
"""What all pages that are files of their own look like; each adds its own."""
NOTES = "<!-- field notes -->"
"""Where the learner's own notes go into a report: they live in the browser, which puts them in."""


def section(name: str, title: str, inside: str) -> str:
    """Return a part of the page under a heading."""
    head = f'<h2 id="{name}">{escape(title)}</h2>'
    return f'<section aria-labelledby="{name}">{head}{inside}</section>'


def paragraph(text: str, look: str = "") -> str:
    """Return a paragraph; `look` is a class of the stylesheet."""
    classed = f' class="{look}"' if look else ""
    return f"<p{classed}>{escape(text)}</p>"


def caption(text: str) -> str:
    """Return the words under a picture."""
    return f"<figcaption>{escape(text)}</figcaption>"


def details(title: str, inside: str, short: bool = False) -> str:
    """Return what opens on a click; a `short` one is open from the start, and on paper too."""
    opened = ' open class="short"' if short else ""
    return f"<details{opened}><summary>{escape(title)}</summary>{inside}</details>"


def terms(rows: Iterable[tuple[str, str]]) -> str:
    """Return names with what belongs to each."""
    inside = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows)
    return f"<dl>{inside}</dl>"


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of words and numbers; the first cell of a row names it."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        f"{''.join(f'<td>{escape(cell)}</td>' for cell in rest)}</tr>"
        for first, *rest in rows
    )
    # What is wider than a phone scrolls in a place of its own, which the keyboard must reach.
    return (
        f'<div class="table" tabindex="0" role="group" aria-label="{escape(title)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
