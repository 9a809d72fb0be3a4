"""An analysis as the pages see it: where it stands, and how much a server takes on.

`continuity.registry` runs them.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from continuity.early import Early
from continuity.reel import Reel
from continuity.report import Report
from continuity.work import Drawing, Failure, Film, Finding, Limits, Work

__all__ = ["SUFFIXES", "Drawing", "Failure", "Limits", "Room", "State", "Status", "film_key"]

SUFFIXES = (".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi", ".gif", ".webp", ".png", ".apng")
"""What a clip's file may end with; the rest of its name never touches the disk."""


class State(StrEnum):
    """Where an analysis stands; OFFERED waits for the visitor to agree to a part of the clip."""

    QUEUED = "queued"
    RUNNING = "running"
    OFFERED = "offered"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNDER_WAY = (State.QUEUED, State.RUNNING, State.OFFERED)


@dataclass(frozen=True, slots=True)
class Room:
    """How much a registry takes on."""

    at_once: int = 1
    """Analyses that run at the same time; each keeps one core busy."""
    waiting: int = 8
    """Most that wait in line; more are told to come back later."""
    together: int = 20
    """Most clips of one visitor that wait behind those of all others."""
    together_bytes: int = 1_000_000_000
    """Most room on the disk that such clips take while they wait."""
    kept: int = 32
    """Most analyses that are remembered after their end."""
    kept_bytes: int = 96_000_000
    """Most memory they take, pictures included."""
    offer_s: float = 900.0
    """How long a clip that is too long lies here for an answer."""


@dataclass(frozen=True, slots=True)
class Status:
    """One analysis at one moment.

    `done` is the share of the work, 0 to 1; `step` names it (``draw``, ``read``, ``compare``,
    ``judge``, ``film``). `place_in_line` counts from 1 while QUEUED, else 0; `eta_s` is then in how
    many seconds its turn may come, and while RUNNING in how many it may end. `duration_s` is the
    length of a clip of which only the first seconds are analysed. `pictures` holds JPEG files by
    frame, `reel` what a browser steps through, `film` the mp4 file that was asked for. `early` is
    what is known while it is RUNNING.
    """

    state: State
    step: str = ""
    done: float = 0.0
    place_in_line: int = 0
    eta_s: float | None = None
    duration_s: float | None = None
    failure: Failure | None = None
    report: Report | None = None
    pictures: Mapping[int, bytes] = field(default_factory=dict)
    early: Early = field(default_factory=Early)
    reel: Reel = field(default_factory=Reel)
    film: bytes = b""


@dataclass(slots=True, eq=False)
class Job:
    """What the registry knows of one clip.

    `turn` is 0 for a clip that came alone; the n-th of several has turn n. The line goes by turns,
    so whoever brings twenty lets everybody else pass. `size` counts bytes on the disk.
    """

    key: str
    visitors: set[str]
    work: Work
    turn: int = 0
    size: int = 0
    state: State = State.QUEUED
    began_s: float = 0.0
    outcome: Finding | Film | Failure | None = None

    @property
    def size_bytes(self) -> int:
        """Return how much memory its outcome takes."""
        return self.outcome.size_bytes if isinstance(self.outcome, Finding | Film) else 0

    @property
    def kind(self) -> str:
        """Return what it shares with work that takes about as long."""
        return "film" if self.work.filming else "region" if self.work.follow else "clip"

    def status(self, place_in_line: int, turn_s: float | None) -> Status:
        """Return how it stands; the line is the registry's."""
        found = self.outcome if isinstance(self.outcome, Finding) else None
        return Status(
            state=self.state,
            step=self.work.step,
            done=self.work.done,
            place_in_line=place_in_line,
            eta_s=self.work.remaining_s() if self.state is State.RUNNING else turn_s,
            duration_s=self.work.duration_s,
            failure=self.outcome if isinstance(self.outcome, Failure) else None,
            report=found.report if found else None,
            pictures=found.pictures if found else {},
            early=self.work.early,
            reel=found.reel if found else Reel(),
            film=self.outcome.content if isinstance(self.outcome, Film) else b"",
        )


def film_key(key: str, command: tuple[str, ...]) -> str:
    """Return the key of the film that `command` makes of the analysis `key`."""
    return f"{key}-film-{hashlib.sha256(repr(command).encode()).hexdigest()[:12]}"
