"""One analysis as a whole: it can be stopped, tells how far it is, stays small, and repeats."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

import continuity
from continuity import Settings, errors
from continuity.decode import Frame
from continuity.kinds import Role
from continuity.watch import watch
from tests import clips

pytestmark = pytest.mark.long


def test_a_cancelled_analysis_stops_within_a_few_frames(tmp_path):
    told = []
    with pytest.raises(errors.CancelledError):
        continuity.analyse(
            clips.plain(tmp_path),
            on_progress=lambda step, done: told.append(done),
            cancelled=lambda: len(told) >= 5,
        )
    assert 5 <= len(told) <= 7


def test_an_analysis_can_be_cancelled_late(tmp_path):
    told = []
    with pytest.raises(errors.CancelledError):
        continuity.analyse(
            clips.plain(tmp_path),
            on_progress=lambda name, _: told.append(name),
            cancelled=lambda: "compare" in told,
        )
    assert "judge" not in told


def test_progress_goes_up_to_one_in_three_steps(tmp_path):
    told = []
    continuity.analyse(clips.plain(tmp_path), on_progress=lambda *said: told.append(said))
    done = [share for _, share in told]
    assert done == sorted(done)
    assert 0 < done[0] < 0.1
    assert done[-1] == 1
    assert list(dict.fromkeys(step for step, _ in told)) == ["read", "compare", "judge"]


def test_equal_clips_give_equal_reports(tmp_path):
    path = clips.plain(tmp_path)
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(path.read_bytes())
    first, second = continuity.analyse(path), continuity.analyse(copy)
    assert second.named(first.clip.name).to_json() == first.to_json()


def test_eight_frames_are_enough_and_seven_are_not(tmp_path):
    enough = clips.write_clip(tmp_path / "eight.mp4", clips.moving_square(8))
    assert continuity.analyse(enough).clip.analysed_frames == 8
    with pytest.raises(errors.TooShortError) as caught:
        continuity.analyse(clips.write_clip(tmp_path / "seven.mp4", clips.moving_square(7)))
    assert caught.value.facts == {"name": "seven.mp4", "frames": 7, "least": 8}


def test_a_clip_in_which_nothing_moves_is_flawless_where_it_can_be_measured(tmp_path):
    report = continuity.analyse(clips.write_clip(tmp_path / "still.mp4", clips.still()))
    assert report.events == ()
    assert report.scores.continuity == 1
    assert report.scores.motion is None  # nothing moved: silence is no perfect score
    assert report.hardly_moves
    assert report.intervals["continuity"][0] <= 0.5


@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_clip_without_any_picture_is_analysed_without_a_warning(level, tmp_path):
    plain = np.full((12, 64, 96, 3), level, np.uint8)
    report = continuity.analyse(clips.write_clip(tmp_path / "plain.mp4", plain))
    assert report.failures == ()
    assert report.scores.spatial is None


def test_a_clip_is_described_as_it_is(tmp_path):
    clip = continuity.analyse(clips.rotated(tmp_path)).clip
    assert (clip.name, clip.width, clip.height) == ("rotated.mp4", 96, 128)
    assert (clip.frames, clip.analysed_frames) == (24, 24)
    assert clip.fps == pytest.approx(24, abs=0.01)
    assert clip.duration_s == pytest.approx(1, abs=0.01)


def test_of_too_many_frames_every_second_is_looked_at(tmp_path):
    path = clips.write_clip(tmp_path / "many.mp4", clips.moving_square(48), 240)
    report = continuity.analyse(path, Settings(max_analysed_frames=24))
    assert report.frames.index == tuple(range(0, 48, 2))
    assert report.clip.frames == 48
    assert report.frames.time_s[1] == pytest.approx(2 / 240, abs=1e-4)


def test_the_mover_is_the_main_subject(drawn):
    report = drawn("clean").report
    (subject,) = [element for element in report.elements if element.role is Role.SUBJECT]
    others = [element.attention for element in report.elements if element is not subject]
    # It has walked in by then.
    assert np.mean(report.frames.subject[-13:]) > max(others)
    # The robot walks in the left part and lower half of the picture.
    assert subject.box.x + subject.box.w / 2 < 0.6
    assert subject.box.y + subject.box.h > 0.6


# What is remembered ----------------------------------------


def passing(count, size_px=(64, 48)):
    """Yield frames, each of them new, and none kept here."""
    width, height = size_px
    wall = np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)
    wall = cv2.GaussianBlur(wall, (0, 0), 1.5)
    for n in range(count):
        picture = wall.copy()
        picture[10:20, n % 50 : n % 50 + 10] = (n % 256, 40, 200)
        yield Frame(n, n / 24, picture)


@pytest.mark.parametrize("count", [9, 20, 21, 90])
def test_kept_pictures_are_bounded_and_evenly_spread(count):
    settings = replace(Settings(), kept_frames=20)
    watched = watch(passing(count), settings, lambda frame: None)
    assert len(watched.glances) == len(watched.maps) == count
    assert len(watched.kept) == len(watched.pictures) <= settings.kept_frames + 1
    assert (watched.kept[0], watched.kept[-1]) == (0, count - 1)
    gaps = np.diff(watched.kept)
    assert len(set(gaps[:-1].tolist())) <= 1
    assert gaps[-1] <= gaps[0]
    assert len(watched.kept) > min(count, settings.kept_frames) / 2


def test_kept_pictures_are_those_of_their_places():
    watched = watch(passing(60), replace(Settings(), kept_frames=10), lambda frame: None)
    true = [frame.image for frame in passing(60)]
    for place, picture in zip(watched.kept, watched.pictures, strict=True):
        assert np.array_equal(picture, true[place])


def test_each_frame_is_told_once():
    seen = []
    watch(passing(12), Settings(), lambda frame: seen.append(frame.index))
    assert seen == list(range(12))


def test_salience_maps_are_shares():
    watched = watch(passing(12), Settings(), lambda frame: None)
    assert watched.maps.sum(axis=(1, 2), dtype=float) == pytest.approx(1, abs=0.02)
