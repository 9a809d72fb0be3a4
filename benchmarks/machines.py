"""A Dask scheduler and workers of our own on this machine's loopback, as real processes."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PATIENCE_S = 60.0
_WORKER = (
    *(sys.executable, "-m", "dask", "worker", "--no-dashboard", "--no-nanny"),
    *("--nthreads", "1", "--memory-limit", "0", "--host", "127.0.0.1"),
)


@dataclass(slots=True)
class Machines:
    """A running scheduler at `address`, its process, and those of its workers."""

    address: str
    scheduler: subprocess.Popen[bytes]
    folder: Path
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def add_worker(self) -> subprocess.Popen[bytes]:
        """Start one more worker, which runs one program at a time."""
        command = (*_WORKER, self.address, "--local-directory", str(self.folder))
        self.workers.append(_started(command, self.folder / f"worker-{len(self.workers)}.log"))
        return self.workers[-1]

    def wait(self, count: int) -> None:
        """Wait until the scheduler knows `count` workers."""
        from continuity.cluster import Cluster

        cluster = Cluster(self.address)
        deadline = time.monotonic() + _PATIENCE_S
        while cluster.places() != count:
            if time.monotonic() > deadline:
                raise RuntimeError("the workers did not come")
            time.sleep(0.1)
        cluster.close()


@contextmanager
def machines(folder: Path, workers: int) -> Iterator[Machines]:
    """Yield a scheduler with `workers`, whose files and logs are in `folder`."""
    told = folder / "scheduler.json"
    command = (
        *(sys.executable, "-m", "dask", "scheduler", "--no-dashboard"),
        *("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told)),
    )
    scheduler = _started(command, folder / "scheduler.log")
    made = Machines(_address(told, scheduler), scheduler, folder)
    try:
        for _ in range(workers):
            made.add_worker()
        made.wait(workers)
        yield made
    finally:
        for process in (*made.workers, scheduler):
            process.kill()
            process.wait()


def _address(told: Path, scheduler: subprocess.Popen[bytes]) -> str:
    import json

    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline and scheduler.poll() is None:
        if told.exists() and (text := told.read_text()):
            return str(json.loads(text)["address"])
        time.sleep(0.05)
    raise RuntimeError("the scheduler did not start")


def _started(command: tuple[str, ...], log: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with log.open("wb") as out:
        return subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
