"""The processes a server started, and what it weighs with them, second by second. Linux only."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.server import Server, status_mb

LOOK_EVERY_S = 0.5


def children(process: int) -> list[int]:
    """Return the processes that `process` started and that still run."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):  # it ended meanwhile
            continue
        if parent == process:
            found.append(int(status.parent.name))
    return found


def running_engines(process: int) -> list[int]:
    """Return those of its `children` that are the engine, and not what a library asks in passing.

    Dask, for one, asks `uname` what processor this is when it first meets its scheduler.
    """
    return [child for child in children(process) if b"\0-m\0continuity\0" in _command(child)]


def _command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:  # it ended meanwhile
        return b""


@dataclass(slots=True)
class Weights:
    """What a server held whenever it was looked at, and what all it had started held, MB of RSS.

    Pages that two processes share are counted in each.
    """

    server_mb: list[float] = field(default_factory=list)
    started_mb: list[float] = field(default_factory=list)

    @property
    def together_mb(self) -> list[float]:
        """Return what both held."""
        return [a + b for a, b in zip(self.server_mb, self.started_mb, strict=True)]


@contextmanager
def weighed(server: Server) -> Iterator[Weights]:
    """Yield what the server and what it starts weigh: complete when the context ends."""
    weights, done = Weights(), threading.Event()

    def look() -> None:
        while not done.wait(LOOK_EVERY_S):
            started = sum(map(_resident_mb, children(server.process.pid)))
            weights.server_mb.append(server.memory_mb())
            weights.started_mb.append(started)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield weights
    finally:
        done.set()
        looking.join()


def _resident_mb(process: int) -> float:
    try:
        return status_mb(process, "VmRSS")
    except (OSError, StopIteration):  # it ended meanwhile
        return 0.0
