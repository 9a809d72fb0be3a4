"""Every frame, upright, in order, as it was: whatever the container, codec and turn."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import continuity
from continuity import Settings, errors
from continuity.decode import probe, read, working_size
from labs.write import EXACT, write_clip
from tests import clips

SIZES = {"rotated": (96, 128), "odd_size": (127, 95), "letterbox": (128, 128)}
FRAMES = {"fast": 48, "slow": 12}
LAST_S = {
    "fast": 47 / 240,
    "slow": 11.0,
    "variable_rate": 12 / 30 + 11 / 10,
    "gif": 2.3,
    "apng": 2.3,
    "webp": 2.3,
}


def pictures(path, long_side_px=10_000, settings=None):
    return [frame.image for frame in read(path, long_side_px, settings or Settings())]


def luma(picture):
    return cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(float)


def coarse(picture):
    """Return the luma without the texture, of which a codec may keep little."""
    return cv2.GaussianBlur(luma(picture), (0, 0), 2)


@pytest.mark.parametrize("name", clips.ODD)
def test_odd_formats_give_all_frames_at_their_times(name, tmp_path):
    path = clips.ODD[name](tmp_path)
    frames = list(read(path, 10_000, Settings()))
    width, height = SIZES.get(name, (128, 96))
    assert [frame.index for frame in frames] == list(range(FRAMES.get(name, 24)))
    assert {frame.image.shape for frame in frames} == {(height, width, 3)}
    assert {frame.image.dtype for frame in frames} == {np.dtype(np.uint8)}
    times = [frame.time_s for frame in frames]
    assert times[0] == 0
    assert times == sorted(set(times))
    assert times[-1] == pytest.approx(LAST_S.get(name, 23 / 24), abs=2e-3)
    header = probe(path, Settings())
    assert (header.width, header.height) == (width, height)


@pytest.mark.parametrize("name", sorted(set(clips.ODD) - {"fast", "slow", *SIZES}))
def test_odd_formats_show_what_was_written(name, tmp_path):
    seen = [coarse(picture) for picture in pictures(clips.ODD[name](tmp_path))]
    true = np.stack([coarse(picture) for picture in clips.moving_square()])
    # Each looks like the frame in its place more than like any other, and much like it.
    for place, picture in enumerate(seen):
        apart = np.abs(true - picture).mean(axis=(1, 2))
        assert int(apart.argmin()) == place
        # Players disagree by a few levels on how bright a clip without a label is.
        assert apart[place] < 8


def test_a_lossless_clip_comes_back_bit_for_bit(tmp_path):
    true = clips.moving_square()
    assert np.array_equal(pictures(write_clip(tmp_path / "a.mp4", true, 24, EXACT)), true)


@pytest.mark.parametrize("rotation_deg", [0, 90, 180, 270])
def test_rotated_clips_stand_as_another_player_shows_them(rotation_deg, tmp_path):
    path = tmp_path / "turned.mp4"
    clips.encode_clip(path, clips.moving_square(3), rotation_deg=rotation_deg)
    other = cv2.VideoCapture(str(path))
    shown = [other.read()[1] for _ in range(3)]
    other.release()
    turned = np.rot90(clips.moving_square(3), rotation_deg // 90, axes=(1, 2))
    for ours, theirs, true in zip(pictures(path), shown, turned, strict=True):
        assert ours.shape == theirs.shape
        assert np.abs(ours.astype(int) - theirs).mean() < 2
        assert np.abs(luma(ours) - luma(np.ascontiguousarray(true))).mean() < 9


def test_frames_are_scaled_down_and_keep_their_place(tmp_path):
    true = clips.moving_square(2, (256, 192))
    path = write_clip(tmp_path / "a.mp4", true, 24, EXACT)
    small = pictures(path, 128)
    assert small[0].shape == (96, 128, 3)
    area = cv2.resize(true[0], (128, 96), interpolation=cv2.INTER_AREA)
    assert np.abs(small[0].astype(int) - area).max() <= 2


def test_what_is_transparent_stands_on_grey(tmp_path):
    from PIL import Image

    holes = [Image.new("RGBA", (64, 48), (255, 0, 0, 255 * (n % 2))) for n in range(4)]
    path = tmp_path / "holes.png"
    holes[0].save(path, save_all=True, append_images=holes[1:], duration=50)
    assert [tuple(picture[24, 32]) for picture in pictures(path)[:2]] == [
        (128, 128, 128),
        (0, 0, 255),
    ]


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(1, 1000))
def test_working_size_only_shrinks_and_keeps_the_shape(width, height, side):
    w, h = working_size(width, height, side)
    assert 1 <= w <= width
    assert 1 <= h <= height
    assert max(w, h) == min(side, max(width, height))
    scale = max(w, h) / max(width, height)
    assert abs(w - max(1, width * scale)) <= 0.5
    assert abs(h - max(1, height * scale)) <= 0.5


# Files that are none, and limits -------------------------------------------------------------

ERRORS = {
    "empty": errors.UnreadableClipError,
    "text": errors.UnreadableClipError,
    "web_page": errors.UnreadableClipError,
    "no_index": errors.UnreadableClipError,
    "audio_only": errors.NoPicturesError,
    "one_frame": errors.TooShortError,
    "huge_frame": errors.TooLargeFrameError,
}


def refusal(path, settings=None):
    with pytest.raises(errors.ContinuityError) as caught:
        continuity.analyse(path, settings)
    return caught.value


def assert_says_what_to_do(error, path):
    sentence = str(error)
    assert sentence.startswith(path.name)
    assert sentence.endswith(".")
    assert "{" not in sentence
    # What is wrong, a colon, and what to do.
    assert any(verb in sentence.split(": ", 1)[1] for verb in ("export", "choose", "shorten"))


@pytest.mark.parametrize("name", clips.BROKEN)
def test_each_broken_file_is_refused_with_an_error_of_its_own(name, tmp_path):
    path = clips.BROKEN[name](tmp_path)
    error = refusal(path)
    assert type(error) is ERRORS[name]
    assert_says_what_to_do(error, path)


@pytest.mark.parametrize("make", [clips.plain, clips.gif])
@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        (Settings(max_file_bytes=500), errors.TooLargeFileError),
        (Settings(max_frame_pixels=128 * 96 - 1), errors.TooLargeFrameError),
        (Settings(min_frame_side_px=97), errors.TooSmallFrameError),
        (Settings(min_frames=25), errors.TooShortError),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_each_limit_refuses_with_an_error_of_its_own(make, settings, kind, tmp_path):
    path = make(tmp_path)
    error = refusal(path, settings)
    assert type(error) is kind
    assert_says_what_to_do(error, path)


@pytest.mark.parametrize("make", [clips.plain, clips.gif])
def test_what_just_meets_the_limits_is_read(make, tmp_path):
    path = make(tmp_path)
    size = path.stat().st_size
    exact = Settings(max_file_bytes=size, max_frame_pixels=128 * 96, min_frame_side_px=96)
    assert len(pictures(path, settings=exact)) == 24


def test_a_file_that_is_not_there_is_unreadable(tmp_path):
    for path in (tmp_path / "gone.mp4", tmp_path):
        assert type(refusal(path)) is errors.UnreadableClipError


def test_a_photograph_under_the_name_of_a_clip_is_refused(tmp_path):
    path = tmp_path / "photo.mp4"
    path.write_bytes(cv2.imencode(".jpg", clips.moving_square(1)[0])[1].tobytes())
    assert type(refusal(path)) is errors.UnreadableClipError


def test_codes_are_told_apart():
    kinds = errors.ContinuityError.__subclasses__()
    assert len({kind.code for kind in kinds} | {errors.ContinuityError.code}) == len(kinds) + 1


# Damage --------------------------------------------------------------------------------------


def lively(frames=48):
    """Return frames of which each needs its bytes: half of the file is half of the pictures."""
    noise = np.random.default_rng(3).integers(0, 60, (frames, 96, 128, 1))
    return (clips.moving_square(frames) // 2 + noise).astype(np.uint8)


def test_of_half_a_file_the_first_half_is_read(tmp_path):
    whole = write_clip(tmp_path / "whole.mp4", lively())
    half = tmp_path / "half.mp4"
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    found, true = pictures(half), pictures(whole)
    assert 12 <= len(found) <= 36
    for ours, theirs in zip(found[:12], true[:12], strict=True):
        assert np.array_equal(ours, theirs)


@pytest.mark.parametrize("seed", range(3))
def test_flipped_bits_cost_no_more_than_the_frames_they_hit(seed, tmp_path):
    frames = list(read(clips.flipped_bits(tmp_path, seed), 128, Settings()))
    assert 8 <= len(frames) <= 48
    assert [frame.index for frame in frames] == list(range(len(frames)))
    times = [frame.time_s for frame in frames]
    assert times == sorted(set(times))


def test_a_clip_whose_pictures_are_all_zeros_is_damaged(tmp_path):
    content = clips.plain(tmp_path).read_bytes()
    start = content.index(b"mdat") + 4
    path = tmp_path / "zeros.mp4"
    path.write_bytes(content[:start] + bytes(len(content) - start))
    error = refusal(path)
    assert type(error) is errors.DamagedClipError
    assert str(error).startswith(path.name)


def test_of_half_an_animation_the_first_half_is_read(tmp_path):
    whole = clips.gif(tmp_path)
    half = tmp_path / "half.gif"
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    found, true = pictures(half), pictures(whole)
    assert 3 <= len(found) < 24
    assert np.array_equal(found[0], true[0])


def test_stopping_early_closes_the_file(tmp_path):
    frames = read(clips.plain(tmp_path), 128, Settings())
    next(frames)
    frames.close()  # an unclosed file would be a ResourceWarning, and that an error
