"""Many clips: each analysed once, its report on the disk before the next one's turn.

Whatever stops a batch, the same call goes on where it was: the journal says what is done, by the
hash of a clip's content, how much of it is analysed, and the engine's version.
"""

import concurrent.futures
import hashlib
import json
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from continuity import rows, scratch
from continuity.child import Child, Ending, Start
from continuity.early import Early
from continuity.jobs import SUFFIXES
from continuity.journal import Journal, write_whole
from continuity.report import ENGINE, Report
from continuity.rows import Row
from continuity.work import Failure, Finding, Limits, Work

_OF_THE_FILE = "unreadable"
_MAY_PASS = (Ending.CRASHED, Ending.TOO_SLOW, "too_much_memory", "refused", "failed")
"""What another try, or another machine, may answer differently."""
_LONGEST_STEM = 60


@dataclass(frozen=True, slots=True)
class Found:
    """A clip in the folder: `path` on the disk, `name` below the folder, `sha256` of its content.

    `sha256` is empty where the file could not be read.
    """

    path: Path
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How a batch stands: of `total` different clips, `done` are, `failed` of them without report.

    `now` is the clip that has just ended; `eta_s` an estimate from the pace since the start.
    """

    total: int
    done: int
    failed: int
    now: str
    eta_s: float | None


def clips_below(folder: Path, out: Path) -> list[Path]:
    """Return the clips in `folder` and below, by name; hidden ones and those in `out` are none."""
    found: list[Path] = []
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and (Path(here) / name).resolve() != out.resolve()
        )
        found += (
            Path(here) / name
            for name in sorted(files)
            if Path(name).suffix.lower() in SUFFIXES and not name.startswith(".")
        )
    return found


def identified(paths: Sequence[Path], folder: Path) -> Iterator[Found]:
    """Yield each of `paths` with the hash of its content."""
    for path in paths:
        name = os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "replace")
        try:
            with path.open("rb") as file:
                yield Found(path, name, hashlib.file_digest(file, "sha256").hexdigest())
        except OSError:
            yield Found(path, name, "")


@dataclass(slots=True)
class Batch:
    """The analyses of `clips`, `at_once` at the same time, kept in the folder `out`.

    `start` says where programs run; `again` tries anew what failed for want of time or memory.
    """

    clips: Sequence[Found]
    out: Path
    limits: Limits
    at_once: int
    start: Start = Child
    again: bool = False
    engine: tuple[str, ...] = (sys.executable, "-m", "continuity")
    by_path: bool = False
    journal: Journal = field(init=False)
    lost: list[str] = field(default_factory=list)
    """Clips whose machine went away; they are not done."""
    _stopped: threading.Event = field(default_factory=threading.Event)
    _works: dict[int, Work] = field(default_factory=dict)

    def __post_init__(self) -> None:
        (self.out / "reports").mkdir(parents=True, exist_ok=True)
        self.journal = Journal(self.out / "journal.jsonl")

    def run(self, tell: Callable[[Progress], None]) -> None:
        """Analyse what is not done yet; `tell` is called after each clip.

        Raises
        ------
        OSError
            What was found could not be kept.
        """
        todo: dict[str, Found] = {}
        for clip in self.clips:
            if clip.sha256:
                todo.setdefault(self._id(clip), clip)
        total = len(todo)
        todo = {each: clip for each, clip in todo.items() if not self._done(each)}
        before, began_s = total - len(todo), time.monotonic()
        pool = concurrent.futures.ThreadPoolExecutor(self.at_once, "batch")
        try:
            futures = {pool.submit(self._one, each, clip): clip for each, clip in todo.items()}
            for nth, future in enumerate(concurrent.futures.as_completed(futures), 1):
                future.result()
                pace_s = (time.monotonic() - began_s) / nth
                eta_s = pace_s * (len(todo) - nth)
                tell(Progress(total, before + nth, self._failed(), futures[future].name, eta_s))
        finally:
            self.stop()
            pool.shutdown(cancel_futures=True)

    def stop(self) -> None:
        """End what runs; what is done stays done."""
        self._stopped.set()
        for work in list(self._works.values()):
            work.stop()

    def rows(self, groups: Mapping[str, str]) -> list[Row]:
        """Return a row per clip that is done, worst first; `groups` by the clips' names."""
        made = [row for clip in self.clips if (row := self._row(clip, groups[clip.name]))]
        return sorted(made, key=_worst_first)

    def _row(self, clip: Found, group: str) -> Row | None:
        if not clip.sha256:
            why = rows.sentence(_OF_THE_FILE, clip.name, {})
            return Row(clip.name, group, failure=_OF_THE_FILE, sentence=why)
        entry = self.journal.entries.get(self._id(clip))
        if entry is None:
            return None
        told: dict[str, Any] = {
            name: entry[name] for name in Row.__dataclass_fields__ if name in entry
        }
        if code := entry.get("failure"):
            facts = json.loads(entry["facts"])
            told["sentence"] = rows.sentence(code, clip.name, facts)
        return Row(clip.name, group, **told)

    def _id(self, clip: Found) -> str:
        known = f"{clip.sha256}-{self.limits.seconds:g}-{ENGINE}"
        return hashlib.sha256(known.encode()).hexdigest()[:16]

    def _done(self, each: str) -> bool:
        entry = self.journal.entries.get(each)
        if entry is None:
            return False
        if code := entry.get("failure"):
            return not (self.again and code in _MAY_PASS)
        return (self.out / str(entry["report"])).exists()

    def _failed(self) -> int:
        ours = {self._id(clip) for clip in self.clips if clip.sha256}
        known = self.journal.entries
        return sum(bool(known[each].get("failure")) for each in ours if each in known)

    def _one(self, each: str, clip: Found) -> None:
        """Analyse one clip and keep what came of it, in a thread of its own."""
        folder, me = scratch.folder(), threading.get_ident()
        began_s = time.monotonic()
        try:
            work = self._works[me] = Work(
                self._reached(clip.path, folder),
                None,
                folder,
                self.engine,
                self.limits,
                pictures=False,
                start=self.start,
                agreed=True,
            )
            if self._stopped.is_set():  # asked for after the work was set: no stop is missed
                return
            outcome = work.run()
        finally:
            self._works.pop(me, None)
            shutil.rmtree(folder, ignore_errors=True)
        self._keep(each, clip, outcome, work.early, time.monotonic() - began_s)

    def _reached(self, path: Path, folder: Path) -> Path:
        """Return a path that leads to the clip and has no name a decoder could misread."""
        if self.by_path:
            return path.resolve()
        link = folder / f"clip{path.suffix.lower()}"
        try:
            link.symlink_to(path.resolve())
        except OSError:  # Windows lets few do that
            return path.resolve()
        return link

    def _keep(self, each: str, clip: Found, outcome: object, early: Early, took_s: float) -> None:
        entry: dict[str, Any] = {"id": each, "sha256": clip.sha256, "took_s": round(took_s, 2)}
        if isinstance(outcome, Finding):
            report = outcome.report.named(clip.name)
            stem = f"reports/{_stem(clip.path)}-{each}"
            if picture := _picture(report, early):
                entry["thumbnail"] = f"{stem}.jpg"
                write_whole(self.out / f"{stem}.jpg", picture)
            write_whole(self.out / f"{stem}.json", report.to_json().encode())
            self.journal.add({**entry, "report": f"{stem}.json", **rows.measured(report)})
        elif isinstance(outcome, Failure) and outcome.code == Ending.LOST:
            self.lost.append(clip.name)
        elif isinstance(outcome, Failure) and outcome.code != Ending.STOPPED:
            facts = {name: it for name, it in outcome.facts.items() if name != "name"}
            self.journal.add({**entry, "failure": outcome.code, "facts": json.dumps(facts)})


def _picture(report: Report, early: Early) -> bytes | None:
    """Return the small frame nearest to the gravest failure, else the first one."""
    gravest = max(report.failures, key=lambda it: it.severity * it.confidence, default=None)
    at = gravest.peak if gravest else 0
    nearest = min(early.pictures, key=lambda frame: abs(frame - at), default=None)
    return None if nearest is None else early.pictures[nearest]


def _stem(path: Path) -> str:
    """Return what a report is called after its clip, fit for every file system."""
    letters = "".join(letter if letter.isalnum() else "-" for letter in path.stem)
    return "-".join(filter(None, letters.split("-")))[:_LONGEST_STEM] or "clip"


def _worst_first(row: Row) -> tuple[bool, float, str]:
    """Put clips without a report first, then those of low continuity; unmeasured ones go last."""
    score = 2.0 if row.continuity is None else row.continuity
    return not row.failure, score, row.clip
