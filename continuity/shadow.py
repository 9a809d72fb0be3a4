"""Changes that light alone explains: the shadow of somebody who goes, or comes to stand.

A shadow takes from what it falls on the same share of every colour, so the place keeps its hue and
its saturation: L* + 16, a* and b* are multiplied by one factor (CIE 1976). A thing that comes or
goes has colours of its own. A grey thing on a grey ground has not: so a shadow is only believed
where somebody is beside it while it changes, or where it is a faint shade and all light.
"""

import cv2
import numpy as np

from continuity.changes import Change
from continuity.lay import BLACK
from continuity.movers import Movers
from continuity.settings import Settings
from continuity.stage import Stage
from continuity.turns import dilated, window_of


def is_shadow(stage: Stage, movers: Movers, change: Change, settings: Settings) -> bool:
    """Return whether `change` is a shadow that goes or comes with who casts it."""
    share, gain = light_share(stage, change)
    if share > settings.shadow_share or not 1 / settings.shadow_gain < gain < settings.shadow_gain:
        return False
    if share <= settings.shade_share and change.strength <= settings.shade_strength:
        return True
    when = slice(max(0, change.start - 2), change.end + 3)
    near = dilated(change.mask, 2 * settings.region_margin_px)
    least = settings.passing_area_share[0] * change.mask.size
    return movers.touch(near, dilated(change.mask, 2), when, least)


def light_share(stage: Stage, change: Change) -> tuple[float, float]:
    """Return which share of a change neutral light leaves unexplained, 0 to 1, and that light.

    Each pixel may have a light of its own: a shadow has an edge.
    """
    window = window_of(change.mask, 2)
    mask = change.mask[window]
    # Grain and the colours of strong compression are nobody's: they average out.
    before, after = (
        np.asarray(cv2.blur(stage.states[end][window], (3, 3)), np.float32)[mask] + BLACK
        for end in (change.before, change.after)
    )
    gain = (after * before).sum(axis=1) / (before * before).sum(axis=1)
    left = np.linalg.norm(after - gain[:, None] * before, axis=1)
    whole = np.linalg.norm(after - before, axis=1)
    return float(np.median(left) / max(1e-6, float(np.median(whole)))), float(np.median(gain))
