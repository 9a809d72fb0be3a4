"""One analysis as the app runs it: the programs it starts, what they say, what they leave."""

import json
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from continuity.child import Child, Ending, Program, Start
from continuity.early import Early
from continuity.insights import Region
from continuity.reel import Reel
from continuity.report import Box, Report

_LOG = logging.getLogger(__name__)
_EARLY = 0.1
"""Share of the work that may be thrown away to ask whether a part of the clip will do."""
_DRAWING = 0.4
"""Share of the work that drawing a clip is, when there is one to draw first."""
_ENOUGH_TO_GO_BY = 0.05
"""Share of the work after which its pace says something about the rest."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one analysis may cost."""

    seconds: float = 30.0
    """How much of a clip is analysed, from its start."""
    wall_s: float = 180.0
    """Longest run of a program, by the clock on the wall."""
    cpu_s: int = 120
    """Longest run of a program, in processor time."""
    memory_mb: int = 1500
    """Most address space a program may ask for."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A clip that a program of ours draws, into the path it is given as its last argument.

    `follow` holds regions of its first frame that the analysis follows, in fractions of it.
    """

    name: str
    command: tuple[str, ...]
    follow: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no report: a code and numbers, for whoever finds the words."""

    code: str
    facts: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """What an analysis leaves: the report, JPEG pictures by frame, a reel, and the bytes of all."""

    report: Report
    pictures: Mapping[int, bytes]
    reel: Reel
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Film:
    """An mp4 file with what was found in a clip drawn on its frames."""

    content: bytes

    @property
    def size_bytes(self) -> int:
        """Return how many bytes it takes."""
        return len(self.content)


@dataclass(frozen=True, slots=True)
class Filming:
    """A film to be made of a kept reel.

    `command` is a program of ours that is given the reel's folder, a report in JSON, and the path
    of the film to write; `report` is that JSON.
    """

    command: tuple[str, ...]
    report: str


@dataclass(slots=True)
class Work:
    """The run of one analysis in `folder`, by one thread; others may look on, and stop it.

    `step` and `done` (0 to 1) follow what the programs say, `early` what they know before the end.
    A clip longer than the limit sets `duration_s`; unless the visitor has `agreed` to its first
    seconds, the work stops there and is `offered`. What a learner drew on a kept reel is the region
    to `follow`; no pictures are made then, nor where nobody asks for `pictures`.
    With `filming` nothing is analysed: a film is made of the reel that is the clip.
    `start` says where programs run.
    """

    clip: Path
    drawing: Drawing | None
    folder: Path
    engine: tuple[str, ...]
    limits: Limits
    follow: Region | None = None
    filming: Filming | None = None
    pictures: bool = True
    start: Start = Child
    agreed: bool = False
    step: str = ""
    done: float = 0.0
    duration_s: float | None = None
    offered: bool = False
    early: Early = field(default_factory=Early)
    _part: tuple[float, float] = (0.0, 0.0)
    _stopped: bool = False
    _child: Program | None = None
    _failure: Failure | None = None

    def run(self) -> Finding | Film | Failure:
        """Do the work; `Failure("stopped")` stands for work that was stopped or is offered."""
        if self.filming:
            return self._film(self.filming)
        begin = 0.0
        if self.drawing and not self.clip.exists():
            begin, drawn = _DRAWING, self.folder / "drawn.mp4"
            command = (*self.drawing.command, str(drawn), "--progress")
            if failure := self._failure_of(command, 0.0, begin):
                return failure
            drawn.replace(self.clip)
        out, pictures = self.folder / "report.json", self.folder / "pictures"
        if failure := self._failure_of(self._analysis(out, pictures), begin, 1.0):
            return failure
        return _found(out, pictures)

    def remaining_s(self) -> float | None:
        """Return an estimate from the pace of what runs now, None while it is too early to say."""
        began_s, begin = self._part
        if self.done - begin < _ENOUGH_TO_GO_BY:
            return None
        return (time.monotonic() - began_s) * (1 - self.done) / (self.done - begin)

    def stop(self) -> None:
        """End the work within moments, whether it has begun or not."""
        self._stopped = True
        if self._child:
            self._child.stop()

    def _film(self, filming: Filming) -> Film | Failure:
        report, out = self.folder / "report.json", self.folder / "film.mp4"
        report.write_text(filming.report, encoding="utf-8")
        command = (*filming.command, str(self.clip), str(report), str(out), "--progress")
        if failure := self._failure_of((*command, *self._most()), 0.0, 1.0):
            return failure
        try:
            return Film(out.read_bytes())
        except OSError:
            return Failure(Ending.CRASHED)

    def _most(self) -> tuple[str, ...]:
        """Return the limits that a program sets itself, as its arguments."""
        return "--memory-mb", str(self.limits.memory_mb), "--cpu-s", str(self.limits.cpu_s)

    def _analysis(self, out: Path, pictures: Path) -> tuple[str, ...]:
        limits, shown = self.limits, self.pictures and self.follow is None
        drawn = self.drawing.follow if self.drawing else ()
        asked = [self.follow] if self.follow else [Region(box) for box in drawn]
        regions = (f"{','.join(f'{side:.4f}' for side in box)}@{frame}" for box, frame in asked)
        return (
            *(*self.engine, str(self.clip), "--json", str(out), "--progress"),
            *(("--pictures", str(pictures)) if shown else ()),
            *("--seconds", f"{limits.seconds:g}"),
            *self._most(),
            *(word for region in regions for word in ("--follow", region)),
        )

    def _failure_of(self, command: tuple[str, ...], begin: float, end: float) -> Failure | None:
        """Run `command` as one part of the work, and return what went wrong, if anything did."""
        self._child = self.start(command, self.folder, self.limits.wall_s)
        self._part = time.monotonic(), begin
        if self._stopped:  # asked for after the child was set, so that no stop is missed
            return Failure(Ending.STOPPED)
        for line in self._child.lines():
            self._hear(line, begin, end)
        ending = self._child.ending
        if ending is Ending.WELL:
            return None
        if ending is not Ending.STOPPED:
            _LOG.warning("an analysis ended %s: %s", ending, self._child.last_words)
        return (self._failure if ending is Ending.REFUSED else None) or Failure(ending)

    def _hear(self, line: str, begin: float, end: float) -> None:
        match _read(line):
            case {"step": str(step), "done": int() | float() as done}:
                self.step = step
                self.done = begin + (end - begin) * min(max(done, 0.0), 1.0)
            case {"warning": "first_seconds", "duration_s": int() | float() as duration_s}:
                self.duration_s = float(duration_s)
                if not self.agreed and self.done < _EARLY and self._child:
                    self.offered = True
                    self._child.stop()
            case {"error": str(code), "facts": dict(facts)}:
                self._failure = Failure(code, facts)
            case said:
                self.early = self.early.hearing(said)


def _read(line: str) -> object:
    """Return what a program said in JSON, None for anything else it prints."""
    try:
        return json.loads(line)
    except ValueError:
        return None


def _found(out: Path, pictures: Path) -> Finding | Failure:
    try:
        text = out.read_text(encoding="utf-8")
        report = Report.from_json(text)
    except (OSError, ValueError) as error:
        _LOG.warning("an analysis left no report: %s", type(error).__name__)
        return Failure(Ending.CRASHED)
    frames = [path for path in sorted(pictures.glob("frame-*.jpg")) if path.stem[6:].isdecimal()]
    kept = {int(path.stem[6:]): path.read_bytes() for path in frames}
    reel = Reel.load(pictures / "reel")
    size_bytes = len(text) + sum(map(len, kept.values())) + reel.size_bytes
    return Finding(report, kept, reel, size_bytes)
