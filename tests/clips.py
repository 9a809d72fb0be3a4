"""Clips the tests make where they run: sound ones, odd ones, and files that are none.

`ODD`, `DAMAGED` and `BROKEN` name makers, each a function of a folder that returns the path it
wrote, so that one test walks through all of a sort:

    @pytest.mark.parametrize("make", clips.ODD.values(), ids=clips.ODD)
    def test_odd_clips_are_read(make, tmp_path):
        report = continuity.analyse(make(tmp_path))
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image

from labs.render import render
from labs.write import EXACT, PLAYABLE, Encoding, write_clip

__all__ = ["BROKEN", "DAMAGED", "EXACT", "ODD", "PLAYABLE", "Encoding", "write_clip", "write_scene"]


def moving_square(frames=24, size_px=(128, 96), step_px=2.0, seed=0):
    """Return (frames, H, W, 3) uint8 BGR: a textured square sliding right over a textured wall."""
    width, height = size_px
    side = height // 3
    noise = np.random.default_rng(seed).integers(-20, 21, (height, width, 1))
    wall = np.clip(np.add([150, 160, 170], noise), 0, 255).astype(np.uint8)
    square = np.clip(np.add([60, 70, 200], noise[:side, :side]), 0, 255).astype(np.uint8)
    clip = np.repeat(wall[None], frames, axis=0)
    for index in range(frames):
        left = round(4 + index * step_px) % (width - side)
        clip[index, side : 2 * side, left : left + side] = square
    return clip


def still(frames=24, size_px=(128, 96)):
    """Return (frames, H, W, 3) uint8 BGR in which nothing moves."""
    return np.repeat(moving_square(1, size_px), frames, axis=0)


def write_scene(folder, scene, encoding=PLAYABLE):
    """Write the clip of a `labs.scene.Scene`; its truth is `labs.truth.truths(scene)`."""
    return write_clip(folder / "scene.mp4", render(scene), scene.fps, encoding)


def plain(folder):
    """Write an ordinary clip: H.264, 24 fps, 24 frames, 128 x 96."""
    return write_clip(folder / "plain.mp4", moving_square())


# Files that are no clips ------------------------------------------------------------------------


def empty(folder):
    """Write nothing at all."""
    return _bytes(folder / "empty.mp4", b"")


def text(folder):
    """Write a note that was renamed."""
    return _bytes(folder / "text.mp4", b"This is not a video.\n" * 40)


def web_page(folder):
    """Write what a download link often gives."""
    return _bytes(folder / "page.mp4", b"<!DOCTYPE html><title>Sign in</title><p>Sign in\n" * 20)


def audio_only(folder):
    """Write sound into an mp4 without pictures."""
    path = folder / "audio_only.mp4"
    tone = 0.2 * np.sin(2 * np.pi * 440 * np.arange(44_100) / 44_100)
    frame = av.AudioFrame.from_ndarray(tone[None].astype(np.float32), "fltp", "mono")
    frame.sample_rate = 44_100
    with _not_in_real_time(), av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44_100, layout="mono")
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def one_frame(folder):
    """Write a picture that calls itself a clip."""
    return write_clip(folder / "one_frame.mp4", moving_square(1))


def huge_frame(folder):
    """Write frames of 134 megapixels into a file of less than a megabyte."""
    path = folder / "huge_frame.mov"
    # One bit per pixel: no other codec makes such a clip in a test's time and memory.
    black = av.VideoFrame(16_384, 8192, "monob")
    black.planes[0].update(bytes(black.planes[0].buffer_size))
    with _not_in_real_time(), av.open(str(path), "w") as container:
        stream = container.add_stream("png", rate=24, options={"compression_level": "1"})
        stream.width, stream.height, stream.pix_fmt = 16_384, 8192, "monob"
        for index in range(10):
            black.pts, black.time_base = index, Fraction(1, 24)
            container.mux(stream.encode(black))
        container.mux(stream.encode())
    return path


def no_index(folder):
    """Write a download that stopped before the index at its end: no decoder can begin."""
    whole = encode_clip(folder / "whole.mp4", moving_square()).read_bytes()
    return _bytes(folder / "no_index.mp4", whole[: whole.index(b"moov") - 4])


BROKEN = {
    make.__name__: make
    for make in (empty, text, web_page, audio_only, one_frame, huge_frame, no_index)
}
"""Each must end in a sentence and exit status 2."""


# Damaged clips: some of it can be read ----------------------------------------------------------


def cut_in_half(folder):
    """Write a clip whose index is there and the second half of its pictures is not."""
    whole = write_clip(folder / "whole.mp4", moving_square(48)).read_bytes()
    return _bytes(folder / "cut_in_half.mp4", whole[: len(whole) // 2])


def flipped_bits(folder, seed=0):
    """Write a clip with one bit in about five hundred bytes of its pictures turned over."""
    whole = bytearray(write_clip(folder / "whole.mp4", moving_square(48)).read_bytes())
    start = whole.index(b"mdat") + 4
    random = np.random.default_rng(seed)
    for place in random.integers(start, len(whole), (len(whole) - start) // 500):
        whole[place] ^= 1 << int(random.integers(8))
    return _bytes(folder / f"flipped_bits_{seed}.mp4", bytes(whole))


DAMAGED = {make.__name__: make for make in (cut_in_half, flipped_bits)}
"""Each gives a report of what could be read, or a sentence; never a traceback."""


# Odd clips: unusual, and perfectly good ---------------------------------------------------------


def fast(folder):
    """Write 240 frames per second, as a phone films slow motion."""
    return write_clip(folder / "fast.mp4", moving_square(48, step_px=0.5), 240)


def slow(folder):
    """Write one frame per second."""
    return write_clip(folder / "slow.mp4", moving_square(12), 1)


def variable_rate(folder):
    """Write twelve frames 1/30 s apart, then twelve 1/10 s apart."""
    times = np.cumsum([0] + [1000] * 12 + [3000] * 11)
    return encode_clip(folder / "variable_rate.mp4", moving_square(), times=times)


def rotated(folder):
    """Write a clip stored on its side: upright it is 96 wide and 128 high."""
    return encode_clip(folder / "rotated.mp4", moving_square(), rotation_deg=90)


def odd_size(folder):
    """Write 127 x 95 pixels."""
    frames = moving_square(size_px=(127, 95))
    return encode_clip(folder / "odd_size.mkv", frames, Encoding("ffv1", "yuv444p", {}))


def vp9(folder):
    """Write VP9 in WebM."""
    encoding = Encoding("libvpx-vp9", "yuv420p", {"cpu-used": "8"})
    return encode_clip(folder / "vp9.webm", moving_square(), encoding)


def vp9_alpha(folder):
    """Write VP9 in WebM with an alpha channel."""
    encoding = Encoding("libvpx-vp9", "yuva420p", {"cpu-used": "8"})
    return encode_clip(folder / "vp9_alpha.webm", moving_square(), encoding)


def av1(folder):
    """Write AV1 in WebM, which OpenCV's wheel cannot read."""
    encoding = Encoding("libsvtav1", "yuv420p", {"preset": "12"})
    return encode_clip(folder / "av1.webm", moving_square(), encoding)


def hevc_10bit(folder):
    """Write HEVC with ten bits per sample, as phones film."""
    options = {"preset": "ultrafast", "x265-params": "log-level=none"}
    encoding = Encoding("libx265", "yuv420p10le", options)
    return encode_clip(folder / "hevc_10bit.mp4", moving_square(), encoding)


def grey(folder):
    """Write H.264 without colour."""
    return encode_clip(folder / "grey.mp4", moving_square(), Encoding("libx264", "gray", {}))


def interlaced(folder):
    """Write H.264 in half-pictures, as television films."""
    encoding = Encoding("libx264", "yuv420p", {"x264-params": "tff=1"})
    return encode_clip(folder / "interlaced.mp4", moving_square(), encoding)


def letterbox(folder):
    """Write black bars above and below."""
    frames = moving_square(size_px=(128, 128))
    frames[:, :20] = frames[:, -20:] = 0
    return write_clip(folder / "letterbox.mp4", frames)


def gif(folder):
    """Write an animated GIF."""
    return _animation(folder / "animation.gif")


def apng(folder):
    """Write an animated PNG."""
    return _animation(folder / "animation.png")


def webp(folder):
    """Write an animated WebP, which FFmpeg's decoder refuses."""
    return _animation(folder / "animation.webp")


def avi(folder):
    """Write MPEG-4 in AVI."""
    return encode_clip(folder / "old.avi", moving_square(), Encoding("mpeg4", "yuv420p", {}))


def mov(folder):
    """Write H.264 in QuickTime's container."""
    return encode_clip(folder / "camera.mov", moving_square())


# fmt: off
ODD = {
    make.__name__: make
    for make in (
        fast, slow, variable_rate, rotated, odd_size, letterbox, interlaced, grey,
        vp9, vp9_alpha, av1, hevc_10bit, avi, mov, gif, apng, webp,
    )
}
# fmt: on
"""Each must be read, and gives a valid report."""


def encode_clip(
    path: Path,
    frames: Iterable[np.ndarray],
    encoding: Encoding = PLAYABLE,
    times: Sequence[int] | None = None,
    rotation_deg: int = 0,
) -> Path:
    """Write `frames` as `write_clip` would not: any codec, container, time and rotation.

    `times` counts ticks of 1/30000 s; without it there are 24 frames per second. The index comes
    last, where a careless exporter leaves it.
    """
    frames = list(frames)
    tick_s = Fraction(1, 24) if times is None else Fraction(1, 30_000)
    times = range(len(frames)) if times is None else times
    with _not_in_real_time(), av.open(str(path), "w") as container:
        stream = container.add_stream(encoding.codec, rate=24, options=dict(encoding.options))
        stream.height, stream.width = frames[0].shape[:2]
        stream.pix_fmt = encoding.pixels
        stream.codec_context.time_base = tick_s
        if rotation_deg:
            stream.set_display_rotation(rotation_deg)
        for frame, time in zip(frames, times, strict=True):
            picture = av.VideoFrame.from_ndarray(frame, "bgr24").reformat(format=encoding.pixels)
            picture.pts, picture.time_base = int(time), tick_s
            container.mux(stream.encode(picture))
        container.mux(stream.encode())
    return path


@contextmanager
def _not_in_real_time() -> Iterator[None]:
    """Undo what SVT-AV1 does to a thread of root's that opens it: SCHED_FIFO at priority 99.

    Servers that a test starts would inherit it, and the first that spins stops all others for good.
    """
    try:
        yield
    finally:
        if hasattr(os, "sched_setscheduler"):
            os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def _bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _animation(path: Path) -> Path:
    first, *others = [Image.fromarray(frame[..., ::-1].copy()) for frame in moving_square()]
    first.save(path, save_all=True, append_images=others, duration=100, loop=0)
    return path
