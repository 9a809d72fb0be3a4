"""Turn what a story says of a frame into things that can be drawn."""

from dataclasses import dataclass
from functools import lru_cache

from labs.compose import Matrix, hue_turned, placed, swum
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


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """One thing in one frame: its painting, and where that, its shadow and its contact go."""

    sprite: Sprite
    depth: float
    opacity: float
    hangs: bool
    matrix: Matrix
    shadow: Matrix
    contact: Matrix


def things(scene: Scene, frame: int, scale: float, corner_px: tuple[int, int]) -> list[Thing]:
    """Return what there is in `frame`, back to front.

    `scale` is the canvas's pixels per unit, `corner_px` where the frame's left upper corner at
    rest lies on the canvas.
    """
    present = [_prop(pose(scene, prop, frame), scale, corner_px) for prop in scene.props]
    subject = stand(scene, frame)
    if subject:
        present.append(_subject(subject, scale, corner_px))
    return sorted(present, key=lambda thing: (not thing.hangs, thing.depth))


@lru_cache(maxsize=4)
def contact(density: float) -> Sprite:
    """Return the dark spot under a thing two units wide, where no light gets in."""
    easel = Easel(4, 2, density, below=1)
    easel.flat(ellipse(easel, (0, 0), (1.0, 0.35)), bgr("#000000"), soft=0.5)
    return easel.finish()


@lru_cache(maxsize=16)
def _painting(look: Look, density: float, hue_deg: float) -> Sprite:
    sprite = prop_sprite(look, density)
    return hue_turned(sprite, hue_deg) if hue_deg else sprite


def _prop(current: Pose, scale: float, corner_px: tuple[int, int]) -> Thing:
    sprite = _painting(current.look, scale * FINER, current.hue_deg)
    if current.swim:
        sprite = swum(sprite, current.swim, current.swim_rad)
    x, y = current.x * scale + corner_px[0], current.y * scale + corner_px[1]
    hangs = current.look in ON_WALL
    matrix = placed(x, y, scale, current.stretch, lean=current.lean)
    dropped = placed(x + DROP[0] * scale, y + DROP[1] * scale, scale, current.stretch)
    left, right, _ = EXTENTS[current.look]
    return Thing(
        sprite=sprite,
        depth=current.y,
        opacity=current.opacity,
        hangs=hangs,
        matrix=matrix,
        shadow=dropped if hangs else _fallen(matrix),
        contact=placed(x, y, scale * min(left, right) * current.stretch[0]),
    )


def _subject(current: Stand, scale: float, corner_px: tuple[int, int]) -> Thing:
    sprite = robot_sprite(current.way, scale * FINER)
    if current.hue_deg:
        sprite = hue_turned(sprite, current.hue_deg)
    x, y = current.x * scale + corner_px[0], current.y * scale + corner_px[1]
    matrix = placed(x, y, scale, (current.heading, 1.0))
    return Thing(
        sprite=sprite,
        depth=current.y,
        opacity=1.0,
        hangs=False,
        matrix=matrix,
        shadow=_fallen(matrix),
        contact=placed(x, y, scale * 22),
    )


def _fallen(matrix: Matrix) -> Matrix:
    """Return where the shadow goes of a thing that stands where `matrix` puts it."""
    shadow = matrix.copy()
    across, along = SHADOW
    # What stood `high` above the foot lies to the right of it and in front.
    shadow[0, :2] -= across * matrix[1, :2]
    shadow[1, :2] *= -along
    return shadow
