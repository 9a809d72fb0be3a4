"""`python -m continuity batch FOLDER --out DIR`: a report per clip, one table, one overview.

Each clip is analysed in a process of its own, several at once; with --scheduler by the workers of
a Dask scheduler. Whatever stops it, the same command goes on where it was. Exit status 0 when every
clip has a report or a sentence, 2 after a sentence about what is in the way, 130 when stopped.
"""

import argparse
import csv
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from continuity import rows
from continuity.batch import Batch, Found, Progress, clips_below, identified
from continuity.child import Child
from continuity.journal import InUseError
from continuity.work import Limits

if TYPE_CHECKING:
    from continuity.cluster import Cluster

_TELL_EVERY_S = 5.0
_STOPPED = 130
"""What shells call a program that ended with Ctrl-C."""
_PROJECT = Path(__file__).parents[1]


class _WishError(ValueError):
    """What the command line asks for cannot be done; the message is a sentence."""


def main(arguments: Sequence[str]) -> int:
    """Run the batch the command line asks for; return the exit status."""
    asked = _parser().parse_args(arguments)
    # Not what SIGINT does: a shell starts what runs in its background with that ignored.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    logging.getLogger("continuity.work").setLevel(logging.ERROR)  # a bad clip is a row
    try:
        cluster = _cluster(asked.scheduler, asked.by_path)
        paths = _clips(asked.folder, asked.out)
        clips = _identified(paths, asked.folder)
        groups = _groups(clips, asked.labels)
        batch = _batch(asked, clips, cluster)
        with batch.journal.kept():
            return _run(batch, groups, asked.language)
    except _WishError as error:
        return _refuse(str(error))
    except InUseError as error:
        return _refuse(f"Another batch is at work in {error}: let it end, or stop it first.")
    except OSError as error:
        return _refuse(f"The batch cannot begin: {error}.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m continuity batch", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the clips are, in folders or not")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="what is found")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--workers", type=_count, default=os.cpu_count() or 1, help="clips at once on this machine"
    )
    where.add_argument("--scheduler", metavar="ADDRESS", help="such as tcp://10.0.0.5:8786")
    parser.add_argument(
        "--by-path",
        action="store_true",
        help="the scheduler's workers see the same folder: clips are not sent to them",
    )
    parser.add_argument(
        "--labels",
        type=Path,
        metavar="CSV",
        help="groups to compare, in columns clip and label; without it the folders are the groups",
    )
    parser.add_argument("--retry", action="store_true", help="try again what failed for want of "
                        "time or memory, or broke down")  # fmt: skip
    parser.add_argument("--seconds", type=float, default=Limits().seconds, help="of each clip")
    parser.add_argument("--memory-mb", type=_count, default=Limits().memory_mb, help="per clip")
    parser.add_argument("--wall-s", type=_count, default=int(Limits().wall_s), help="per clip")
    parser.add_argument("--language", default="en", help="of the overview: en or ko")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above zero")
    return int(text)


def _cluster(address: str | None, by_path: bool) -> "Cluster | None":
    if address is None:
        return None
    try:
        from continuity.cluster import Cluster, NoSchedulerError
    except ImportError:
        raise _WishError(
            "--scheduler needs Dask: python -m pip install -r requirements-scale.txt"
        ) from None
    cluster = Cluster(address, along=not by_path)
    try:
        if cluster.places() == 0:
            raise _WishError(f"The scheduler at {address} has no workers: start some first.")
    except NoSchedulerError:
        raise _WishError(f"No scheduler answers at {address}: is it running?") from None
    return cluster


def _clips(folder: Path, out: Path) -> list[Path]:
    if not folder.is_dir():
        raise _WishError(f"There is no folder {folder}.")
    found = clips_below(folder, out)
    if not found:
        raise _WishError(f"There is no clip in {folder}: mp4, mov, webm, mkv, avi, gif, webp, png.")
    return found


def _identified(paths: Sequence[Path], folder: Path) -> list[Found]:
    _say(f"{len(paths)} clips; reading what they are")
    return list(identified(paths, folder))


def _groups(clips: Sequence[Found], labels: Path | None) -> dict[str, str]:
    """Return the group of each clip by its name: its label, else the folder it lies in."""
    if labels is None:
        return {
            clip.name: clip.name.partition("/")[0] if "/" in clip.name else "" for clip in clips
        }
    try:
        with labels.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            if not {"clip", "label"} <= set(table.fieldnames or ()):
                raise _WishError(f"{labels} needs a first line that names the columns clip, label.")
            told = {str(row["clip"]).strip(): str(row["label"] or "").strip() for row in table}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _WishError(f"{labels} cannot be read as CSV in UTF-8: {error}") from None
    unknown = told.keys() - {clip.name for clip in clips}
    if unknown:
        some = ", ".join(sorted(unknown)[:3])
        _say(f"{len(unknown)} labels are of no clip here: {some}")
    return {clip.name: told.get(clip.name, "") for clip in clips}


def _batch(asked: argparse.Namespace, clips: Sequence[Found], cluster: "Cluster | None") -> Batch:
    limits = Limits(asked.seconds, asked.wall_s, asked.wall_s, asked.memory_mb)
    # Two a place: while one comes back the next is there already.
    at_once = 2 * cluster.places() if cluster else asked.workers
    start = cluster.start if cluster else Child
    by_path = asked.by_path and cluster is not None
    return Batch(clips, asked.out, limits, at_once, start, asked.retry, by_path=by_path)


def _run(batch: Batch, groups: dict[str, str], language: str) -> int:
    status, why = 0, ""
    try:
        batch.run(_Teller())
    except KeyboardInterrupt:
        status, why = _STOPPED, "Stopped"
    except OSError as error:  # the disk is full, the scheduler is gone
        status, why = 2, f"The batch cannot go on: {error}"
    made = batch.rows(groups)
    try:
        tables = rows.write_tables(made, batch.out)
    except OSError as error:
        return _refuse(f"The tables could not be written: {error}. Run the same command again.")
    _say(f"{len(made)} of {len(batch.clips)} clips in {', '.join(tables)} of {batch.out}")
    if not _overview(batch.out, language):
        status = status or 2
    if status:
        _say(f"{why}. The same command goes on from here." if why else "")
    elif batch.lost:
        _say(
            f"{len(batch.lost)} clips were on machines that went away: run the same command again."
        )
        status = 2
    return status


def _overview(out: Path, language: str) -> bool:
    """Have the overview drawn by the program above that knows the words; tell where it lies."""
    command = (sys.executable, "-m", "figures.overview", str(out.resolve()), "--language", language)
    drawn = subprocess.run(command, cwd=_PROJECT, check=False)  # noqa: S603 - our own program
    if drawn.returncode == 0:
        _say(f"Overview: {out / 'overview.html'}")
    return drawn.returncode == 0


class _Teller:
    """Says how a batch stands: on a terminal in one line, elsewhere now and then."""

    def __init__(self) -> None:
        self._told_s = 0.0

    def __call__(self, progress: Progress) -> None:
        last = progress.done == progress.total
        live = sys.stderr.isatty()
        if not last and not live and time.monotonic() - self._told_s < _TELL_EVERY_S:
            return
        self._told_s = time.monotonic()
        text = (
            f"{progress.done} of {progress.total} clips · {progress.failed} without a report"
            f" · {_left(progress.eta_s)} · {_seen(progress.now)}"
        )
        sys.stderr.write(f"\r\x1b[K{text}" if live and not last else f"{chr(13) * live}{text}\n")
        sys.stderr.flush()


def _seen(name: str) -> str:
    """Return `name` without what would command a terminal, at most 60 letters."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:60]


def _left(eta_s: float | None) -> str:
    if not eta_s:
        return "done"
    return f"about {eta_s / 60:.0f} min left" if eta_s > 90 else f"about {eta_s:.0f} s left"


def _say(text: str) -> None:
    if text:
        sys.stderr.write(f"{text}\n")


def _refuse(text: str) -> int:
    _say(text)
    return 2
