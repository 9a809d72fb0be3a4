"""What is told of a clip while it is watched: its facts, a few small frames, numbers as they come.

The other end is `continuity.early`. Lines are short and few: a page looks twice a second.
"""

import time
from base64 import b64encode
from collections.abc import Callable

import cv2
import numpy as np

from continuity.decode import Frame, Header, Image
from continuity.early import PICTURES, SERIES
from continuity.pictures import jpeg
from continuity.settings import Settings
from continuity.watch import Glance

_EVERY_S = 0.25
_SIDE_PX = 200
_QUALITY = 70


class Telling:
    """Tells through `tell`, as objects for JSON, what `frame` is given.

    Parameters
    ----------
    header : Header
        What the file says about itself; it is told at once.
    settings : Settings
        How much of the clip will be watched.
    tell : callable
        Takes one object for a line.
    """

    def __init__(
        self, header: Header, settings: Settings, tell: Callable[[dict[str, object]], None]
    ) -> None:
        share = min(1.0, settings.max_duration_s / header.duration_s) if header.duration_s else 1.0
        self._apart = max(1, round(header.frames * share) // PICTURES)
        self._tell = tell
        self._pictures = 0
        self._told_s = time.monotonic()
        self._rows: dict[str, list[float | None]] = {name: [] for name in ("index", *SERIES)}
        facts = ("width", "height", "fps", "frames", "duration_s")
        tell({"clip": {name: getattr(header, name) for name in facts}})

    def frame(self, frame: Frame, glance: Glance) -> None:
        """Take note of a frame, and tell now and then."""
        if self._pictures < PICTURES and frame.index >= self._pictures * self._apart:
            self._pictures += 1
            shown = b64encode(jpeg(_small(frame.image), _QUALITY)).decode()
            self._tell({"picture": {"index": frame.index, "jpeg": shown}})
        first = round(glance.similarity_first, 4) if glance.overlap > 0.3 else None
        unexplained = None if glance.unexplained is None else round(glance.unexplained, 4)
        found = (glance.index, first, round(glance.similarity_previous, 4), unexplained)
        for values, value in zip(self._rows.values(), found, strict=True):
            values.append(value)
        if time.monotonic() - self._told_s > _EVERY_S:
            self._tell({"rows": self._rows})
            self._rows = {name: [] for name in self._rows}
            self._told_s = time.monotonic()


def _small(image: Image) -> Image:
    height, width = image.shape[:2]
    scale = min(1.0, _SIDE_PX / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
