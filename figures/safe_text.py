"""A visitor's own words inside HTML and in the name of a file."""

import re
import unicodedata
from html import escape

# U+200E, U+200F, U+061C and the embeddings turn the reading direction of what follows them.
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LONGEST_NAME = 60


def without_turns(text: str) -> str:
    """Return `text` without the characters that turn its reading direction."""
    return _TURNS.sub("", text)


def visible(text: str) -> str:
    r"""Return `text` on one line without characters that control a terminal or turn the direction.

    >>> visible("clip\u202e4pm.exe\n")
    'clip4pm.exe'
    """
    seen = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
    return " ".join(without_turns(seen).split())


def html(text: str) -> str:
    """Return `text` for any place in HTML, with its own direction and no other's.

    >>> html('<b>"hi"')
    '<bdi>&lt;b&gt;&quot;hi&quot;</bdi>'
    """
    return f"<bdi>{escape(visible(text))}</bdi>"


def stem(name: str, otherwise: str = "clip") -> str:
    """Return what the file `name` is called without its ending, fit for every file system.

    Letters and digits of any script stay, at most 60 of them; all else becomes a hyphen.

    >>> stem("../Vase <final> 2.mp4")
    'Vase-final-2'
    >>> stem("꽃병.mov")
    '꽃병'
    """
    whole = unicodedata.normalize("NFC", visible(name))
    bare = re.sub(r"\.\w{1,5}$", "", whole)
    return re.sub(r"[\W_]+", "-", bare).strip("-")[:_LONGEST_NAME].strip("-") or otherwise
