"""All that changed for good: regions, and beside them the things that changed as a whole."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from continuity import changes, failures
from continuity.changes import Change, Scene
from continuity.movers import Movers
from continuity.settings import Settings
from continuity.stage import Mask, Stage, delta_e
from continuity.traits import beside
from continuity.turns import dilated, distinct_things


def find(stage: Stage, movers: Movers, settings: Settings) -> tuple[Change, ...]:
    """Return the regions that changed for good, and things that did as a whole, strongest first."""
    scene = Scene(stage, movers, distinct_things(stage, settings))
    parts = changes.find(scene, settings)
    whole = _whole_things(scene, parts, settings)
    return tuple(sorted([*parts, *whole], key=lambda change: -change.strength))


def _whole_things(scene: Scene, found: list[Change], settings: Settings) -> Iterator[Change]:
    """Yield the distinct things that changed as a whole and alone, and are in no failure `found`.

    What blurs turns only at its edges, and what stands beside somebody is one region with them. So
    each thing that stands out before or after is followed within its own outline.
    """
    known = np.zeros(scene.things.shape, bool)
    for change in found:
        if failures.is_failure(change, settings):
            known |= dilated(change.mask, 1)
    for label in range(1, int(scene.things.max()) + 1):
        mask = scene.things == label
        if mask.sum() < settings.least_thing_px or known[mask].mean() > 0.2:
            continue
        # Most things stay as they are, which is seen without following them.
        if _most_apart(scene.stage, mask, settings) < settings.alone_strength:
            continue
        whole = changes.follow(scene, mask, settings)
        if whole is not None and _is_alone(scene.stage, whole, settings):
            yield replace(whole, alone=True)


def _most_apart(stage: Stage, mask: Mask, settings: Settings) -> float:
    """Return the strength that a change of `mask` would have."""
    ends = changes.ends_of(stage, mask)
    if ends is None:
        return 0.0
    before, after = ends
    apart = delta_e(stage.states[before][mask], stage.states[after][mask])
    return float((apart / (settings.change_delta_e + 4 * stage.noise[mask])).mean())


def _is_alone(stage: Stage, change: Change, settings: Settings) -> bool:
    """Return whether a thing rests, changes in the open and sharply, and nothing beside it does."""
    looks = change.traits
    around = dilated(change.mask, 2)
    return (
        change.strength >= settings.alone_strength
        and change.unrest <= settings.alone_unrest
        and change.visited <= settings.alone_visited
        and change.watched >= settings.alone_watched
        and change.uncovered >= settings.alone_open_share
        and change.hidden[1] <= settings.alone_hidden
        and change.end < len(stage.halves) - 2
        and _ends_sharply(change, settings)
        and looks.noise_delta_e <= settings.most_noise_delta_e
        and looks.thickness >= failures.least_thickness_px(change.mask, settings)
        and all(stage.steady[k][around].mean() > 0.8 for k in (change.before, change.after))
        and beside(stage, change.mask, (change.start, change.end)) <= settings.alone_beside
    )


def _ends_sharply(change: Change, settings: Settings) -> bool:
    """Return whether a thing's change ends at its outline, or is so strong that a slope is steep.

    A shadow that grows beside somebody is soft and weak.
    """
    sharpness = change.traits.sharpness
    strong = sharpness * change.strength >= settings.alone_slope
    return sharpness >= settings.alone_sharpness or (
        strong and sharpness >= settings.least_outline_sharpness
    )
