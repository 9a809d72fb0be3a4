"""Film a scene: the light, the shadows, the lens and the sensor between the desk and the clip."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.kinds import Kind
from labs.camera import view
from labs.compose import Matrix, darken, lay
from labs.paint import Plane, blurred
from labs.room import empty_room, origin_px
from labs.scene import Scene
from labs.story import SOFT, gain, held, moment, other_wall, strength
from labs.things import Ground, Thing, things

LENS_PX = 0.6
"""Blur of the lens (standard deviation): what keeps edges from stepping."""
SHADOW_UNITS = 2.0
"""Blur of shadows: the window is wide."""
SHADOW_DEPTH = (np.float32(0.50), np.float32(0.56), np.float32(0.60))
"""What a shadow takes of blue, green and red: the light of the room still reaches it."""
VIGNETTE = 0.16
"""What the corners of the frame lose."""


def render(scene: Scene) -> Iterator[NDArray[np.uint8]]:
    """Yield the frames of `scene`, each (H, W, 3) uint8 BGR; equal scenes give equal pixels."""
    width, height = scene.size_px
    vignette = _vignette(width, height)
    last: NDArray[np.uint8] | None = None
    for frame in range(scene.frames):
        if last is None or not held(scene, frame):
            seen = _through_lens(_filmed(scene, frame), scene, frame)
            seen *= vignette
            if (light := gain(scene, frame)) != (1.0, 1.0, 1.0):
                seen *= np.array(light, np.float32)
            last = _compressed(_recorded(seen, scene, frame), scene, frame)
        yield last


def _filmed(scene: Scene, frame: int) -> Plane:
    """Return the stage as the camera is directed at it, (H, W, 3) float32, 0 to 1."""
    width, height = scene.size_px
    # What the camera will magnify is painted that much finer.
    scale = scene.pixels_per_unit * max(1.0, scene.camera.zoom)
    stage = _backdrop(scene, frame, scale)
    left, top = origin_px(scale)
    if not scene.camera.moves:
        stage, left, top = stage[top : top + height, left : left + width], 0, 0
    canvas = stage.copy()
    _furnish(canvas, things(scene, frame, Ground(scale, (left, top), canvas.shape[:2])), scale)
    if not scene.camera.moves:
        return canvas
    matrix = _camera_matrix(scene, frame, scale, (left, top))
    flags, border = cv2.INTER_CUBIC, cv2.BORDER_REPLICATE
    filmed = cv2.warpAffine(canvas, matrix, (width, height), flags=flags, borderMode=border)
    return np.asarray(filmed, np.float32)


def _backdrop(scene: Scene, frame: int, scale: float) -> Plane:
    room = empty_room(scene.seed, scale)
    if share := other_wall(scene, frame):
        return room * np.float32(1 - share) + empty_room(scene.seed, scale, 1) * np.float32(share)
    return room


def _furnish(canvas: Plane, present: list[Thing], scale: float) -> None:
    """Draw shadows, then things from back to front."""
    shade = np.zeros(canvas.shape[:2], np.float32)
    for thing in present:
        darken(shade, thing.shadow, 0.85 * thing.opacity)
        if thing.contact:
            darken(shade, thing.contact, 0.9 * thing.opacity)
    soft = blurred(shade, SHADOW_UNITS * scale)
    canvas *= cv2.merge([1 - depth * soft for depth in SHADOW_DEPTH])
    for thing in present:
        lay(canvas, thing.body, thing.opacity)


def _camera_matrix(scene: Scene, frame: int, scale: float, corner: tuple[int, int]) -> Matrix:
    """Return the (2, 3) matrix from places on the stage to places in the frame, in pixels."""
    width, height = scene.size_px
    seen = view(scene, frame)
    zoom = seen.zoom * scene.pixels_per_unit / scale
    cosine, sine = zoom * np.cos(seen.roll_rad), zoom * np.sin(seen.roll_rad)
    linear = np.array([[cosine, sine], [-sine, cosine]])
    middle = np.array([seen.x * scale + corner[0], seen.y * scale + corner[1]]) - 0.5
    return np.column_stack([linear, np.array([width / 2, height / 2]) - 0.5 - linear @ middle])


def _through_lens(stage: Plane, scene: Scene, frame: int) -> Plane:
    unfocused = SOFT * strength(scene, Kind.SOFT, frame) * scene.pixels_per_unit
    return blurred(stage, float(np.hypot(LENS_PX, unfocused)))


def _vignette(width: int, height: int) -> Plane:
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    kept = (1 - VIGNETTE * ((x**2 + y**2) / 2) ** 1.5).astype(np.float32)
    return np.asarray(cv2.merge([kept] * 3), np.float32)


def _recorded(light: Plane, scene: Scene, frame: int) -> NDArray[np.uint8]:
    """Return `light` (0 to 1) as the sensor records it: (H, W, 3) uint8 with grain."""
    levels = light * np.float32(255)
    grain = _grain(scene, frame, np.asarray(cv2.cvtColor(levels, cv2.COLOR_BGR2GRAY)))
    # This sum rounds, and stays within 0 and 255.
    return np.asarray(cv2.add(levels, grain, dtype=cv2.CV_8U), np.uint8)


def _grain(scene: Scene, frame: int, grey: Plane) -> Plane:
    """Return (H, W, 3) float32 noise in grey levels for a picture that is `grey` (H, W)."""
    rows, columns = grey.shape
    random = np.random.default_rng((scene.seed, moment(scene, frame)))
    luma = random.standard_normal((rows, columns), np.float32)
    # The more light, the more its quanta scatter: with the square root.
    luma *= np.sqrt(np.maximum(grey, 6) / 128)
    # Colour noise is coarser: a sensor sees each colour at only some of its pixels.
    coarse = random.standard_normal(((rows + 1) // 2, (columns + 1) // 2, 3), np.float32)
    chroma = cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_NEAREST)
    both = cv2.addWeighted(
        cv2.merge([luma] * 3), 0.9 * scene.grain, chroma, 0.44 * scene.grain, 0.0
    )
    return np.asarray(both, np.float32)


def _compressed(picture: NDArray[np.uint8], scene: Scene, frame: int) -> NDArray[np.uint8]:
    severity = strength(scene, Kind.ARTIFACT, frame)
    if severity == 0:
        return picture
    quality = round(40 - 34 * severity)
    _, packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)
