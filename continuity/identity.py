"""Whether the subject of the last frame is the subject of the first.

Asked only of something that is followed without a gap, whole, and looks alike within the beginning
and within the end; of anything else nothing is said. Colours decide. Outline and texture, compared
at one size and place, are told beside them, and where both are other than usual there is no answer:
bodies turn, so they cannot say "another" by themselves.
"""

from collections.abc import Iterable
from itertools import combinations, pairwise, product

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.insights import Identity
from continuity.kinds import Kind
from continuity.mover import Mover, apart, told
from continuity.report import Event
from continuity.settings import Settings
from continuity.similarity import correlation
from continuity.stage import Stage
from continuity.watch import Watched

SIDE_PX = 48
"""Side of the squares in which outlines and textures are compared."""
SIZE_PX = 18.0
"""The root of a mover's area in them."""
TEXTURE_PX = 60
"""Fewest pixels in common that have a texture."""


def judge(
    watched: Watched, stage: Stage, found: list[Mover | None], settings: Settings
) -> tuple[Identity | None, list[Event]]:
    """Return whether the movers `found` are one thing throughout, and the event if they are not.

    None where that cannot be told.
    """
    movers = [mover for mover in found if mover is not None and mover.whole]
    if len(movers) < settings.identity_pictures or not _one_way(movers, settings):
        return None, []
    quarter = max(3, len(movers) // 4)
    first, last = movers[:quarter], movers[-quarter:]
    between = _median(apart(a.look, b.look) for a, b in product(first, last))
    within = max(
        _median(apart(a.look, b.look) for a, b in combinations(group, 2)) for group in (first, last)
    )
    strength = min(
        between / settings.other_look, between / max(1e-6, settings.other_look_times * within)
    )
    shape, texture = _alike(stage, first, last)
    other = all(now < settings.other_form * usual for now, usual in (shape, texture))
    if strength < 1 and (between > settings.own_look or other):
        return None, []
    frames = [
        watched.glances[int(stage.positions[mover.place])].index for mover in (first[0], last[-1])
    ]
    identity = Identity(
        same=strength < 1,
        first=frames[0],
        last=frames[1],
        colour=(round(1 - between, 3), round(1 - within, 3)),
        shape=shape,
        texture=texture,
    )
    if identity.same:
        return identity, []
    start = _turn(movers, first, last)
    times = start.place, start.place, last[0].place
    return identity, [told(Kind.IDENTITY, (watched, stage), times, start, strength, between)]


def _median(values: Iterable[float]) -> float:
    return float(np.median(list(values)))


def _alike(
    stage: Stage, first: list[Mover], last: list[Mover]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return how alike outlines and textures are of beginning and end, and of each by itself."""
    begin, end = ([_square(stage, mover) for mover in _three(group)] for group in (first, last))
    across = [_compared(a, b) for a, b in product(begin, end)]
    inside = [[_compared(a, b) for a, b in combinations(group, 2)] for group in (begin, end)]
    shape, texture = (
        (
            round(_median(pair[n] for pair in across), 3),
            round(min(_median(pair[n] for pair in group) for group in inside), 3),
        )
        for n in (0, 1)
    )
    return shape, texture


def _three(movers: list[Mover]) -> list[Mover]:
    return [movers[0], movers[len(movers) // 2], movers[-1]]


def _square(stage: Stage, mover: Mover) -> NDArray[np.float32]:
    """Return a mover's outline and luma in a square, brought to one size and place, (2, h, w)."""
    scale = SIZE_PX / float(np.sqrt(mover.area))
    onto = np.array([[scale, 0, 0], [0, scale, 0]])
    onto[:, 2] = (SIDE_PX - 1) / 2 - scale * mover.middle
    luma = stage.halves[mover.place, ..., 0].astype(np.float32)
    both = (mover.mask.astype(np.float32), luma)
    return np.stack([cv2.warpAffine(one, onto, (SIDE_PX, SIDE_PX)) for one in both])


def _compared(a: NDArray[np.float32], b: NDArray[np.float32]) -> tuple[float, float]:
    """Return the overlap of two outlines, 0 to 1, and the correlation of what is in both, -1 to 1.

    The better of two, with one of them mirrored: who turns round shows the other side.
    """
    found = []
    for other in (b, b[:, :, ::-1]):
        one, two = a[0] > 0.5, other[0] > 0.5
        common = one & two
        alike = correlation(a[1][common], other[1][common]) if common.sum() > TEXTURE_PX else 0.0
        found.append((float(common.sum() / max(1, (one | two).sum())), alike))
    return max(shape for shape, _ in found), max(texture for _, texture in found)


def _one_way(movers: list[Mover], settings: Settings) -> bool:
    """Return whether the movers are one thing on its way: near each other, of like size."""
    areas = np.array([mover.area for mover in movers])
    if (areas > settings.leap_areas * np.median(areas)).any():
        return False
    if (areas * settings.leap_areas < np.median(areas)).any():
        return False
    return all(
        np.linalg.norm(b.middle - a.middle) < np.sqrt(a.area) and b.place - a.place <= 3
        for a, b in pairwise(movers)
    )


def _turn(movers: list[Mover], first: list[Mover], last: list[Mover]) -> Mover:
    """Return the mover that begins to look like the last ones, by a tenth of the way for good."""
    start = np.mean([mover.look for mover in first], axis=0)
    end = np.mean([mover.look for mover in last], axis=0)
    away = np.array([apart(mover.look, start) for mover in movers])
    share = away / np.maximum(1e-6, away + [apart(mover.look, end) for mover in movers])
    usual, final = np.median(share[: len(first)]), np.median(share[-len(last) :])
    before = np.flatnonzero(share <= usual + 0.1 * (final - usual))
    changed = int(before[-1]) + 1 if len(before) else 0
    return movers[min(changed, len(movers) - 1)]
