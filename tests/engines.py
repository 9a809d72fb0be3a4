"""Programs of a few lines in the place of the engine, so that tests choose how an analysis goes."""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests import reports

_PREAMBLE = """
import ctypes, json, os, signal, subprocess, sys, time
from pathlib import Path

clip, out = Path(sys.argv[1]), Path(sys.argv[3])
pictures = Path(sys.argv[sys.argv.index("--pictures") + 1])
pictures.mkdir(exist_ok=True)

def say(**said):
    print(json.dumps(said), flush=True)

REPORT = {report!r}
JPEG = {jpeg!r}
"""

WELL = """
say(step="read", done=0.5)
out.write_text(REPORT)
for index in (0, 41, 119):
    (pictures / f"frame-{index:06d}.jpg").write_bytes(JPEG)
"""
"""Ends well, with the report of `tests.reports` and pictures of some frames."""

LONG = (
    """
if "agreed" not in clip.read_text():
    clip.write_text("agreed")
    say(warning="first_seconds", duration_s=62.0, analysed_s=30.0)
    time.sleep(60)
"""
    + WELL
)
"""Finds the clip too long, the first time."""


def jpeg() -> bytes:
    """Return a small grey picture."""
    out = BytesIO()
    Image.new("RGB", (320, 180), "#808080").save(out, "JPEG")
    return out.getvalue()


def engine(folder: Path, code: str) -> tuple[str, ...]:
    """Return the command of an engine that runs `code`."""
    script = folder / f"engine-{len(list(folder.iterdir()))}.py"
    report = reports.report().to_json()
    script.write_text(_PREAMBLE.format(report=report, jpeg=jpeg()) + code)
    return sys.executable, "-S", str(script)
