"""What is kept of a report to compare it with others: scores, failures and thinned series.

A digest takes some 15 KB as JSON, so that a browser has room for dozens. Times are in seconds,
because clips that are compared differ in frame rate.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from continuity.kinds import Factor, Kind
from continuity.report import Event, Report

MOST_POINTS = 200
"""Of a series: finer than a chart can show."""
MOST_FAILURES = 200
SHARES = ("subject", "secondary", "background")
MEASURES = (
    "similarity_first",
    "similarity_previous",
    "sharpness",
    "luma",
    "light_drift",
    "unexplained_motion",
    "torn_texture",
)
"""The measures of a report that mean the same in any clip."""
SCORES = (*(factor.value for factor in Factor), "continuity")

_LONGEST_S = 36_000.0
_LARGEST = 1e6


@dataclass(frozen=True, slots=True)
class Failure:
    """An event that nothing explains, in seconds; `severity` and `confidence` lie in 0..1."""

    kind: Kind
    start_s: float
    peak_s: float
    end_s: float
    severity: float
    confidence: float

    @property
    def weight(self) -> float:
        """Return how much it counts: severity times confidence, 0 to 1."""
        return self.severity * self.confidence


@dataclass(frozen=True, slots=True)
class Digest:
    """The numbers of one report; `series` are as long as `time_s`, None where there is no value."""

    width: int
    height: int
    fps: float
    frames: int
    duration_s: float
    engine: str
    hardly_moves: bool
    scores: Mapping[str, float | None]
    intervals: Mapping[str, tuple[float, float]]
    failures: tuple[Failure, ...]
    time_s: tuple[float, ...]
    series: Mapping[str, tuple[float | None, ...]]

    def to_row(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return asdict(self)


def digest(report: Report) -> Digest:
    """Return what is kept of `report`."""
    frames, clip = report.frames, report.clip
    moments = dict(zip(frames.index, frames.time_s, strict=True))
    step = math.ceil(len(frames.index) / MOST_POINTS) or 1
    columns: dict[str, Sequence[float | None]] = {name: getattr(frames, name) for name in SHARES}
    columns |= {name: frames.measures[name] for name in MEASURES if name in frames.measures}
    heaviest = sorted(report.failures, key=lambda it: -it.severity * it.confidence)
    kept = sorted(heaviest[:MOST_FAILURES], key=lambda it: (it.start, it.end))
    return Digest(
        width=clip.width,
        height=clip.height,
        fps=round(clip.fps, 4),
        frames=clip.analysed_frames,
        duration_s=round(clip.duration_s, 4),
        engine=report.engine,
        hardly_moves=report.hardly_moves,
        scores={f.value: report.scores.of(f) for f in Factor}
        | {"continuity": report.scores.continuity},
        intervals={name: report.intervals[name] for name in SCORES if name in report.intervals},
        failures=tuple(_failure(event, moments) for event in kept),
        time_s=tuple(round(moment, 3) for moment in frames.time_s[::step]),
        series={
            name: tuple(None if value is None else round(value, 4) for value in column[::step])
            for name, column in columns.items()
        },
    )


def _failure(event: Event, moments: Mapping[int, float]) -> Failure:
    start_s, peak_s, end_s = (
        round(moments.get(frame, 0.0), 3) for frame in (event.start, event.peak, event.end)
    )
    return Failure(event.kind, start_s, peak_s, end_s, event.severity, event.confidence)


def digest_of(row: object) -> Digest:
    """Return the digest that `Digest.to_row` described. Nobody vouches for what a browser keeps.

    Raises
    ------
    ValueError
        It is none: a field is missing or one too many, or a value is not what it has to be.
    """
    try:
        return _read(row)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not the digest of a continuity report") from error


def _read(row: Any) -> Digest:  # noqa: ANN401 - whatever a browser kept
    fields = dict(row)
    if fields.keys() != set(Digest.__dataclass_fields__):
        raise ValueError("not the fields of a digest")
    times = _numbers(fields["time_s"], 0.0, _LONGEST_S)
    series = {name: _column(column) for name, column in fields["series"].items()}
    if not set(series) <= {*SHARES, *MEASURES}:
        raise ValueError("a series no digest has")
    if any(len(column) != len(times) for column in series.values()):
        raise ValueError("series of different lengths")
    if set(fields["scores"]) != set(SCORES) or not set(fields["intervals"]) <= set(SCORES):
        raise ValueError("scores no digest has")
    if type(fields["hardly_moves"]) is not bool or len(fields["failures"]) > MOST_FAILURES:
        raise ValueError("not what it has to be")
    return Digest(
        width=_whole(fields["width"]),
        height=_whole(fields["height"]),
        fps=_number(fields["fps"], 0.0, 1000.0),
        frames=_whole(fields["frames"]),
        duration_s=_number(fields["duration_s"], 0.0, _LONGEST_S),
        engine=_version(fields["engine"]),
        hardly_moves=fields["hardly_moves"],
        scores={
            name: None if score is None else _number(score, 0.0, 1.0)
            for name, score in fields["scores"].items()
        },
        intervals={name: _interval(ends) for name, ends in fields["intervals"].items()},
        failures=tuple(_read_failure(failure) for failure in fields["failures"]),
        time_s=times,
        series=series,
    )


def _read_failure(row: Any) -> Failure:  # noqa: ANN401 - whatever a browser kept
    fields = dict(row)
    kind = Kind(fields.pop("kind"))
    shares = {name: _number(fields.pop(name), 0.0, 1.0) for name in ("severity", "confidence")}
    times = {name: _number(value, 0.0, _LONGEST_S) for name, value in fields.items()}
    return Failure(kind=kind, **shares, **times)


def _number(value: object, low: float, high: float) -> float:
    # JavaScript writes 1.0 as 1; comparing refuses NaN and infinity; true is a number to Python.
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ValueError(f"{value!r} is no number from {low} to {high}")
    return float(value)


def _numbers(values: object, low: float, high: float) -> tuple[float, ...]:
    if not isinstance(values, list | tuple) or len(values) > MOST_POINTS:
        raise ValueError("no series of numbers")
    return tuple(_number(value, low, high) for value in values)


def _column(values: object) -> tuple[float | None, ...]:
    if not isinstance(values, list | tuple) or len(values) > MOST_POINTS:
        raise ValueError("no series of numbers")
    return tuple(None if value is None else _number(value, -_LARGEST, _LARGEST) for value in values)


def _interval(ends: object) -> tuple[float, float]:
    low, high = _numbers(ends, 0.0, 1.0)
    if low > high:
        raise ValueError("an interval that ends before it begins")
    return low, high


def _whole(value: object) -> int:
    if type(value) is not int or not 0 <= value <= _LARGEST:
        raise ValueError(f"{value!r} is no whole number")
    return value


def _version(value: object) -> str:
    if not isinstance(value, str) or len(value) > 20 or not value.replace(".", "").isalnum():
        raise ValueError("no version of an engine")
    return value
