"""One analysis from file to report: read, compare, judge."""

import hashlib
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from continuity import (
    asked,
    backdrop,
    changes,
    decay,
    elements,
    inventory,
    moments,
    mover,
    quality,
    scores,
    shadow,
    stage,
    takes,
    things,
    warp,
)
from continuity.ahead import ahead
from continuity.decode import Frame, Header, probe, read
from continuity.elements import Cast, Corners
from continuity.errors import CancelledError, TooShortError
from continuity.movers import Movers
from continuity.report import Box, Clip, Event, Explanation, FrameSeries, Kind, Report
from continuity.settings import Settings
from continuity.stage import Stage
from continuity.things import Found
from continuity.watch import Watched, watch

READ_SHARE = 0.8
"""Which share of the work is reading the frames, measured on clips of 2 to 10 s."""


def analyse(
    path: Path,
    settings: Settings,
    on_progress: Callable[[str, float], None] | None,
    cancelled: Callable[[], bool] | None,
    follow: Sequence[Box] = (),
) -> Report:
    """Return the report of the clip at `path`; see `continuity.analyse`."""
    tell = on_progress or (lambda step, done: None)
    stop = cancelled or (lambda: False)
    header = probe(path, settings)
    watched, count = _watch(path, header, settings, tell, stop)
    if len(watched.glances) < settings.min_frames:
        raise TooShortError(name=path.name, frames=len(watched.glances), least=settings.min_frames)
    tell("compare", READ_SHARE)
    built, whole = _laid_out(watched, settings)
    _check(stop)
    found = _changes(built, settings)
    _check(stop)
    whole = takes.skips(watched, whole, built, found, settings)
    found = _with_takes(found, watched, built, whole, settings)
    _check(stop)
    tell("judge", 0.95)
    played = elements.cast(watched, built, [verdict.place for _, verdict in found], settings)
    events = [
        *whole,
        *mover.events(watched, built, settings),
        *backdrop.exchanges(watched, built, settings),
    ]
    for number, (change, verdict) in enumerate(found):
        corners = played.things[number]
        events.append(
            _thing_event(watched, built, (change, verdict), corners, number + 1, settings)
        )
    events = _each_owned_once(events)
    stage_seen = bool(built.steady.any(axis=0).mean() > settings.least_stage_share)
    judged = scores.score(watched.glances, events, stage_seen, settings)
    frame_size = watched.pictures[0].shape[:2]
    drawn = [asked.place(built, box, (frame_size[0], frame_size[1])) for box in follow]
    scene = inventory.scene(watched, built, played, drawn, header.width, settings)
    told, trails, related = inventory.take(scene, events, settings)
    report = Report(
        clip=_clip(path, header, watched, count),
        scores=judged.scores,
        intervals=judged.intervals,
        hardly_moves=judged.hardly_moves,
        events=tuple(events),
        elements=told,
        frames=_series(watched, built, played),
        trails=trails,
        followed=tuple(asked.answer(scene, box, events, settings) for box in follow),
        footprints=inventory.footprints(trails, header.width, header.height),
        relation=related,
        decay=decay.decay(watched, built, played.subject),
    )
    tell("judge", 1.0)
    return report


def _laid_out(watched: Watched, settings: Settings) -> tuple[Stage, list[Event]]:
    """Return the stage, and the events that ask for none."""
    with ThreadPoolExecutor(1) as aside:
        whole = aside.submit(_whole_picture, watched, settings)
        return stage.build(watched, settings), whole.result()


def _each_owned_once(events: list[Event]) -> list[Event]:
    """Return `events` in order of time, without those that another one has made."""
    for owned in (warp.owned, mover.owned, backdrop.owned):
        events = owned(events)
    return sorted(events, key=lambda event: (event.start, event.kind))


def _whole_picture(watched: Watched, settings: Settings) -> list[Event]:
    """Return the events that ask for no stage."""
    faults = quality.faults(watched.glances, settings)
    return [
        *moments.whole_picture(watched.glances, settings, faults),
        *faults,
        *warp.warps(watched, settings),
    ]


def _changes(built: Stage, settings: Settings) -> list[Found]:
    """Return the changes worth telling: failures of the stage, what hands did, and shadows.

    What left and what came are joined first: half of a slide is often hard to see.
    """
    movers = Movers(built)
    found = [
        (change, _judged(built, movers, change, settings))
        if changes.is_failure(change, settings)
        else (change, things.judge(built, movers, change, settings, explained=False))
        for change in changes.find(built, movers, settings)
    ]
    told = [
        (change, verdict)
        for change, verdict in _with_slides(built, movers, found, settings)
        if changes.is_failure(change, settings)
        and (verdict.explained is None or change.strength >= settings.explained_strength)
    ]
    return told[: settings.most_things]


def _judged(
    built: Stage, movers: Movers, change: changes.Change, settings: Settings
) -> things.Verdict:
    verdict = things.judge(built, movers, change, settings)
    if verdict.explained is None and shadow.is_shadow(built, movers, change, settings):
        return replace(verdict, explained=Explanation.LIGHT)
    return verdict


def _with_takes(
    found: list[Found], watched: Watched, built: Stage, whole: list[Event], settings: Settings
) -> list[Found]:
    """Return what was found, and what changed within a take between two skips of time."""
    told = found
    for first, take in takes.stages(watched, whole, settings):
        own = [takes.in_clip(one, first, take, built) for one in _changes(take, settings)]
        told = takes.merged(told, own, settings)
    return told[: settings.most_things]


def _with_slides(
    built: Stage, movers: Movers, found: list[Found], settings: Settings
) -> list[Found]:
    """Return what was found, a thing that left and the same that came told as one that slid.

    One of the two must be a failure by itself; the other may be hard to see. So must the slide, or
    they are left apart: what is a failure by itself is not lost to what lies beside it.
    """
    told = list(found)
    for gone in found:
        if gone[1].kind not in (Kind.VANISH, Kind.FADE):
            continue
        for come in found:
            if come[1].kind is not Kind.APPEAR or come not in told or gone not in told:
                continue
            if not any(changes.is_failure(change, settings) for change, _ in (gone, come)):
                continue
            one = changes.slid(built, movers, gone[0], come[0], settings)
            if one is None or not changes.is_failure(one, settings):
                continue
            if things.same_thing(built, gone, come, settings):
                left = (gone[0], _judged(built, movers, gone[0], settings))
                told[told.index(gone)] = (one, things.slid(left, come))
                told.remove(come)
    return told


def _check(stop: Callable[[], bool]) -> None:
    if stop():
        raise CancelledError


def _watch(
    path: Path,
    header: Header,
    settings: Settings,
    tell: Callable[[str, float], None],
    stop: Callable[[], bool],
) -> tuple[Watched, int]:
    """Return what the pass remembers, and how many frames it went by."""
    stride = max(1, -(-_expected(header, settings) // settings.max_analysed_frames))
    last = 0

    def chosen() -> Generator[Frame]:
        nonlocal last
        for frame in read(path, settings.working_side_px, settings, header):
            if frame.time_s >= settings.max_duration_s:
                return
            last = frame.index
            if frame.index % stride == 0:
                yield frame

    def seen(frame: Frame) -> None:
        _check(stop)
        tell("read", READ_SHARE * min(1.0, (frame.index + 1) / _expected(header, settings)))

    with closing(ahead(chosen())) as frames:
        watched = watch(frames, settings, seen)
    return watched, last + 1


def _expected(header: Header, settings: Settings) -> int:
    """Return how many frames the pass will go by, as far as the file tells."""
    share = min(1.0, settings.max_duration_s / header.duration_s) if header.duration_s else 1.0
    return max(1, round(header.frames * share))


def _clip(path: Path, header: Header, watched: Watched, count: int) -> Clip:
    duration_s = max(header.duration_s, watched.glances[-1].time_s)
    steps = np.diff([glance.time_s for glance in watched.glances])
    measured_fps = 1 / float(np.median(steps)) if len(steps) else 0.0
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Clip(
        name=path.name,
        sha256=digest,
        width=header.width,
        height=header.height,
        fps=round(header.fps or measured_fps, 4),
        frames=max(header.frames, count),
        duration_s=round(duration_s, 4),
        analysed_frames=len(watched.glances),
    )


def _thing_event(
    watched: Watched,
    built: Stage,
    found: Found,
    corners: Corners,
    element: int,
    settings: Settings,
) -> Event:
    change, verdict = found
    start, peak, end = (
        watched.glances[built.positions[place]].index
        for place in (change.start, change.peak, change.end)
    )
    height, width = watched.pictures[0].shape[:2]
    return Event(
        kind=verdict.kind,
        start=start,
        peak=peak,
        end=end,
        box=elements.frame_box(built, change.start, corners, (height, width)),
        element=element,
        severity=round(float(np.clip(max(verdict.present) / settings.severe_delta_e, 0.1, 1)), 4),
        confidence=moments.confidence(change.strength / settings.even_strength),
        explained=verdict.explained,
        evidence={
            "contrast_delta_e": tuple(round(value, 2) for value in verdict.present),
            "strength": (round(change.strength, 3),),
            "luma_correlation": (round(verdict.alike, 3),),
            "moved_px": (round(verdict.moved_px, 1),),
            "in_the_open": (round(change.uncovered, 3),),
        },
    )


def _series(watched: Watched, built: Stage, played: Cast) -> FrameSeries:
    glances = watched.glances
    shares = np.round(played.shares, 6)
    subject, secondary = shares[:, 0], np.round(shares[:, 1:].sum(axis=1), 6)
    background = np.round(1 - subject - secondary, 6)
    width = watched.pictures[0].shape[1]
    return FrameSeries(
        index=tuple(glance.index for glance in glances),
        time_s=tuple(round(glance.time_s, 4) for glance in glances),
        subject=_plain(subject),
        secondary=_plain(secondary),
        background=_plain(np.maximum(background, 0)),
        measures={
            "luma": _plain([glance.luma for glance in glances]),
            "sharpness": _plain(quality.sharpness(glances)),
            "step": _plain([glance.step for glance in glances]),
            "similarity_previous": _plain([glance.similarity_previous for glance in glances]),
            "similarity_first": tuple(
                round(glance.similarity_first, 4) if glance.overlap > 0.3 else None
                for glance in glances
            ),
            "unexplained_motion": _shares([glance.unexplained for glance in glances]),
            "torn_texture": _shares([glance.torn for glance in glances]),
            "light_drift": _plain(moments.light_drift_percent(glances)),
            "camera_motion": _plain(_camera_steps(watched) / width),
        },
    )


def _camera_steps(watched: Watched) -> NDArray[np.float64]:
    """Return how far the middle of the view moved since the last frame, in working pixels."""
    height, width = watched.pictures[0].shape[:2]
    middle = np.array([width / 2, height / 2, 1])
    path = np.array([glance.pose.to_first @ middle for glance in watched.glances])
    return np.asarray(np.r_[0.0, np.linalg.norm(np.diff(path, axis=0), axis=1)])


def _shares(values: list[float | None]) -> tuple[float | None, ...]:
    return tuple(None if value is None else round(value, 4) for value in values)


def _plain(values: NDArray[np.float64] | list[float]) -> tuple[float, ...]:
    return tuple(round(float(value), 6) for value in values)
