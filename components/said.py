"""What somebody wrote to others, fit to be shown: paragraphs of plain text, and links.

Nothing in it is markup. A link keeps the words it was written with and is followed by the name of
the place it leads to, so that nobody is led elsewhere than they read.
"""

import re
import unicodedata
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from figures.safe_text import without_turns

REL = "noopener noreferrer nofollow ugc"
_LINK = re.compile(r"https?://[^\s<>\"'`\\^{}|「」『』《》]+", re.IGNORECASE)
_AFTER = ".,;:!?…。、！？*_~"
_PAIRS = {")": "(", "]": "["}
_LONGEST_LINK = 2_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Words as they were written; with an `href` and the `host` it leads to if they are a link."""

    text: str
    href: str = ""
    host: str = ""


def paragraphs(text: str) -> tuple[tuple[Piece, ...], ...]:
    r"""Return the paragraphs of `text`; lines within one are kept apart by "\n".

    Characters that control a terminal or turn the direction of what follows them are gone.

    >>> [it.host for it in paragraphs("one\n\n\nsee https://example.org/a.")[1]]
    ['', 'example.org', '']
    """
    lines = re.sub("\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text)
    plain = without_turns("".join(c if c == "\n" or _is_seen(c) else " " for c in lines))
    found = re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", plain.strip())
    return tuple(tuple(_pieces(paragraph)) for paragraph in found if paragraph.strip())


def html(text: str) -> str:
    """Return the paragraphs of `text` as HTML in which nothing is markup but our own."""
    return "".join(f'<p dir="auto">{_html(pieces)}</p>' for pieces in paragraphs(text))


def told(text: str) -> list[list[dict[str, str]]]:
    """Return the paragraphs of `text` as an element of ours draws them."""
    return [
        [
            {"text": it.text, **({"href": it.href, "host": it.host} if it.href else {})}
            for it in pieces
        ]
        for pieces in paragraphs(text)
    ]


def _html(pieces: tuple[Piece, ...]) -> str:
    return "".join(
        escape(it.text).replace("\n", "<br>")
        + (
            f' <a href="{escape(it.href)}" rel="{REL}" target="_blank">{escape(it.host)} ↗</a>'
            if it.href
            else ""
        )
        for it in pieces
    )


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs")


def _pieces(paragraph: str) -> list[Piece]:
    pieces, end = [], 0
    for match in _LINK.finditer(paragraph):
        written = _without_what_follows(match[0])
        if place := _host(written):
            pieces += [Piece(paragraph[end : match.start()]), Piece(written, _href(written), place)]
            end = match.start() + len(written)
    return [it for it in (*pieces, Piece(paragraph[end:])) if it.text]


def _without_what_follows(link: str) -> str:
    """Return `link` without the signs that end a sentence, or close a bracket opened before it."""
    while link:
        last = link[-1]
        if last in _AFTER or (last in _PAIRS and link.count(last) > link.count(_PAIRS[last])):
            link = link[:-1]
        else:
            break
    return link


def _host(link: str) -> str:
    """Return the name that `link` leads to, in the letters that the network uses; "" if to none.

    In those letters nobody takes one script for another. A link with a name before an @ looks as if
    it led there, and a name without a dot, or a number, is a machine near the reader.
    """
    try:
        where = urlsplit(link)
        port = where.port
        name = (where.hostname or "").rstrip(".").encode("idna").decode("ascii")
    except ValueError:  # UnicodeError is one
        return ""
    named = re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*", name)
    if not named or "@" in where.netloc or len(link) > _LONGEST_LINK:
        return ""
    return f"{name}:{port}" if port else name


def _href(link: str) -> str:
    """Return `link` with its host in the network's letters, as it was checked."""
    scheme, _, rest = link.partition("://")
    cut = re.search(r"[/?#]", rest)
    return f"{scheme.lower()}://{_host(link)}{rest[cut.start() :] if cut else ''}"
