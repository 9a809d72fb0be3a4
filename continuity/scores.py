"""Five scores between 0 and 1, each with an interval, out of measures and events.

What each factor sees, and what it cannot:

- spatial: frames soft or blocky against the clip's own norm. A clip that is poor throughout is its
  own norm.
- temporal: jumps, freezes, flicker, a subject that is no longer the same, and texture that does
  not go from frame to frame. It cannot tell boiling paint from boiling water.
- motion: patches of the view that no motion from the frame before explains, warps, leaps. What
  moves too fast for its frame rate, and what is uncovered, counts as unexplained; a body that
  moves smoothly and impossibly does not.
- persistence: things of the stage. Nothing that always moves.
- environment: light and backdrop. Slow changes of exposure look like changes of lamps.

Each failure has one owner: an event lowers the factor of its kind and no other, and the frames of a
jump, a freeze or a warp are left out of the measures it would disturb as well. The product is a
convention that lets one broken factor be seen; the factors are not independent, so it is no
probability. A clip that hardly moves gives the motion nothing to fail at: `hardly_moves` says so,
and its intervals are wider.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from continuity.insights import FactorSeries
from continuity.kinds import Factor, Kind
from continuity.moments import light_drift_percent
from continuity.quality import blocks_over_norm, sharpness
from continuity.report import Event, Scores
from continuity.settings import Settings
from continuity.watch import Glance

Draws = NDArray[np.float64]
"""(400,) values a score might as well have had."""
DRAWS = 400
COST, LIGHT_COST = (0.2, 0.45), (0.06, 0.12)
"""What a certain event takes off its factor, at severity 0 and 1. The least is more than clean
camera clips differ by, so that one event tells; the most lets two be worse than one."""

DOUBT = 0.05
"""How much of its cost an event keeps for which there is an explanation: of the changes on camera
clips that hands or light seemed to explain, some were painted there."""

OWNERS = (Kind.JUMP, Kind.FREEZE, Kind.WARP, Kind.SOFT, Kind.ARTIFACT)
"""Events whose frames are charged to them alone."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The scores and their 5 to 95 % intervals, by factor name and "continuity"; factors over time.

    `hardly_moves` says that nothing stirs in nearly all frames; the intervals then begin no higher
    than `Settings.untested_score`.
    """

    scores: Scores
    intervals: Mapping[str, tuple[float, float]]
    hardly_moves: bool
    over_time: Mapping[str, FactorSeries]


def score(
    glances: tuple[Glance, ...], events: Sequence[Event], stage_seen: bool, settings: Settings
) -> Judgement:
    """Return the scores of a clip; `stage_seen` says whether anything stood still to be followed.

    The intervals come from drawing again: frames in blocks of half a second for the measures, and
    each event with the probability of its confidence.
    """
    rng = np.random.default_rng(0)
    measures = {
        Factor.SPATIAL: _sharpness_lost(glances, events, settings),
        Factor.TEMPORAL: _torn(glances, events, settings),
        Factor.MOTION: _unexplained(glances, events, settings),
        Factor.PERSISTENCE: np.zeros(len(glances)) if stage_seen else None,
        Factor.ENVIRONMENT: _light_strayed(glances, events, settings),
    }
    values: dict[str, float | None] = {}
    intervals: dict[str, tuple[float, float]] = {}
    over_time: dict[str, FactorSeries] = {}
    product = np.ones(DRAWS)
    for factor in Factor:
        losses = measures[factor]
        of_factor = [event for event in events if event.factor is factor]
        own = [event for event in of_factor if event.explained is None]
        if losses is None:
            values[factor.value] = None
            continue
        lost = _rest(losses)
        value = 2.0 ** -float(np.sqrt((lost * lost).mean())) * _product(of_factor)
        draws = 2.0 ** -_redrawn(lost, _block(glances), rng) * _drawn_events(of_factor, rng)
        values[factor.value] = round(value, 4)
        intervals[factor.value] = _interval(draws, value)
        over_time[factor.value] = _over_time(losses, own, glances)
        product *= draws
    scores = Scores(**values)
    if scores.continuity is not None:
        intervals["continuity"] = _interval(product, scores.continuity)
    still = hardly_moves(glances, settings)
    if still:
        intervals = {
            name: (min(low, settings.untested_score), high)
            for name, (low, high) in intervals.items()
        }
    return Judgement(scores, intervals, still, over_time)


def hardly_moves(glances: tuple[Glance, ...], settings: Settings) -> bool:
    """Return whether nothing stirs in nearly all frames, the camera's own motion taken out."""
    stirs = [glance.unexplained is not None for glance in glances[1:]]
    return sum(stirs) < settings.least_stirring * len(stirs)


def _product(events: Sequence[Event]) -> float:
    product = 1.0
    for event in events:
        product *= 1 - _cost(event) * _chance(event)
    return product


def _chance(event: Event) -> float:
    """Return the probability that an event is a failure."""
    return event.confidence if event.explained is None else DOUBT * event.confidence


def _cost(event: Event) -> float:
    # People forgive a change of light: clips (FETV) whose light changes rate 4 to 5 of 5.
    forgiven = event.kind in (Kind.LIGHTING, Kind.FLICKER)
    least, most = LIGHT_COST if forgiven else COST
    return least + (most - least) * event.severity


def _drawn_events(events: Sequence[Event], rng: np.random.Generator) -> Draws:
    product = np.ones(DRAWS)
    for event in events:
        happened = rng.random(DRAWS) < _chance(event)
        product *= np.where(happened, 1 - _cost(event), 1.0)
    return product


def _redrawn(lost: NDArray[np.float64], block: int, rng: np.random.Generator) -> Draws:
    """Return the rms of `lost` over blocks of frames drawn with replacement.

    References
    ----------
    Künsch, "The Jackknife and the Bootstrap for General Stationary Observations", Annals of
    Statistics 17(3), 1989, https://doi.org/10.1214/aos/1176347265
    """
    blocks = max(1, len(lost) // block)
    starts = rng.integers(0, max(1, len(lost) - block + 1), (DRAWS, blocks))
    places = np.minimum(starts[..., None] + np.arange(block), len(lost) - 1)
    return np.asarray(np.sqrt((lost[places] ** 2).mean(axis=(1, 2))), np.float64)


def _block(glances: tuple[Glance, ...]) -> int:
    duration_s = glances[-1].time_s or 1.0
    return max(1, min(len(glances), round(0.5 * len(glances) / duration_s)))


def _interval(draws: Draws, value: float) -> tuple[float, float]:
    low, high = np.percentile(draws, [5, 95])
    return round(min(float(low), value), 4), round(max(float(high), value), 4)


def _sharpness_lost(
    glances: tuple[Glance, ...], events: Sequence[Event], settings: Settings
) -> NDArray[np.float64] | None:
    if max(glance.energy for glance in glances) < settings.least_energy:
        return None
    soft = np.maximum(0, settings.sharpness_norm - sharpness(glances)) / settings.sharpness_halves
    rise = np.maximum(0, blocks_over_norm(glances) - settings.blockiness_margin)
    return _unowned(soft + rise, glances, events)


def _unexplained(
    glances: tuple[Glance, ...], events: Sequence[Event], settings: Settings
) -> NDArray[np.float64] | None:
    known = [glance.unexplained is not None for glance in glances]
    if sum(known) < settings.min_frames // 2:
        return None
    lost = np.array([glance.unexplained or 0.0 for glance in glances]) / settings.unexplained_halves
    return _unowned(lost, glances, events)


def _torn(
    glances: tuple[Glance, ...], events: Sequence[Event], settings: Settings
) -> NDArray[np.float64]:
    lost = np.array([glance.torn or 0.0 for glance in glances]) / settings.torn_halves
    return _unowned(lost, glances, events)


def _unowned(
    lost: NDArray[np.float64], glances: tuple[Glance, ...], events: Sequence[Event]
) -> NDArray[np.float64]:
    """Return `lost`, NaN in the first frame and those that an event of the whole picture owns."""
    index = np.array([glance.index for glance in glances])
    owned = index == index[0]
    for event in events:
        if event.kind in OWNERS:
            # After a freeze the clip catches up.
            owned |= (index >= event.start) & (index <= event.end + 1)
    return np.where(owned, np.nan, lost)


def _rest(losses: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the losses of the frames that count."""
    rest: NDArray[np.float64] = losses[~np.isnan(losses)]
    return rest if len(rest) else np.zeros(1)


def _over_time(
    losses: NDArray[np.float64], own: Sequence[Event], glances: tuple[Glance, ...]
) -> FactorSeries:
    """Return a factor for each frame alone, and for the clip up to it."""
    counts = np.cumsum(~np.isnan(losses))
    known = np.nan_to_num(losses)
    frame = 2.0**-known
    so_far = 2.0 ** -np.sqrt(np.cumsum(known * known) / np.maximum(counts, 1))
    index = np.array([glance.index for glance in glances])
    for event in own:
        left = 1 - _cost(event) * event.confidence
        frame[(index >= event.start) & (index <= event.end)] *= left
        so_far[index >= event.start] *= left
    return FactorSeries(_written(frame), _written(so_far))


def _written(values: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(np.round(values, 4).tolist())


def _light_strayed(
    glances: tuple[Glance, ...], events: Sequence[Event], settings: Settings
) -> NDArray[np.float64]:
    if any(event.kind in (Kind.LIGHTING, Kind.BACKDROP) for event in events):
        return np.zeros(len(glances))
    strayed = np.minimum(light_drift_percent(glances), settings.lighting_percent)
    return np.maximum(0, strayed - settings.light_norm_percent) / settings.light_halves_percent
