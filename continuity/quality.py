"""Frames that are soft or blocky against the clip's own norm."""

import numpy as np
from numpy.typing import NDArray

from continuity.kinds import Kind
from continuity.moments import camera_steps, runs, whole
from continuity.report import Event
from continuity.settings import Settings
from continuity.watch import Glance


def faults(glances: tuple[Glance, ...], settings: Settings) -> list[Event]:
    """Return the spells in which frames are soft, and those in which they are blocky."""
    return [*softenings(glances, settings), *blockings(glances, settings)]


def sharpness(glances: tuple[Glance, ...]) -> NDArray[np.float64]:
    """Return each frame's fine detail over coarse, (T,), as a share of the clip's norm, about 1.

    The norm is the 75th percentile: what most of the clip reaches, its few sharpest frames aside.
    """
    fine = np.array([glance.fineness for glance in glances])
    return fine / max(1e-6, float(np.percentile(fine, 75)))


def blocks_over_norm(glances: tuple[Glance, ...]) -> NDArray[np.float64]:
    """Return by how much each frame's 8-pixel grid stands out over the clip's median, (T,)."""
    blocks = np.array([glance.blockiness for glance in glances])
    return np.asarray(blocks - np.median(blocks), np.float64)


def softenings(glances: tuple[Glance, ...], settings: Settings) -> list[Event]:
    """Return spells of soft frames; a camera that moves fast blurs, and that is no failure."""
    if max(glance.energy for glance in glances) < settings.least_energy:
        return []
    sharp = sharpness(glances)
    width = settings.working_side_px
    still = camera_steps(glances) < settings.blur_camera_share * width
    lost = np.where(still, 1 - sharp, 0.0) / (1 - settings.soft_share)
    return _spells(Kind.SOFT, glances, lost, sharp, settings)


def blockings(glances: tuple[Glance, ...], settings: Settings) -> list[Event]:
    """Return spells of blocky frames."""
    over = blocks_over_norm(glances)
    return _spells(Kind.ARTIFACT, glances, over / settings.artifact_blocks, over, settings)


def _spells(
    kind: Kind,
    glances: tuple[Glance, ...],
    strength: NDArray[np.float64],
    measure: NDArray[np.float64],
    settings: Settings,
) -> list[Event]:
    events = []
    for first, last in runs(strength >= 1):
        if last - first + 1 >= settings.spell_frames:
            worst = first + int(np.argmax(strength[first : last + 1]))
            # The middle of the spell, not its worst frame: one frame may be bad for any reason.
            middle = float(np.median(strength[first : last + 1]))
            events.append(whole(kind, glances, (first, worst, last), middle, measure[worst]))
    return events
