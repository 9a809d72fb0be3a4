"""Events of the whole picture: jumps, freezes, flicker, and drifts of light."""

from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from continuity.kinds import Factor, Kind
from continuity.report import Event
from continuity.settings import Settings
from continuity.watch import Glance

Series = NDArray[np.float64]


def whole_picture(
    glances: tuple[Glance, ...], settings: Settings, faults: Sequence[Event] = ()
) -> list[Event]:
    """Return the events of the whole picture, each moment owned by one kind.

    Where one of the `faults`, spells of soft or blocky frames, begins or ends, no time skips.
    """
    frozen = freezes(glances, settings)
    flickering = flickers(glances, settings)
    place = {glance.index: n for n, glance in enumerate(glances)}
    # What follows a freeze catches up, and light that swings is a large step as well.
    taken = [(place[event.start], place[event.end]) for event in (*frozen, *flickering)]
    for fault in faults:
        first, last = place[fault.start], place[fault.end]
        taken += [(first - 1, first), (last, last + 1)]
    return [
        *frozen,
        *flickering,
        *jumps(glances, settings, taken),
        *lightings(glances, flickering, settings),
    ]


def jumps(
    glances: tuple[Glance, ...], settings: Settings, taken: Sequence[tuple[int, int]] = ()
) -> list[Event]:
    """Return the places where time skips: one step stands far above every step around it.

    A step is the residual change of the picture, or the move of the camera; each is held against
    the largest of the three before and the three after. Places in `taken`, first to last and the
    one after, are explained already.
    """
    # Where the change is larger with the camera's motion taken out, that motion was misread.
    raw = np.array([glance.raw_step for glance in glances])
    change = np.minimum([glance.step for glance in glances], raw)
    camera = np.where(_leaps(raw, settings), camera_steps(glances), 0.0)
    events = []
    for n in range(2, len(change) - 2):
        leap = _leap(change, n, settings.jump_step)
        swerve = _leap(camera, n, settings.jump_camera_px)
        strength = max(leap / settings.jump_leap, swerve / settings.jump_camera_leap)
        if strength >= 1 and not any(first <= n <= last + 1 for first, last in taken):
            events.append(whole(Kind.JUMP, glances, (n, n, n), strength, leap, swerve))
    return events


def _leaps(steps: Series, settings: Settings) -> NDArray[np.bool_]:
    """Return which steps stand above every step around them."""
    return np.array(
        [_leap(steps, n, settings.jump_step) >= settings.jump_leap for n in range(len(steps))]
    )


def _leap(steps: Series, n: int, least: float) -> float:
    """Return how many times the step at `n` exceeds all around it; 0 below the `least` step."""
    around = np.r_[steps[max(1, n - 3) : n], steps[n + 1 : n + 4]]
    # A skip is among the clip's largest steps; somebody who stirs for a moment is not.
    if steps[n] < max(least, float(np.percentile(steps, 90))):
        return 0.0
    return float(steps[n] / (float(around.max()) + 0.1))


def camera_steps(glances: tuple[Glance, ...]) -> Series:
    """Return how far the camera moved since the last frame, in working pixels; 0 where lost."""
    moves = np.array([glance.pose.to_first[:, 2] for glance in glances])
    steps: Series = np.r_[0.0, np.linalg.norm(np.diff(moves, axis=0), axis=1)]
    placed = np.array([glance.pose.support > 0 for glance in glances])
    steps[~placed | np.r_[False, ~placed[:-1]]] = 0.0
    return steps


def freezes(glances: tuple[Glance, ...], settings: Settings) -> list[Event]:
    """Return runs of repeated frames in a clip that moves before and after.

    A frame repeats the last one if its mean change is below a tenth of the clip's usual one and no
    pixel of it changed by more than compression does. A repeat that compression refines by twice
    that joins those beside it. Regular repeats (24 frames a second in a file of 30) are a
    conversion, not a freeze.
    """
    raw = np.array([glance.raw_step for glance in glances])
    peak = np.array([glance.raw_peak for glance in glances])
    usual = float(np.median(raw[1:])) if len(raw) > 1 else 0.0
    least = max(settings.freeze_share * usual, 0.05)
    refined = (raw < 2 * least) & (peak <= settings.freeze_peak)
    refined[0] = False
    events = []
    for first, last in runs(refined):
        before, after = raw[max(1, first - 4) : first], raw[last + 1 : last + 5]
        # What rests before somebody comes is no freeze; one may last to the clip's end.
        around = [float(side.max()) for side in (before, after) if len(side)]
        usually = float(np.median(np.r_[before, after])) if around else 0.0
        moving = len(before) > 0 and min(usually, *around) > settings.freeze_motion
        repeats = int((raw[first : last + 1] < least).sum())
        if repeats >= settings.freeze_frames and moving:
            strength = (last - first + 1) / settings.freeze_frames
            held = float(raw[first : last + 1].mean())
            events.append(whole(Kind.FREEZE, glances, (first, first, last), strength, held, usual))
    return events


def flickers(glances: tuple[Glance, ...], settings: Settings) -> list[Event]:
    """Return stretches in which the light of all pixels swings to and fro.

    The measure is |l(t) - (l(t-1) + l(t+1)) / 2| of the cumulated log light l, in per cent, its
    median over five frames. Two things must hold besides: the light turns at least
    `Settings.flicker_turns` times, or it merely changed; and taking it out takes change out, or
    what swings is not light.
    """
    step = np.array([glance.light_step for glance in glances])
    light = np.cumsum(step, axis=0) * 100
    bend = np.zeros(len(light))
    if len(light) > 2:
        bends = light[1:-1] - (light[:-2] + light[2:]) / 2
        farthest = np.abs(bends).argmax(axis=1)
        bend[1:-1] = bends[np.arange(len(bends)), farthest]
    swing = np.abs(bend)
    steady = np.array([np.median(swing[max(0, n - 2) : n + 3]) for n in range(len(swing))])
    events = []
    for first, last in runs(steady > settings.flicker_percent):
        stretch = slice(first, last + 1)
        turning = np.sign(bend[stretch][swing[stretch] > settings.flicker_percent / 2])
        turns = int((np.diff(turning) != 0).sum())
        if turns >= settings.flicker_turns and _is_light(glances[stretch], settings):
            worst = first + int(np.argmax(swing[stretch]))
            strength = float(steady[stretch].max()) / settings.flicker_percent
            start = max(0, first - 1)
            events.append(
                whole(Kind.FLICKER, glances, (start, worst, last), strength, swing[worst])
            )
    return events


def _is_light(glances: Sequence[Glance], settings: Settings) -> bool:
    """Return whether taking out the common light takes out change."""
    with_light = sum(glance.raw_step for glance in glances)
    return sum(glance.step for glance in glances) <= settings.light_explains * with_light


def lightings(
    glances: tuple[Glance, ...], flickering: list[Event], settings: Settings
) -> list[Event]:
    """Return lasting changes of the whole scene's light or white balance.

    The measure is the log gain of each channel against the first frame, in per cent; a change
    counts if what it ends in lasts.
    """
    away = light_drift_percent(glances)
    window = _light_window(glances)
    final = float(np.median(away[-window:]))
    if final < settings.lighting_percent or not _hangs_together(glances, settings):
        return []
    started = np.flatnonzero(away < 0.15 * final)
    ended = np.flatnonzero(away > 0.9 * final)
    start = int(started[started < ended[0]][-1]) + 1 if (started < ended[0]).any() else 0
    end = int(ended[0])
    if any(event.start <= glances[start].index <= event.end for event in flickering):
        return []
    pace = np.diff(away[max(0, start - 1) : end + 1])
    peak = max(0, start - 1) + int(np.argmax(pace)) + 1 if len(pace) else end
    strength = final / settings.lighting_percent
    return [whole(Kind.LIGHTING, glances, (start, peak, end), strength, final)]


def owned(events: Sequence[Event], settings: Settings) -> list[Event]:
    """Return `events` without the changes of things that a change of light has made.

    What is not the colour of its lamp leaves a rest on many things at once; of one or two that
    change meanwhile the light is no explanation.
    """
    lights = [event for event in events if event.kind is Kind.LIGHTING]
    made: list[Event] = []
    for light in lights:
        meanwhile = [
            event
            for event in events
            if event.factor is Factor.PERSISTENCE
            and event.explained is None
            and light.start <= event.start <= light.end + 1
        ]
        made += meanwhile if len(meanwhile) >= settings.lit_things else []
    return [event for event in events if event not in made]


def _hangs_together(glances: tuple[Glance, ...], settings: Settings) -> bool:
    """Return whether frames show what those before them showed: else there is no common light."""
    known = [glance.unexplained or 0.0 for glance in glances[1:]]
    return not known or float(np.median(known)) <= settings.most_left_over


def light_drift_percent(glances: tuple[Glance, ...]) -> Series:
    """Return how far the light is from that of the clip's start, (T,), in per cent.

    The log gain of the channel that went farthest, smoothed over a twelfth of the clip.
    """
    gain = _from_first(glances) * 100
    window = _light_window(glances)
    smooth = np.column_stack([_median_filter(channel, window) for channel in gain.T])
    away: Series = np.abs(smooth - np.median(smooth[:window], axis=0)).max(axis=1)
    return away


def _light_window(glances: tuple[Glance, ...]) -> int:
    return max(3, len(glances) // 12)


def _from_first(glances: tuple[Glance, ...]) -> Series:
    """Return each frame's log gain against the first, (T, 3).

    Measured twice: against the first frame, and as the sum of the steps since. Something large that
    comes to cover the view changes the first and hardly the second; errors add up in the second
    alone. Where they differ, the smaller is believed.
    """
    summed = np.cumsum([glance.light_step for glance in glances], axis=0)
    direct = np.array([glance.light_first or (np.nan,) * 3 for glance in glances])
    direct = np.where(np.isnan(direct), summed, direct)
    return np.where(np.abs(direct) <= np.abs(summed) + 0.02, direct, summed)


def _median_filter(values: Series, window: int) -> Series:
    half = window // 2
    padded = np.pad(values, half, mode="edge")
    return np.asarray(np.median(sliding_window_view(padded, 2 * half + 1), axis=1))


def runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the first and last place of each run of True.

    >>> runs(np.array([False, True, True, False, True]))
    [(1, 2), (4, 4)]
    """
    edges = np.flatnonzero(np.diff(np.r_[False, mask, False].astype(np.int8)))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def whole(
    kind: Kind,
    glances: tuple[Glance, ...],
    places: tuple[int, int, int],
    strength: float,
    *evidence: float,
) -> Event:
    """Return an event of the whole picture; `strength` is its measure over the threshold."""
    start, peak, end = (glances[place].index for place in places)
    return Event(
        kind=kind,
        start=start,
        peak=peak,
        end=end,
        box=None,
        element=None,
        severity=round(float(min(1.0, strength / 4)), 4),
        confidence=confidence(strength),
        evidence={"measure": tuple(round(float(value), 4) for value in evidence)},
    )


def confidence(strength: float) -> float:
    """Return how sure an event is whose measure is `strength` times its threshold, 0 to 1.

    Half at the threshold, 0.9 at three times it: a convention until a reliability table sets it.

    >>> confidence(1.0), confidence(3.0)
    (0.5, 0.9)
    """
    return round(float(1 - 0.5 ** (1 + 1.161 * max(0.0, strength - 1))), 4)
