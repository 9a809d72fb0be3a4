"""What a film adds to its first frame is cut out, whole, and needs no NumPy to be shown."""

import io
import subprocess
import sys
from base64 import b64decode
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from labs.cutting import cut
from labs.film import cuts, film

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]


def pixels(part) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(b64decode(part.data))))


def test_a_thing_laid_back_on_the_room_gives_its_frame_again():
    room, *things = film("things")
    bare, *parts = cuts("things")
    assert (bare.kind, bare.left, bare.top) == ("jpeg", 0, 0)
    assert np.abs(pixels(bare).astype(int) - room).mean() < 2
    for part, frame in zip(parts, things, strict=True):
        assert part.kind == "png"
        rows = slice(part.top, part.top + part.height)
        columns = slice(part.left, part.left + part.width)
        alpha = pixels(part)[..., 3:] / 255
        laid = np.array(room, float)
        laid[rows, columns] = alpha * pixels(part)[..., :3] + (1 - alpha) * laid[rows, columns]
        assert np.abs(laid - frame).max() <= 14  # what counts as solid


def test_a_frame_that_adds_nothing_cannot_be_cut_out():
    with pytest.raises(ValueError, match="nothing to cut out"):
        list(cut(np.zeros((2, 8, 8, 3), np.uint8)))


def test_what_is_only_shown_needs_no_numpy():
    code = """
import sys
from labs.film import clip, cuts
from labs import direct_a_clip, two_frames
cuts("things"), clip("watch-1")
print([name for name in ("numpy", "PIL", "cv2", "av") if name in sys.modules])
"""
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.stdout.strip() == "[]", told.stderr
