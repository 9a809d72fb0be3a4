"""The folder in which a server keeps clips while it needs them."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

_NAME = "stream-"
"""What the folder's name begins with; the server's process number follows."""


def folder() -> Path:
    """Return a new folder that this user alone can read; its maker deletes it.

    Deletes those of servers that were killed before they could do it themselves.
    """
    for left in Path(tempfile.gettempdir()).glob(f"{_NAME}*-*"):
        number = left.name.removeprefix(_NAME).partition("-")[0]
        if number.isdecimal() and not _lives(int(number)):
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{_NAME}{os.getpid()}-"))


def _lives(process: int) -> bool:
    if sys.platform == "win32":  # where asking with signal 0 would end it
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
