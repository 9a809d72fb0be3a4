"""What the engine understands of a clip beside events and scores, as frozen data.

Part of the report, `continuity.report`, which see; pure standard library.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, NamedTuple

MEASURES = ("delta_e", "shift_px", "sharpness", "similarity")
"""What is measured of a place: series of `Followed`, and names in its `worst`."""


class Visibility(StrEnum):
    """Whether a thing can be seen in a frame."""

    SEEN = "seen"
    COVERED = "covered"
    OUT = "out of frame"


class Answer(StrEnum):
    """Whether things with a small share of the attention drift more, as far as one clip tells."""

    TOO_FEW = "too few"
    NO_EVIDENCE = "no evidence"
    EVIDENCE = "evidence"


class Box(NamedTuple):
    """A rectangle in fractions of the frame, 0 to 1: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float


class Region(NamedTuple):
    """A rectangle that somebody drew on one frame of a clip; `frame` is its place in the clip."""

    box: Box
    frame: int = 0


def within(x: float, y: float, w: float, h: float) -> Box:
    """Return a box that lies within the frame.

    Raises
    ------
    ValueError
        It is empty, or reaches out of the frame; the message says so.

    >>> within(0.1, 0.2, 0.3, 0.4)
    Box(x=0.1, y=0.2, w=0.3, h=0.4)
    """
    box = Box(x, y, w, h)
    inside = 0 <= x < 1 and 0 <= y < 1 and 0 < w <= 1 and 0 < h <= 1
    if not (inside and x + w <= 1.0001 and y + h <= 1.0001):
        told = ",".join(f"{side:g}" for side in box)
        raise ValueError(f"{told} is no region of a frame: left, top, width and height, 0 to 1")
    return box


@dataclass(frozen=True, slots=True)
class Limits:
    """The smallest change that could have been seen at a place, over the clip's own noise there.

    `shift_px` is in pixels of the clip as it came, `delta_e` in CIE 1976 units. None: not even
    noise could be measured.
    """

    shift_px: float | None
    delta_e: float | None


@dataclass(frozen=True, slots=True)
class Trails:
    """Where each element is, in the frames that were kept.

    `index` holds places in the clip; `boxes` for each element's id one box per frame in `index`,
    None where it is out of the frame or cannot be told.
    """

    index: tuple[int, ...]
    boxes: Mapping[int, tuple[Box | None, ...]]


@dataclass(frozen=True, slots=True)
class Worst:
    """The largest departure of one measure: its value, where, and what noise alone would show."""

    value: float
    frame: int
    floor: float | None


@dataclass(frozen=True, slots=True)
class Departure:
    """A time in which one measure of a followed thing was beyond noise, in frames of the clip."""

    measure: str
    start: int
    peak: int
    end: int
    value: float


@dataclass(frozen=True, slots=True)
class Followed:
    """A region that somebody drew, frame by frame.

    `box` is the region as drawn, on the frame `frame` of the clip. `moves` says that it was
    followed as a mover: its shift is then no departure. The series run over `Trails.index`: `boxes`
    and `visibility` say where it is and whether it can be seen; `delta_e` is its colour difference
    to how it looked where it was drawn (light of its surroundings taken off), `shift_px` how far it
    is from where it stood then in pixels of the clip, `sharpness` its gradients over those it had,
    `similarity` the correlation of its luma with that look, -1 to 1; None where it cannot be seen.
    `worst` holds the largest departure of each, `departures` when they were beyond noise, `events`
    places in the report's events that concern the region.
    """

    box: Box
    moves: bool
    boxes: tuple[Box | None, ...]
    visibility: tuple[Visibility, ...]
    delta_e: tuple[float | None, ...]
    shift_px: tuple[float | None, ...]
    sharpness: tuple[float | None, ...]
    similarity: tuple[float | None, ...]
    worst: Mapping[str, Worst]
    departures: tuple[Departure, ...]
    events: tuple[int, ...]
    limits: Limits
    frame: int = 0

    @property
    def unchanged(self) -> bool:
        """Return whether nothing went beyond noise, in no measure and no event."""
        return not self.departures and not self.events


@dataclass(frozen=True, slots=True)
class Footprint:
    """How many tokens each element takes in one open model, were it to make this clip.

    `tokens` holds for each element's id how many tokens its area takes per latent frame, and which
    share of all that is; `per_frame` is all of them. See `continuity.footprint`.
    """

    model: str
    width: int
    height: int
    frames: int
    latent_frames: int
    per_frame: int
    tokens: Mapping[int, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Relation:
    """Whether things with a small share of the attention drift more, in this clip.

    `correlation` is Spearman's of share and drift over noise, area and texture partialled out;
    below 0, things with a small share drift more. `p` is the chance of a correlation as low as that
    if shares were dealt at random. Both are None for too few things.
    """

    answer: Answer
    things: int
    drifting: int
    correlation: float | None
    p: float | None


@dataclass(frozen=True, slots=True)
class Decay:
    """How alike frames are that lie `apart` frames from each other, after the camera's motion.

    All of one length. `background` is the mean structural similarity outside the subject,
    `subject` how much of its colours and edges is common, both at most 1; None where no pair could
    be compared. `pairs` counts what was compared.
    """

    apart: tuple[int, ...]
    background: tuple[float | None, ...]
    subject: tuple[float | None, ...]
    pairs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FactorSeries:
    """One factor frame by frame, 0 to 1, each of the length of `FrameSeries.index`.

    `frame` is the frame alone: what its own loss and the failures under way in it leave. `so_far`
    is the score of all frames up to this one and of every failure that has begun; it ends at the
    factor's score.
    """

    frame: tuple[float, ...]
    so_far: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """Whether the subject of the end is that of the beginning, as far as it could be followed.

    From frame `first` to frame `last`. `colour`, `shape` and `texture` say how alike the two are,
    and beside it how alike beginning and end are within themselves: the overlap of their colours
    and of their outlines, 0 to 1, and the correlation of their luma, -1 to 1.
    """

    same: bool
    first: int
    last: int
    colour: tuple[float, float]
    shape: tuple[float, float]
    texture: tuple[float, float]


def followed_row(followed: Followed) -> dict[str, object]:
    """Return the JSON form of a followed region."""
    # asdict would make plain lists of the boxes.
    return asdict(followed) | {"box": followed.box, "boxes": followed.boxes}


def _boxes(rows: list[list[float] | None]) -> tuple[Box | None, ...]:
    return tuple(Box(*row) if row else None for row in rows)


def trails_of(row: dict[str, Any]) -> Trails:
    """Return the trails that a report's JSON holds."""
    boxes = {int(element): _boxes(rows) for element, rows in row["boxes"].items()}
    return Trails(tuple(row["index"]), boxes)


def followed_of(row: dict[str, Any]) -> Followed:
    """Return a followed region from its JSON form."""
    series = ("delta_e", "shift_px", "sharpness", "similarity", "events")
    return Followed(
        **{
            **row,
            **{name: tuple(row[name]) for name in series},
            "box": Box(*row["box"]),
            "boxes": _boxes(row["boxes"]),
            "visibility": tuple(Visibility(value) for value in row["visibility"]),
            "worst": {name: Worst(**value) for name, value in row["worst"].items()},
            "departures": tuple(Departure(**value) for value in row["departures"]),
            "limits": Limits(**row["limits"]),
        }
    )


def footprint_of(row: dict[str, Any]) -> Footprint:
    """Return a footprint from its JSON form."""
    tokens = {int(element): (count, share) for element, (count, share) in row["tokens"].items()}
    return Footprint(**{**row, "tokens": tokens})


def relation_of(row: dict[str, Any] | None) -> Relation | None:
    """Return the relation of share and drift from its JSON form."""
    return Relation(**{**row, "answer": Answer(row["answer"])}) if row else None


def decay_of(row: dict[str, Any] | None) -> Decay | None:
    """Return a decay curve from its JSON form."""
    return Decay(**{name: tuple(values) for name, values in row.items()}) if row else None


def over_time_of(row: Mapping[str, Mapping[str, list[float]]]) -> Mapping[str, FactorSeries]:
    """Return the factors over time from their JSON form."""
    return {name: FactorSeries(tuple(s["frame"]), tuple(s["so_far"])) for name, s in row.items()}


def identity_of(row: dict[str, Any] | None) -> Identity | None:
    """Return whether the subject stayed itself from its JSON form."""
    if not row:
        return None
    alike = {name: tuple(row[name]) for name in ("colour", "shape", "texture")}
    return Identity(**{**row, **alike})
