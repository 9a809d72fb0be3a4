"""Whether things with a small share of the attention drift more, as far as one clip can tell.

Small and plain things look as if they drift when nothing does: their measures are noisier. So drift
counts only beyond what noise does to places of the same size and texture in the same clip, area and
texture are taken out of both sides, and chance is asked how often it would do as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from continuity.insights import Answer, Relation
from continuity.settings import Settings


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that could be measured.

    `share` of the attention, 0 to 1, before anything happened; `over_noise`, its largest departure,
    where 1 is noise; `area` in any unit; `texture`, the spread of its L*.
    """

    share: float
    over_noise: float
    area: float
    texture: float


def relation(things: Sequence[Thing], settings: Settings) -> Relation:
    """Return whether drift goes with a small share among `things`.

    Spearman's correlation of share and drift, the ranks of area and texture taken out of both by
    least squares, with a one-sided permutation p of the residuals (Freedman and Lane 1983,
    https://doi.org/10.1080/07350015.1983.10509354). Drift below what is seen as a rule
    (`Settings.limit_margin` times noise) is no drift: those things share the lowest rank.

    Examples
    --------
    >>> relation([], Settings()).answer
    <Answer.TOO_FEW: 'too few'>
    """
    least = settings.limit_margin
    drifts = np.array([max(least, thing.over_noise) for thing in things])
    drifting = int((drifts > least).sum())
    if len(things) < settings.relation_things:
        return Relation(Answer.TOO_FEW, len(things), drifting, None, None)
    confounds = [ranks(np.array(values)) for values in zip(
        *((thing.area, thing.texture) for thing in things), strict=True
    )]  # fmt: skip
    plan = np.column_stack([np.ones(len(things)), *confounds])
    share = _without(plan, ranks(np.array([thing.share for thing in things])))
    drift = _without(plan, ranks(drifts))
    found, p = _permuted(share, drift, settings.relation_permutations)
    evident = drifting >= settings.relation_drifting and found < 0 and p < settings.relation_p
    answer = Answer.EVIDENCE if evident else Answer.NO_EVIDENCE
    return Relation(answer, len(things), drifting, round(found, 3), round(p, 4))


def ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the ranks of `values` (N,), equal ones sharing their mean rank.

    >>> ranks(np.array([3.0, 1.0, 3.0])).tolist()
    [1.5, 0.0, 1.5]
    """
    lower = (values[None] < values[:, None]).sum(axis=1)
    equal = (values[None] == values[:, None]).sum(axis=1)
    return np.asarray(lower + (equal - 1) / 2, np.float64)


def _without(plan: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what the columns of `plan` (N, k) do not explain of `values` (N,)."""
    fitted, *_ = np.linalg.lstsq(plan, values, rcond=None)
    return np.asarray(values - plan @ fitted, np.float64)


def _permuted(
    share: NDArray[np.float64], drift: NDArray[np.float64], draws: int
) -> tuple[float, float]:
    """Return the correlation, and how often chance gives one as low."""
    size = float(np.sqrt((share @ share) * (drift @ drift)))
    if size < 1e-9:
        return 0.0, 1.0
    random = np.random.default_rng(0)  # equal clips give equal reports
    dealt = random.permuted(np.tile(share, (draws, 1)), axis=1) @ drift
    found = float(share @ drift)
    p = (1 + int((dealt <= found + 1e-9 * size).sum())) / (draws + 1)
    return found / size, p
