"""A program run on another machine: its folder goes there and comes back, its lines come at once.

What a program is given and what it leaves lies in one folder, so the folder is all that travels.
Pure standard library; `continuity.cluster` carries it.
"""

import contextlib
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from continuity import scratch
from continuity.child import Child, Ending

_PYTHON, _FOLDER = "{python}", "{folder}"
"""What stands in a command for what each machine has in a place of its own."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A program to run: `files` by path in its folder, `wall_s` by the clock on the wall."""

    command: tuple[str, ...]
    files: Mapping[str, bytes]
    wall_s: float


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of it: every line that was printed, and the files that were not there before."""

    ending: Ending
    last_words: str
    lines: tuple[str, ...]
    files: Mapping[str, bytes]


def packed(command: tuple[str, ...], folder: Path, wall_s: float, *, along: bool) -> Errand:
    """Return the errand that `command` is, with all that lies in `folder`.

    A file elsewhere that the command names goes `along`, or is opened by its path where it runs.
    """
    files = _files(folder)
    words = []
    for word in command:
        path = Path(word)
        if word == sys.executable:
            words.append(_PYTHON)
        elif path.is_absolute() and path.is_relative_to(folder):
            words.append(f"{_FOLDER}/{path.relative_to(folder).as_posix()}")
        elif along and path.is_absolute() and path.is_file():
            name = f"along-{len(words)}{path.suffix}"
            files[name] = path.read_bytes()
            words.append(f"{_FOLDER}/{name}")
        else:
            words.append(word)
    return Errand(tuple(words), files, wall_s)


def unpacked(files: Mapping[str, bytes], folder: Path) -> None:
    """Write `files` into `folder`.

    Raises
    ------
    ValueError
        A path leads out of the folder.
    """
    for name, content in files.items():
        inside = PurePosixPath(name)
        if inside.is_absolute() or ".." in inside.parts:
            raise ValueError(f"{name} does not lie in the folder")
        path = folder / inside
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def run(
    errand: Errand, tell: Callable[[str], None], begun: Callable[[Child], object] | None = None
) -> Brought:
    """Run `errand` on this machine in a process of its own; what it leaves here is deleted.

    `tell` is called with each line, `begun` with the child, for whoever may have to stop it.
    """
    folder = scratch.folder()
    try:
        unpacked(errand.files, folder)
        here = {_PYTHON: sys.executable}
        command = tuple(
            here.get(word, word.replace(_FOLDER, str(folder))) for word in errand.command
        )
        child = Child(command, folder, errand.wall_s)
        if begun:
            begun(child)
        lines = []
        for line in child.lines():
            lines.append(line)
            tell(line)
        left = {name: each for name, each in _files(folder).items() if name not in errand.files}
        return Brought(child.ending, _said(child), tuple(lines), left)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _said(child: Child) -> str:
    with contextlib.suppress(OSError):
        return child.last_words
    return ""
