"""The scenes that the labs of the lessons show: the desk, filmed small and without grain.

`labs.film` draws them. Without grain, because a lab asks what *one* thing does to a number.
"""

from collections.abc import Mapping
from types import MappingProxyType

from labs.scene import Scene, Walk

SIZE_PX = (320, 180)

TAKES: Mapping[str, Scene] = MappingProxyType(
    {
        "desk": Scene(
            size_px=SIZE_PX,
            frames=144,
            walk=Walk(((0, 130), (71, 430), (84, 430), (143, 190))),
            grain=0.0,
        ),
    }
)
"""Scene by name. Names are those of files, and never those of samples."""
