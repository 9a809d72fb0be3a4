"""Clips per minute with one worker and with two, on this machine and through a Dask scheduler.

The clips are drawn: 3 s of 480 x 270. Each analysis keeps about one core busy, so a second worker
helps as far as there is a second core that nobody else uses; the load of the machine is printed.
What a scheduler costs is measured with a program that does nothing at all.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks import table
from benchmarks.cases import SEEDS
from benchmarks.machines import machines
from continuity.batch import Batch, clips_below, identified
from continuity.child import Child, Start
from continuity.cluster import Cluster
from continuity.work import Limits
from labs.render import render
from labs.write import PLAYABLE, write_clip

_SMALL_MB, _LARGE_MB = 1, 20


def run(clips: int = 8) -> None:
    """Print both tables."""
    table.show_machine()
    print(f"Load before: {os.getloadavg()[0]:.1f}.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        drawn = _drawn(folder / "clips", clips)
        here = [_took(drawn, folder, workers, Child) for workers in (1, 2)]
        there = [_took_by_machines(drawn, folder, workers) for workers in (1, 2)]
        rows = [_row("this machine", here, clips), _row("Dask, by bytes", there, clips)]
        head = ("analyses by", "1 worker, clips a minute", "2 workers", "ratio")
        table.show(f"Throughput, {clips} clips of 3 s, 480 x 270", head, rows)
        _show_cost(folder)


def _drawn(folder: Path, count: int) -> Path:
    folder.mkdir()
    for nth in range(count):
        scene = replace(SEEDS[1 + nth % len(SEEDS)], seed=100 + nth)
        write_clip(folder / f"{nth}.mp4", render(scene), scene.fps, PLAYABLE)
    return folder


def _took(clips: Path, folder: Path, at_once: int, start: Start) -> float:
    """Return the seconds that a batch takes, all files and hashes included."""
    out = Path(tempfile.mkdtemp(dir=folder))
    began_s = time.monotonic()
    found = list(identified(clips_below(clips, out), clips))
    made = Batch(found, out, Limits(), at_once, start)
    made.run(lambda step: None)
    rows = made.rows(dict.fromkeys((clip.name for clip in found), ""))
    if any(row.failure for row in rows) or len(rows) != len(found):
        raise RuntimeError("not every clip has a report")
    return time.monotonic() - began_s


def _took_by_machines(clips: Path, folder: Path, workers: int) -> float:
    with machines(Path(tempfile.mkdtemp(dir=folder)), workers) as there:
        cluster = Cluster(there.address)
        took_s = _took(clips, folder, 2 * workers, cluster.start)
        cluster.close()
    return took_s


def _row(name: str, took_s: Sequence[float], clips: int) -> Sequence[str]:
    one_s, two_s = took_s
    return (
        name,
        f"{60 * clips / one_s:.1f}",
        f"{60 * clips / two_s:.1f}",
        f"{one_s / two_s:.2f}",
    )


def _show_cost(folder: Path) -> None:
    rows = []
    nothing = (sys.executable, "-S", "-c", "pass")
    with machines(Path(tempfile.mkdtemp(dir=folder)), 1) as there:
        cluster = Cluster(there.address)
        for size_mb in (_SMALL_MB, _LARGE_MB):
            here_s = median(_program_s(Child, nothing, folder, size_mb) for _ in range(9))
            there_s = median(_program_s(cluster.start, nothing, folder, size_mb) for _ in range(9))
            rows.append((f"{size_mb} MB", f"{1000 * here_s:.0f}", f"{1000 * there_s:.0f}"))
        cluster.close()
    head = ("clip", "here, ms", "through the scheduler, ms")
    table.show("What it costs to run a program that does nothing, median of 9", head, rows)


def _program_s(start: Start, command: tuple[str, ...], folder: Path, size_mb: int) -> float:
    own = Path(tempfile.mkdtemp(dir=folder))
    (own / "clip.mp4").write_bytes(os.urandom(size_mb * 1_000_000))
    began_s = time.monotonic()
    program = start(command, own, 60.0)
    for _ in program.lines():
        pass
    taken_s = time.monotonic() - began_s
    shutil.rmtree(own)
    return taken_s
