"""Lesson 04: which tokens may look at which, what that costs, and how a message travels.

The grid is that of Wan 2.1 for 81 frames of 832 by 480 (see `labs.tokens`): 21 steps in time of 30
rows and 52 columns. One layer, one head.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from labs.scene import EXTENTS, FRAME_WIDTH, SUBJECT
from labs.story import stand
from labs.takes import TAKES

STEPS, ROWS, COLUMNS = 21, 30, 52
WINDOW: Final = (2, 4, 4)
"""How far a window reaches in time, down and across, to both sides."""
CROPPED_PX: Final = 4
"""What a picture of the desk loses at either side, to be as wide as the grid: 312 by 180."""

Tokens = NDArray[np.bool_]
"""(steps, rows, columns): which tokens are meant."""


class Mode(StrEnum):
    """Who may look at whom."""

    FRAME = "frame"
    TIME = "time"
    SPLIT = "split"
    WINDOW = "window"
    CAUSAL = "causal"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Token:
    """A place in the grid, counted from 0."""

    step: int
    row: int
    column: int


def seen_by(token: Token, mode: Mode) -> Tokens:
    """Return what `token` may look at, itself included."""
    step, row, column = np.ogrid[:STEPS, :ROWS, :COLUMNS]
    same_step = step == token.step
    same_place = (row == token.row) & (column == token.column)
    grid: Tokens = np.ones((STEPS, ROWS, COLUMNS), np.bool_)
    match mode:
        case Mode.FRAME:
            grid &= same_step
        case Mode.TIME:
            grid &= same_place
        case Mode.SPLIT:
            grid &= same_step | same_place
        case Mode.CAUSAL:
            grid &= step <= token.step
        case Mode.WINDOW:
            down = np.abs(row - token.row) <= WINDOW[1]
            across = np.abs(column - token.column) <= WINDOW[2]
            grid &= (np.abs(step - token.step) <= WINDOW[0]) & down & across
    return grid


def pairs(mode: Mode) -> int:
    """Return how many pairs of tokens are compared.

    Split attention is two layers, each of which compares a token with itself. Windows count in
    full even at an edge, where a part of them is padding: it is computed all the same.
    """
    places = ROWS * COLUMNS
    inside, along = STEPS * places**2, places * STEPS**2
    match mode:
        case Mode.FRAME:
            return inside
        case Mode.TIME:
            return along
        case Mode.SPLIT:
            return inside + along
        case Mode.WINDOW:
            return STEPS * places * math.prod(2 * reach + 1 for reach in WINDOW)
        case Mode.CAUSAL:
            return places**2 * STEPS * (STEPS + 1) // 2
        case Mode.FULL:
            return (STEPS * places) ** 2


@lru_cache(maxsize=512)
def hops(mode: Mode, source: Token, end: Token) -> int | None:
    """Return how often a message is passed on from `source` to `end`, None if it never arrives.

    In one hop it reaches everybody who may look at somebody who has it.
    """
    informed = np.zeros((STEPS, ROWS, COLUMNS), bool)
    informed[source.step, source.row, source.column] = True
    passed_on = 0
    while not informed[end.step, end.row, end.column]:
        wider = informed | _told(informed, mode)
        if np.array_equal(wider, informed):
            return None
        informed, passed_on = wider, passed_on + 1
    return passed_on


def _told(informed: Tokens, mode: Mode) -> Tokens:
    """Return who may look at one of the `informed`."""
    frames = informed.any((1, 2), keepdims=True)
    places = informed.any(0, keepdims=True)
    nobody = np.zeros_like(informed)
    match mode:
        case Mode.FRAME:
            return nobody | frames
        case Mode.TIME:
            return nobody | places
        case Mode.SPLIT:
            return nobody | frames | places
        case Mode.CAUSAL:
            return nobody | np.logical_or.accumulate(frames, 0)
        case Mode.FULL:
            return nobody | informed.any()
        case Mode.WINDOW:
            for axis in range(3):  # a window is a box, so each direction can be taken by itself
                informed = _spread(informed, axis)
            return informed


def _spread(informed: Tokens, axis: int) -> Tokens:
    """Return who has somebody `informed` within reach of the window along `axis`."""
    reach, length = WINDOW[axis], informed.shape[axis]
    padding = [(reach, reach) if at == axis else (0, 0) for at in range(3)]
    padded = np.pad(informed, padding)
    shifted = [padded.take(range(at, at + length), axis) for at in range(2 * reach + 1)]
    return np.asarray(np.logical_or.reduce(shifted))


def film_frame(step: int) -> int:
    """Return the frame of the film in the middle of a `step`: the first by itself, then fours."""
    return 0 if step == 0 else 4 * step - 2


def robot(step: int) -> Token:
    """Return the token in the middle of the robot at `step`."""
    scene = TAKES["desk"]
    where = stand(scene, film_frame(step))
    if where is None:
        raise ValueError("nobody walks in this scene")
    scale = scene.size_px[0] / FRAME_WIDTH
    x_px = where.x * scale - CROPPED_PX
    y_px = (where.y - EXTENTS[SUBJECT][2] / 2) * scale
    width_px, height_px = scene.size_px[0] - 2 * CROPPED_PX, scene.size_px[1]
    return Token(step, int(y_px / height_px * ROWS), int(x_px / width_px * COLUMNS))
