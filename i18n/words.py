"""Look up a sentence of the interface in the reader's language."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Language = Literal["en", "ko"]
LANGUAGES: tuple[Language, ...] = ("en", "ko")
NAMES: dict[Language, str] = {"en": "English", "ko": "한국어"}
"""What each language calls itself."""


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language.

    Examples
    --------
    >>> words("en")("menu.clip_lab")
    'Clip Lab'
    """

    language: Language
    sentences: dict[str, str]

    def __call__(self, key: str, **facts: object) -> str:
        """Return the sentence `key`, with `facts` in the places it names.

        Raises
        ------
        KeyError
            There is no such sentence, or a fact it names is missing.
        """
        return self.sentences[key].format(**facts)


@cache
def words(language: Language) -> Words:
    """Return every sentence of `language`; the file is read once per process."""
    path = Path(__file__).with_name(f"{language}.toml")
    return Words(language, dict(_flat(tomllib.loads(path.read_text(encoding="utf-8")))))


def _flat(table: dict[str, Any], above: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            pairs += _flat(value, f"{above}{name}.")
        else:
            pairs.append((above + name, value))
    return pairs
