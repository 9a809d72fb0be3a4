"""The built-in sample clips, as scenes; `python -m labs ID OUT.mp4` makes one.

Their titles, what to look for and what was planted are in i18n, under `samples.<id>`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from continuity.kinds import Kind
from labs.failures import Failure
from labs.scene import Camera, Look, Prop, Scene, Walk

SIDE_TABLE = (
    Prop("picture", Look.SEASCAPE, 372, 140),
    Prop("books", Look.BOOKS, 128, 262),
    Prop("plant", Look.PLANT, 560, 258),
    Prop("vase", Look.VASE, 462, 266),
    Prop("cup", Look.CUP, 330, 262),
)
"""Another arrangement of the desk, so that not every clip shows the same."""

SAMPLES: Mapping[str, Scene] = MappingProxyType(
    {
        "clean": Scene(walk=Walk(((0, 130), (71, 430)))),
        "fading-vase": Scene(
            seed=2,
            walk=Walk(((0, 560), (71, 380))),
            failures=(Failure(Kind.FADE, 20, 56, "vase", 0.9),),
        ),
        "sliding-cup": Scene(
            seed=3,
            walk=Walk(((0, 120), (71, 300))),
            failures=(Failure(Kind.SHIFT, 18, 58, "cup"),),
        ),
        "recolored-book": Scene(
            seed=4,
            walk=Walk(((0, 210), (71, 440))),
            failures=(Failure(Kind.RECOLOR, 24, 54, "book"),),
        ),
        "swapped-cup": Scene(
            seed=5,
            props=SIDE_TABLE,
            walk=Walk(((0, 100), (30, 334), (37, 334), (71, 580))),
            failures=(Failure(Kind.SWAP, 34, 34, "cup"),),
        ),
        "skipped-time": Scene(
            seed=6,
            walk=Walk(((0, 110), (71, 330))),
            camera=Camera(pan=(90, 0), shake=0.8),
            failures=(Failure(Kind.JUMP, 36, 36, severity=0.75),),
        ),
        "flickering-light": Scene(
            seed=7,
            props=SIDE_TABLE,
            walk=Walk(((0, 420), (71, 230))),
            failures=(Failure(Kind.FLICKER, 26, 44, severity=0.5),),
        ),
        "vanished-plant": Scene(
            seed=8,
            walk=Walk(((0, 200), (71, 420))),
            camera=Camera(pan=(-60, 0), zoom=1.1, shake=1.0),
            failures=(Failure(Kind.VANISH, 40, 41, "plant"),),
        ),
    }
)
"""Scene by id, in the order in which a learner meets them."""
