"""Lesson 02: diffusion with nothing faked, for data of two numbers instead of millions.

The data are six round heaps of points on a ring. For such data the best possible denoiser is a
formula, so no network has to be trained: the mean of all points that could have become x by noise,
each weighted by how likely it did. Sampling follows the probability flow (Song et al. 2021, arXiv
2011.13456) in Euler steps (Karras et al. 2022, arXiv 2206.00364, algorithm 1 without its
correction), guidance is classifier-free (Ho and Salimans 2022, arXiv 2207.12598, in the form
unconditional + w (conditional - unconditional)), shared noise as in PYoCo (Ge et al. 2023, arXiv
2305.10474). Lengths have no unit: the ring has radius 3.
"""

import math
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""(points, 2)"""

HEAPS: Final = 6
RADIUS: Final = 3.0
SPREAD: Final = 0.12
"""Standard deviation of every heap, in each direction."""
FRAMES: Final = 24
_NOISE_MOST, _NOISE_LEAST = 8.0, 0.02
"""Standard deviation of the noise where sampling begins, and where it ends."""

TRUE_DISTANCE: Final = SPREAD * math.sqrt(math.pi / 2)
"""Mean distance of the data themselves from the middle of their heap: 0.15."""


def heaps() -> Points:
    """Return the middles of the heaps, (6, 2); the first lies at (3, 0)."""
    turns = 2 * np.pi * np.arange(HEAPS) / HEAPS
    return RADIUS * np.column_stack([np.cos(turns), np.sin(turns)])


def denoised(noisy: Points, noise: float, target: int | None = None) -> Points:
    """Return the mean of what could have become `noisy`, by noise of that standard deviation.

    With a `target`, only points of that heap count.
    """
    middles = heaps() if target is None else heaps()[[target]]
    variance = SPREAD**2 + noise**2
    away = noisy[:, None] - middles
    likely = -(away**2).sum(-1) / (2 * variance)
    weights = np.exp(likely - likely.max(1, keepdims=True))
    weights /= weights.sum(1, keepdims=True)
    clean = middles + SPREAD**2 / variance * away
    return np.asarray((weights[..., None] * clean).sum(1))


def sampled(
    noise: Points, steps: int, target: int | None = None, guidance: float = 1.0
) -> NDArray[np.float64]:
    """Return the path of every point from noise to data, (steps + 1, points, 2).

    `noise` is standard normal. `guidance` w counts only with a `target`: 0 forgets it, 1 follows
    it, more exaggerates it.
    """
    levels = np.geomspace(_NOISE_MOST, _NOISE_LEAST, steps + 1)
    path = [noise * levels[0]]
    for now, after in pairwise(levels):
        clean = denoised(path[-1], now)
        if target is not None:
            clean = clean + guidance * (denoised(path[-1], now, target) - clean)
        path.append(path[-1] + (after - now) * (path[-1] - clean) / now)
    return np.stack(path)


@lru_cache(maxsize=16)
def paths(
    points: int, seed: int, steps: int, target: int | None = None, guidance: float = 1.0
) -> NDArray[np.float64]:
    """Return what `sampled` makes of the noise of a `seed`, kept for whoever asks again."""
    return sampled(noise_of(points, seed), steps, target, guidance)


def noise_of(points: int, seed: int) -> Points:
    """Return standard normal noise, (points, 2)."""
    return np.random.default_rng(seed).standard_normal((points, 2))


def shared_noise(share: float, seed: int, frames: int = FRAMES) -> Points:
    """Return the noise of the frames of a clip, (frames, 2), each of variance 1.

    All get one part in common, `share` times as strong as the part each has for itself.
    """
    random = np.random.default_rng(seed)
    common, own = random.standard_normal((1, 2)), random.standard_normal((frames, 2))
    return np.asarray((share * common + own) / math.sqrt(1 + share**2))


def distance(points: Points) -> float:
    """Return the mean distance of `points` from the nearest heap's middle."""
    return float(_away(points).min(1).mean())


def nearest(points: Points) -> list[int]:
    """Return for each point which heap's middle is nearest."""
    return [int(heap) for heap in _away(points).argmin(1)]


def hits(points: Points, target: int) -> float:
    """Return the share of `points` that are nearer to the `target` than to any other heap."""
    return float((_away(points).argmin(1) == target).mean())


def _away(points: Points) -> Points:
    """Return the distance of every point from every middle, (points, 6)."""
    return np.asarray(np.linalg.norm(points[:, None] - heaps(), axis=-1))


def reach(points: Points, target: int) -> float:
    """Return how far out `points` lie on average in the direction of the `target`."""
    return float((points @ heaps()[target]).mean() / RADIUS)


def jump(points: Points) -> float:
    """Return the mean distance from each point to the next: from frame to frame."""
    return float(np.linalg.norm(np.diff(points, axis=0), axis=1).mean())
