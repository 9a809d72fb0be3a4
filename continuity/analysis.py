"""One analysis from file to report: read, compare, judge."""

import hashlib
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path

import cv2
import numpy as np

from continuity import (
    asked,
    backdrop,
    decay,
    elements,
    identity,
    inventory,
    moments,
    mover,
    quality,
    scores,
    stage,
    takes,
    warp,
    whole_things,
)
from continuity.ahead import ahead
from continuity.decode import Frame, Header
from continuity.elements import Corners
from continuity.errors import CancelledError, NoSuchFrameError, TooShortError
from continuity.findings import changed, with_strays, with_takes
from continuity.insights import Identity, Region
from continuity.movers import Movers
from continuity.report import Clip, Event, Report
from continuity.series import series
from continuity.settings import Settings
from continuity.source import digest_of, probe, read
from continuity.stage import Stage
from continuity.things import Found
from continuity.watch import OnFrame, Watched, watch

READ_SHARE = 0.8
"""Which share of the work is reading the frames, measured on clips of 2 to 10 s."""


def analyse(
    path: Path,
    settings: Settings,
    on_progress: Callable[[str, float], None] | None,
    cancelled: Callable[[], bool] | None,
    follow: Sequence[Region] = (),
    on_frame: OnFrame | None = None,
) -> Report:
    """Return the report of the clip at `path`; see `continuity.analyse`."""
    tell = on_progress or (lambda step, done: None)
    return remembered(path, settings, tell, cancelled, follow, on_frame)[0]


def remembered(
    path: Path,
    settings: Settings,
    tell: Callable[[str, float], None],
    cancelled: Callable[[], bool] | None = None,
    follow: Sequence[Region] = (),
    on_frame: OnFrame | None = None,
) -> tuple[Report, Watched]:
    """Return the report, and what the pass remembers, for whoever draws pictures of the clip."""
    stop = cancelled or (lambda: False)
    with _whole_pictures_per_thread():
        return _analyse(path, settings, tell, stop, follow, on_frame)


@contextmanager
def _whole_pictures_per_thread() -> Iterator[None]:
    """Keep OpenCV from cutting small pictures into parts: our own threads take whole ones."""
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(threads)


def _analyse(
    path: Path,
    settings: Settings,
    tell: Callable[[str, float], None],
    stop: Callable[[], bool],
    follow: Sequence[Region],
    on_frame: OnFrame | None,
) -> tuple[Report, Watched]:
    header = probe(path, settings)
    watched, count = _watch((path, header), settings, tell, stop, on_frame)
    if len(watched.glances) < settings.min_frames:
        raise TooShortError(name=path.name, frames=len(watched.glances), least=settings.min_frames)
    kept = _kept(watched, path, follow)
    tell("compare", READ_SHARE)
    built, whole = _laid_out(watched, settings)
    _check(stop)
    movers = Movers(built)
    with ThreadPoolExecutor(1) as aside:
        large = aside.submit(_large, watched, built, settings)
        found = changed(movers, whole_things.find(built, movers, settings), settings)
        _check(stop)
        whole = takes.skips(watched, whole, built, found, settings)
        found = with_strays(
            with_takes(found, watched, built, whole, settings), watched, movers, whole, settings
        )
        _check(stop)
        tell("judge", 0.95)
        played = elements.cast(watched, built, [verdict.place for _, verdict in found], settings)
        subject, others = large.result()
        events = [*whole, *others]
    for number, (change, verdict) in enumerate(found):
        corners = played.things[number]
        events.append(
            _thing_event(watched, built, (change, verdict), corners, number + 1, settings)
        )
    events = _each_owned_once(events, settings)
    stage_seen = bool(built.steady.any(axis=0).mean() > settings.least_stage_share)
    judged = scores.score(watched.glances, events, stage_seen, settings)
    drawn = [
        asked.place(built, region.box, watched.pictures[0].shape, asked.drawn_on(region, kept))
        for region in follow
    ]
    scene = inventory.scene(watched, movers, played, drawn, header.width, settings)
    told, trails, related = inventory.take(scene, events, settings)
    report = Report(
        clip=_clip(path, header, watched, count),
        scores=judged.scores,
        intervals=judged.intervals,
        hardly_moves=judged.hardly_moves,
        events=tuple(events),
        elements=told,
        frames=series(watched, played),
        trails=trails,
        followed=tuple(asked.answer(scene, region, events, settings) for region in follow),
        footprints=inventory.footprints(trails, header.width, header.height),
        relation=related,
        decay=decay.decay(watched, built, played.subject),
        over_time=judged.over_time,
        settings=asdict(settings),
        identity=subject,
    )
    tell("judge", 1.0)
    return report, watched


def _kept(watched: Watched, path: Path, follow: Sequence[Region]) -> list[int]:
    """Return the frames of the clip that were kept; those to follow from must be among them."""
    kept = [watched.glances[position].index for position in watched.kept]
    for region in follow:
        if region.frame > kept[-1]:
            raise NoSuchFrameError(name=path.name, frame=region.frame, last=kept[-1])
    return kept


def _laid_out(watched: Watched, settings: Settings) -> tuple[Stage, list[Event]]:
    """Return the stage, and the events that ask for none."""
    with ThreadPoolExecutor(1) as aside:
        whole = aside.submit(_whole_picture, watched, settings)
        return stage.build(watched, settings), whole.result()


def _large(
    watched: Watched, built: Stage, settings: Settings
) -> tuple[Identity | None, list[Event]]:
    """Return whether the mover stays itself, and the events of the mover and of the backdrop."""
    found = mover.find(built, settings)
    subject, exchanged = identity.judge(watched, built, found, settings)
    return subject, [
        *mover.events(watched, built, found, settings),
        *exchanged,
        *backdrop.exchanges(watched, built, settings),
    ]


def _each_owned_once(events: list[Event], settings: Settings) -> list[Event]:
    """Return `events` in order of time, without those that another one has made."""
    for owned in (warp.owned, mover.owned, backdrop.owned):
        events = owned(events)
    events = moments.owned(events, settings)
    return sorted(events, key=lambda event: (event.start, event.kind))


def _whole_picture(watched: Watched, settings: Settings) -> list[Event]:
    """Return the events that ask for no stage."""
    faults = quality.faults(watched.glances, settings)
    return [
        *moments.whole_picture(watched.glances, settings, faults),
        *faults,
        *warp.warps(watched, settings),
    ]


def _check(stop: Callable[[], bool]) -> None:
    if stop():
        raise CancelledError


def _watch(
    clip: tuple[Path, Header],
    settings: Settings,
    tell: Callable[[str, float], None],
    stop: Callable[[], bool],
    on_frame: OnFrame | None,
) -> tuple[Watched, int]:
    """Return what the pass remembers, and how many frames it went by."""
    path, header = clip
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
        watched = watch(frames, settings, seen, on_frame)
    return watched, last + 1


def _expected(header: Header, settings: Settings) -> int:
    """Return how many frames the pass will go by, as far as the file tells."""
    share = min(1.0, settings.max_duration_s / header.duration_s) if header.duration_s else 1.0
    return max(1, round(header.frames * share))


def _clip(path: Path, header: Header, watched: Watched, count: int) -> Clip:
    duration_s = max(header.duration_s, watched.glances[-1].time_s)
    steps = np.diff([glance.time_s for glance in watched.glances])
    measured_fps = 1 / float(np.median(steps)) if len(steps) else 0.0
    with digest_of(path).open("rb") as file:
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
