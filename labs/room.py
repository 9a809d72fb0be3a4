"""Paint the empty room: a papered wall, a window, a curtain, and the desk in its light."""

import math
from functools import lru_cache

import cv2
import numpy as np

from labs.paint import Plane, bgr, blurred, mix, smooth
from labs.scene import STAGE
from labs.texture import clouds

DESK_BACK = 226.0
"""Where the desk meets the wall."""
DESK_FRONT = 338.0
"""Where its top ends and its front begins."""
EYE = 60.0
"""The height of the horizon: the desk's top recedes towards it."""

WINDOW = (28.0, 8.0, 208.0, 176.0)
"""Left, top, right and bottom of the window's opening."""

PAPERS = (("#9DB0A4", "#B4C2B1"), ("#B79A86", "#CDB49C"))
"""Ground and ornament of the two wallpapers: the room's own, and the one of a changed backdrop."""


def origin_px(pixels_per_unit: float) -> tuple[int, int]:
    """Return where the frame's left upper corner at rest lies on the stage: column and row."""
    return math.ceil(-STAGE[0] * pixels_per_unit), math.ceil(-STAGE[1] * pixels_per_unit)


@lru_cache(maxsize=4)
def empty_room(seed: int, pixels_per_unit: float, paper: int = 0) -> Plane:
    """Return the whole stage without any thing in it: (H, W, 3) float32 BGR, 0 to 1, read-only."""
    left, top = (-px / pixels_per_unit for px in origin_px(pixels_per_unit))
    columns = math.ceil((STAGE[2] - left) * pixels_per_unit)
    rows = math.ceil((STAGE[3] - top) * pixels_per_unit)
    x, y = np.meshgrid(
        (left + (np.arange(columns) + 0.5) / pixels_per_unit).astype(np.float32),
        (top + (np.arange(rows) + 0.5) / pixels_per_unit).astype(np.float32),
    )
    random = np.random.default_rng(seed)
    room = _desk(x, y, random, pixels_per_unit)
    back = round((DESK_BACK - top) * pixels_per_unit)
    upper = slice(None, back)
    room[upper] = _wall(x[upper], y[upper], random, pixels_per_unit, paper)
    _window(room[upper], x[upper], y[upper], random, pixels_per_unit)
    _curtain(room[upper], x[upper], y[upper], random, pixels_per_unit)
    room = np.clip(room, 0, 1)
    room.flags.writeable = False
    return room


def _wall(x: Plane, y: Plane, random: np.random.Generator, scale: float, paper: int) -> Plane:
    ground, ornament = (bgr(code) for code in PAPERS[paper])
    # Sprigs in a half-drop repeat, each a stem with four leaves.
    column = np.floor(x / 30)
    u = x - column * 30 - 15
    v = np.mod(y + 19 * np.mod(column, 2), 38) - 19
    leaf = np.full(x.shape, np.inf, np.float32)
    for side, height in ((-1, -4.0), (1, -4.0), (-1, 4.0), (1, 4.0)):
        across, along = u - side * 4.6, v - height
        turned = along + side * across * 0.75
        leaf = np.minimum(leaf, np.hypot(across / 4.2, turned / 1.9) - 1)
    stem = np.maximum(np.abs(u) - 0.5, np.abs(v) - 10) / 2
    mark = np.clip(0.5 - np.minimum(leaf, stem) * 3 * scale, 0, 1)
    mark *= 0.75 + 0.12 * clouds(random, x.shape, (5 * scale, 5 * scale), 3)
    wall = mix(np.broadcast_to(ground, (*x.shape, 3)), ornament, np.clip(mark, 0, 1))
    rough = clouds(random, x.shape, (90 * scale, 90 * scale), 7, 0.62)
    fibre = clouds(random, x.shape, (2.2 * scale, 5 * scale), 2)
    wall *= (1 + 0.022 * rough + 0.016 * fibre)[..., None]
    # The wall around a window glows, and darkens with the distance and towards the ceiling.
    away = np.hypot((x - 140) / 520, (y - 150) / 330)
    wall *= (1.02 - 0.42 * smooth(0.1, 1.25, away))[..., None]
    # A low shadow where the desk keeps the light from the wall.
    shade = 1 - 0.28 * smooth(-16, 0, y - DESK_BACK) ** 2
    return np.asarray(wall * shade[..., None], np.float32)


def _window(room: Plane, x: Plane, y: Plane, random: np.random.Generator, scale: float) -> None:
    left, top, right, bottom = WINDOW
    wood = bgr("#EDE6D8")
    middle, cross = (left + right) / 2, top + (bottom - top) * 0.42

    def inside(grow: float) -> Plane:
        distance = np.maximum(np.maximum(left - x, x - right), np.maximum(top - y, y - bottom))
        return np.asarray(np.clip(0.5 - (distance - grow) * scale, 0, 1), np.float32)

    # The casing throws a soft shadow on the paper, away from the light.
    shade = blurred(inside(11), 4 * scale)
    room *= (1 - 0.22 * shade)[..., None]
    grain = clouds(random, x.shape, (3 * scale, 40 * scale), 4)
    frame = wood * (0.9 + 0.02 * grain)[..., None]
    edge = np.minimum(np.minimum(x - left, right - x), np.minimum(y - top, bottom - y))
    frame *= (1 - 0.22 * np.clip(1 - np.abs(edge + 3.5) * 0.9, 0, 1))[..., None]
    room[:] = mix(room, frame, inside(9))
    view = _outdoors(x, y, random, scale)
    bars = np.minimum(np.abs(x - middle), np.abs(y - cross)) - 2.6
    glass = inside(-1.5) * np.clip(0.5 + bars * scale, 0, 1)
    glow = blurred(glass, 9 * scale)
    room[:] = mix(room, view, glass)
    room += 0.10 * glow[..., None] * bgr("#FFF6E2")
    sill = np.maximum(np.abs(y - bottom - 10) - 4.5, np.abs(x - middle) - (right - left) / 2 - 16)
    board = wood * (1.0 - 0.18 * smooth(-2, 3, y - bottom - 10) + 0.02 * grain)[..., None]
    shade = np.maximum(np.abs(y - bottom - 17) - 5, np.abs(x - middle - 3) - 104) / 8
    room *= (1 - 0.25 * np.clip(0.5 - shade, 0, 1))[..., None]
    room[:] = mix(room, board, np.clip(0.5 - sill * scale, 0, 1))


def _outdoors(x: Plane, y: Plane, random: np.random.Generator, scale: float) -> Plane:
    sky = mix(np.broadcast_to(bgr("#BFDDEA"), (*x.shape, 3)), bgr("#FBF3DC"), smooth(0, 150, y))
    drift = clouds(random, x.shape, (70 * scale, 26 * scale), 5, 0.5)
    sky = mix(sky, bgr("#FFFFFF"), 0.75 * smooth(0.1, 1.6, drift))
    crown = clouds(random, x.shape, (36 * scale, 36 * scale), 6, 0.6)
    hill = 132 + 10 * np.sin(x / 34) + 3.5 * crown
    trees = mix(
        np.broadcast_to(bgr("#7E9C6A"), (*x.shape, 3)), bgr("#B9C98F"), smooth(-1, 1.5, crown)
    )
    view = mix(sky, trees, smooth(-2.5, 2.5, y - hill))
    # Out of focus: the camera looks at the desk.
    return blurred(view, 2.0 * scale)


def _curtain(room: Plane, x: Plane, y: Plane, random: np.random.Generator, scale: float) -> None:
    cloth = bgr("#E9D9BE")
    weave = clouds(random, x.shape, (1.6 * scale, 30 * scale), 2)
    for outer, inner, tie in ((-14.0, 46.0, 1.0), (254.0, 190.0, -1.0)):
        # Gathered towards the wall at two thirds of its height, and falling from there.
        waist = np.exp(-(((y - 128) / 34) ** 2))
        edge = inner - tie * 22 * waist + tie * 5 * smooth(60, -40, y)
        width = np.abs(edge - outer)
        fold = np.abs(x - outer) / width
        wave = np.sin(fold * 6.2 * np.pi + 0.6 * np.sin(y / 31))
        light = 0.80 + 0.17 * wave + 0.06 * weave - 0.10 * waist
        alpha = np.clip(0.5 - (tie * (x - edge)) * scale, 0, 1)
        alpha *= np.clip(0.5 + (tie * (x - outer)) * scale, 0, 1) * np.clip(
            0.5 - (y - 214 - 1.5 * wave) * scale, 0, 1
        )
        shade = blurred(alpha.astype(np.float32), 5 * scale)
        room *= (1 - 0.25 * shade)[..., None]
        room[:] = mix(room, cloth * np.clip(light, 0, 1.1)[..., None], 0.97 * alpha)
        band = np.abs(y - 128 - 2 * wave) - 3.5
        room[:] = mix(
            room, bgr("#B9754A") * light[..., None], alpha * np.clip(0.5 - band * scale, 0, 1)
        )


def _desk(x: Plane, y: Plane, random: np.random.Generator, scale: float) -> Plane:
    # Where the ray through (x, y) meets the desk: u along it, v towards the wall.
    depth = (DESK_FRONT - EYE) / np.maximum(np.minimum(y, DESK_FRONT) - EYE, 1.0)
    u, v = (x - 320) * depth, (depth - 1) * 420
    rows, columns = 720, 1024
    long_grain = clouds(random, (rows, columns), (300, 9), 5, 0.62)
    pores = clouds(random, (rows, columns), (26, 1.6), 2, 0.5)
    plank = np.floor(v / 62)
    sample_x = np.mod(u * 0.8 + plank * 331, columns).astype(np.float32)
    sample_y = np.mod(v * 1.9 + plank * 97, rows).astype(np.float32)

    def laid(texture: Plane) -> Plane:
        wrap = cv2.BORDER_WRAP
        laid_out = cv2.remap(texture, sample_x, sample_y, cv2.INTER_LINEAR, borderMode=wrap)
        return np.asarray(laid_out, np.float32)

    rings = laid(long_grain)
    tone = 0.5 + 0.22 * rings + 0.12 * np.sin(5.5 * rings) + 0.10 * np.sin(plank * 12.9898)
    wood = mix(np.broadcast_to(bgr("#7A4A2A"), (*x.shape, 3)), bgr("#C08A56"), np.clip(tone, 0, 1))
    wood *= (1 - 0.07 * smooth(0.3, 2.2, laid(pores)))[..., None]
    near = np.abs(np.mod(v + 31, 62) - 31)
    wood *= (1 - 0.45 * np.clip(1.3 - near * 1.1, 0, 1))[..., None]
    wood *= (0.80 + 0.22 * smooth(DESK_BACK, DESK_FRONT, y) - 0.12 * smooth(250, 760, x))[..., None]
    wood *= (1 - 0.35 * smooth(14, 0, y - DESK_BACK))[..., None]
    wood += 0.30 * _sunlight(x, y, scale)[..., None] * wood * bgr("#FFE3B0") * 1.6
    return _front(wood, x, y, random, scale)


def _sunlight(x: Plane, y: Plane, scale: float) -> Plane:
    """Return how much of the window's light falls on each place of the desk, 0 to 1."""
    # The window, laid onto the desk: the farther from the wall, the farther to the right.
    along = (y - DESK_BACK) / (DESK_FRONT - DESK_BACK)
    across = (x - 120 - 150 * along) / (1 + 0.25 * along)
    pane = np.minimum(np.abs(np.abs(across - 75) - 36) - 31, 0)
    height = np.abs(np.abs(along - 0.52) - 0.22) - 0.185
    lit = np.clip(-pane / 6, 0, 1) * np.clip(-height / 0.05, 0, 1)
    return blurred(lit, 2.2 * scale)


def _front(wood: Plane, x: Plane, y: Plane, random: np.random.Generator, scale: float) -> Plane:
    grain = clouds(random, x.shape, (160 * scale, 4 * scale), 5, 0.6)
    board = bgr("#6B3F24") * (0.92 + 0.10 * grain)[..., None]
    board *= (1 - 0.5 * smooth(6, 70, y - DESK_FRONT))[..., None]
    wood = mix(wood, board, np.clip(0.5 + (y - DESK_FRONT) * scale, 0, 1))
    lip = np.exp(-(((y - DESK_FRONT + 0.5) / 1.6) ** 2))
    return np.asarray(wood * (1 + 0.35 * lip)[..., None], np.float32)
