"""Damaged files through the page's own path: upload, registry, engine, sentence or report.

Two visitors bring them, a third reads a lesson meanwhile: its reruns say whether the server answers
throughout. What is left at the end (temporary files, processes, open files, memory) is counted.
Linux only.
"""

import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks import damage, table
from benchmarks.damage import Brought
from benchmarks.processes import children
from benchmarks.server import Server, serving
from benchmarks.visitor import GoneError, Visitor
from i18n import words

ROOT = Path(__file__).parents[1]
_SAY = words("en")
_UPLOADERS = 2
_CLIP_PATIENCE_S = 400.0
_CODES = [
    key.split(".")[1]
    for key in _SAY.sentences
    if key.startswith("errors.") and key.endswith(".why")
]


@dataclass(slots=True)
class Found:
    """What came of the files: how many of each kind ended how, and what ended in no known way."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    strange: list[str] = field(default_factory=list)
    reruns_s: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Left:
    """What a server holds at a moment."""

    memory_mb: float
    processes: int
    files: int
    temporary: tuple[str, ...]

    @classmethod
    def of(cls, server: Server, folder: Path) -> "Left":
        """Return what `server` holds, whose temporary files are in `folder`."""
        inside = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
        held = len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))
        return cls(server.memory_mb(), len(children(server.process.pid)), held, tuple(inside))


def run(clips: int = 1000, seed: int = 1, beside: Path | None = None) -> None:
    """Print the tables; the exit status says whether something ended in no known way."""
    table.show_machine()
    files = damage.damaged(seed, clips, damage.sound_clips(beside))
    found = Found()
    with tempfile.TemporaryDirectory() as name:
        environment = {"TMPDIR": name, "STREAM_ANALYSES_AT_ONCE": str(_UPLOADERS)}
        with serving(ROOT / "app.py", environment) as server:
            # What the first ones load stays: charts, scenes that labs draw once.
            _all(server, iter([("sound", _sound(seed + nth)) for nth in range(6)]), Found())
            before = _rested(server, Path(name))
            _all(server, files, found)
            after = _rested(server, Path(name))
    _show(found, before, after, seed)
    left = set(after.temporary) - set(before.temporary)
    if found.strange or found.errors or left or after.processes:
        raise SystemExit(1)


def _sound(seed: int) -> Brought:
    name, content = damage.sound_clips()[0]
    return name, content + str(seed).encode()


def _all(server: Server, files: Iterator[tuple[str, Brought]], found: Found) -> None:
    done, lock = threading.Event(), threading.Lock()

    def one_by_one() -> Iterator[tuple[str, Brought]]:
        while True:
            with lock:
                item = next(files, None)
            if item is None:
                return
            yield item

    reader = threading.Thread(target=_read, args=(server, done, found))
    reader.start()
    bringing = [
        threading.Thread(target=_bring, args=(server, one_by_one(), found))
        for _ in range(_UPLOADERS)
    ]
    for thread in bringing:
        thread.start()
    for thread in bringing:
        thread.join()
    done.set()
    reader.join()


def _read(server: Server, done: threading.Event, found: Found) -> None:
    try:
        visitor = Visitor(server.address, "continuity")
        while not done.wait(0.5):
            found.reruns_s.append(visitor.rerun())
        visitor.close()
    except (OSError, TimeoutError, GoneError) as error:
        found.errors.append(f"the reader: {error}")


def _bring(server: Server, files: Iterator[tuple[str, Brought]], found: Found) -> None:
    visitor = Visitor(server.address, "clip_lab")
    for what, (name, content) in files:
        try:
            outcome = _outcome(visitor, name, content)
        except (OSError, TimeoutError, GoneError) as error:
            outcome = "nothing known"
            found.strange.append(f"{what}, {name[:60]!r}: {error}"[:400])
            visitor.close()
            visitor = Visitor(server.address, "clip_lab")
        found.outcomes[what, outcome] += 1
        if "Traceback" in visitor.text():
            found.strange.append(f"{what}, {name[:60]!r}: a traceback on the page")
    visitor.close()


def _outcome(visitor: Visitor, name: str, content: bytes) -> str:
    """Return how the clip ended: "report", or the code of the sentence that the page shows."""
    visitor.bring([(name, content)])
    deadline = time.monotonic() + _CLIP_PATIENCE_S
    while time.monotonic() < deadline:
        keys = {str(getattr(it, "id", "")).split("-")[-1] for _, it in visitor.elements()}
        if "again" in keys:
            visitor.set("again", trigger_value=True)
            return "report"
        if "agree" in keys:  # longer than what is analysed
            visitor.set("agree", trigger_value=True)
        elif "cancel" not in keys:
            return sentence(visitor.text())
        visitor.refresh()
    raise GoneError("no end in sight")


def sentence(text: str) -> str:
    """Return the code of the error whose sentence stands in `text`.

    Raises
    ------
    GoneError
        None does.
    """
    for code in _CODES:
        if _SAY.sentences[f"errors.{code}.why"].partition("{")[0] in text:
            return code
    raise GoneError(f"neither a report nor a sentence: {text[-300:]}")


def _rested(server: Server, folder: Path) -> Left:
    """Return what the server holds once visits that ended are forgotten, in 65 s (config.toml)."""
    time.sleep(65)
    return Left.of(server, folder)


def _show(found: Found, before: Left, after: Left, seed: int) -> None:
    ways = sorted({outcome for _, outcome in found.outcomes})
    kinds = sorted({what for what, _ in found.outcomes})
    rows = [
        (kind, *(found.outcomes[kind, way] or "" for way in ways),
         sum(found.outcomes[kind, way] for way in ways))
        for kind in kinds
    ]  # fmt: skip
    totals = [sum(found.outcomes[kind, way] for kind in kinds) for way in ways]
    rows.append(("all", *totals, sum(totals)))
    table.show(f"What came of damaged files, seed {seed}", ("damage", *ways, "files"), rows)
    names = ("memory, MB", "processes", "open files", "temporary files")
    held = [
        (f"{left.memory_mb:.0f}", left.processes, left.files, len(left.temporary))
        for left in (before, after)
    ]
    rows = [(name, *values) for name, *values in zip(names, *held, strict=True)]
    table.show("What the server holds, at rest", ("", "before", "after"), rows)
    print(
        "\nOf the memory at most 96 MB are results kept for whoever comes back (`Room.kept_bytes`)."
    )
    taken_ms = sorted(1000 * s for s in found.reruns_s)
    if taken_ms:
        worst = f"{taken_ms[int(0.95 * len(taken_ms))]:.0f} ms at the 95th percentile"
        print(
            f"\nA lesson read meanwhile: {len(taken_ms)} reruns, median {median(taken_ms):.0f} ms,"
        )
        print(f"{worst}, {taken_ms[-1]:.0f} ms at most, {len(found.errors)} errors.")
    more = set(after.temporary) - set(before.temporary)
    for line in (*found.strange, *found.errors, *sorted(more)):
        print(f"- {line}")
