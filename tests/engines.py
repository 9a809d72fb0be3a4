"""Programs of a few lines in the place of the engine, so that tests choose how an analysis goes."""

import json
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests import reports

_PREAMBLE = """
import ctypes, json, os, signal, subprocess, sys, time
from pathlib import Path

clip, out = Path(sys.argv[1]), Path(sys.argv[3])
following = "--follow" in sys.argv
shown = "--pictures" in sys.argv
if shown:
    pictures = Path(sys.argv[sys.argv.index("--pictures") + 1])
    (pictures / "reel").mkdir(parents=True, exist_ok=True)

def say(**said):
    print(json.dumps(said), flush=True)

REPORT = {report!r}
FOLLOWED = {followed!r}
JPEG = {jpeg!r}
WEBP = {webp!r}
REEL = {reel!r}
"""

WELL = """
say(step="read", done=0.5)
out.write_text(FOLLOWED if following else REPORT)
if shown:
    for index in (0, 41, 119):
        (pictures / f"frame-{index:06d}.jpg").write_bytes(JPEG)
    (pictures / "reel/reel.json").write_text(REEL)
    (pictures / "reel/frames-000.bin").write_bytes(WEBP * 5)
"""
"""Ends well, with the report of `tests.reports`, pictures of some frames and a reel of five; of a
region that is to be followed, with that of `tests.reports.followed`."""

EARLY = """
say(clip={"width": 1280, "height": 720, "fps": 24, "frames": 120, "duration_s": 5})
import base64
say(picture={"index": 0, "jpeg": base64.b64encode(JPEG).decode()})
names = ("similarity_first", "similarity_previous", "unexplained_motion")
say(rows={"index": [0, 1, 2], **{name: [1.0, 0.9, 0.8] for name in names}})
say(step="read", done=0.3)
"""
"""Tells what is known early; what it does then is up to the test."""

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


def webp() -> bytes:
    """Return a small grey picture as a reel holds them."""
    out = BytesIO()
    Image.new("RGB", (320, 180), "#808080").save(out, "WEBP")
    return out.getvalue()


def reel() -> str:
    """Return the index of a reel of five frames without layers."""
    index = (0, 41, 66, 88, 119)
    return json.dumps(
        {
            "clip": {"width": 1280, "height": 720, "fps": 24, "frames": 120, "duration_s": 5},
            "width": 320,
            "height": 180,
            "index": index,
            "time_s": [round(place / 24, 4) for place in index],
            "packs": [[len(webp())] * len(index)],
            "poses": [[1, 0, 0, 0]] * len(index),
            "attention": None,
            "flow": None,
        }
    )


def engine(folder: Path, code: str) -> tuple[str, ...]:
    """Return the command of an engine that runs `code`."""
    script = folder / f"engine-{len(list(folder.iterdir()))}.py"
    told = {
        "report": reports.report().to_json(),
        "followed": reports.followed().to_json(),
        "jpeg": jpeg(),
        "webp": webp(),
        "reel": reel(),
    }
    script.write_text(_PREAMBLE.format(**told) + code)
    return sys.executable, "-S", str(script)
