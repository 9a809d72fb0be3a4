"""The one pass: every frame seen once, what must be remembered of it kept small.

Of each frame a row of numbers and a coarse salience map stay; of the pictures themselves an evenly
spread, bounded sample. Memory does not grow with the clip's length.
"""

from collections.abc import Callable, Generator, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.ahead import ahead
from continuity.camera import IDENTITY, Gray, Matrix, Pose, Tracker, compose, invert
from continuity.carry import carried
from continuity.decode import Frame, Image
from continuity.salience import WEIGHTS, Map, ingredients, mixed
from continuity.settings import Settings
from continuity.similarity import ssim_map
from continuity.spaced import Spaced

MAP_SIDE = 64
"""Longer side of the salience maps that are kept."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What is remembered of one frame.

    `step` is the mean residual change to the previous frame after camera motion and a change of
    light common to all pixels, `raw_step` the mean change as it is, `raw_peak` its 99.5th
    percentile, all in grey levels. `light_step` and `light_first` are the median log ratio of each
    channel (B, G, R) to the previous and to the first frame, where the camera sees the same place.
    `energy` is the mean squared gradient, `fineness` that of the picture over that of its half,
    `blockiness` the ratio of steps on the 8-pixel grid to
    those off it. `unexplained` and `torn` are the shares of the view that the previous frame does
    not explain by colour and by texture, see `continuity.carry`. `overlap` is the share of the
    first frame still in view.
    """

    index: int
    time_s: float
    pose: Pose
    luma: float
    energy: float
    blockiness: float
    step: float
    raw_step: float
    raw_peak: float
    similarity_previous: float
    similarity_first: float
    light_step: tuple[float, float, float]
    light_first: tuple[float, float, float] | None
    unexplained: float | None
    overlap: float
    torn: float | None
    fineness: float


OnFrame = Callable[[Frame, Glance], None]
"""What is told of each frame as soon as it has been watched."""


@dataclass(frozen=True, slots=True)
class Watched:
    """The whole pass: a glance and a salience map per frame, and the kept pictures.

    `maps` is (T, h, w) float16, each frame's salience summing to about 1. `kept` holds positions
    into `glances`, ascending; `pictures` the picture of each, (H, W, 3) uint8 BGR. `parts` is
    (M, 3, h, w) float16, the ingredients of every `salience_every`-th frame's map. `spaced` holds
    small pictures by position, see `continuity.spaced`.
    """

    glances: tuple[Glance, ...]
    maps: NDArray[np.float16]
    kept: tuple[int, ...]
    pictures: tuple[Image, ...]
    parts: NDArray[np.float16]
    spaced: Mapping[int, Image]


class _Sample:
    """Keeps at most `limit` pictures, evenly spread over all that came by, and the last one."""

    def __init__(self, limit: int) -> None:
        self._limit, self._stride = limit, 1
        self._kept: list[tuple[int, Image]] = []
        self._last: tuple[int, Image] | None = None

    def offer(self, position: int, picture: Image) -> None:
        self._last = (position, picture)
        if position % self._stride:
            return
        self._kept.append(self._last)
        if len(self._kept) > self._limit:
            self._kept = self._kept[::2]
            self._stride *= 2

    def all(self) -> list[tuple[int, Image]]:
        if self._last and self._kept[-1][0] != self._last[0]:
            return [*self._kept, self._last]
        return self._kept


@dataclass(slots=True)
class _Small:
    """A frame at the glance size: BGR float32, luma, 8-bit Lab, and where the camera looked."""

    picture: NDArray[np.float32]
    luma: Map
    lab: NDArray[np.uint8]
    to_first: Matrix


def watch(
    frames: Iterator[Frame],
    settings: Settings,
    seen: Callable[[Frame], None],
    on_frame: OnFrame | None = None,
) -> Watched:
    """Return what is remembered of `frames`; `seen` is called after each, in the caller's thread.

    So is `on_frame`, with what the frame gave.

    The camera is followed ahead in a thread, salience mapped behind in another.
    """
    with closing(ahead(_posed(frames, settings))) as posed, ThreadPoolExecutor(1) as aside:
        return _watched(posed, aside, settings, seen, on_frame or (lambda frame, glance: None))


def _posed(frames: Iterator[Frame], settings: Settings) -> Generator[tuple[Frame, Gray, Pose]]:
    tracker = Tracker(settings)
    for frame in frames:
        gray = np.asarray(cv2.cvtColor(frame.image, cv2.COLOR_BGR2GRAY), np.uint8)
        yield frame, gray, tracker.follow(gray)


def _watched(
    posed: Iterator[tuple[Frame, Gray, Pose]],
    aside: ThreadPoolExecutor,
    settings: Settings,
    seen: Callable[[Frame], None],
    on_frame: OnFrame,
) -> Watched:
    sample, spaced = _Sample(settings.kept_frames), Spaced()
    glances: list[Glance] = []
    mapped: list[Future[NDArray[np.float16]]] = []
    first = before = None
    for frame, gray, pose in posed:
        now = _shrink(frame.image, pose, settings)
        first, before = first or now, before or now
        glance, movement = _glance(frame, gray, pose, (first, before, now), settings)
        if len(glances) % settings.salience_every == 0:
            mapped.append(aside.submit(_salient, now.lab, movement))
            # Never far behind: what waits is kept in memory.
            mapped[max(0, len(mapped) - 8)].result()
        sample.offer(len(glances), frame.image)
        spaced.offer(len(glances), now.picture)
        glances.append(glance)
        before = now
        on_frame(frame, glance)
        seen(frame)
    kept = sample.all()
    parts = [part.result() for part in mapped]
    maps = [mixed(part.astype(np.float32), WEIGHTS).astype(np.float16) for part in parts]
    shown = np.arange(len(glances)) // settings.salience_every
    return Watched(
        glances=tuple(glances),
        maps=np.stack(maps)[shown] if maps else np.zeros((0, 1, 1), np.float16),
        kept=tuple(position for position, _ in kept),
        pictures=tuple(picture for _, picture in kept),
        parts=np.stack(parts) if parts else np.zeros((0, 3, 1, 1), np.float16),
        spaced=spaced.all(),
    )


def _shrink(image: Image, pose: Pose, settings: Settings) -> _Small:
    height, width = image.shape[:2]
    scale = min(1.0, settings.glance_side_px / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    lab = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2LAB), np.uint8)
    picture = small.astype(np.float32)
    luma = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.float32)
    to_first = pose.to_first.copy()
    to_first[:, 2] *= scale
    return _Small(picture, luma, lab, to_first)


def _glance(
    frame: Frame,
    gray: NDArray[np.uint8],
    pose: Pose,
    pictures: tuple[_Small, _Small, _Small],
    settings: Settings,
) -> tuple[Glance, Map]:
    first, before, now = pictures
    previous, previous_luma, valid = _seen_from(now, before)
    start, start_luma, start_valid = _seen_from(now, first)
    light_step = _light(previous, now.picture, valid)
    overlap = float(start_valid.mean())
    lit = previous * np.exp(np.array(light_step, np.float32))
    # The mean of three channels, written as a matrix: numpy is slow on so short an axis.
    apart = cv2.transform(cv2.absdiff(now.picture, lit), np.full((1, 3), 1 / 3))
    change = np.asarray(apart * valid, np.float32)
    raw = np.abs(now.luma - before.luma)
    energy = _gradient_energy(gray)
    unexplained, torn = carried(lit, now.picture, valid, settings)
    glance = Glance(
        index=frame.index,
        time_s=frame.time_s,
        pose=pose,
        luma=float(now.lab[..., 0].mean()) * 100 / 255,
        energy=energy,
        blockiness=_blockiness(gray),
        step=float(change.sum() / max(1, valid.sum())),
        raw_step=float(raw.mean()),
        raw_peak=float(np.percentile(raw, 99.5)),
        similarity_previous=_similarity(previous_luma, now.luma, valid),
        similarity_first=_similarity(start_luma, now.luma, start_valid),
        light_step=light_step,
        unexplained=unexplained,
        light_first=_light(start, now.picture, start_valid) if overlap > 0.3 else None,
        overlap=overlap,
        torn=torn,
        fineness=energy / (_gradient_energy(np.asarray(cv2.pyrDown(gray), np.uint8)) + 1.0),
    )
    return glance, change


def _seen_from(now: _Small, other: _Small) -> tuple[NDArray[np.float32], Map, NDArray[np.bool_]]:
    """Return `other` and its luma as the camera sees it `now`, and where it shows something."""
    motion = compose(invert(now.to_first), other.to_first)
    height, width = now.luma.shape
    if np.abs(motion - IDENTITY).max() < 1e-6:
        return other.picture, other.luma, np.ones((height, width), bool)
    picture = cv2.warpAffine(other.picture, motion, (width, height), flags=cv2.INTER_LINEAR)
    inside = cv2.warpAffine(np.ones((height, width), np.float32), motion, (width, height))
    luma = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return np.asarray(picture, np.float32), np.asarray(luma, np.float32), inside > 0.999


def _light(
    before: NDArray[np.float32], after: NDArray[np.float32], valid: NDArray[np.bool_]
) -> tuple[float, float, float]:
    """Return the median log ratio of each channel: a common change of light, movers outvoted."""
    # Every second pixel of every second row is plenty for a median.
    before, after = (np.ascontiguousarray(picture[::2, ::2]) for picture in (before, after))
    # Black and clipped pixels hold no ratio.
    usable = valid[::2, ::2] & (cv2.inRange(before, (12, 12, 12), (243, 243, 243)) > 0)
    usable &= cv2.inRange(after, (6, 6, 6), (250, 250, 250)) > 0
    if usable.sum() < 50:
        return 0.0, 0.0, 0.0
    ratios = np.ascontiguousarray(np.log(after[usable] / before[usable]).T)
    # Something large that covers most of the view outvotes the median; what it leaves uncovered
    # still agrees on "nothing changed".
    middle = np.median(ratios, axis=1)
    unchanged = (np.abs(ratios) < 0.03).all(axis=0)
    agreeing = (np.abs(ratios - middle[:, None]) < 0.03).all(axis=0)
    if unchanged.any() and unchanged.sum() >= agreeing.sum():
        middle = np.median(ratios[:, unchanged], axis=1)
    return float(middle[0]), float(middle[1]), float(middle[2])


def _similarity(before: Map, luma: Map, valid: NDArray[np.bool_]) -> float:
    if valid.mean() < 0.1:
        return 0.0
    # A pixel beyond the border lends its darkness to its neighbours' windows.
    inner = cv2.erode(valid.astype(np.uint8), np.ones((7, 7), np.uint8), borderValue=1) > 0
    return float(ssim_map(before, luma)[inner].mean()) if inner.any() else 0.0


def _gradient_energy(gray: NDArray[np.uint8]) -> float:
    steps = (cv2.Sobel(gray, cv2.CV_16S, 1, 0), cv2.Sobel(gray, cv2.CV_16S, 0, 1))
    return sum(cv2.norm(step, cv2.NORM_L2SQR) for step in steps) / gray.size


def _blockiness(gray: NDArray[np.uint8]) -> float:
    """Return how much larger steps are every 8 pixels than between: 1 without blocks.

    After Wang, Sheikh and Bovik, "No-reference perceptual quality assessment of JPEG compressed
    images", ICIP 2002, https://doi.org/10.1109/ICIP.2002.1038064. It sees blocks only where the
    picture is analysed at its own size. The lesser of columns and rows: blocks have both, a fence
    has one.
    """
    if min(gray.shape) < 17:
        return 1.0
    across = cv2.reduce(cv2.absdiff(gray[:, 1:], gray[:, :-1]), 0, cv2.REDUCE_AVG, dtype=cv2.CV_64F)
    down = cv2.reduce(cv2.absdiff(gray[1:], gray[:-1]), 1, cv2.REDUCE_AVG, dtype=cv2.CV_64F)

    def over_grid(steps: NDArray[Any]) -> float:
        off_grid = np.delete(steps, np.s_[7::8]).mean()
        return float((steps[7::8].mean() + 0.1) / (off_grid + 0.1))

    return min(over_grid(across.ravel()), over_grid(down.ravel()))


def _salient(lab: NDArray[np.uint8], movement: Map) -> NDArray[np.float16]:
    parts = ingredients(lab, movement)
    height, width = parts.shape[1:]
    scale = MAP_SIDE / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = [cv2.resize(part, size, interpolation=cv2.INTER_AREA) for part in parts]
    return np.stack(small).astype(np.float16)
