"""Events of the whole picture, in series that we wrote and in clips that we drew."""

from dataclasses import replace

import numpy as np
import pytest

from continuity import Settings, moments
from continuity.camera import IDENTITY, Pose
from continuity.kinds import Factor, Kind
from continuity.report import Box, Event
from continuity.watch import Glance

pytestmark = pytest.mark.long

USUAL = Glance(
    index=0,
    time_s=0.0,
    pose=Pose(IDENTITY, True, 1.0),
    luma=50.0,
    energy=400.0,
    blockiness=1.0,
    step=1.0,
    raw_step=1.2,
    raw_peak=30.0,
    similarity_previous=0.95,
    similarity_first=0.8,
    light_step=(0.0, 0.0, 0.0),
    light_first=(0.0, 0.0, 0.0),
    unexplained=0.01,
    overlap=1.0,
    torn=0.01,
    fineness=0.6,
)
SETTINGS = Settings()


def glances(count=48, **series):
    """Return glances of an ordinary clip, but for what `series` says per frame."""
    frames = [replace(USUAL, index=n, time_s=n / 24) for n in range(count)]
    for name, values in series.items():
        frames = [replace(f, **{name: v}) for f, v in zip(frames, values, strict=True)]
    return tuple(frames)


def lit(log_gain):
    """Return glances under a light that is multiplied by exp(`log_gain`) (T,)."""
    steps = np.diff(log_gain, prepend=log_gain[0])
    return glances(
        len(log_gain),
        light_step=[(v, v, v) for v in steps.tolist()],
        light_first=[(v, v, v) for v in np.subtract(log_gain, log_gain[0]).tolist()],
        raw_step=(1.2 + 120 * np.abs(steps)).tolist(),
    )


def stepping(step):
    """Return glances whose picture changes by `step`, with the camera's motion and without."""
    return glances(len(step), step=list(step), raw_step=list(step))


def found(frames):
    flickers = moments.flickers(frames, SETTINGS)
    return [
        *moments.jumps(frames, SETTINGS),
        *moments.freezes(frames, SETTINGS),
        *flickers,
        *moments.lightings(frames, flickers, SETTINGS),
    ]


def test_nothing_happens_in_an_ordinary_clip():
    assert found(glances()) == []


def test_a_step_far_above_its_neighbours_is_a_jump():
    step = np.full(48, 1.0)
    step[20] = 15
    (event,) = found(stepping(step.tolist()))
    assert (event.kind, event.start, event.peak, event.end) == (Kind.JUMP, 20, 20, 20)
    assert event.box is None
    assert event.factor is Factor.TEMPORAL


def test_fast_movement_is_no_jump():
    assert found(stepping([15.0] * 48)) == []
    assert found(stepping(np.linspace(1, 15, 48).tolist())) == []


def test_a_camera_that_was_misread_is_no_jump():
    step = np.full(48, 1.0)
    step[20] = 15  # only with the motion taken out
    assert found(glances(step=step.tolist())) == []


def still(*places, count=48):
    raw, peak = np.full(count, 1.2), np.full(count, 30.0)
    raw[list(places)], peak[list(places)] = 0, 0
    return glances(count, raw_step=raw.tolist(), raw_peak=peak.tolist())


def test_a_run_of_repeats_is_a_freeze():
    (event,) = found(still(*range(20, 28)))
    assert (event.kind, event.start, event.end) == (Kind.FREEZE, 20, 27)


def test_repeats_in_step_are_a_change_of_frame_rate():
    assert found(still(*range(4, 48, 5))) == []


def test_where_nothing_moves_nothing_freezes():
    assert found(still(*range(48))) == []


def test_light_that_swings_to_and_fro_flickers():
    swing = np.where((np.arange(48) >= 16) & (np.arange(48) < 32), -0.1, 0) * (-1) ** np.arange(48)
    (event,) = found(lit(swing))
    assert event.kind is Kind.FLICKER
    assert abs(event.start - 16) <= 3
    assert abs(event.end - 31) <= 3


def test_light_that_goes_and_comes_back_is_no_flicker():
    lamp = np.where((np.arange(48) >= 20) & (np.arange(48) < 23), 0.3, 0.0)
    assert Kind.FLICKER not in {event.kind for event in found(lit(lamp))}


def test_what_swings_while_all_else_changes_is_not_light():
    swing = -0.1 * (-1.0) ** np.arange(48)
    restless = [replace(frame, step=30.0, raw_step=30.0) for frame in lit(swing)]
    assert moments.flickers(tuple(restless), SETTINGS) == []


def test_light_that_goes_and_stays_away_is_lighting():
    log_gain = np.interp(np.arange(48), [16, 24], [0, -0.5])
    (event,) = found(lit(log_gain))
    assert event.kind is Kind.LIGHTING
    assert abs(event.start - 16) <= 4
    assert abs(event.end - 24) <= 4
    assert event.start <= event.peak <= event.end


def test_light_that_comes_back_is_no_lasting_change():
    log_gain = np.interp(np.arange(48), [12, 18, 24, 30], [0, -0.3, -0.3, 0])
    assert Kind.LIGHTING not in {event.kind for event in found(lit(log_gain))}


def test_the_drift_of_light_is_told_in_per_cent():
    away = moments.light_drift_percent(lit(np.interp(np.arange(48), [16, 24], [0, -0.5])))
    assert away[:10] == pytest.approx(0, abs=1e-9)
    assert away[-10:] == pytest.approx(50, abs=1e-6)


def test_a_stronger_event_is_surer_and_graver():
    step = np.full(48, 1.0)
    step[20] = 6
    (weak,) = moments.jumps(stepping(step.tolist()), SETTINGS)
    step[20] = 30
    (strong,) = moments.jumps(stepping(step.tolist()), SETTINGS)
    assert strong.confidence > weak.confidence
    assert strong.severity >= weak.severity


# Drawn clips -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["jump", "freeze", "flicker", "lighting"])
def test_what_was_planted_is_found_when_it_happens(kind, drawn):
    truth = drawn(kind).truth(kind)
    events = [event for event in drawn(kind).report.failures if event.kind == kind]
    assert any(abs(event.start - truth.start) <= 6 for event in events)
    assert all(event.box is None for event in events)


def test_a_freeze_does_not_raise_the_score(drawn):
    frozen, clean = drawn("freeze").report.scores, drawn("clean").report.scores
    assert frozen.temporal < clean.temporal
    assert frozen.continuity < clean.continuity


def test_each_failure_lowers_the_factor_that_owns_it(drawn):
    clean = drawn("clean").report.scores
    # People forgive light, and so does the score.
    for kind, least in (("freeze", 0.15), ("flicker", 0.05), ("lighting", 0.05)):
        factor = Kind(kind).factor
        assert drawn(kind).report.scores.of(factor) < clean.of(factor) - least


@pytest.mark.parametrize(("things", "left"), [(2, 2), (3, 0), (7, 0)])
def test_many_things_that_change_while_the_light_does_are_the_lights(things, left):
    light = Event(Kind.LIGHTING, 20, 24, 40, None, None, 0.5, 0.9)
    box = Box(0.1, 0.1, 0.1, 0.1)
    before = Event(Kind.VANISH, 5, 5, 6, box, 1, 0.5, 0.9)
    skip = Event(Kind.JUMP, 30, 30, 30, None, None, 0.5, 0.9)
    made = [Event(Kind.FADE, 21 + n, 25, 41, box, n + 2, 0.5, 0.9) for n in range(things)]
    told = moments.owned([before, light, skip, *made], SETTINGS)
    assert told == [before, light, skip, *made[:left]]
