"""What a batch has done so far, on the disk: whole or not at all, whenever it is stopped."""

import json
import os
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class InUseError(RuntimeError):
    """Another process writes into the same journal."""


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path` so that nobody ever finds a part of it there."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


class Journal:
    """A file of one JSON object a line, each with an ``id``; of equal ids the last one counts.

    A line that a stop cut off is passed over. Any thread may add.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self.entries: dict[str, Mapping[str, Any]] = {each["id"]: each for each in _read(path)}

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep others from writing, as long as this process lives.

        Raises
        ------
        InUseError
            Another one does.
        """
        with self._path.open("ab") as file:
            if not _alone(file.fileno()):
                raise InUseError(str(self._path.parent))
            yield

    def add(self, entry: Mapping[str, Any]) -> None:
        """Note `entry`; it is on the disk when this returns."""
        with self._lock:
            with self._path.open("ab") as file:
                # What a stop cut off before stays a line of its own.
                begin = b"\n" if file.tell() else b""
                file.write(begin + json.dumps(entry, allow_nan=False).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
            self.entries[str(entry["id"])] = entry


def _read(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        return
    for line in path.read_bytes().splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            yield entry


def _alone(file: int) -> bool:
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
