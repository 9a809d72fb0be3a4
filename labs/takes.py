"""The scenes that the labs of the lessons show: the desk, filmed small and without grain.

`labs.film` draws them. Without grain, because a lab asks what *one* thing does to a number.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from labs.scene import DESK, Look, Prop, Scene, Walk

SIZE_PX: Final = (320, 180)

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

ALL_PROPS: Final = (
    *DESK,
    Prop("bottle", Look.BOTTLE, 176, 272),
    Prop("tumbler", Look.TUMBLER, 228, 258),
    Prop("seascape", Look.SEASCAPE, 330, 132),
    Prop("plant-2", Look.PLANT, 456, 262),
    Prop("cup-2", Look.CUP, 128, 292),
    Prop("book-2", Look.BOOK, 368, 258),
)
"""Twelve props that fit on the desk together; the first six are the usual ones."""

STANDS_AT: Final = 262.0
"""Where the robot stands among them, in units."""

_BARE: Final = Scene(size_px=SIZE_PX, frames=1, props=(), walk=None, grain=0.0)

STILLS: Mapping[str, tuple[Scene, ...]] = MappingProxyType(
    {
        "things": (
            _BARE,
            replace(_BARE, walk=Walk(((0, STANDS_AT),))),
            *(replace(_BARE, props=(prop,)) for prop in ALL_PROPS),
        ),
    }
)
"""Films of several scenes, one after the other: the bare room, and each thing alone in it."""
