"""The stage: the kept pictures laid over one another, and what stands there for a while.

Every kept picture is brought into the first frame's coordinates and light. The clip is cut into
stretches; the median of a stretch is a *state* of the stage. What differs from every state is in
front of it: foreground. What differs between states is a change of the stage itself.
"""

from dataclasses import dataclass, replace
from typing import Any, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.ahead import side_by_side
from continuity.camera import Matrix, invert
from continuity.lay import canvas, half, in_first_light, laid
from continuity.settings import Settings
from continuity.shading import evenly_lit
from continuity.watch import Watched

Number = TypeVar("Number", bound="np.generic[Any]")
Mask = NDArray[np.bool_]
"""(H, W)."""
Map = NDArray[np.float32]
"""(H, W)."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The kept pictures of a clip in one coordinate system.

    `positions` are places in the clip's glances and `times_s` their moments, `origin` the stage's
    top left corner in pixels of the first frame, `poses` map each kept frame to the first one. All
    below is at half size: `halves` (N, h, w, 3) float16 are the pictures and `seen` (N, h, w) where
    each shows something; `states` (K, h, w, 3) float32 in CIE Lab units, `steady` (K, h, w) says
    where a state lasted, `foreground` (N, h, w) what stands in front, `noise` (h, w) the spread of
    a pixel in its state, in ΔE. `stretch` (N,) names each picture's state.
    """

    positions: NDArray[np.int64]
    times_s: NDArray[np.float64]
    poses: tuple[Matrix, ...]
    origin: tuple[int, int]
    seen: NDArray[np.bool_]
    stretch: NDArray[np.int64]
    halves: NDArray[np.float16]
    states: NDArray[np.float32]
    steady: NDArray[np.bool_]
    foreground: NDArray[np.bool_]
    noise: Map
    still: bool

    @property
    def size(self) -> tuple[int, int]:
        """Return the stage's (height, width) in pixels of the working size."""
        return 2 * self.halves.shape[1], 2 * self.halves.shape[2]


def build(watched: Watched, settings: Settings) -> Stage:
    """Return the stage of a clip that was watched."""
    positions = np.array(watched.kept)
    poses = tuple(watched.glances[position].pose.to_first for position in watched.kept)
    frame_size = watched.pictures[0].shape[:2]
    origin, size = canvas(poses, frame_size)
    halves = np.zeros((len(poses), size[0] // 2, size[1] // 2, 3), np.float16)
    seen = np.zeros(halves.shape[:3], bool)

    def lay(place: int) -> None:
        lit = in_first_light(watched, place, watched.kept[place])
        picture, shown = laid(lit, poses[place], origin, size)
        halves[place], seen[place] = half(picture), shown[::2, ::2] & shown[1::2, 1::2]

    side_by_side(lay, range(len(poses)))
    evenly_lit(halves, seen, settings)
    stretch = _stretches(len(poses), settings)
    states = _states(halves, seen, stretch)
    nearest, own = _departures(halves, states, stretch)
    noise = 1.48 * _median(nearest.copy())
    near = settings.foreground_delta_e + 3 * noise
    steady = _steady((own < near) & seen, stretch, settings)
    moving = _moving(halves, seen, _lag(watched, settings), settings)
    strange = (nearest > near) & seen
    foreground = np.stack(
        side_by_side(lambda n: _cleaned(strange[n] | moving[n]), range(len(poses)))
    )
    still = all(watched.glances[position].pose.still for position in watched.kept)
    times_s = np.array([watched.glances[position].time_s for position in watched.kept])
    return Stage(
        positions, times_s, poses, origin, seen, stretch, halves, states, steady, foreground,
        noise, still,
    )  # fmt: skip


def coarse(stage: Stage, cell_px: int, settings: Settings) -> Stage:
    """Return the stage in cells of `cell_px` of its own: what is large, with hardly any noise.

    Not for what stands in front: that has no cells, and `foreground` is empty.
    """
    height, width = stage.noise.shape
    size = max(2, width // cell_px), max(2, height // cell_px)

    def cells(picture: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.float32)

    halves = np.stack([cells(half.astype(np.float32)) for half in stage.halves])
    seen = np.stack([cells(shown.astype(np.float32)) > 0.99 for shown in stage.seen])
    states = _states(halves, seen, stage.stretch)
    nearest, own = _departures(halves, states, stage.stretch)
    noise = 1.48 * _median(nearest.copy())
    near = settings.change_delta_e + 3 * noise
    steady = _steady((own < near) & seen, stage.stretch, settings)
    return replace(
        stage,
        halves=halves.astype(np.float16),
        seen=seen,
        states=states,
        steady=steady,
        noise=noise,
        foreground=np.zeros_like(seen),
    )


def at(pictures: NDArray[Number], mask: Mask) -> NDArray[Number]:
    """Return what each of `pictures` (N, h, w, ...) shows at `mask` (h, w), (N, pixels, ...).

    As `pictures[:, mask]` does, several times as fast.
    """
    flat = pictures.reshape(len(pictures), mask.size, *pictures.shape[3:])
    return np.take(flat, np.flatnonzero(mask), axis=1)


def delta_e(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the CIE 1976 colour difference along the last axis.

    References
    ----------
    ISO/CIE 11664-4:2019, https://cie.co.at/publications/colorimetry-part-4-cie-1976-lab-colour-space-1
    """
    apart = a - b
    # Channel by channel: a sum over an axis of three takes NumPy eight times as long.
    difference: NDArray[np.float32] = np.sqrt(
        apart[..., 0] ** 2 + apart[..., 1] ** 2 + apart[..., 2] ** 2
    )
    return difference


def steepness(picture: NDArray[np.float32]) -> Map:
    """Return how steep a picture (h, w, 3) is at each pixel, in its unit per pixel."""
    across = np.asarray(cv2.Sobel(picture, cv2.CV_32F, 1, 0), np.float32)
    down = np.asarray(cv2.Sobel(picture, cv2.CV_32F, 0, 1), np.float32)
    flat = np.zeros(3, np.float32)
    return np.asarray(np.hypot(delta_e(across, flat), delta_e(down, flat)) / 8, np.float32)


def _stretches(pictures: int, settings: Settings) -> NDArray[np.int64]:
    stretches = max(2, min(settings.stretches, pictures // 4))
    return np.arange(pictures) * stretches // pictures


def _states(
    halves: NDArray[np.floating], seen: NDArray[np.bool_], stretch: NDArray[np.int64]
) -> NDArray[np.float32]:
    def state_of(k: int) -> NDArray[np.float32]:
        pictures, shown = halves[stretch == k], seen[stretch == k]
        state = _median(pictures.astype(np.float32))
        # At the edges of what a moving camera saw, only the pictures that show a place count.
        edge = ~shown.all(axis=0) & shown.any(axis=0)
        column = np.where(shown[:, edge, None], pictures[:, edge], np.nan).astype(np.float32)
        state[edge] = np.nanmedian(column, axis=0)
        return state

    return np.stack(side_by_side(state_of, range(int(stretch.max()) + 1)))


def _median(pictures: NDArray[np.float32]) -> NDArray[np.float32]:
    # Sorting all of a few pictures is five times as fast as np.median.
    pictures.sort(axis=0)
    middle = len(pictures) // 2
    return np.asarray((pictures[middle] + pictures[(len(pictures) - 1) // 2]) / 2, np.float32)


def _departures(
    halves: NDArray[np.floating], states: NDArray[np.float32], stretch: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return each picture's ΔE to the nearest of all states and to the state of its own stretch."""
    nearest = np.full(halves.shape[:3], np.inf, np.float32)
    own = np.zeros_like(nearest)

    def depart(place: int) -> None:
        picture = halves[place].astype(np.float32)
        for k, state in enumerate(states):
            away = delta_e(picture, state)
            np.minimum(nearest[place], away, out=nearest[place])
            if k == stretch[place]:
                own[place] = away

    side_by_side(depart, range(len(halves)))
    return nearest, own


def _steady(
    shows: NDArray[np.bool_], stretch: NDArray[np.int64], settings: Settings
) -> NDArray[np.bool_]:
    parts = range(int(stretch.max()) + 1)
    return np.stack([shows[stretch == k].mean(axis=0) >= settings.steady_share for k in parts])


def _lag(watched: Watched, settings: Settings) -> int:
    """Return how many kept pictures apart a mover has visibly moved."""
    kept = watched.kept
    lasts_s = watched.glances[kept[-1]].time_s - watched.glances[kept[0]].time_s
    per_second = (len(kept) - 1) / lasts_s if lasts_s else 0.0
    return max(1, round(settings.motion_lag_s * per_second))


def _moving(
    halves: NDArray[np.float16], seen: NDArray[np.bool_], lag: int, settings: Settings
) -> NDArray[np.bool_]:
    """Return what of each picture is neither where it was a moment ago nor where it will be.

    A slow mover rests long enough to pass for a state of the stage; that it moves gives it away.
    """
    count = len(halves)

    def to_later(n: int) -> Map:
        later = halves[min(count - 1, n + lag)]
        return delta_e(halves[n].astype(np.float32), later.astype(np.float32))

    ahead = side_by_side(to_later, range(count))
    grain = 1.48 * _median(np.stack(ahead))
    limit = settings.motion_delta_e + 3 * np.minimum(grain, 2.0)
    kernel = np.ones((7, 7), np.uint8)
    moving = np.zeros(seen.shape, bool)

    def move(n: int) -> None:
        before, after = max(0, n - lag), min(count - 1, n + lag)
        both = (ahead[before] if n else ahead[n]) > limit
        both &= (ahead[n] if n < count - 1 else ahead[before]) > limit
        both &= seen[before] & seen[n] & seen[after]
        closed = cv2.morphologyEx(both.astype(np.uint8), cv2.MORPH_CLOSE, kernel) > 0
        moving[n] = closed & seen[n]

    side_by_side(move, range(count))
    return moving


def _cleaned(mask: Mask) -> Mask:
    opened = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    return np.asarray(cv2.dilate(opened, np.ones((3, 3), np.uint8)) > 0)


def to_frame(stage: Stage, place: int) -> Matrix:
    """Return the map from stage pixels to pixels of the kept frame `place`."""
    back = invert(stage.poses[place])
    back[:, 2] += back[:, :2] @ np.array(stage.origin, float)
    return back
