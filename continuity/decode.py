"""Read a clip frame by frame, upright, at a bounded size, with exact times.

Videos go through PyAV (FFmpeg), animated GIF, WebP and PNG through Pillow: FFmpeg reads some
multi-frame GIFs as one frame and animated WebP not at all. Pictures are (H, W, 3) uint8 in OpenCV's
BGR order; times are seconds from the first frame.
"""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from itertools import count, pairwise
from pathlib import Path

import av
import av.error
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray
from PIL import Image as Pillow

from continuity.errors import (
    DamagedClipError,
    NoPicturesError,
    TooLargeFileError,
    TooLargeFrameError,
    TooSmallFrameError,
    UnreadableClipError,
)
from continuity.settings import Settings

Image = NDArray[np.uint8]
"""One picture, shape (H, W, 3), BGR, 0 to 255."""

# PyAV's logging stays off, its default: a callback into Python from a decoder's thread waits for
# the interpreter, and closing a clip waits for the thread.

_CONTAINERS = (
    "mov,mp4,matroska,webm,avi,gif,apng,flv,asf,ogg,nut,mxf,mpeg,mpegts,mpegvideo,m4v,h264,hevc,"
    "ivf,obu,dv,rm,wav,mp3,aac,flac"
)
"""What FFmpeg may take a file for. It also reads lists that name other files of this machine."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the file says about itself before a frame is decoded; `frames` may be an estimate.

    `width` and `height` are those of the upright picture. `fps` is the average rate, or 0 where the
    file names none.
    """

    width: int
    height: int
    fps: float
    frames: int
    duration_s: float
    codec: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One decoded picture, its place in the clip (from 0), and the moment it is shown."""

    index: int
    time_s: float
    image: Image


def probe(path: Path, settings: Settings) -> Header:
    """Return what the file at `path` says about itself, its size checked against the limits.

    Raises
    ------
    ContinuityError
        The file is no clip, or exceeds a limit.
    """
    _check_file(path, settings)
    if _is_animation(path):
        return _probe_animation(path, settings)
    return _probe_video(path, settings)


def read(
    path: Path, long_side_px: int, settings: Settings, header: Header | None = None
) -> Generator[Frame]:
    """Yield every frame of the clip at `path`, upright, its longer side at most `long_side_px`.

    `header` is what `probe` said, if it was asked already. A damaged stream yields what can be read
    of it. The limits on file and frame size hold; those on duration are the caller's, who may stop
    at any frame.

    Raises
    ------
    ContinuityError
        The file is no clip, exceeds a limit, or no picture in it can be read.
    """
    header = header or probe(path, settings)
    size = working_size(header.width, header.height, long_side_px)
    frames = _read_animation(path, size) if _is_animation(path) else _read_video(path, size)
    any_frame = False
    # Closing the generator closes the file, also when the caller stops early.
    with closing(frames):
        for frame in frames:
            any_frame = True
            yield frame
    if not any_frame:
        raise DamagedClipError(name=path.name)


def working_size(width: int, height: int, long_side_px: int) -> tuple[int, int]:
    """Return (width, height) scaled down to a longer side of `long_side_px`, never up.

    >>> working_size(1280, 720, 480)
    (480, 270)
    >>> working_size(200, 113, 480)
    (200, 113)
    """
    scale = min(1.0, long_side_px / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _check_file(path: Path, settings: Settings) -> None:
    if not path.is_file() or path.stat().st_size == 0:
        raise UnreadableClipError(name=path.name)
    size = path.stat().st_size
    if size > settings.max_file_bytes:
        raise TooLargeFileError(
            name=path.name, size_mb=size / 1e6, limit_mb=settings.max_file_bytes / 1e6
        )


def _check_frame_size(path: Path, width: int, height: int, settings: Settings) -> None:
    if width * height > settings.max_frame_pixels:
        raise TooLargeFrameError(
            name=path.name,
            width=width,
            height=height,
            limit_megapixels=settings.max_frame_pixels / 1e6,
        )
    if min(width, height) < settings.min_frame_side_px:
        raise TooSmallFrameError(
            name=path.name, width=width, height=height, least_px=settings.min_frame_side_px
        )


def _is_animation(path: Path) -> bool:
    with path.open("rb") as file:
        start = file.read(12)
    return (
        start.startswith((b"GIF87a", b"GIF89a", b"\x89PNG\r\n\x1a\n"))
        or start[:4] + start[8:] == b"RIFFWEBP"
    )


# Videos


def _probe_video(path: Path, settings: Settings) -> Header:
    with closing(_open(path)) as container:
        stream = _picture_stream(container, path)
        width, height = stream.width, stream.height
        # Before a frame is decoded: a picture beyond the limit would fill the memory.
        _check_frame_size(path, width, height, settings)
        if _turned(path) % 180:
            width, height = height, width
        fps = float(stream.average_rate or stream.guessed_rate or 0)
        duration_s = _duration_s(container, stream)
        frames = stream.frames or round(duration_s * fps)
        return Header(width, height, fps, frames, duration_s, stream.codec_context.name)


def _open(path: Path) -> InputContainer:
    try:
        return av.open(str(path), container_options={"format_whitelist": _CONTAINERS})
    except (MemoryError, BlockingIOError):
        raise  # nothing is wrong with the clip
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise UnreadableClipError(name=path.name) from error


def _picture_stream(container: InputContainer, path: Path) -> VideoStream:
    # The cover of a song is a video stream of one picture as well.
    streams = [s for s in container.streams.video if Disposition.attached_pic not in s.disposition]
    if not streams:
        raise NoPicturesError(name=path.name)
    stream = streams[0]
    # Without a decoder there is no size either, not even the attribute.
    if stream.codec_context is None or not stream.width or not stream.height:
        raise UnreadableClipError(name=path.name)
    return stream


def _duration_s(container: InputContainer, stream: VideoStream) -> float:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return container.duration / av.time_base if container.duration else 0.0


def _turned(path: Path) -> int:
    """Return by how many degrees the frames have to be turned counter-clockwise to stand upright.

    The display matrix comes with the decoded frames, so the first one is asked.
    """
    for frame in _decode(path, small=True):
        return frame.rotation % 360
    return 0


def _decode(path: Path, small: bool = False) -> Generator[VideoFrame]:
    """Yield the frames that can be decoded; what is damaged between them is passed over."""
    with closing(_open(path)) as container:
        stream = _picture_stream(container, path)
        # One frame needs no threads, and threads of frames hold back the first one.
        stream.thread_type = "NONE" if small else "AUTO"
        for packet in _packets(container, stream):
            try:
                for frame in stream.decode(packet):
                    # What is flushed does not know its own time base.
                    if stream.time_base is not None:
                        frame.time_base = stream.time_base
                    yield frame
            except (MemoryError, BlockingIOError):
                raise
            except av.error.FFmpegError:
                continue


def _packets(
    container: InputContainer, stream: VideoStream
) -> Generator["Packet[VideoStream] | None"]:
    """Yield the packets up to the first that cannot be read, then None, for what is held back."""
    try:
        for packet in container.demux(stream):
            if packet.size:
                yield packet
    except av.error.FFmpegError:
        pass
    yield None


def _read_video(path: Path, size: tuple[int, int]) -> Generator[Frame]:
    start_s: float | None = None
    last_s = -1.0
    # One for all frames: it keeps its tables. More threads than one cost more than they bring.
    resize = VideoReformatter()
    turn, (width, height) = 0, size
    for index, frame in enumerate(_decode(path)):
        if not index:
            turn = frame.rotation % 360
            width, height = size if turn % 180 == 0 else size[::-1]
        time_s = float(frame.time) if frame.time is not None else last_s + 1 / 24
        start_s = time_s if start_s is None else start_s
        # Damaged streams carry times that stand still or run backwards.
        last_s = max(time_s - start_s, last_s + 1e-3) if index else 0.0
        small = resize.reformat(frame, width, height, "bgr24", interpolation="AREA", threads=1)
        picture = np.rot90(small.to_ndarray(), turn // 90)
        yield Frame(index, last_s, np.ascontiguousarray(picture))


# Animations


def _probe_animation(path: Path, settings: Settings) -> Header:
    with closing(_open_animation(path)) as animation:
        width, height = animation.size
        _check_frame_size(path, width, height, settings)
        times_s = [0.0]
        for frame in _each(animation):
            times_s.append(times_s[-1] + _shown_s(frame))
        gaps_s = [after - before for before, after in pairwise(times_s)]
        fps = 1 / float(np.median(gaps_s)) if gaps_s else 0.0
        codec = (animation.format or "").lower()
        return Header(width, height, fps, len(gaps_s), times_s[-1], codec)


def _each(animation: Pillow.Image) -> Generator[Pillow.Image]:
    """Yield the animation at each of its frames, up to the first that cannot be read."""
    for index in count():
        try:
            animation.seek(index)
            animation.load()
        except (EOFError, OSError, SyntaxError, ValueError):
            return
        yield animation


def _open_animation(path: Path) -> Pillow.Image:
    try:
        return Pillow.open(path)
    except (OSError, ValueError, Pillow.DecompressionBombError) as error:
        raise UnreadableClipError(name=path.name) from error


def _shown_s(frame: Pillow.Image) -> float:
    # Browsers show a frame of less than 20 ms for 100 ms; most makers of GIFs rely on it.
    shown_s = float(frame.info.get("duration") or 0) / 1000
    return shown_s if shown_s >= 0.02 else 0.1


def _read_animation(path: Path, size: tuple[int, int]) -> Generator[Frame]:
    time_s = 0.0
    with closing(_open_animation(path)) as animation:
        for index, picture in enumerate(_each(animation)):
            # What is transparent has no colour of its own: it stands on a middle grey.
            flat = Pillow.new("RGBA", size, (128, 128, 128, 255))
            flat.alpha_composite(picture.convert("RGBA").resize(size, Pillow.Resampling.BOX))
            rgb = np.asarray(flat.convert("RGB"))
            yield Frame(index, time_s, np.ascontiguousarray(rgb[..., ::-1]))
            time_s += _shown_s(picture)
