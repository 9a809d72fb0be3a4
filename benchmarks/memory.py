"""Peak memory of one analysis, beside a Python that has only imported the same (Linux only)."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from benchmarks import table
from benchmarks.cases import CAMERAS, STILL, long_clip

CLIPS: Final = {
    "720p, 5 s": (5, (1280, 720), STILL),
    "720p, 5 s, moving camera": (5, (1280, 720), CAMERAS["pan"]),
    "720p, 30 s": (30, (1280, 720), STILL),
    "720p, 60 s": (60, (1280, 720), STILL),
    "4K, 5 s": (5, (3840, 2160), STILL),
}
STEPS: Final = ("read", "compare", "judge")
PROGRAM: Final = """
import json, sys
from dataclasses import replace
from pathlib import Path
import continuity.analysis
from continuity import Settings, analyse
from benchmarks.server import status_mb
peaks = {"imports": status_mb("self", "VmHWM")}
def note(step, done):
    peaks[step] = status_mb("self", "VmHWM")
for clip in sys.argv[1:]:
    analyse(Path(clip), replace(Settings(), max_duration_s=3600.0), note)
    peaks["end"] = status_mb("self", "VmHWM")
print(json.dumps(peaks))
"""
"""The peak is read from inside: what a parent is told of a child includes the parent's own."""


def run() -> None:
    """Print the peak for clips of three lengths, with a moving camera, and for one of 4K."""
    table.show_machine()
    idle_mb = _peaks_mb()["imports"]
    rows = [("imports alone", f"{idle_mb:.0f}", *[""] * 4)]
    with tempfile.TemporaryDirectory() as folder:
        for name, (seconds, size_px, camera) in CLIPS.items():
            clip = long_clip(Path(folder), seconds, size_px, camera)
            peaks = _peaks_mb(str(clip))
            # A step is told when it begins: what it took is known when the next one does.
            above = [f"{peaks[step] - idle_mb:.0f}" for step in (*STEPS, "end")]
            rows.append((name, f"{peaks['end']:.0f}", *above))
            clip.unlink()
    head = ("clip", "peak", "above the imports: read", "up to compare", "up to judge", "at the end")
    table.show("Peak memory of an analysis, MB", head, rows)


def _peaks_mb(*clips: str) -> dict[str, float]:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, *clips],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    found: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return found
