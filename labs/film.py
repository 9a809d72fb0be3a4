"""The pictures of a scene, for labs that calculate with them inside the app.

The renderer needs OpenCV, which the app's process never loads. So a child process draws a scene the
first time somebody asks for it, some two seconds, into an array on disk; from then on the labs read
of it what they need and nothing is copied into memory. The folder is deleted when the server stops.
"""

import atexit
import shutil
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from continuity import scratch

Film: TypeAlias = NDArray[np.uint8]
"""(frames, height, width, 3): red, green and blue."""

_LONGEST_S = 120.0
"""How long a drawing may take; a machine that is busy needs ten times what an idle one does."""
_LOCK = threading.Lock()


class FilmError(RuntimeError):
    """A scene could not be drawn."""


def film(name: str) -> Film:
    """Return the frames of a scene of `labs.takes`, to read only; drawn if nobody did before.

    Raises
    ------
    FilmError
        It could not be drawn; the message is the program's own.
    """
    path = _folder() / f"{name}.npy"
    with _LOCK:  # two visitors who ask at once wait for one drawing
        if not path.exists():
            _draw(name, path)
    frames: Film = np.load(path, mmap_mode="r")
    return frames


def is_drawn(name: str) -> bool:
    """Return whether `film` would answer at once."""
    return (_folder() / f"{name}.npy").exists()


def _draw(name: str, path: Path) -> None:
    unfinished = path.with_suffix(".part.npy")
    command = (sys.executable, "-m", "labs", name, str(unfinished))
    root = Path(__file__).parents[1]
    try:
        subprocess.run(  # noqa: S603 - our own program, and names from our own table
            command, cwd=root, check=True, capture_output=True, text=True, timeout=_LONGEST_S
        )
    except subprocess.CalledProcessError as error:
        raise FilmError(error.stderr.strip()) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FilmError(str(error)) from error
    unfinished.replace(path)


@cache
def _folder() -> Path:
    folder = scratch.folder()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
