"""The picture of the desk that the labs put into theirs."""

from functools import cache

from components import lab
from figures.cutout import Cutout
from figures.still import Still

_TAKE, _THINGS = "desk", "things"


@cache
def still(frame: int, width: float, coarse: int = 1) -> Still:
    """Return a frame of the desk `width` units wide, with only every `coarse`-th pixel of it."""
    return Still.of(lab.film(_TAKE)[frame, ::coarse, ::coarse], width)


@cache
def bare(width: float) -> Still:
    """Return the room without anything on the desk, `width` units wide."""
    room = lab.cuts(_THINGS)[0]
    return Still.of_jpeg(room.data, width, width * room.height / room.width)


@cache
def cutouts() -> tuple[Cutout, ...]:
    """Return the robot and then each of `labs.takes.ALL_PROPS`, cut out of the room."""
    _, *things = lab.cuts(_THINGS)
    return tuple(
        Cutout.of(it.data, (float(it.left), float(it.top), float(it.width), float(it.height)))
        for it in things
    )
