"""What the camera sees at each frame, and where a place in the scene then lies in the picture."""

import math
from dataclasses import dataclass
from random import Random

from labs.scene import FRAME_WIDTH, Scene
from labs.story import moment


@dataclass(frozen=True, slots=True)
class View:
    """What the camera sees: the middle of the frame in units, magnification, roll clockwise."""

    x: float
    y: float
    zoom: float = 1.0
    roll_rad: float = 0.0


def view(scene: Scene, frame: int) -> View:
    """Return what the camera sees in `frame`."""
    camera, home = scene.camera, home_view(scene)
    if not camera.moves:
        return home
    share = moment(scene, frame) / max(moment(scene, scene.frames - 1), 1)
    trembling = _trembling(scene.seed, camera.shake, moment(scene, frame) / scene.fps)
    return View(
        home.x + camera.pan[0] * share + trembling[0],
        home.y + camera.pan[1] * share + trembling[1],
        camera.zoom**share,
        trembling[2],
    )


def home_view(scene: Scene) -> View:
    """Return what a camera at rest sees: the frame's left upper corner lies at (0, 0)."""
    width, height = scene.size_px
    return View(FRAME_WIDTH / 2, FRAME_WIDTH * height / width / 2)


def _trembling(seed: int, shake: float, time_s: float) -> tuple[float, float, float]:
    """Return a hand's offset to the right, down (units, `shake` root mean square), and roll."""
    if shake == 0:
        return 0.0, 0.0, 0.0
    random = Random(seed)  # noqa: S311 - no secret

    def sway() -> float:
        # A hand sways slowly and trembles faster and less; each part has a phase of its own.
        parts = ((0.7, 0.75), (1.9, 0.55), (4.3, 0.30), (8.1, 0.20))
        total = sum(
            size * math.sin(2 * math.pi * (rate_hz * time_s + random.random()))
            for rate_hz, size in parts
        )
        return total * math.sqrt(2 / sum(size**2 for _, size in parts))

    return shake * sway(), shake * sway(), 0.0012 * shake * sway()
