"""Lesson 07: what moves in the picture is camera and things together, and how to take them apart.

The flow of a desk scene from one frame to the next, worked out from where everything is: places in
units of the frame (640 wide, 360 high), flow in units per frame. A camera that pans and zooms moves
every point of the picture by `pan + zoom * (place - middle)`; the robot adds its own step where it
stands. `JITTER` stands in for what measuring flow in real pixels leaves behind. There is no depth
here, so no parallax, and nothing hides anything.

To fit one global motion and look at the rest is the way of every stabiliser; see Fleet and Weiss,
"Optical Flow Estimation", in Handbook of Mathematical Models in Computer Vision, 2006,
https://doi.org/10.1007/0-387-28831-7_15.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from labs.scene import EXTENTS, FRAME_WIDTH, SUBJECT, Walk

HEIGHT: Final = 360.0
"""Height of the frame in units."""
STEP: Final = 32.0
"""Distance of the places at which the flow is known, in units."""
JITTER: Final = 0.05
"""Standard deviation of each part of a flow, in units per frame."""
ROBOT_X: Final = 300.0
"""Where the robot stands."""

Vector = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Camera:
    """What a camera does to the picture in one frame: units to the right and down, growth."""

    pan: Vector = (0.0, 0.0)
    zoom: float = 0.0

    def moves(self, place: Vector) -> Vector:
        """Return by how much it moves what is seen at `place`.

        >>> Camera((2.0, 0.0), 0.01).moves((420.0, 180.0))
        (3.0, 0.0)
        """
        x, y = _from_middle(place)
        return self.pan[0] + self.zoom * x, self.pan[1] + self.zoom * y


@dataclass(frozen=True, slots=True)
class Shot:
    """A moment of a clip: what the camera does, and how fast the robot walks to the right."""

    camera: Camera
    walk: float


SHOTS: Final = {
    "followed": Shot(Camera(pan=(-3.0, 0.0)), walk=3.0),
    "passed": Shot(Camera(pan=(2.0, 0.5)), walk=2.0),
    "neared": Shot(Camera(pan=(0.0, -0.5), zoom=0.01), walk=-2.0),
    "waited": Shot(Camera(pan=(-1.5, 0.0)), walk=0.0),
}
"""Shots by id. In the first the camera keeps pace, so that the robot rests in the picture."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place of the picture, whether the robot is there, and where the place goes in one frame."""

    place: Vector
    robot: bool
    flow: Vector

    def without(self, camera: Camera) -> Vector:
        """Return what is left of the flow when what `camera` does is taken away."""
        moved = camera.moves(self.place)
        return self.flow[0] - moved[0], self.flow[1] - moved[1]


def points(shot: Shot, seed: int = 1) -> tuple[Point, ...]:
    """Return the flow of `shot` over the whole picture, row by row."""
    random = Random(seed)  # noqa: S311 - no secret
    columns, rows = int(FRAME_WIDTH // STEP), int(HEIGHT // STEP)
    places = [
        (STEP * (column + 0.5), STEP * (row + 0.5))
        for row in range(rows)
        for column in range(columns)
    ]
    return tuple(_point(shot, place, random) for place in places)


def left_over(seen: Sequence[Point], camera: Camera, *, robot: bool) -> float:
    """Return how much flow is left, root mean square in units per frame, on the robot or beside."""
    rests = [point.without(camera) for point in seen if point.robot is robot]
    return math.sqrt(sum(x * x + y * y for x, y in rests) / len(rests))


def fit(seen: Sequence[Point]) -> Camera:
    """Return the camera that explains most of the flow; what disagrees with it is left out."""
    used = list(seen)
    camera = _least_squares(used)
    for _ in range(5):
        sizes = [math.hypot(*point.without(camera)) for point in seen]
        # Three times the median: wide enough for jitter, too narrow for a thing that moves.
        limit = max(3 * sorted(sizes)[len(sizes) // 2], JITTER)
        used = [point for point, size in zip(seen, sizes, strict=True) if size <= limit]
        camera = _least_squares(used)
    return camera


def _point(shot: Shot, place: Vector, random: Random) -> Point:
    robot = _on_robot(place)
    x, y = shot.camera.moves(place)
    own = shot.walk if robot else 0.0
    return Point(place, robot, (x + own + random.gauss(0, JITTER), y + random.gauss(0, JITTER)))


def _on_robot(place: Vector) -> bool:
    left, right, up = EXTENTS[SUBJECT]
    foot = Walk(()).y
    return -left <= place[0] - ROBOT_X <= right and foot - up <= place[1] <= foot


def _least_squares(used: Sequence[Point]) -> Camera:
    """Return the camera whose motion is nearest to the flow of `used`, in squares."""
    count = len(used)
    places = [_from_middle(point.place) for point in used]
    x, y = (sum(place[axis] for place in places) / count for axis in (0, 1))
    u, v = (sum(point.flow[axis] for point in used) / count for axis in (0, 1))
    both = [(px - x, py - y, point) for (px, py), point in zip(places, used, strict=True)]
    top = sum(dx * (point.flow[0] - u) + dy * (point.flow[1] - v) for dx, dy, point in both)
    zoom = top / sum(dx * dx + dy * dy for dx, dy, _ in both)
    return Camera((u - zoom * x, v - zoom * y), zoom)


def _from_middle(place: Vector) -> Vector:
    return place[0] - FRAME_WIDTH / 2, place[1] - HEIGHT / 2
