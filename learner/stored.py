"""Facts as JSON, and back: what comes from a browser or a file is looked at fact by fact."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from learner.facts import Detail, Fact, Facts, Kind, fact, in_order

SCHEMA = 1
MOST_BYTES = 2_000_000
"""Of all facts together. A browser keeps 5 MB per site."""
MOST_FACTS = 5_000
"""A course done thoroughly makes some 600."""

_ANSWER: Mapping[str, type] = {"given": str, "right": bool}
DETAILS: Mapping[Kind, Mapping[str, type]] = {
    Kind.PREDICTED: _ANSWER,
    Kind.ANSWERED: _ANSWER,
    Kind.REVIEWED: _ANSWER,
    Kind.EXERCISE: {"checklist": bool, "letters": int},
    Kind.CLIP: {"drift": float, "engine": str, "fps": float, "frames": int, "things": int},
    Kind.COMPARED: {"frames": int},
    Kind.EARNED: {"rules": int},
}
"""Which details the facts of a kind have; those not listed have none."""

_ID = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}|")
_TEXT = re.compile(r"[\w .,:;+/-]{0,120}")
_LATEST_MS = 4_102_444_800_000  # the year 2100
_LARGEST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Stored:
    """What was found in a text: the facts in it, and how much of it was none."""

    facts: Facts = frozenset()
    refused: int = 0


def to_json(facts: Iterable[Fact]) -> str:
    """Return `facts` as one JSON object, the earliest first."""
    found = {"schema": SCHEMA, "facts": rows(facts)}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def rows(facts: Iterable[Fact]) -> list[dict[str, Detail]]:
    """Return `facts` as JSON has them, the earliest first."""
    return [_row(fact) for fact in in_order(facts, *Kind)]


def _row(fact: Fact) -> dict[str, Detail]:
    where = {"lesson": fact.lesson, "item": fact.item}
    named = {name: value for name, value in where.items() if value}
    return {"kind": fact.kind, "at_ms": fact.at_ms, **named, **dict(fact.details)}


def from_json(text: str) -> Stored:
    """Return what `text` holds. Nobody vouches for it: what is no fact is counted and left out."""
    if len(text) > MOST_BYTES:
        return Stored(refused=1)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return Stored(refused=1)
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        return Stored(refused=1)
    return from_rows(found.get("facts"))


def from_rows(rows: object) -> Stored:
    """Return what a list of rows holds, each looked at like one of a file."""
    if not isinstance(rows, list):
        return Stored(refused=1)
    facts = [_fact(row) for row in rows[:MOST_FACTS]]
    kept = frozenset(fact for fact in facts if fact is not None)
    return Stored(kept, facts.count(None) + len(rows[MOST_FACTS:]))


def _fact(row: object) -> Fact | None:
    if not isinstance(row, dict):
        return None
    details = dict(row)
    kind, at_ms = details.pop("kind", None), details.pop("at_ms", None)
    lesson, item = details.pop("lesson", ""), details.pop("item", "")
    if kind not in list(Kind) or not _is_id(lesson) or not _is_id(item):
        return None
    if type(at_ms) is not int or not 0 <= at_ms <= _LATEST_MS:
        return None
    wanted = DETAILS.get(Kind(kind), {})
    if details.keys() != wanted.keys():
        return None
    if not all(_fits(details[name], kind_of) for name, kind_of in wanted.items()):
        return None
    return fact(Kind(kind), lesson, item, at_ms=at_ms, **details)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _fits(value: object, wanted: type) -> bool:
    if wanted is str:
        return isinstance(value, str) and _TEXT.fullmatch(value) is not None
    if wanted is float:  # JavaScript writes 24.0 as 24
        return type(value) in (int, float) and 0 <= value <= _LARGEST  # type: ignore[operator]
    return type(value) is wanted and 0 <= value <= _LARGEST  # type: ignore[operator]
