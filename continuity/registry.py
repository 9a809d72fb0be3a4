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
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from continuity import scratch
from continuity.child import Child, Ending, Start
from continuity.early import Early
from continuity.insights import Region
from continuity.jobs import SUFFIXES, UNDER_WAY, Job, Room, State, Status, film_key
from continuity.pace import Pace, until_s
from continuity.report import Report
from continuity.work import Drawing, Failure, Film, Filming, Finding, Limits, Work

_LOG = logging.getLogger(__name__)

_LAST_MOMENT_S = 2.0
"""How long the end of the server waits for programs that were killed."""


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
    start : callable, optional
        Where programs run; on this machine unless `continuity.cluster` is asked.
    """

    def __init__(
        self,
        room: Room | None = None,
        limits: Limits | None = None,
        engine: tuple[str, ...] = (sys.executable, "-m", "continuity"),
        start: Start = Child,
    ) -> None:
        self.room = room or Room()
        self.limits = limits or Limits()
        self._engine, self._start = engine, start
        self._lock = threading.RLock()
        self._jobs: dict[str, Job] = {}  # the one not asked for longest comes first
        self._line: list[Job] = []
        self._threads: set[threading.Thread] = set()
        self._pace = Pace()
        self._root = scratch.folder()
        atexit.register(self.close)

    def submit(self, clip: bytes, suffix: str, visitor: str, *, behind: bool = False) -> str:
        """Have `clip` analysed for `visitor` and return the key to ask for it by.

        One of several goes `behind` what others wait for: it is taken on though the line be full.
        """
        key = f"{hashlib.sha256(clip).hexdigest()}-{self.limits.seconds:g}s"
        name = f"clip{suffix.lower() if suffix.lower() in SUFFIXES else ''}"

        def work(folder: Path) -> Work:
            (folder / name).write_bytes(clip)
            return Work(folder / name, None, folder, self._engine, self.limits, start=self._start)

        with self._lock:
            if not self._join(key, visitor, behind):
                self._take_on(key, visitor, work, self._turn(visitor, behind), len(clip))
        return key

    def submit_drawing(self, drawing: Drawing, visitor: str) -> str:
        """Have a clip analysed that is drawn the first time somebody asks for it."""
        key = f"drawing-{drawing.name}"
        path = self._root / f"{key}.mp4"

        def work(folder: Path) -> Work:
            return Work(path, drawing, folder, self._engine, self.limits, start=self._start)

        with self._lock:
            if not self._join(key, visitor):
                self._take_on(key, visitor, work)
        return key

    def submit_region(self, key: str, region: Region, visitor: str) -> str | None:
        """Have a region that somebody drew followed through an analysed clip, in its kept reel.

        The clip itself is gone by then. Return the key to ask for the answer by, which is the only
        region `followed` in its report; None if the analysis `key` or its reel is not remembered.
        """
        sides = ",".join(f"{side:.4f}" for side in region.box)
        asked = f"{key}-follow-{sides}-{region.frame}"

        def work(folder: Path, reel: Path, report: Report) -> Work:
            return Work(reel, None, folder, self._engine, self.limits, region, start=self._start)

        return self._submit_of_reel(key, asked, visitor, work)

    def submit_film(self, key: str, command: tuple[str, ...], visitor: str) -> str | None:
        """Have the events of an analysed clip drawn into a film, made of its kept reel.

        `command` is as in `Filming`. Return the key to ask for the film by; None if the analysis
        `key` or its reel is not remembered.
        """

        def work(folder: Path, reel: Path, report: Report) -> Work:
            filming = Filming(command, report.to_json())
            return Work(
                reel, None, folder, self._engine, self.limits, filming=filming, start=self._start
            )

        return self._submit_of_reel(key, film_key(key, command), visitor, work)

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
            if job not in self._line:
                return job.status(0, None)
            place = self._line.index(job)
            return job.status(place + 1, self._turn_s(self._line[:place]))

    def agree(self, key: str) -> None:
        """Go on with the first seconds of a clip that was OFFERED."""
        with self._lock:
            job = self._jobs.get(key)
            if job and job.state is State.OFFERED:
                job.work.agreed, job.state = True, State.QUEUED
                self._queue(job)

    def cancel(self, key: str, visitor: str) -> None:
        """Stop waiting; the work stops when nobody else waits for the same clip."""
        with self._lock:
            job = self._jobs.get(key)
            if job and job.state in UNDER_WAY:
                job.visitors.discard(visitor)
                if not job.visitors:
                    self._end(job, State.CANCELLED)

    def close(self) -> None:
        """Stop all work and delete every file."""
        atexit.unregister(self.close)
        with self._lock:
            for job in [job for job in self._jobs.values() if job.state in UNDER_WAY]:
                self._end(job, State.CANCELLED)
        for thread in list(self._threads):  # what is killed may still write for a moment
            thread.join(_LAST_MOMENT_S)
        shutil.rmtree(self._root, ignore_errors=True)

    def _submit_of_reel(
        self, key: str, asked: str, visitor: str, make: Callable[[Path, Path, Report], Work]
    ) -> str | None:
        """Have work done on the reel of the analysis `key`, to be asked for by `asked`.

        `make` is given a folder of its own, the reel in it, and the report.
        """
        with self._lock:
            job = self._jobs.get(key)
            if job is None or not isinstance(job.outcome, Finding) or not job.outcome.reel:
                return None
            found = job.outcome

            def work(folder: Path) -> Work:
                found.reel.save(folder / "reel")
                return make(folder, folder / "reel", found.report)

            if not self._join(asked, visitor):
                self._take_on(asked, visitor, work)
        return asked

    def _join(self, key: str, visitor: str, behind: bool = False) -> bool:
        """Let `visitor` share the analysis there is; one that failed is no analysis."""
        job = self._jobs.get(key)
        if job is None or job.state in (State.FAILED, State.CANCELLED):
            return False
        job.visitors.add(visitor)
        if job in self._line and not behind:
            self._line.remove(job)
            job.turn = 0
            self._queue(job)
        return True

    def _turn_s(self, ahead: list[Job]) -> float | None:
        """Return in how many seconds it may be the turn of whoever waits behind those `ahead`."""
        usual_s, now_s = self._pace.usual_s, time.monotonic()

        def left_s(job: Job) -> float | None:
            told_s, whole_s = job.work.remaining_s(), usual_s(job.kind)
            if told_s is not None or whole_s is None:
                return told_s
            return max(0.0, whole_s - (now_s - job.began_s))

        running = [job for job in self._jobs.values() if job.state is State.RUNNING]
        at_once = self.room.at_once
        return until_s(map(left_s, running), (usual_s(job.kind) for job in ahead), at_once)

    def _take_on(
        self,
        key: str,
        visitor: str,
        make: Callable[[Path], Work],
        turn: int = 0,
        size: int = 0,
    ) -> None:
        """Have the work done that `make` returns of a folder of its own, if the disk has room."""
        folder = self._root / uuid.uuid4().hex
        try:
            folder.mkdir(mode=0o700)
            job = Job(key, {visitor}, make(folder), turn, size)
        except OSError as error:  # the disk is full: what was written of the clip goes again
            _LOG.warning("a clip could not be kept: %s", error.strerror)
            shutil.rmtree(folder, ignore_errors=True)
            nothing = Work(folder, None, folder, self._engine, self.limits)
            job = self._jobs[key] = Job(key, {visitor}, nothing)
            self._end(job, State.FAILED, Failure("no_room"))
        else:
            self._add(job)

    def _turn(self, visitor: str, behind: bool) -> int:
        return 1 + sum(visitor in job.visitors for job in self._together()) if behind else 0

    def _together(self) -> list[Job]:
        """Return what waits behind all others."""
        return [job for job in self._line if job.turn]

    def _add(self, job: Job) -> None:
        self._jobs.pop(job.key, None)
        self._jobs[job.key] = job
        if self._has_room(job):
            self._queue(job)
        else:
            self._end(job, State.FAILED, Failure("busy"))

    def _has_room(self, job: Job) -> bool:
        together, room = self._together(), self.room
        if job.turn:
            taken = sum(other.size for other in together)
            return job.turn <= room.together and taken + job.size <= room.together_bytes
        return len(self._line) - len(together) < room.waiting

    def _queue(self, job: Job) -> None:
        """Put `job` behind those of the same turn, and before those of a later one."""
        place = sum(other.turn <= job.turn for other in self._line)
        self._line.insert(place, job)
        self._start_next()

    def _start_next(self) -> None:
        while self._line and len(self._threads) < self.room.at_once:
            job = self._line.pop(0)
            job.state, job.began_s = State.RUNNING, time.monotonic()
            thread = threading.Thread(target=self._run, args=(job,), daemon=True)
            self._threads.add(thread)
            thread.start()

    def _run(self, job: Job) -> None:
        """Do the work of `job`, in a thread of its own."""
        outcome: Finding | Film | Failure = Failure(Ending.CRASHED)
        try:
            outcome = job.work.run()
        except OSError as error:  # no process, no disk: the server's trouble, not the clip's
            _LOG.warning("an analysis could not be run: %s", error.strerror)
        finally:
            self._finish(job, outcome)

    def _finish(self, job: Job, outcome: Finding | Film | Failure) -> None:
        with self._lock:
            self._threads.discard(threading.current_thread())
            if job.state is State.RUNNING and job.work.offered and not job.work.agreed:
                self._offer(job)
            else:
                if job.state is State.RUNNING:
                    failed = isinstance(outcome, Failure)
                    if not failed:
                        self._pace.note(job.kind, time.monotonic() - job.began_s)
                    self._end(job, State.FAILED if failed else State.DONE, outcome)
                shutil.rmtree(job.work.folder, ignore_errors=True)
            self._start_next()

    def _end(self, job: Job, state: State, outcome: Finding | Film | Failure | None = None) -> None:
        """Close `job`; the thread that runs it, if one does, deletes the files when it stops."""
        if job in self._line:
            self._line.remove(job)
        if job.state is State.RUNNING:
            job.work.stop()
        else:
            shutil.rmtree(job.work.folder, ignore_errors=True)
        job.state, job.outcome, job.work.early = state, outcome, Early()
        self._forget_the_oldest()

    def _offer(self, job: Job) -> None:
        job.state = State.OFFERED

        def withdraw() -> None:
            with self._lock:
                if job.state is State.OFFERED:
                    self._end(job, State.CANCELLED)

        clock = threading.Timer(self.room.offer_s, withdraw)
        clock.daemon = True
        clock.start()

    def _forget_the_oldest(self) -> None:
        ended = [job for job in self._jobs.values() if job.state not in UNDER_WAY]
        size_bytes = sum(job.size_bytes for job in ended)
        for place, job in enumerate(ended[:-1]):
            if len(ended) - place <= self.room.kept and size_bytes <= self.room.kept_bytes:
                return
            size_bytes -= job.size_bytes
            del self._jobs[job.key]
