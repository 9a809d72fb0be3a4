"""The pictures of a scene, for labs that calculate with them inside the app.

The renderer needs OpenCV, which the app's process never loads. So a child process draws a scene the
first time somebody asks for it, some two seconds, into an array on disk; from then on the labs read
of it what they need and nothing is copied into memory. What is only shown comes as files, which
need no NumPy. The folder is deleted when the server stops.
"""

import atexit
import json
import shutil
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from continuity import scratch
from labs.cutting import Cut

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Film: TypeAlias = "NDArray[np.uint8]"
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
    import numpy as np  # for whoever calculates with frames

    frames: Film = np.load(_drawn(name, ".npy"), mmap_mode="r")
    return frames


def clip(name: str) -> Path:
    """Return where a scene lies as a clip that browsers play; drawn if nobody did before.

    Raises
    ------
    FilmError
        It could not be drawn; the message is the program's own.
    """
    return _drawn(name, ".mp4")


def cuts(name: str) -> list[Cut]:
    """Return the first frame of a scene, and what each later one shows that the first does not.

    Raises
    ------
    FilmError
        It could not be drawn; the message is the program's own.
    """
    return [Cut(**cut) for cut in json.loads(_drawn(name, ".json").read_text(encoding="utf-8"))]


def is_drawn(name: str, suffix: str = ".npy") -> bool:
    """Return whether `film`, for ``".mp4"`` `clip`, for ``".json"`` `cuts` would answer at once."""
    return (_folder() / f"{name}{suffix}").exists()


def _drawn(name: str, suffix: str) -> Path:
    path = _folder() / f"{name}{suffix}"
    with _LOCK:  # two visitors who ask at once wait for one drawing
        if not path.exists():
            _draw(name, path)
    return path


def _draw(name: str, path: Path) -> None:
    unfinished = path.with_suffix(f".part{path.suffix}")
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
