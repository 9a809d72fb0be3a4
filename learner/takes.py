"""Takes of a clip, kept to be compared: the numbers of an analysis and the maker's own notes.

Kept as JSON by the browser, if its owner wants that. What comes back is looked at take by take.
Two sets merge by id, and of one take the version changed last stands.
"""

import json
import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any

from continuity.digest import Digest, digest_of

SCHEMA = 1
MOST_TAKES = 30
MOST_BYTES = 2_500_000
"""Of all takes together: a browser keeps 5 MB per site, and progress may take 2 of them."""
MOST_FRAME_BYTES = 200_000
"""Of one picture, as the text it is kept as."""
LONGEST: Mapping[str, int] = {"name": 60, "model": 60, "length": 40, "camera": 120, "prompt": 1000}
"""Letters of each note."""

_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,99}")
_FRAMES = ("first", "last")
_LATEST_MS = 4_102_444_800_000  # the year 2100


class Part(StrEnum):
    """What a take is in an experiment: the beginning, or one lever pulled."""

    NONE = "none"
    BASELINE = "baseline"
    SHORTER = "shorter"
    SIMPLER = "simpler"
    STILL = "still"


LEVERS = (Part.SHORTER, Part.SIMPLER, Part.STILL)
"""The three levers of lesson 05."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One analysed clip; `frames` holds its first and last one as Base64 of JPEG, or nothing."""

    id: str
    made_ms: int
    changed_ms: int
    digest: Digest
    name: str
    part: Part = Part.NONE
    model: str = ""
    length: str = ""
    camera: str = ""
    prompt: str = ""
    frames: Mapping[str, str] = field(default_factory=dict)

    def to_row(self, with_frames: bool = True) -> dict[str, Any]:
        """Return plain data for JSON."""
        row = {it.name: getattr(self, it.name) for it in fields(self)}
        frames = dict(self.frames) if with_frames else {}
        return row | {"digest": asdict(self.digest), "frames": frames}


@dataclass(frozen=True, slots=True)
class StoredTakes:
    """What was found in a text: the takes in it, and how much of it was none."""

    takes: tuple[Take, ...] = ()
    refused: int = 0


def from_json(text: str) -> StoredTakes:
    """Return what `text` holds. Nobody vouches for it: what is no take is counted and left out."""
    if len(text) > MOST_BYTES:
        return StoredTakes(refused=1)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return StoredTakes(refused=1)
    rows = found.get("takes") if isinstance(found, dict) and found.get("schema") == SCHEMA else None
    if not isinstance(rows, list):
        return StoredTakes(refused=1)
    takes = [_take(row) for row in rows[:MOST_TAKES]]
    good = tuple(take for take in takes if take is not None)
    return StoredTakes(good, takes.count(None) + len(rows[MOST_TAKES:]))


def merged(*sets: Iterable[Take]) -> tuple[Take, ...]:
    """Return every take of `sets`, of each the version changed last, in the order they were made.

    Order and repetition of the sets make no difference.
    """
    latest: dict[str, Take] = {}
    for take in (take for some in sets for take in some):
        there = latest.get(take.id)
        if there is None or _newer(take, there):
            latest[take.id] = take
    return tuple(sorted(latest.values(), key=lambda it: (it.made_ms, it.id)))


def baseline(takes: Iterable[Take]) -> Take | None:
    """Return the take that others are held against: the latest one called so."""
    called = [take for take in takes if take.part is Part.BASELINE]
    return max(called, key=lambda it: (it.made_ms, it.id), default=None)


def clean(note: str, name: str) -> str:
    """Return a note on one line (a prompt on several), without what cannot be seen, cut to fit.

    >>> clean("my  take" + chr(0), "name")
    'my take'
    """
    lines = note.splitlines() if name == "prompt" else [note]
    kept = (" ".join("".join(c if c.isprintable() else " " for c in it).split()) for it in lines)
    return "\n".join(kept).strip()[: LONGEST[name]].strip()


def _newer(one: Take, other: Take) -> bool:
    if one is other or one.changed_ms != other.changed_ms:
        return one.changed_ms > other.changed_ms
    # Changed in the same millisecond in two tabs: whichever, but the same in both.
    return json.dumps(one.to_row(), sort_keys=True) > json.dumps(other.to_row(), sort_keys=True)


def _take(row: object) -> Take | None:
    if not isinstance(row, dict) or row.keys() != {it.name for it in fields(Take)}:
        return None
    try:
        return _read(row)
    except (ValueError, TypeError):
        return None


def _read(row: Mapping[str, Any]) -> Take:
    if not isinstance(row["id"], str) or not _ID.fullmatch(row["id"]):
        raise ValueError("no id")
    notes = {name: row[name] for name in LONGEST}
    if any(not isinstance(it, str) or clean(it, name) != it for name, it in notes.items()):
        raise ValueError("no note")
    times = {name: row[name] for name in ("made_ms", "changed_ms")}
    if any(type(it) is not int or not 0 <= it <= _LATEST_MS for it in times.values()):
        raise ValueError("no moment")
    return Take(
        id=row["id"],
        digest=digest_of(row["digest"]),
        part=Part(row["part"]),
        frames=_pictures(row["frames"]),
        **notes,
        **times,
    )


def _pictures(kept: object) -> Mapping[str, str]:
    if not isinstance(kept, dict) or not set(kept) <= set(_FRAMES):
        raise ValueError("no frames")
    if not all(isinstance(it, str) and _is_jpeg(it) for it in kept.values()):
        raise ValueError("no pictures")
    return kept


def _is_jpeg(text: str) -> bool:
    if len(text) > MOST_FRAME_BYTES:
        return False
    try:
        return b64decode(text, validate=True).startswith(b"\xff\xd8\xff")
    except Base64Error:
        return False
