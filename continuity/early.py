"""What is known of a clip before its analysis ends, as the app hears it line by line.

The program that tells it has read a stranger's file, so nothing it says is taken on trust: what
does not fit is passed over, and there is a bound to everything. Pure standard library.
"""

import binascii
import math
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

SERIES = ("similarity_first", "similarity_previous", "unexplained_motion")
"""The measures that are told frame by frame, under their names in a report."""
PICTURES = 4
"""Small frames that are told of a clip, evenly apart, the first among them."""
_MOST_ROWS = 4000
_MOST_JPEG_BYTES = 40_000
_JPEG = b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the file says about itself: pixels, frames per second (0: unknown), frames, seconds."""

    width: int
    height: int
    fps: float
    frames: int
    duration_s: float


@dataclass(frozen=True, slots=True)
class Early:
    """What is known so far.

    `pictures` holds small JPEG files by frame. `index` are the frames that were watched, `series`
    a value for each by measure, None where a frame has none.
    """

    facts: Facts | None = None
    pictures: Mapping[int, bytes] = field(default_factory=dict)
    index: tuple[int, ...] = ()
    series: Mapping[str, tuple[float | None, ...]] = field(default_factory=dict)

    def hearing(self, said: object) -> "Early":
        """Return what is known after `said`, an object of JSON; the same if that says nothing.

        >>> Early().hearing({"rows": {"index": ["x"]}}) == Early()
        True
        """
        try:
            match said:
                case {"clip": dict(told)}:
                    return Early(_facts(told))
                case {"picture": {"index": int(index), "jpeg": str(text)}}:
                    return self._with_picture(index, b64decode(text, validate=True))
                case {"rows": dict(told)}:
                    return self._with_rows(told)
        except (ValueError, TypeError, KeyError, OverflowError, binascii.Error):
            pass
        return self

    def _with_picture(self, index: int, jpeg: bytes) -> "Early":
        fits = len(self.pictures) < PICTURES and len(jpeg) <= _MOST_JPEG_BYTES
        if not fits or not jpeg.startswith(_JPEG):
            return self
        return replace(self, pictures={**self.pictures, index: jpeg})

    def _with_rows(self, told: Mapping[str, Any]) -> "Early":
        index = tuple(_whole(value) for value in told["index"])
        rows = {name: tuple(_number(value) for value in told[name]) for name in SERIES}
        if {len(values) for values in rows.values()} != {len(index)}:
            return self
        if len(self.index) + len(index) > _MOST_ROWS:
            return self
        series = {name: (*self.series.get(name, ()), *values) for name, values in rows.items()}
        return replace(self, index=(*self.index, *index), series=series)


def _facts(told: Mapping[str, Any]) -> Facts:
    fps, duration_s = _number(told["fps"]), _number(told["duration_s"])
    width, height, frames = (_whole(told[name]) for name in ("width", "height", "frames"))
    return Facts(width, height, fps or 0.0, frames, duration_s or 0.0)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10**9:
        raise ValueError(value)
    return value


def _number(value: object) -> float | None:
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(value)
    if not math.isfinite(value) or abs(value) > 10**9:
        raise ValueError(value)
    return float(value)
