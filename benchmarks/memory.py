"""Peak memory of one analysis, beside a Python that has only imported the same (Linux only)."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from benchmarks import table
from benchmarks.cases import long_clip

CLIPS: Final = {
    "720p, 5 s": (5, (1280, 720)),
    "720p, 10 s": (10, (1280, 720)),
    "720p, 30 s": (30, (1280, 720)),
    "4K, 5 s": (5, (3840, 2160)),
}
PROGRAM: Final = """
import sys
import continuity.__main__, continuity.analysis
from benchmarks.server import status_mb
if sys.argv[1:]:
    continuity.__main__.main(sys.argv[1:])
sys.stderr.write(str(status_mb("self", "VmHWM")))
"""
"""The peak is read from inside: what a parent is told of a child includes the parent's own."""


def run() -> None:
    """Print the peak for clips of three lengths, and for one of 4K."""
    table.show_machine()
    idle_mb = _peak_mb()
    rows = [("imports alone", f"{idle_mb:.0f}", "")]
    with tempfile.TemporaryDirectory() as folder:
        for name, (seconds, size_px) in CLIPS.items():
            clip = long_clip(Path(folder), seconds, size_px)
            peak_mb = _peak_mb(str(clip), "--json", str(Path(folder) / "report.json"))
            rows.append((name, f"{peak_mb:.0f}", f"{peak_mb - idle_mb:.0f}"))
            clip.unlink()
    table.show("Peak memory of an analysis, MB", ("clip", "peak", "above the imports"), rows)


def _peak_mb(*arguments: str) -> float:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    return float(ran.stderr.splitlines()[-1])
