"""What the engine found in a clip, as frozen data with a JSON form (schema 1).

Frames count from 0. Boxes are fractions of the frame. Scores lie in 0..1, 1 is flawless. The engine
answers with codes and numbers; whoever shows them finds the words.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from continuity.insights import (
    Box as Box,  # part of this module's face
)
from continuity.insights import (
    Decay,
    FactorSeries,
    Followed,
    Footprint,
    Identity,
    Limits,
    Relation,
    Trails,
    decay_of,
    followed_of,
    followed_row,
    footprint_of,
    identity_of,
    over_time_of,
    relation_of,
    trails_of,
)
from continuity.kinds import Explanation, Factor, Kind, Role

SCHEMA: Literal[1] = 1
ENGINE = "0.1.0"


@dataclass(frozen=True, slots=True)
class Clip:
    """The file that was analysed: `frames` it holds, `analysed_frames` were looked at."""

    name: str
    sha256: str
    width: int
    height: int
    fps: float
    frames: int
    duration_s: float
    analysed_frames: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at one place and time.

    `start` is the first frame in which it can be seen, `peak` that of its fastest change, `end`
    the last frame of the change. `box` is where the thing stands at `start`; None for the whole
    picture. `severity` and `confidence` lie in 0..1. `evidence` holds the numbers behind it.
    """

    kind: Kind
    start: int
    peak: int
    end: int
    box: Box | None
    element: int | None
    severity: float
    confidence: float
    explained: Explanation | None = None
    evidence: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    @property
    def factor(self) -> Factor:
        """Return the factor that owns this event."""
        return self.kind.factor


@dataclass(frozen=True, slots=True)
class Element:
    """A thing in the picture.

    `attention` is its mean share, `band` the 5 to 95 % range of that share over frames and over
    defensible ways to mix the salience map, `prominence` the share over the share of the area.
    `drift` is how far it strayed: 0 not beyond noise, 1 as far as if it had gone. `over_noise` is
    its largest colour difference over what unchanged places like it show; 1 is noise, None where
    that could not be measured. `early` is its share in the clip's first third, before most things
    happen.
    """

    id: int
    role: Role
    box: Box
    first: int
    last: int
    attention: float
    drift: float
    band: tuple[float, float] | None = None
    prominence: float | None = None
    over_noise: float | None = None
    limits: Limits | None = None
    early: float | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """One number per factor in 0..1, None where the clip does not let it be measured."""

    spatial: float | None
    temporal: float | None
    motion: float | None
    persistence: float | None
    environment: float | None

    def of(self, factor: Factor) -> float | None:
        """Return the score of `factor`."""
        value: float | None = getattr(self, factor.value)
        return value

    @property
    def continuity(self) -> float | None:
        """Return the product of the factors that could be measured, None if none could.

        >>> Scores(0.9, 0.9, None, 0.5, 1.0).continuity
        0.405
        """
        measured = [score for factor in Factor if (score := self.of(factor)) is not None]
        if not measured:
            return None
        product = 1.0
        for score in measured:
            product *= score
        return round(product, 6)


@dataclass(frozen=True, slots=True)
class FrameSeries:
    """Numbers per analysed frame, all of the same length.

    `index` is the frame's place in the clip, `time_s` its moment. The three attention shares add up
    to 1. `measures` holds every other series by name; None where a frame has no value.
    """

    index: tuple[int, ...]
    time_s: tuple[float, ...]
    subject: tuple[float, ...]
    secondary: tuple[float, ...]
    background: tuple[float, ...]
    measures: Mapping[str, tuple[float | None, ...]]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the engine says about one clip.

    `over_time` holds each measured factor frame by frame. `hardly_moves` says that nothing stirs in
    nearly all of it: what cannot fail was not tested. `identity` is None where it cannot be told
    whether the subject stayed itself.
    `settings` holds the limits and thresholds it was measured with, by their names in
    `continuity.settings`; empty in reports written before they were kept.
    """

    clip: Clip
    scores: Scores
    intervals: Mapping[str, tuple[float, float]]
    events: tuple[Event, ...]
    elements: tuple[Element, ...]
    frames: FrameSeries
    trails: Trails = field(default_factory=lambda: Trails((), {}))
    followed: tuple[Followed, ...] = ()
    footprints: tuple[Footprint, ...] = ()
    relation: Relation | None = None
    decay: Decay | None = None
    over_time: Mapping[str, FactorSeries] = field(default_factory=dict)
    identity: Identity | None = None
    hardly_moves: bool = False
    settings: Mapping[str, float | tuple[float, ...]] = field(default_factory=dict)
    schema: Literal[1] = SCHEMA
    engine: str = ENGINE

    @property
    def failures(self) -> tuple[Event, ...]:
        """Return the events that nothing explains."""
        return tuple(event for event in self.events if event.explained is None)

    def named(self, name: str) -> "Report":
        """Return this report under another file name: equal clips share one analysis."""
        return replace(self, clip=replace(self.clip, name=name))

    def to_json(self) -> str:
        """Return the report as one JSON object."""
        frames = self.frames
        return json.dumps(
            {
                "schema": self.schema,
                "engine": self.engine,
                "clip": asdict(self.clip),
                "scores": {factor.value: self.scores.of(factor) for factor in Factor}
                | {"continuity": self.scores.continuity},
                "intervals": self.intervals,
                "events": [_event_row(event) for event in self.events],
                "elements": [_element_row(element) for element in self.elements],
                "frames": {
                    "index": frames.index,
                    "time_s": frames.time_s,
                    "attention": {
                        "subject": frames.subject,
                        "secondary": frames.secondary,
                        "background": frames.background,
                    },
                    **frames.measures,
                },
                "trails": {"index": self.trails.index, "boxes": self.trails.boxes},
                "followed": [followed_row(followed) for followed in self.followed],
                "footprints": [asdict(footprint) for footprint in self.footprints],
                "relation": asdict(self.relation) if self.relation else None,
                "decay": asdict(self.decay) if self.decay else None,
                "over_time": {name: asdict(series) for name, series in self.over_time.items()},
                "identity": asdict(self.identity) if self.identity else None,
                "hardly_moves": self.hardly_moves,
                "settings": self.settings,
            },
            allow_nan=False,
        )

    @classmethod
    def from_json(cls, text: str) -> "Report":
        """Return the report that `to_json` wrote.

        Raises
        ------
        ValueError
            The text is no report of this schema.
        """
        try:
            return _read(json.loads(text))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not a continuity report of schema 1") from error


def concerned(
    events: Sequence[Event], boxes: Sequence[Box | None], index: Sequence[int]
) -> tuple[int, ...]:
    """Return which of `events` concern a region: whose box is on it when they start.

    `boxes` are where the region is in the frames `index` of the clip.
    """

    def concerns(event: Event) -> bool:
        if event.box is None:
            return False
        nearest = min(range(len(index)), key=lambda n: abs(index[n] - event.start))
        box = boxes[nearest]
        return box is not None and _share_of_smaller(box, event.box) > 0.3

    return tuple(n for n, event in enumerate(events) if concerns(event))


def _share_of_smaller(a: Box, b: Box) -> float:
    width = max(0.0, min(a.x + a.w, b.x + b.w) - max(a.x, b.x))
    height = max(0.0, min(a.y + a.h, b.y + b.h) - max(a.y, b.y))
    return width * height / max(1e-9, min(a.w * a.h, b.w * b.h))


def _event_row(event: Event) -> dict[str, object]:
    return {
        "kind": event.kind,
        "factor": event.factor,
        "start": event.start,
        "peak": event.peak,
        "end": event.end,
        "box": event.box,
        "element": event.element,
        "severity": event.severity,
        "confidence": event.confidence,
        "explained": event.explained,
        "evidence": event.evidence,
    }


def _element_row(element: Element) -> dict[str, object]:
    # asdict would make a plain list of a Box, and copy it deeply.
    return asdict(element) | {"box": element.box}


def _read(row: dict[str, Any]) -> Report:
    if row["schema"] != SCHEMA:
        raise ValueError(f"a report of schema {row['schema']}; this engine reads schema {SCHEMA}")
    series = dict(row["frames"])
    attention = series.pop("attention")
    return Report(
        engine=row["engine"],
        clip=Clip(**row["clip"]),
        scores=Scores(**{factor.value: row["scores"][factor.value] for factor in Factor}),
        intervals={name: (low, high) for name, (low, high) in row["intervals"].items()},
        events=tuple(_read_event(event) for event in row["events"]),
        elements=tuple(_read_element(element) for element in row["elements"]),
        frames=FrameSeries(
            index=tuple(series.pop("index")),
            time_s=tuple(series.pop("time_s")),
            subject=tuple(attention["subject"]),
            secondary=tuple(attention["secondary"]),
            background=tuple(attention["background"]),
            measures={name: tuple(values) for name, values in series.items()},
        ),
        # Reports written before these were measured lack them.
        trails=trails_of(row.get("trails") or {"index": (), "boxes": {}}),
        followed=tuple(followed_of(followed) for followed in row.get("followed", ())),
        footprints=tuple(footprint_of(footprint) for footprint in row.get("footprints", ())),
        relation=relation_of(row.get("relation")),
        decay=decay_of(row.get("decay")),
        over_time=over_time_of(row.get("over_time") or {}),
        identity=identity_of(row.get("identity")),
        hardly_moves=bool(row.get("hardly_moves", False)),
        settings={
            name: tuple(value) if isinstance(value, list) else value
            for name, value in row.get("settings", {}).items()
        },
    )


def _read_element(row: dict[str, Any]) -> Element:
    limits, band = row.get("limits"), row.get("band")
    return Element(
        **{
            **row,
            "role": Role(row["role"]),
            "box": Box(*row["box"]),
            "band": (band[0], band[1]) if band else None,
            "limits": Limits(**limits) if limits else None,
        }
    )


def _read_event(row: dict[str, Any]) -> Event:
    fields = {name: value for name, value in row.items() if name != "factor"}
    return Event(
        **{
            **fields,
            "kind": Kind(row["kind"]),
            "box": Box(*row["box"]) if row["box"] else None,
            "explained": Explanation(row["explained"]) if row["explained"] else None,
            "evidence": {name: tuple(values) for name, values in row["evidence"].items()},
        }
    )
