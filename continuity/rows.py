"""A batch as a table: one row per clip, what was measured or why nothing was."""

import csv
import io
import json
import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from continuity import errors
from continuity.child import Ending
from continuity.journal import write_whole
from continuity.kinds import Factor
from continuity.report import Report

FACTORS = (*(factor.value for factor in Factor), "continuity")
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_OF_THE_MACHINE = {
    Ending.CRASHED: "{name} broke the analysis down: export it again as mp4 (H.264) and retry.",
    Ending.TOO_SLOW: "{name} took longer than it may: shorten it or export it at 720p.",
    Ending.LOST: "{name} was on a machine that went away: run the batch again.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One clip of a batch.

    `clip` is its path below the folder, `group` what it is compared by. `failure` is a code and
    `sentence` its words, both empty where there is a report. Scores lie in 0..1 and are None where
    the clip does not let them be measured; `low` and `high` are the interval of `continuity`.
    `failures` counts events that nothing explains, `gravest` is the kind of the gravest and
    `gravest_s` when it begins. `report` and `thumbnail` are paths below the batch's folder.
    `facts` is JSON with the numbers that the failure's sentence names.
    """

    clip: str
    group: str
    sha256: str = ""
    failure: str = ""
    sentence: str = ""
    continuity: float | None = None
    low: float | None = None
    high: float | None = None
    spatial: float | None = None
    temporal: float | None = None
    motion: float | None = None
    persistence: float | None = None
    environment: float | None = None
    failures: int | None = None
    gravest: str = ""
    gravest_s: float | None = None
    hardly_moves: bool | None = None
    width: int | None = None
    height: int | None = None
    fps: float | None = None
    frames: int | None = None
    duration_s: float | None = None
    took_s: float | None = None
    report: str = ""
    thumbnail: str = ""
    facts: str = ""


def measured(report: Report) -> dict[str, Any]:
    """Return the columns of a row that `report` fills."""
    clip, low_high = report.clip, report.intervals.get("continuity")
    gravest = max(report.failures, key=lambda it: it.severity * it.confidence, default=None)
    moments = dict(zip(report.frames.index, report.frames.time_s, strict=True))
    return {
        "continuity": report.scores.continuity,
        "low": low_high[0] if low_high else None,
        "high": low_high[1] if low_high else None,
        **{factor.value: report.scores.of(factor) for factor in Factor},
        "failures": len(report.failures),
        "gravest": gravest.kind.value if gravest else "",
        "gravest_s": round(moments.get(gravest.start, 0.0), 3) if gravest else None,
        "hardly_moves": report.hardly_moves,
        **{name: getattr(clip, name) for name in ("width", "height", "frames")},
        "fps": round(clip.fps, 4),
        "duration_s": round(clip.duration_s, 4),
    }


def sentence(code: str, name: str, facts: Mapping[str, Any]) -> str:
    """Return the English sentence for the failure `code` of the clip `name`.

    >>> sentence("too_short", "a.mp4", {"frames": 3, "least": 8})
    'a.mp4 has 3 readable frames, and at least 8 are needed: choose a longer clip.'
    """
    told = _SENTENCES.get(code, errors.ContinuityError.sentence)
    try:
        return told.format(**{**facts, "name": name})
    except (KeyError, ValueError):
        return errors.ContinuityError.sentence.format(name=name)


_SENTENCES = {
    kind.code: kind.sentence
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.ContinuityError)
} | {ending.value: told for ending, told in _OF_THE_MACHINE.items()}


def write_tables(rows: Sequence[Row], folder: Path) -> tuple[str, ...]:
    """Write ``clips.csv``, ``clips.json`` and, where pyarrow is there, ``clips.parquet``.

    Return the names of what was written.
    """
    write_whole(folder / "clips.csv", _csv(rows).encode())
    text = json.dumps([asdict(row) for row in rows], ensure_ascii=False, allow_nan=False)
    write_whole(folder / "clips.json", text.encode())
    parquet = _parquet(rows)
    if parquet is None:
        return "clips.csv", "clips.json"
    write_whole(folder / "clips.parquet", parquet)
    return "clips.csv", "clips.json", "clips.parquet"


def read_table(folder: Path) -> list[Row]:
    """Return the rows that `write_tables` wrote into `folder`.

    Raises
    ------
    ValueError
        There are none that can be read.
    """
    try:
        return [Row(**row) for row in json.loads((folder / "clips.json").read_text("utf-8"))]
    except (OSError, TypeError) as error:
        raise ValueError(f"{folder} holds no batch") from error


def _csv(rows: Iterable[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_names())
    writer.writerows([_cell(value) for value in _values(row)] for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    """Return `value` so that no spreadsheet takes a file's name for a formula."""
    if isinstance(value, str) and value.startswith(_BEGINS_A_FORMULA):
        return f"'{value}"
    return value


def _parquet(rows: Sequence[Row]) -> bytes | None:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:  # a machine with the engine alone has no need of it
        return None
    kinds = {str: pa.string(), float: pa.float64(), int: pa.int64(), bool: pa.bool_()}
    hints = typing.get_type_hints(Row)
    schema = pa.schema(
        (name, next(kind for plain, kind in kinds.items() if plain in _parts(hints[name])))
        for name in _names()
    )
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist([asdict(row) for row in rows], schema), out)
    return out.getvalue()


def _parts(hint: object) -> tuple[object, ...]:
    return typing.get_args(hint) or (hint,)


def _names() -> list[str]:
    return [field.name for field in fields(Row)]


def _values(row: Row) -> list[object]:
    return [getattr(row, name) for name in _names()]
