"""The analyses of a server: each in a process of its own, a few at once, the others in line.

A registry belongs to the server, not to a visit: a learner may leave the page and come back. Equal
clips share one analysis, known by the clip's hash, so it holds no name and nothing of a person. A
clip lies in a private folder while it waits and is analysed, and is deleted the moment that ends.
"""

import atexit
import hashlib
import logging
import shutil
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from continuity import scratch
from continuity.child import Ending
from continuity.report import Report
from continuity.work import Drawing, Failure, Finding, Limits, Work

__all__ = ["SUFFIXES", "Drawing", "Failure", "Limits", "Registry", "Room", "State", "Status"]

_LOG = logging.getLogger(__name__)

SUFFIXES = (".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi", ".gif", ".webp", ".png", ".apng")
"""What a clip's file may end with; the rest of its name never touches the disk."""

_LAST_MOMENT_S = 2.0
"""How long the end of the server waits for programs that were killed."""


class State(StrEnum):
    """Where an analysis stands; OFFERED waits for the visitor to agree to a part of the clip."""

    QUEUED = "queued"
    RUNNING = "running"
    OFFERED = "offered"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


_UNDER_WAY = (State.QUEUED, State.RUNNING, State.OFFERED)


@dataclass(frozen=True, slots=True)
class Room:
    """How much a registry takes on."""

    at_once: int = 1
    """Analyses that run at the same time; each keeps one core busy."""
    waiting: int = 8
    """Most that wait in line; more are told to come back later."""
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
    ``judge``). `place_in_line` counts from 1 while QUEUED, else 0. `duration_s` is the length of a
    clip of which only the first seconds are analysed. `pictures` holds JPEG files by frame.
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


@dataclass(slots=True, eq=False)
class _Job:
    """What the registry knows of one clip."""

    key: str
    visitors: set[str]
    work: Work
    state: State = State.QUEUED
    outcome: Finding | Failure | None = None

    @property
    def size_bytes(self) -> int:
        return self.outcome.size_bytes if isinstance(self.outcome, Finding) else 0

    def status(self, place_in_line: int) -> Status:
        found = self.outcome if isinstance(self.outcome, Finding) else None
        return Status(
            state=self.state,
            step=self.work.step,
            done=self.work.done,
            place_in_line=place_in_line,
            eta_s=self.work.remaining_s() if self.state is State.RUNNING else None,
            duration_s=self.work.duration_s,
            failure=self.outcome if isinstance(self.outcome, Failure) else None,
            report=found.report if found else None,
            pictures=found.pictures if found else {},
        )


class Registry:
    """Runs analyses and remembers their reports.

    Every method may be called from any thread and returns at once.

    Parameters
    ----------
    room : Room, optional
        How much it takes on.
    limits : Limits, optional
        What one analysis may cost.
    engine : tuple of str, optional
        The program that analyses; its arguments are those of ``python -m continuity``.
    """

    def __init__(
        self,
        room: Room | None = None,
        limits: Limits | None = None,
        engine: tuple[str, ...] = (sys.executable, "-m", "continuity"),
    ) -> None:
        self.room = room or Room()
        self.limits = limits or Limits()
        self._engine = engine
        self._lock = threading.RLock()
        self._jobs: dict[str, _Job] = {}  # the one not asked for longest comes first
        self._line: list[_Job] = []
        self._threads: set[threading.Thread] = set()
        self._root = scratch.folder()
        atexit.register(self.close)

    def submit(self, clip: bytes, suffix: str, visitor: str) -> str:
        """Have `clip` analysed for `visitor` and return the key to ask for it by."""
        key = f"{hashlib.sha256(clip).hexdigest()}-{self.limits.seconds:g}s"
        with self._lock:
            if not self._join(key, visitor):
                folder = Path(tempfile.mkdtemp(dir=self._root))
                path = folder / f"clip{suffix.lower() if suffix.lower() in SUFFIXES else ''}"
                path.write_bytes(clip)
                self._add(key, visitor, Work(path, None, folder, self._engine, self.limits))
        return key

    def submit_drawing(self, drawing: Drawing, visitor: str) -> str:
        """Have a clip analysed that is drawn the first time somebody asks for it."""
        key = f"drawing-{drawing.name}"
        with self._lock:
            if not self._join(key, visitor):
                folder, path = Path(tempfile.mkdtemp(dir=self._root)), self._root / f"{key}.mp4"
                self._add(key, visitor, Work(path, drawing, folder, self._engine, self.limits))
        return key

    def drawn(self, name: str) -> Path | None:
        """Return where the drawing `name` lies, None until it is finished."""
        path = self._root / f"drawing-{name}.mp4"
        return path if path.exists() else None

    def status(self, key: str) -> Status | None:
        """Return how the analysis stands, None if it is not remembered."""
        with self._lock:
            if key not in self._jobs:
                return None
            job = self._jobs[key] = self._jobs.pop(key)
            return job.status(self._line.index(job) + 1 if job in self._line else 0)

    def agree(self, key: str) -> None:
        """Go on with the first seconds of a clip that was OFFERED."""
        with self._lock:
            job = self._jobs.get(key)
            if job and job.state is State.OFFERED:
                job.work.agreed, job.state = True, State.QUEUED
                self._line.append(job)
                self._start_next()

    def cancel(self, key: str, visitor: str) -> None:
        """Stop waiting; the work stops when nobody else waits for the same clip."""
        with self._lock:
            job = self._jobs.get(key)
            if job and job.state in _UNDER_WAY:
                job.visitors.discard(visitor)
                if not job.visitors:
                    self._end(job, State.CANCELLED)

    def close(self) -> None:
        """Stop all work and delete every file."""
        atexit.unregister(self.close)
        with self._lock:
            for job in [job for job in self._jobs.values() if job.state in _UNDER_WAY]:
                self._end(job, State.CANCELLED)
        for thread in list(self._threads):  # what is killed may still write for a moment
            thread.join(_LAST_MOMENT_S)
        shutil.rmtree(self._root, ignore_errors=True)

    def _join(self, key: str, visitor: str) -> bool:
        """Let `visitor` share the analysis there is; one that failed is no analysis."""
        job = self._jobs.get(key)
        if job is None or job.state in (State.FAILED, State.CANCELLED):
            return False
        job.visitors.add(visitor)
        return True

    def _add(self, key: str, visitor: str, work: Work) -> None:
        self._jobs.pop(key, None)
        job = self._jobs[key] = _Job(key, {visitor}, work)
        if len(self._line) >= self.room.waiting:
            self._end(job, State.FAILED, Failure("busy"))
        else:
            self._line.append(job)
            self._start_next()

    def _start_next(self) -> None:
        while self._line and len(self._threads) < self.room.at_once:
            job = self._line.pop(0)
            job.state = State.RUNNING
            thread = threading.Thread(target=self._run, args=(job,), daemon=True)
            self._threads.add(thread)
            thread.start()

    def _run(self, job: _Job) -> None:
        """Do the work of `job`, in a thread of its own."""
        outcome: Finding | Failure = Failure(Ending.CRASHED)
        try:
            outcome = job.work.run()
        except OSError as error:  # no process, no disk: the server's trouble, not the clip's
            _LOG.warning("an analysis could not be run: %s", error.strerror)
        finally:
            self._finish(job, outcome)

    def _finish(self, job: _Job, outcome: Finding | Failure) -> None:
        with self._lock:
            self._threads.discard(threading.current_thread())
            if job.state is State.RUNNING and job.work.offered and not job.work.agreed:
                self._offer(job)
            else:
                if job.state is State.RUNNING:
                    well = isinstance(outcome, Finding)
                    self._end(job, State.DONE if well else State.FAILED, outcome)
                shutil.rmtree(job.work.folder, ignore_errors=True)
            self._start_next()

    def _end(self, job: _Job, state: State, outcome: Finding | Failure | None = None) -> None:
        """Close `job`; the thread that runs it, if one does, deletes the files when it stops."""
        if job in self._line:
            self._line.remove(job)
        if job.state is State.RUNNING:
            job.work.stop()
        else:
            shutil.rmtree(job.work.folder, ignore_errors=True)
        job.state, job.outcome = state, outcome
        self._forget_the_oldest()

    def _offer(self, job: _Job) -> None:
        job.state = State.OFFERED

        def withdraw() -> None:
            with self._lock:
                if job.state is State.OFFERED:
                    self._end(job, State.CANCELLED)

        clock = threading.Timer(self.room.offer_s, withdraw)
        clock.daemon = True
        clock.start()

    def _forget_the_oldest(self) -> None:
        ended = [job for job in self._jobs.values() if job.state not in _UNDER_WAY]
        size_bytes = sum(job.size_bytes for job in ended)
        for place, job in enumerate(ended[:-1]):
            if len(ended) - place <= self.room.kept and size_bytes <= self.room.kept_bytes:
                return
            size_bytes -= job.size_bytes
            del self._jobs[job.key]
