"""Lesson 09: which clip wins when numbers for whole clips are weighted and added up.

The numbers were measured beforehand by `labs.clip_metrics` on the clips of `labs.metric_clips`; a
test measures them again. The similarity is SSIM (Wang et al., 2004,
https://doi.org/10.1109/TIP.2003.819861). Steadiness is the temporal flickering of VBench, motion
its dynamic degree before a threshold makes it yes or no (Huang et al., 2023,
https://arxiv.org/abs/2311.17982). The warp error is what is left when optical flow carries a frame
onto the next one (Lai et al., 2018, https://arxiv.org/abs/1808.00449).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Final

from labs.metric_clips import SOUND


@dataclass(frozen=True, slots=True)
class Measures:
    """A clip in six numbers.

    `like_first` and `like_previous` are SSIM to the first frame and between neighbours, 0 to 1;
    `steady` is 1 less the mean difference of neighbours, 0 to 1; `motion_px` the mean of the
    fastest 5% of the flow, in pixels per frame; `warp_error` is in grey levels, the less the
    better; `continuity` is the engine's score, 0 to 1.
    """

    like_first: float
    like_previous: float
    steady: float
    motion_px: float
    warp_error: float
    continuity: float


NAMES: Final = tuple(field.name for field in fields(Measures))

MEASURED: Mapping[str, Measures] = MappingProxyType(
    {
        "metric-sound": Measures(0.9021, 0.9223, 0.9883, 3.1277, 2.4691, 0.9850),
        "metric-pan": Measures(0.5913, 0.8631, 0.9818, 2.1797, 2.4315, 0.9659),
        "metric-frozen": Measures(1.0000, 1.0000, 1.0000, 0.0000, 0.0000, 1.0000),
        "metric-fade": Measures(0.8961, 0.9218, 0.9883, 3.1774, 2.4518, 0.5574),
        "metric-slide": Measures(0.8956, 0.9210, 0.9881, 3.1278, 2.4692, 0.4486),
        "metric-jump": Measures(0.9025, 0.9222, 0.9882, 3.2951, 2.4499, 0.7695),
        "metric-flicker": Measures(0.9000, 0.9114, 0.9269, 6.1000, 17.8115, 0.8304),
    }
)
"""What `python -m labs.clip_metrics` prints."""


def rank(weights: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Return the clips and their scores, 0 to 1, best first.

    Every measure is stretched so that the best of the clips has 1 and the worst 0, then weighted.
    """
    whole = sum(weights.values())
    if whole == 0:
        return tuple((name, 0.0) for name in MEASURED)
    shares = {name: _stretched(name) for name in weights}
    scores = {
        clip: sum(weights[name] * shares[name][clip] for name in weights) / whole
        for clip in MEASURED
    }
    return tuple(sorted(scores.items(), key=lambda pair: -pair[1]))


def sound_on_top(ranked: Sequence[tuple[str, float]]) -> bool:
    """Return whether the sound clips lead, and no faulty one has the same score."""
    lead, rest = ranked[: len(SOUND)], ranked[len(SOUND) :]
    return {name for name, _ in lead} == SOUND and lead[-1][1] > rest[0][1] + 1e-9


def interval(wins: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95% interval of a share, by Wilson's score.

    Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927,
    https://doi.org/10.1080/01621459.1927.10502953.

    >>> [round(end, 2) for end in interval(8, 10)], [round(end, 2) for end in interval(80, 100)]
    ([0.49, 0.94], [0.71, 0.87])
    """
    share = wins / of
    middle = (share + z * z / 2 / of) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / 4 / of**2) / (1 + z * z / of)
    return middle - half, middle + half


def _stretched(name: str) -> dict[str, float]:
    values = {clip: float(getattr(measured, name)) for clip, measured in MEASURED.items()}
    low, high = min(values.values()), max(values.values())
    if name == "warp_error":
        low, high = high, low
    return {clip: (value - low) / (high - low) for clip, value in values.items()}
