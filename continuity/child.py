"""A program in a process of its own: its lines while it runs, how it ended, limits from outside.

A clip comes from a stranger and a decoder is a large piece of C. Whatever it does (crash, hang,
take all memory) costs this one process.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

_PROJECT = Path(__file__).parents[1]
_LONGEST_LINE = 1 << 16
"""Characters; a line of progress has some fifty, a program gone wrong may never end one."""

_ENVIRONMENT = (
    "HOME",
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "PATH",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONPATH",
    "SYSTEMROOT",
)
"""What a child inherits. Hosts put secrets into the environment; a decoder needs none of them."""

if sys.platform == "win32":
    _LOW_PRIORITY = subprocess.BELOW_NORMAL_PRIORITY_CLASS
else:
    _LOW_PRIORITY = 0


class Ending(StrEnum):
    """How a program ended."""

    WELL = "well"
    REFUSED = "refused"
    CRASHED = "crashed"
    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"
    STOPPED = "stopped"
    LOST = "lost"
    """Run on another machine, of which nothing was heard again."""


_ENDINGS = {0: Ending.WELL, 2: Ending.REFUSED}
"""By exit status; anything else is a crash."""
if sys.platform != "win32":
    # The kernel's answers to RLIMIT_CPU and to a machine without memory.
    _ENDINGS |= {-signal.SIGXCPU: Ending.TOO_SLOW, -signal.SIGKILL: Ending.TOO_MUCH_MEMORY}


class Program(Protocol):
    """One run of a program of ours: `Child` here, `continuity.cluster` on other machines."""

    @property
    def ending(self) -> Ending:
        """Return how the program ended, once `lines` is exhausted."""

    @property
    def last_words(self) -> str:
        """Return the last line on standard error, for the server's log."""

    def lines(self) -> Iterator[str]:
        """Run the program and yield each line it prints, as it prints it."""

    def stop(self) -> None:
        """End the program and all it started, or keep it from starting."""


Start = Callable[[tuple[str, ...], Path, float], Program]
"""Makes a `Program` of a command, the folder it may write into, and the seconds it may take."""


@dataclass(slots=True)
class Child:
    """One run of `command`; whatever it writes besides its lines stays in `folder`.

    Parameters
    ----------
    command : tuple of str
        The program and its arguments; it runs in the project's folder.
    folder : Path
        Where it may write: its own temporary files and what it says on standard error.
    wall_s : float
        Seconds after which it is killed, by the clock on the wall.
    """

    command: tuple[str, ...]
    folder: Path
    wall_s: float
    _process: subprocess.Popen[str] | None = None
    _ending: Ending | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def lines(self) -> Iterator[str]:
        """Run the program and yield each line it prints, as it prints it."""
        with self._complaints.open("w") as complaints:
            process = self._start(complaints.fileno())
        if process is None:
            return
        clock = threading.Timer(self.wall_s, self.stop, (Ending.TOO_SLOW,))
        clock.daemon = True
        clock.start()
        with process:
            try:
                while process.stdout and (line := process.stdout.readline(_LONGEST_LINE)):
                    yield line
                process.wait()
            finally:
                clock.cancel()
                self.stop()

    def stop(self, ending: Ending = Ending.STOPPED) -> None:
        """Kill the program and all it started, or keep it from starting; the first reason stays."""
        with self._lock:
            if self._process is None or self._process.poll() is None:
                self._ending = self._ending or ending
                _kill(self._process)

    @property
    def ending(self) -> Ending:
        """Return how the program ended, once `lines` is exhausted."""
        if self._ending or self._process is None:
            return self._ending or Ending.STOPPED
        return _ENDINGS.get(self._process.returncode, Ending.CRASHED)

    @property
    def last_words(self) -> str:
        """Return the last line on standard error, for the server's log."""
        text = self._complaints.read_text(errors="replace").strip()
        return text.splitlines()[-1][:300] if text else ""

    @property
    def _complaints(self) -> Path:
        # A file, not a pipe: nobody reads it meanwhile, and a full pipe stops the program.
        return self.folder / "stderr.txt"

    def _start(self, complaints: int) -> subprocess.Popen[str] | None:
        with self._lock:
            if self._ending:
                return None
            self._process = subprocess.Popen(  # noqa: S603 - our own programs, no shell
                self.command,
                cwd=_PROJECT,
                env=_environment(self.folder),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,
                creationflags=_LOW_PRIORITY,
            )
            _be_nice(self._process.pid)
            return self._process


def _environment(folder: Path) -> Mapping[str, str]:
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    return kept | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))


def _be_nice(pid: int) -> None:
    """Let the pages go first; preexec_fn would do it too, and is not safe beside threads."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, pid, 5)


def _kill(process: subprocess.Popen[str] | None) -> None:
    if process is None:
        return
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
