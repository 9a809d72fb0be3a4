"""What a list of lessons shows."""

import time
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from i18n import Language

ROOT = Path(__file__).parents[1] / "lessons"

LOOK_S = 2.0
"""How old an answer about the age of files may be: asking takes a fifth of a page's time."""

Status = Literal["draft", "published", "retired"]
Level = Literal["intro", "core", "deep"]


@dataclass(frozen=True, slots=True)
class Text:
    """A short text in both languages, side by side.

    Examples
    --------
    >>> Text(en="frame by frame", ko="한 frame씩").in_("en")
    'frame by frame'
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    en: str
    ko: str

    def in_(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.ko if language == "ko" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a list shows of a lesson. `id` is also the name of its page script and its address."""

    id: str
    number: int
    status: Status
    level: Level
    tags: tuple[str, ...]
    minutes: int
    title: Text


@dataclass(frozen=True, slots=True)
class Track:
    """The course as a whole; `length` counts the lessons it will have when it is complete."""

    id: str
    length: int


def catalogue(root: Path = ROOT) -> tuple[Card, ...]:
    """Return the published lessons under `root` by number; each file is read once per change."""
    return _at(root, moment())


def moment() -> int:
    """Return a number that changes every `LOOK_S`: what was looked up in one is not asked again."""
    return int(time.monotonic() / LOOK_S)


@lru_cache(maxsize=4)  # a page asks some thirty times, and comparing paths takes its time
def _at(root: Path, moment: int) -> tuple[Card, ...]:
    return _published(tuple((file, file.stat().st_mtime_ns) for file in root.glob("*/lesson.toml")))


@lru_cache(maxsize=4)
def track(root: Path = ROOT) -> Track:
    """Return what is true of the whole course under `root`."""
    return Track(**tomllib.loads((root / "track.toml").read_text(encoding="utf-8")))


@lru_cache(maxsize=4)
def _published(files: tuple[tuple[Path, int], ...]) -> tuple[Card, ...]:
    cards = [_card(tomllib.loads(file.read_text(encoding="utf-8"))) for file, _ in files]
    published = (card for card in cards if card.status == "published")
    return tuple(sorted(published, key=lambda card: card.number))


def _card(facts: dict[str, Any]) -> Card:
    return Card(
        id=facts["id"],
        number=facts["number"],
        status=facts["status"],
        level=facts["level"],
        tags=tuple(facts["tags"]),
        minutes=facts["minutes"],
        title=Text(**facts["title"]),
    )
