"""Write frames as a clip: H.264 that every browser plays, or without any loss.

A clip grows under a temporary name and takes its own when it is whole, so that a reader never
meets half a clip.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import TypeAlias, cast

import av
import numpy as np
from av.codec.codec import UnknownCodecError
from av.container import OutputContainer
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream
from numpy.typing import NDArray

Frame: TypeAlias = NDArray[np.uint8]


class MissingEncoderError(RuntimeError):
    """The installed PyAV was built without the encoder a clip needs."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How pictures become bytes: FFmpeg's names of the encoder, its pixels and its options."""

    codec: str
    pixels: str
    options: Mapping[str, str]


# One scene, one file, on any machine. So the number of threads, which changes the bytes, is fixed,
# and x264's macroblock tree is off: with it equal pictures became up to six files in sixteen, each
# a little different, also with one thread (not so without x264's assembly).
PLAYABLE = Encoding(
    "libx264",
    "yuv420p",
    {"crf": "17", "preset": "veryfast", "threads": "2", "x264-params": "mbtree=0"},
)
"""Small, and what every browser and phone plays. Sizes must be even: chroma is halved."""

EXACT = Encoding("libx264rgb", "bgr24", {"qp": "0", "preset": "ultrafast", "threads": "2"})
"""Bit for bit, for tests. Not FFV1, whose .mkv rounds times to milliseconds; mp4 keeps them."""


def write_clip(
    path: Path,
    frames: Iterable[Frame],
    fps: Fraction | float = 24,
    encoding: Encoding = PLAYABLE,
) -> Path:
    """Write `frames` as an mp4 at `path` and return `path`.

    Parameters
    ----------
    path : Path
        Where the clip will lie, whatever lay there before; its folder must exist.
    frames : iterable of (H, W, 3) uint8, BGR
        All of one size; taken one by one, so a generator needs no memory for the whole clip.
    fps : Fraction or float
        Frames per second; ``Fraction(30000, 1001)`` for television's 29.97.
    encoding : Encoding
        `PLAYABLE` or `EXACT`.

    Raises
    ------
    ValueError
        There are no frames, or their size is odd and the encoding wants even ones.
    MissingEncoderError
        This PyAV cannot write that encoding.
    """
    pictures = iter(frames)
    first = next(pictures, None)
    if first is None:
        raise ValueError("a clip needs at least one frame")
    if encoding.pixels == "yuv420p" and (first.shape[0] % 2 or first.shape[1] % 2):
        height, width = first.shape[:2]
        raise ValueError(f"H.264 for browsers needs even sizes, not {width} x {height}")
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        _encode(unfinished, chain([first], pictures), first.shape[:2], fps, encoding)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def _encode(
    path: Path,
    frames: Iterable[Frame],
    size: tuple[int, ...],
    fps: Fraction | float,
    encoding: Encoding,
) -> None:
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        stream = _stream(container, fps, encoding)
        stream.height, stream.width = size
        for index, frame in enumerate(frames):
            picture = _picture(frame, encoding.pixels)
            picture.pts = index
            picture.time_base = 1 / _rate(fps)
            container.mux(stream.encode(picture))
        container.mux(stream.encode())


def _stream(container: OutputContainer, fps: Fraction | float, encoding: Encoding) -> VideoStream:
    try:
        stream = container.add_stream(
            encoding.codec, rate=_rate(fps), options=dict(encoding.options)
        )
    except UnknownCodecError as error:
        raise MissingEncoderError(
            f"this PyAV has no {encoding.codec}: install the wheel from PyPI (pip install av)"
        ) from error
    video = cast(VideoStream, stream)
    video.pix_fmt = encoding.pixels
    if encoding.pixels == "yuv420p":
        # Without the label a player has to guess how colours were folded into luma and chroma.
        video.codec_context.colorspace = Colorspace.ITU709
        video.codec_context.color_primaries = ColorPrimaries.BT709
        video.codec_context.color_trc = ColorTrc.BT709
        video.codec_context.color_range = ColorRange.MPEG
    return video


def _rate(fps: Fraction | float) -> Fraction:
    return Fraction(fps).limit_denominator(10_000)


def _picture(frame: Frame, pixels: str) -> av.VideoFrame:
    picture = av.VideoFrame.from_ndarray(frame, format="bgr24")
    if pixels == "bgr24":
        return picture
    return picture.reformat(
        format=pixels, dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG
    )
