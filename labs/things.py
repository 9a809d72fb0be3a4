"""Turn what a story says of a frame into things that can be drawn."""

from dataclasses import dataclass
from functools import lru_cache

from labs.compose import Matrix, Patch, hue_turned, patch, placed, swum
from labs.paint import Easel, Sprite, bgr, ellipse
from labs.props import prop_sprite
from labs.robot import robot_sprite
from labs.scene import EXTENTS, ON_WALL, Look, Scene
from labs.story import Pose, Stand, pose, stand

FINER = 2.0
"""A sprite is painted this much finer than it is shown, so that it can move by parts of a pixel."""

SHADOW = (0.62, 0.20)
"""How far the shadow of a thing one unit high falls to the right and towards the viewer: the
window is behind it on the left, and the camera looks at the desk at a shallow angle."""

DROP = (4.0, 5.0)
"""How far the shadow of what hangs on the wall falls to the right and down, in units."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What things are drawn on: pixels per unit, where (0, 0) lies on it, its rows and columns."""

    scale: float
    corner_px: tuple[int, int]
    shape: tuple[int, int]

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where (x, y), in units, lies in pixels."""
        return x * self.scale + self.corner_px[0], y * self.scale + self.corner_px[1]


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """One thing in one frame: itself, its shadow, and the dark where it touches, if it stands."""

    depth: float
    opacity: float
    body: Patch
    shadow: Patch
    contact: Patch | None


def things(scene: Scene, frame: int, ground: Ground) -> list[Thing]:
    """Return what there is in `frame`, back to front."""
    present = [_prop(pose(scene, prop, frame), ground) for prop in scene.props]
    if subject := stand(scene, frame):
        present.append(_subject(subject, ground))
    return sorted(present, key=lambda thing: (thing.contact is not None, thing.depth))


@lru_cache(maxsize=32)  # most props stand as in the frame before
def _prop(current: Pose, ground: Ground) -> Thing:
    sprite = _painting(current.look, ground.scale * FINER, current.hue_deg)
    if current.swim:
        sprite = swum(sprite, current.swim, current.swim_rad)
    foot = ground.place(current.x, current.y)
    matrix = placed(foot, ground.scale, current.stretch, lean=current.lean)
    body = patch(sprite, matrix, ground.shape)
    if current.look in ON_WALL:
        below = ground.place(current.x + DROP[0], current.y + DROP[1])
        dropped = patch(sprite, placed(below, ground.scale, current.stretch), ground.shape)
        return Thing(current.y, current.opacity, body, dropped, None)
    shadow = patch(sprite, _fallen(matrix), ground.shape)
    half_width = min(EXTENTS[current.look][:2]) * current.stretch[0]
    touch = _touch(foot, half_width, ground)
    return Thing(current.y, current.opacity, body, shadow, touch)


def _subject(current: Stand, ground: Ground) -> Thing:
    sprite = robot_sprite(current.way, ground.scale * FINER)
    if current.hue_deg:
        sprite = hue_turned(sprite, current.hue_deg)
    foot = ground.place(current.x, current.y)
    matrix = placed(foot, ground.scale, (current.heading, 1.0))
    body, shadow = (patch(sprite, way, ground.shape) for way in (matrix, _fallen(matrix)))
    return Thing(current.y, 1.0, body, shadow, _touch(foot, 22, ground))


@lru_cache(maxsize=16)
def _painting(look: Look, density: float, hue_deg: float) -> Sprite:
    sprite = prop_sprite(look, density)
    return hue_turned(sprite, hue_deg) if hue_deg else sprite


def _touch(foot_px: tuple[float, float], half_width: float, ground: Ground) -> Patch:
    spot = _spot(ground.scale * FINER)
    return patch(spot, placed(foot_px, ground.scale * half_width), ground.shape)


@lru_cache(maxsize=4)
def _spot(density: float) -> Sprite:
    """Return the dark under a thing two units wide, where no light gets in."""
    easel = Easel(4, 2, density, below=1)
    easel.flat(ellipse(easel, (0, 0), (1.0, 0.35)), bgr("#000000"), soft=0.5)
    return easel.finish()


def _fallen(matrix: Matrix) -> Matrix:
    """Return where the shadow goes of a thing that stands where `matrix` puts it."""
    shadow = matrix.copy()
    across, along = SHADOW
    # What stood `high` above the foot lies to the right of it and in front.
    shadow[0, :2] -= across * matrix[1, :2]
    shadow[1, :2] *= -along
    return shadow
