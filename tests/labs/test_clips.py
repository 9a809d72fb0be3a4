"""The clips that other tests are made with are what they say."""

import av
import pytest
from PIL import Image

from tests import clips


@pytest.mark.parametrize("make", [clips.plain, *clips.ODD.values()], ids=lambda make: make.__name__)
def test_odd_clips_are_good_clips(make, tmp_path):
    path = make(tmp_path)
    if path.suffix == ".webp":  # Pillow's alone: FFmpeg does not read animated WebP
        with Image.open(path) as picture:
            assert picture.n_frames == 24
        return
    with av.open(str(path)) as container:
        times = [frame.time for frame in container.decode(video=0)]
    assert len(times) >= 12
    assert times == sorted(set(times))


@pytest.mark.parametrize("make", clips.BROKEN.values(), ids=clips.BROKEN)
def test_broken_clips_give_at_most_one_picture_or_too_large_ones(make, tmp_path):
    try:
        with av.open(str(make(tmp_path))) as container:
            pictures = container.streams.video[0]
            huge = pictures.width * pictures.height > 4096 * 2304
            assert huge or sum(1 for _ in container.decode(pictures)) <= 1
    except (av.FFmpegError, IndexError):
        pass


@pytest.mark.parametrize("make", clips.DAMAGED.values(), ids=clips.DAMAGED)
def test_damaged_clips_differ_from_whole_ones(make, tmp_path):
    assert make(tmp_path).read_bytes() != (tmp_path / "whole.mp4").read_bytes()


def test_odd_clips_are_odd(tmp_path):
    with av.open(str(clips.rotated(tmp_path))) as container:
        assert next(container.decode(video=0)).rotation == 90
    with av.open(str(clips.interlaced(tmp_path))) as container:
        assert next(container.decode(video=0)).interlaced_frame
    with av.open(str(clips.variable_rate(tmp_path))) as container:
        times = [frame.time for frame in container.decode(video=0)]
    assert times[1] - times[0] == pytest.approx(1 / 30)
    assert times[-1] - times[-2] == pytest.approx(1 / 10)
