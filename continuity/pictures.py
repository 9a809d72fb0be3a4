"""What is kept of a clip for the page: the reel, and the frames that events speak of as JPEG."""

from pathlib import Path

import cv2
import numpy as np

from continuity.decode import Image
from continuity.develop import Developer, frames_told
from continuity.report import Report
from continuity.settings import Settings
from continuity.source import probe, read
from continuity.watch import Watched

REEL = "reel"
"""The folder of the reel, inside that of the pictures."""


def write(path: Path, watched: Watched, report: Report, folder: Path, settings: Settings) -> None:
    """Write the told frames and the reel of the clip at `path` into `folder`, in a second pass.

    `frame-000041.jpg` is frame 41, upright, its longer side at most `settings.picture_side_px`; the
    reel is a folder of its own, see `continuity.reel`.
    """
    told, last = frames_told(report), report.frames.index[-1]
    folder.mkdir(parents=True, exist_ok=True)
    header = probe(path, settings)
    developer = Developer(header, watched, report, settings)
    for frame in developer.develop(read(path, settings.picture_side_px, settings, header)):
        if frame.index in told:
            (folder / f"frame-{frame.index:06d}.jpg").write_bytes(jpeg(frame.image))
        if frame.index >= last:
            break
    developer.reel().save(folder / REEL)


def jpeg(image: Image, quality: int = 85) -> bytes:
    """Return (H, W, 3) uint8 BGR as a JPEG file's bytes."""
    done, encoded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError(f"a picture of shape {image.shape} cannot be written as JPEG")
    return np.asarray(encoded).tobytes()
