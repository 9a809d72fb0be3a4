"""The picture of the desk that the labs put into theirs."""

from functools import cache

from components import lab
from figures.still import Still

_TAKE = "desk"


@cache
def still(frame: int, width: float, coarse: int = 1) -> Still:
    """Return a frame of the desk `width` units wide, with only every `coarse`-th pixel of it."""
    return Still.of(lab.film(_TAKE)[frame, ::coarse, ::coarse], width)
