"""The frames a reader wants to see: first, last, and those of each event, as JPEG files."""

from pathlib import Path

import cv2
import numpy as np

from continuity.decode import Image, read
from continuity.report import Report
from continuity.settings import Settings


def write(path: Path, report: Report, folder: Path, settings: Settings) -> tuple[int, ...]:
    """Write the frames that `report` speaks of into `folder`; return their places in the clip.

    `frame-000041.jpg` is frame 41, upright, its longer side at most `settings.picture_side_px`.
    """
    wanted = frames_told(report)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for frame in read(path, settings.picture_side_px, settings):
        if frame.index in wanted:
            (folder / f"frame-{frame.index:06d}.jpg").write_bytes(jpeg(frame.image))
            written.append(frame.index)
        if frame.index >= max(wanted):
            break
    return tuple(written)


def frames_told(report: Report) -> frozenset[int]:
    """Return the first and last analysed frame and each event's start, peak and end."""
    index = report.frames.index
    events = (place for event in report.events for place in (event.start, event.peak, event.end))
    return frozenset({index[0], index[-1], *events})


def jpeg(image: Image, quality: int = 85) -> bytes:
    """Return (H, W, 3) uint8 BGR as a JPEG file's bytes."""
    done, encoded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError(f"a picture of shape {image.shape} cannot be written as JPEG")
    return np.asarray(encoded).tobytes()
