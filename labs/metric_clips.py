"""Lesson 09: one scene in seven clips, of which two are sound and five are not."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from continuity.kinds import Kind
from labs.failures import Failure
from labs.scene import Camera, Scene, Walk

_SOUND: Final = Scene(walk=Walk(((0, 130), (71, 430))))

CLIPS: Mapping[str, Scene] = MappingProxyType(
    {
        "metric-sound": _SOUND,
        "metric-pan": replace(_SOUND, camera=Camera(pan=(90, 0))),
        "metric-frozen": replace(_SOUND, failures=(Failure(Kind.FREEZE, 1, 71),)),
        "metric-fade": replace(_SOUND, failures=(Failure(Kind.FADE, 18, 58, "vase"),)),
        "metric-slide": replace(_SOUND, failures=(Failure(Kind.SHIFT, 18, 58, "plant"),)),
        "metric-jump": replace(_SOUND, failures=(Failure(Kind.JUMP, 36, 36, severity=0.75),)),
        "metric-flicker": replace(_SOUND, failures=(Failure(Kind.FLICKER, 1, 71, severity=0.3),)),
    }
)
"""Scene by name. Names are those of files, and never those of samples."""

SOUND: Final = frozenset({"metric-sound", "metric-pan"})
"""The clips in which nothing is wrong."""
