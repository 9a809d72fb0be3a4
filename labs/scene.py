"""The desk scene as parameters: what stands where, who walks by, what goes wrong.

Places and lengths are in units: a frame is 640 of them wide whatever its pixels, x grows to the
right and y downwards. A thing stands where its foot is. Frames count from 0. Nothing here draws:
the app lists scenes without loading an image library.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from labs.failures import OF_SUBJECT, OF_TIME, Failure

FRAME_WIDTH: Final = 640.0
"""Width of the frame in units, before the camera zooms."""

STAGE: Final = (-110.0, -70.0, 750.0, 430.0)
"""What is painted: left, top, right and bottom in units. The frame's corner begins at (0, 0)."""

SUBJECT: Final = "robot"
"""The name of the main subject, a tin robot that walks along the desk."""


class Look(StrEnum):
    """What a prop can look like."""

    VASE = "vase"
    CUP = "cup"
    BOOKS = "books"
    BOOK = "book"
    PLANT = "plant"
    PICTURE = "picture"
    BOTTLE = "bottle"
    TUMBLER = "tumbler"
    SEASCAPE = "seascape"


EXTENTS: Final[Mapping[str, tuple[float, float, float]]] = {
    Look.VASE: (28, 26, 115),
    Look.CUP: (17, 26, 38),
    Look.BOOKS: (48, 48, 41),
    Look.BOOK: (20, 21, 60),
    Look.PLANT: (18, 18, 66),
    Look.PICTURE: (48, 48, 74),
    Look.BOTTLE: (14, 14, 99),
    Look.TUMBLER: (15, 15, 52),
    Look.SEASCAPE: (48, 48, 74),
    SUBJECT: (36, 38, 116),
}
"""How far every thing reaches from its foot: to the left, to the right, and up, in units."""

STAND_IN: Final[Mapping[Look, Look]] = {
    Look.VASE: Look.BOTTLE,
    Look.CUP: Look.TUMBLER,
    Look.BOOKS: Look.PLANT,
    Look.BOOK: Look.PLANT,
    Look.PLANT: Look.CUP,
    Look.PICTURE: Look.SEASCAPE,
    Look.BOTTLE: Look.VASE,
    Look.TUMBLER: Look.CUP,
    Look.SEASCAPE: Look.PICTURE,
}
"""What stands in a prop's place after a swap."""

ON_WALL: Final = frozenset({Look.PICTURE, Look.SEASCAPE})
"""Looks that hang instead of standing: their y is that of the lower edge."""


@dataclass(frozen=True, slots=True)
class Prop:
    """A thing that stands on the desk or hangs on the wall, with its foot at (x, y)."""

    name: str
    look: Look
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Walk:
    """Where the subject is: (frame, x) pairs in time order, straight between them, at depth `y`."""

    keys: tuple[tuple[float, float], ...]
    y: float = 302.0


@dataclass(frozen=True, slots=True)
class Camera:
    """How the camera moves over the whole clip; by itself never a failure.

    `pan` is its way in units, `zoom` the magnification at the end (1 at the start), `shake` the
    trembling of a hand in units (root mean square).
    """

    pan: tuple[float, float] = (0.0, 0.0)
    zoom: float = 1.0
    shake: float = 0.0

    @property
    def moves(self) -> bool:
        """Return whether any frame differs from the first in its view."""
        return self != Camera()


@dataclass(frozen=True, slots=True)
class Drift:
    """How a prop strays: (right, down) from its place in units, one pair per frame.

    Unlike a failure it has no start and no end; a clip longer than `path` holds its last place.
    """

    target: str
    path: tuple[tuple[float, float], ...]


DESK: Final = (
    Prop("picture", Look.PICTURE, 470, 150),
    Prop("plant", Look.PLANT, 78, 262),
    Prop("vase", Look.VASE, 318, 264),
    Prop("book", Look.BOOK, 588, 256),
    Prop("books", Look.BOOKS, 512, 272),
    Prop("cup", Look.CUP, 412, 282),
)
"""The usual props, back to front."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A clip to be: equal scenes give equal pixels.

    `size_px` is width and height; the height may be up to two thirds of the width. `pushed`
    names a prop the subject pushes ahead of itself when it meets it, which is no failure. `grain`
    is the sensor's noise in grey levels (standard deviation), in mid grey.

    Raises
    ------
    ValueError
        The scene cannot be drawn; the message says why.
    """

    seed: int = 1
    size_px: tuple[int, int] = (640, 360)
    fps: float = 24.0
    frames: int = 72
    props: tuple[Prop, ...] = DESK
    walk: Walk | None = Walk(((0, 150), (71, 400)))
    pushed: str = ""
    camera: Camera = Camera()
    failures: tuple[Failure, ...] = ()
    drifts: tuple[Drift, ...] = ()
    grain: float = 2.0

    def __post_init__(self) -> None:
        width, height = self.size_px
        if not 64 <= width <= 4096 or not 36 <= height <= width * 2 / 3:
            raise ValueError(f"cannot draw {width} x {height} pixels: 64 to 4096 wide, at most 3:2")
        if self.frames < 1 or self.fps <= 0:
            raise ValueError("a scene needs at least one frame and a rate above 0")
        if len({prop.name for prop in self.props}) < len(self.props):
            raise ValueError("two props have the same name")
        if self.pushed and self.pushed not in {prop.name for prop in self.props}:
            raise ValueError(f"the subject cannot push {self.pushed!r}: there is no such prop")
        for failure in self.failures:
            self._check(failure)
        self._check_drifts()
        if self.camera.moves:
            self._check_camera()

    def _check_drifts(self) -> None:
        names = {prop.name for prop in self.props}
        for drift in self.drifts:
            if not drift.path or drift.target not in names:
                raise ValueError(f"{drift.target!r} cannot drift: no such prop, or no path")

    def _check_camera(self) -> None:
        width, height = FRAME_WIDTH, FRAME_WIDTH * self.size_px[1] / self.size_px[0]
        left, top, right, bottom = STAGE
        # Three times the root mean square of its trembling is about as far as a hand strays.
        stray = 3 * self.camera.shake
        for pan, zoom in (((0.0, 0.0), 1.0), (self.camera.pan, self.camera.zoom)):
            x, y = width / 2 + pan[0], height / 2 + pan[1]
            across, along = width / 2 / zoom + stray, height / 2 / zoom + stray
            if x - across < left or x + across > right or y - along < top or y + along > bottom:
                raise ValueError("the camera looks past the edge of the stage")

    def _check(self, failure: Failure) -> None:
        kind = failure.kind
        if failure.target and failure.target not in {prop.name for prop in self.props}:
            raise ValueError(f"{kind} needs a prop, and there is no {failure.target!r}")
        if kind in OF_SUBJECT and self.walk is None:
            raise ValueError(f"{kind} needs a subject that walks")
        if kind in OF_TIME and self.walk is None and not self.camera.moves:
            raise ValueError(f"{kind} cannot be seen where nothing moves")
        if failure.end >= self.frames:
            raise ValueError(f"{kind} must end by the last frame, {self.frames - 1}")

    @property
    def pixels_per_unit(self) -> float:
        """Return how many pixels of the frame one unit takes before the camera zooms."""
        return self.size_px[0] / FRAME_WIDTH

    @property
    def duration_s(self) -> float:
        """Return the length of the clip in seconds."""
        return self.frames / self.fps
