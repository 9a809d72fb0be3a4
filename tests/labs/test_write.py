"""Clips as files: what a player finds in them, and what lies there when writing fails."""

from fractions import Fraction

import av
import numpy as np
import pytest

from labs.write import EXACT, PLAYABLE, Encoding, MissingEncoderError, write_clip
from tests import clips


def read(path):
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        frames = list(container.decode(stream))
        return stream, frames


@pytest.mark.parametrize("fps", [24, 12.5, Fraction(30_000, 1001), 240])
def test_a_playable_clip_is_h264_with_every_frame_at_its_time(tmp_path, fps):
    pictures = clips.moving_square(30)
    stream, frames = read(write_clip(tmp_path / "clip.mp4", pictures, fps))
    assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
    assert (stream.width, stream.height) == (128, 96)
    assert stream.average_rate == Fraction(fps)
    assert len(frames) == 30
    assert [frame.time for frame in frames] == pytest.approx([i / fps for i in range(30)], abs=1e-4)
    seen = np.stack([frame.to_ndarray(format="bgr24") for frame in frames])
    assert np.abs(seen.astype(int) - pictures).mean() < 4


def test_colours_are_labelled_so_that_players_need_not_guess(tmp_path):
    red = np.full((4, 64, 64, 3), (30, 60, 200), np.uint8)
    _, frames = read(write_clip(tmp_path / "red.mp4", red))
    assert frames[0].colorspace == 1  # ITU-R BT.709
    assert np.abs(frames[0].to_ndarray(format="bgr24").astype(int) - red[0]).max() <= 3


def test_a_browser_can_start_before_it_has_the_whole_clip(tmp_path):
    content = write_clip(tmp_path / "clip.mp4", clips.moving_square()).read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_an_exact_clip_gives_back_every_bit(tmp_path):
    noise = np.random.default_rng(0).integers(0, 256, (5, 33, 47, 3), np.uint8)
    _, frames = read(write_clip(tmp_path / "noise.mp4", noise, encoding=EXACT))
    assert np.array_equal([frame.to_ndarray(format="bgr24") for frame in frames], noise)


def test_equal_frames_give_equal_bytes(tmp_path):
    """Whatever lay in the memory: x264's macroblock tree made several files of these pictures."""
    frames, written, rng = clips.moving_square(48, (320, 180)), set(), np.random.default_rng(0)
    for _ in range(16):
        used = [np.full(size, size % 251, np.uint8) for size in rng.integers(1e3, 3e6, 12)]
        del used
        written.add(write_clip(tmp_path / "a.mp4", frames).read_bytes())
    assert len(written) == 1


def breaking():
    yield from clips.moving_square(4)
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("frames", "encoding", "error"),
    [
        ([], PLAYABLE, ValueError),
        (clips.moving_square(2, (127, 96)), PLAYABLE, ValueError),
        (clips.moving_square(2), Encoding("no-such-codec", "yuv420p", {}), MissingEncoderError),
        (breaking(), PLAYABLE, KeyboardInterrupt),
    ],
    ids=["no frames", "odd size", "no encoder", "interrupted"],
)
def test_what_cannot_be_written_leaves_the_old_clip_and_nothing_else(
    tmp_path, frames, encoding, error
):
    old = tmp_path / "clip.mp4"
    old.write_text("the clip from before")
    with pytest.raises(error):
        write_clip(old, frames, encoding=encoding)
    assert old.read_text() == "the clip from before"
    assert list(tmp_path.iterdir()) == [old]
