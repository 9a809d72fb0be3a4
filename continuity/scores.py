"""Five scores between 0 and 1, each with an interval, out of measures and events.

Each failure has one owner: an event lowers the factor of its kind and no other. Measures without
events (sharpness, unexplained motion, light) lower theirs by how far they stray from what camera
clips show. The product is a convention that lets one broken factor be seen; the factors are not
independent, so it is no probability.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from continuity.moments import light_drift_percent
from continuity.report import Event, Factor, Scores
from continuity.settings import Settings
from continuity.watch import Glance

Draws = NDArray[np.float64]
"""(400,) values a score might as well have had."""
DRAWS = 400


@dataclass(frozen=True, slots=True)
class Judgement:
    """The scores and their 5 to 95 % intervals, by factor name and "continuity"."""

    scores: Scores
    intervals: Mapping[str, tuple[float, float]]


def score(
    glances: tuple[Glance, ...], events: Sequence[Event], stage_seen: bool, settings: Settings
) -> Judgement:
    """Return the scores of a clip; `stage_seen` says whether anything stood still to be followed.

    The intervals come from drawing again: frames in blocks of half a second for the measures, and
    each event with the probability of its confidence.
    """
    rng = np.random.default_rng(0)
    measures = {
        Factor.SPATIAL: _sharpness_lost(glances, settings),
        Factor.TEMPORAL: np.zeros(len(glances)),
        Factor.MOTION: _unexplained(glances, settings),
        Factor.PERSISTENCE: np.zeros(len(glances)) if stage_seen else None,
        Factor.ENVIRONMENT: _light_strayed(glances, settings),
    }
    values: dict[str, float | None] = {}
    intervals: dict[str, tuple[float, float]] = {}
    product = np.ones(DRAWS)
    for factor in Factor:
        lost = measures[factor]
        own = [e for e in events if e.factor is factor and e.explained is None]
        if lost is None:
            values[factor.value] = None
            continue
        value = 2.0 ** -float(lost.mean()) * _product(own)
        draws = 2.0 ** -_redrawn(lost, _block(glances), rng) * _drawn_events(own, rng)
        values[factor.value] = round(value, 4)
        intervals[factor.value] = _interval(draws, value)
        product *= draws
    scores = Scores(**values)
    if scores.continuity is not None:
        intervals["continuity"] = _interval(product, scores.continuity)
    return Judgement(scores, intervals)


def _product(events: Sequence[Event]) -> float:
    product = 1.0
    for event in events:
        product *= 1 - _cost(event) * event.confidence
    return product


def _cost(event: Event) -> float:
    # No single failure takes more than nine tenths: two must still be worse than one.
    return 0.15 + 0.75 * event.severity


def _drawn_events(events: Sequence[Event], rng: np.random.Generator) -> Draws:
    product = np.ones(DRAWS)
    for event in events:
        happened = rng.random(DRAWS) < event.confidence
        product *= np.where(happened, 1 - _cost(event), 1.0)
    return product


def _redrawn(lost: NDArray[np.float64], block: int, rng: np.random.Generator) -> Draws:
    """Return the mean of `lost` over blocks of frames drawn with replacement.

    References
    ----------
    Künsch, "The Jackknife and the Bootstrap for General Stationary Observations", Annals of
    Statistics 17(3), 1989, https://doi.org/10.1214/aos/1176347265
    """
    blocks = max(1, len(lost) // block)
    starts = rng.integers(0, max(1, len(lost) - block + 1), (DRAWS, blocks))
    places = np.minimum(starts[..., None] + np.arange(block), len(lost) - 1)
    return np.asarray(lost[places].mean(axis=(1, 2)), np.float64)


def _block(glances: tuple[Glance, ...]) -> int:
    duration_s = glances[-1].time_s or 1.0
    return max(1, min(len(glances), round(0.5 * len(glances) / duration_s)))


def _interval(draws: Draws, value: float) -> tuple[float, float]:
    low, high = np.percentile(draws, [5, 95])
    return round(min(float(low), value), 4), round(max(float(high), value), 4)


def sharpness(glances: tuple[Glance, ...]) -> NDArray[np.float64]:
    """Return each frame's gradient energy over the clip's own best quarter, about 1."""
    energy = np.array([glance.energy for glance in glances])
    return energy / max(1e-6, float(np.percentile(energy, 75)))


def _sharpness_lost(glances: tuple[Glance, ...], settings: Settings) -> NDArray[np.float64] | None:
    if max(glance.energy for glance in glances) < settings.least_energy:
        return None
    lost = np.maximum(0, settings.sharpness_norm - sharpness(glances)) / settings.sharpness_halves
    blocks = np.array([glance.blockiness for glance in glances])
    rise = np.maximum(0, blocks - np.median(blocks) - settings.blockiness_margin)
    total: NDArray[np.float64] = lost + rise
    return total


def _unexplained(glances: tuple[Glance, ...], settings: Settings) -> NDArray[np.float64] | None:
    known = [glance.unexplained for glance in glances[1:] if glance.unexplained is not None]
    if len(known) < settings.min_frames // 2:
        return None
    # Against the clip's own norm: how well flow explains a clip depends on its grain and pace.
    allowed = float(np.median(known)) + settings.unexplained_margin
    return np.maximum(0, np.array(known) - allowed) / settings.unexplained_halves


def _light_strayed(glances: tuple[Glance, ...], settings: Settings) -> NDArray[np.float64]:
    # An event of light is charged as an event; what is below it, here.
    strayed = np.minimum(light_drift_percent(glances), settings.lighting_percent)
    return np.maximum(0, strayed - settings.light_norm_percent) / settings.light_halves_percent
