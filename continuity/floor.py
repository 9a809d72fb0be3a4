"""What the clip's own noise does to the measures of a place, from places where nothing happens.

Small and plain places look as if they drift when nothing does, and noise differs between clips by
an order of magnitude; so a place is compared with unchanged ones of its size and texture in the
same clip, and only what goes beyond them is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from continuity.insights import MEASURES, Limits
from continuity.place import Looks, Passing, look, sustained
from continuity.settings import Settings
from continuity.stage import Mask, Stage
from continuity.standing import Corners

LEAST = {"delta_e": 0.75, "shift_px": 0.2, "sharpness": 0.05, "similarity": 0.02}
"""What eight bits and a grid of pixels do to each, even in a clip without noise; twice that if the
camera moves and every picture is sampled anew."""


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no one truth
class Floors:
    """The worst sustained values of places where nothing happens, (places,) each; NaN if unknown.

    `area` is in pixels of the stage's half size; `texture` and `grip` as in `Looks`.
    `least` is what is noise in any clip like this.
    """

    area: NDArray[np.float64]
    texture: NDArray[np.float64]
    grip: NDArray[np.float64]
    worst: dict[str, NDArray[np.float64]]
    least: dict[str, float]


def departures(looks: Looks) -> dict[str, NDArray[np.float64]]:
    """Return how far each measure is from that of an unchanged place, (N,) each, by name."""
    return {
        "delta_e": sustained(looks.delta_e),
        "shift_px": sustained(looks.shift_px),
        "sharpness": np.abs(sustained(looks.sharpness)),
        "similarity": 1 - sustained(looks.similarity),
    }


def worst(looks: Looks) -> dict[str, float]:
    """Return the largest departure of each measure, NaN for one that could not be taken."""
    return {
        name: float(np.nanmax(series)) if not np.isnan(series).all() else float("nan")
        for name, series in departures(looks).items()
    }


def sampled(stage: Stage, settings: Settings) -> NDArray[np.int64]:
    """Return the kept pictures that are looked at when places are compared with each other."""
    count = min(len(stage.halves), settings.floor_pictures)
    return np.unique(np.linspace(0, len(stage.halves) - 1, count).astype(np.int64))


def measure(
    stage: Stage, passing: Passing, sizes: Sequence[Corners], taken: Mask, settings: Settings
) -> Floors:
    """Return what noise does in places as large as `sizes`, away from what is `taken` (h, w)."""
    pictures = sampled(stage, settings)
    random = np.random.default_rng(0)  # equal clips give equal reports
    sums = np.cumsum(np.cumsum(np.pad(taken, ((1, 0), (1, 0))).astype(np.int64), axis=0), axis=1)
    areas, found = [], []
    for corners in _places(sums, sizes, random, settings):
        looks = look(stage, passing, corners, pictures, settings.touched_share)
        if not np.isnan(looks.texture):
            areas.append(float((corners[2] - corners[0]) * (corners[3] - corners[1])))
            found.append(looks)
    values = [worst(looks) for looks in found]
    return Floors(
        area=np.array(areas, float),
        texture=np.array([looks.texture for looks in found], float),
        grip=np.array([looks.grip for looks in found], float),
        worst={name: np.array([value[name] for value in values], float) for name in MEASURES},
        least={name: least * (1 if stage.still else 2) for name, least in LEAST.items()},
    )


def _places(
    sums: NDArray[np.int64],
    sizes: Sequence[Corners],
    random: np.random.Generator,
    settings: Settings,
) -> list[Corners]:
    """Return random free rectangles of the given sizes; `sums` is the integral of what is taken."""
    height, width = (side - 1 for side in sums.shape)
    found: list[Corners] = []
    for attempt in range(20 * settings.floor_places):
        if len(found) == settings.floor_places or not sizes:
            break
        left, top, right, bottom = sizes[attempt % len(sizes)]
        w, h = right - left, bottom - top
        if w + 4 >= width or h + 4 >= height:
            continue
        x, y = int(random.integers(2, width - w - 1)), int(random.integers(2, height - h - 1))
        inside = sums[y + h, x + w] - sums[y, x + w] - sums[y + h, x] + sums[y, x]
        if inside <= 0.02 * w * h:
            found.append((x, y, x + w, y + h))
    return found


def floor_of(
    floors: Floors, measure: str, looks: Looks, area: float, settings: Settings
) -> float | None:
    """Return what noise alone does to `measure` at a place that looks like this.

    The 95th percentile of the unchanged places that are most like it, or three times what the
    measure jitters by from picture to picture at the place itself, if that is more. None if there
    are too few places to tell.
    """
    known = ~np.isnan(floors.worst[measure])
    textures, texture = floors.texture, looks.texture
    if measure == "shift_px":
        textures, texture = floors.grip, looks.grip
        known &= textures >= settings.floor_grip
    jitter = 3 * _jitter(getattr(looks, measure))
    if known.sum() < settings.floor_least_places:
        # How far noise moves a pattern, the pattern itself can tell.
        return max(jitter, floors.least[measure]) if measure == "shift_px" else None
    unlike = np.abs(np.log(floors.area[known] / area)) / np.log(1.7)
    unlike += np.abs(np.log((textures[known] + 1) / (texture + 1))) / np.log(1.5)
    nearest = np.argsort(unlike, kind="stable")[: settings.floor_matched_places]
    return max(_upper(floors.worst[measure][known][nearest]), jitter, floors.least[measure])


def _upper(values: NDArray[np.float64]) -> float:
    """Return the 95th percentile of a log-normal spread, by its median and its lower half.

    Places where something did happen are not noise, and lie above: half of a clip may drift, and
    the spread of the rest is what it was. No more than the largest value, which was seen.
    """
    logs = np.log(np.maximum(values, 1e-3))
    middle = float(np.median(logs))
    below = middle - logs[logs <= middle]
    return float(min(np.exp(middle + 1.645 * 1.48 * np.median(below)), values.max()))


def _jitter(series: NDArray[np.float64]) -> float:
    """Return the spread of a series about its neighbours; a lasting change hardly adds to it."""
    steps = np.abs(np.diff(series[~np.isnan(series)]))
    return float(1.48 * np.median(steps) / np.sqrt(2)) if len(steps) else 0.0


def limits(floors: Floors, looks: Looks, area: float, to_clip: float, settings: Settings) -> Limits:
    """Return the smallest changes that would be seen; `to_clip` is clip over working pixels."""
    if np.isnan(looks.texture):
        return Limits(None, None)  # it was never in sight
    shift = floor_of(floors, "shift_px", looks, area, settings)
    colour = floor_of(floors, "delta_e", looks, area, settings)
    margin = settings.limit_margin
    plain = np.isnan(looks.shift_px).all() or looks.grip < settings.floor_grip
    return Limits(
        None if shift is None or plain else round(margin * shift * to_clip, 2),
        None if colour is None else round(margin * colour, 2),
    )
