"""The files that are part of the repository."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def files(pattern="*"):
    """Return the tracked files whose name fits `pattern`."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone, so nothing says which files are part of it")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.match(pattern) and path.is_file()]
