"""A wall with coloured things before it, filmed in memory: every pixel is known, no codec between.

The wall is soft blots, the things are patterned rectangles of different sizes and contrasts. What
is to happen to a thing is given as a function of its picture and the frame.
"""

from dataclasses import dataclass, field, replace
from functools import cache

import cv2
import numpy as np

from continuity import Settings, elements, inventory, stage
from continuity.decode import Frame
from continuity.movers import Movers
from continuity.report import Box
from continuity.watch import watch

SIZE = (320, 180)
WIDE = (420, 240)
"""What is painted: the camera may look anywhere in it, at first at its middle."""


@dataclass(frozen=True)
class Thing:
    """A rectangle at (x, y) of size (w, h) in pixels of the wide picture, and its colour in BGR.

    `marks` is the seed of the blots on it.
    """

    x: float
    y: float
    w: int
    h: int
    colour: tuple[int, int, int]
    marks: int = 0


def things(count=12, seed=0):
    """Return `count` things on a grid, of random size, place and colour."""
    rng = np.random.default_rng(seed)
    found = []
    for number in range(count):
        w, h = (int(side) for side in rng.integers(14, 26, 2))
        x = 62 + 75 * (number % 4) + int(rng.integers(0, 36))
        y = 36 + 58 * (number // 4) + int(rng.integers(0, 24))
        colour = tuple(int(part) for part in rng.integers(20, 236, 3))
        found.append(Thing(x, y, w, h, colour, 100 * seed + number))
    return tuple(found)


@dataclass(frozen=True)
class Film:
    """A clip to be: `moved`, `tinted` and `hidden` say what happens to which thing.

    Each maps a thing's number to a function of the frame: its shift (x, y) in pixels, what is added
    to its colour, and whether it is there. `camera` gives where the camera's corner is, `front` a
    rectangle (left, top, right, bottom) of the wide picture that something dark covers, or None.
    """

    things: tuple[Thing, ...] = field(default_factory=things)
    frames: int = 40
    grain: float = 1.5
    seed: int = 0
    moved: dict = field(default_factory=dict)
    tinted: dict = field(default_factory=dict)
    hidden: dict = field(default_factory=dict)
    camera: object = staticmethod(lambda frame: (50, 30))
    front: object = staticmethod(lambda frame: None)

    def picture(self, frame):
        """Return one frame, (180, 320, 3) uint8 BGR."""
        wide = _wall(self.seed).copy()
        for number, thing in enumerate(self.things):
            if not self.hidden.get(number, lambda frame: False)(frame):
                dx, dy = self.moved.get(number, lambda frame: (0, 0))(frame)
                added = self.tinted.get(number, lambda frame: 0)(frame)
                _lay(wide, replace(thing, x=thing.x + dx, y=thing.y + dy), added)
        if (front := self.front(frame)) is not None:
            left, top, right, bottom = (int(side) for side in front)
            wide[max(0, top) : max(0, bottom), max(0, left) : max(0, right)] = (30, 25, 20)
        x, y = self.camera(frame)
        onto = np.array([[1, 0, -x], [0, 1, -y]], np.float64)
        seen = cv2.warpAffine(wide, onto, SIZE, flags=cv2.INTER_LINEAR)
        noise = np.random.default_rng([self.seed, frame]).normal(0, self.grain, seen.shape)
        return np.clip(seen + noise, 0, 255).astype(np.uint8)

    def box(self, number, frame=0):
        """Return where a thing is in a frame, in fractions of it."""
        thing, (x, y) = self.things[number], self.camera(frame)
        dx, dy = self.moved.get(number, lambda frame: (0, 0))(frame)
        width, height = SIZE
        left, top = (thing.x + dx - x) / width, (thing.y + dy - y) / height
        return Box(left, top, thing.w / width, thing.h / height)

    def scene(self, drawn=()):
        """Return the scene of the film (`continuity.inventory.Scene`), at the default settings."""
        settings = Settings()
        frames = (Frame(n, n / 24, self.picture(n)) for n in range(self.frames))
        watched = watch(frames, settings, lambda frame: None)
        built = stage.build(watched, settings)
        cast = elements.cast(watched, built, [], settings)
        return inventory.scene(watched, Movers(built), cast, drawn, SIZE[0], settings)


@cache
def _wall(seed):
    rng = np.random.default_rng(seed)
    total = np.zeros((*WIDE[::-1], 3), np.float32)
    for cell, weight in ((6, 8.0), (30, 12.0)):
        shape = (WIDE[1] // cell + 2, WIDE[0] // cell + 2, 3)
        noise = rng.normal(0, 1, shape).astype(np.float32)
        total += weight * cv2.resize(noise, WIDE, interpolation=cv2.INTER_CUBIC)
    return np.clip(130 + total, 0, 255).astype(np.float32)


def _lay(wide, thing, added):
    """Lay a thing over the wall, to a fraction of a pixel."""
    blots = np.random.default_rng(thing.marks).normal(0, 35, (thing.h // 5 + 1, thing.w // 5 + 1))
    marks = cv2.resize(blots, (thing.w, thing.h), interpolation=cv2.INTER_CUBIC)
    face = np.float32(thing.colour) + marks[..., None] + added
    framed = np.dstack([face, np.full(face.shape[:2], 1.0)]).astype(np.float32)
    framed = cv2.copyMakeBorder(framed, 2, 2, 2, 2, cv2.BORDER_REPLICATE)
    framed[:2, :, 3] = framed[-2:, :, 3] = framed[:, :2, 3] = framed[:, -2:, 3] = 0
    left, top = int(np.floor(thing.x)), int(np.floor(thing.y))
    onto = np.array([[1, 0, thing.x - left], [0, 1, thing.y - top]], np.float64)
    laid = cv2.warpAffine(framed, onto, framed.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)
    window = wide[top - 2 : top - 2 + laid.shape[0], left - 2 : left - 2 + laid.shape[1]]
    laid = laid[: window.shape[0], : window.shape[1]]
    window += laid[..., 3:] * (laid[..., :3] - window)
