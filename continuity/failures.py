"""Which changes are failures of a thing on the stage, rather than of a body or the light."""

import numpy as np

from continuity.changes import Change, unrest
from continuity.settings import Settings
from continuity.stage import Mask


def is_failure(change: Change, settings: Settings) -> bool:
    """Return whether a change is one of a thing on the stage, rather than of a body or the light.

    A thing rests before and after and lies apart from movers; it changes as far as its outline
    reaches and no further, and ends sharply. What changed while something hid it must be all the
    plainer, and seen for some pictures after: a passer who stops looks like a change as well. Of a
    whole thing that changed alone all of this was asked already.
    """
    return margin(change, settings) >= 1


def margin(change: Change, settings: Settings) -> float:
    """Return by how much a change is a failure: 1 and more is one, 0.9 misses a limit by a tenth.

    It is the weakest of all that is asked of it, each over its limit.
    """
    if change.alone:
        return 1.0
    looks = change.traits
    weakest = min(
        _below(_unrest(change), settings.most_unrest),
        _below(change.visited, settings.most_visited),
        change.watched / settings.least_watched,
        _below(looks.noise_delta_e, settings.most_noise_delta_e),
        looks.sharpness / settings.least_outline_sharpness,
        looks.thickness / least_thickness_px(change.mask, settings),
        int(change.mask.sum()) / settings.least_thing_px,
        max(
            _below(looks.spill, settings.most_spill),
            _below(looks.far_spill, settings.most_far_spill),
        ),
        _plainness(change, settings),
    )
    return float(weakest)


def least_thickness_px(mask: Mask, settings: Settings) -> float:
    """Return how thick, in pixels of half size, a thing must be at least."""
    return max(settings.least_thickness * float(mask.shape[1]), settings.least_thickness_px)


def _unrest(change: Change) -> float:
    """Return how restless a change is on the way from one state to the other.

    Further from the first state than the second is, is not on the way back to it: a thing may be
    gone before a fainter one comes.
    """
    return unrest(np.clip(change.progress, 0, 1), change.start, change.end)


def _below(value: float, most: float) -> float:
    """Return by how much a value keeps below its limit, 1 at the limit."""
    return most / max(value, 1e-6)


def _plainness(change: Change, settings: Settings) -> float:
    """Return by how much a change is plain enough for what hid it, 1 is just enough."""
    most, mean = change.hidden
    looks, area = change.traits, change.mask.mean()
    open_ = min(
        change.uncovered / settings.open_change_share,
        _below(mean, settings.seldom_hidden),
        _below(looks.spill, settings.beside_spill),
    )
    filled = looks.fill / settings.least_fill
    in_the_open = min(change.strength / settings.least_strength, filled)
    if most <= settings.little_hidden or open_ >= 1:
        return in_the_open
    seen_after = int((~np.isnan(change.progress[change.end + 1 :])).sum())
    behind = min(area / settings.hidden_area_share, seen_after / settings.hidden_seen_after)
    if looks.spill <= settings.apart_spill:
        apart = min(filled, _below(area, settings.standing_area_share[1]))
    else:
        apart = min(
            change.strength / settings.hidden_strength,
            _below(looks.spill, settings.hidden_spill),
            looks.fill / settings.hidden_fill,
            _below(area, settings.passing_area_share[1]),
        )
    return float(max(min(behind, apart), min(open_, in_the_open)))
