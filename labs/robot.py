"""The main subject: a wind-up tin robot, in parts that walk."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from labs.compose import lay, patch, placed
from labs.paint import MARGIN, Easel, Sprite, bgr, box, ellipse, mix, smooth, stroke
from labs.scene import EXTENTS, SUBJECT

STRIDE = 36.0
"""Units it moves forward in one full step of both legs."""

RED, CREAM, STEEL, DARK, BRASS = (
    bgr(code) for code in ("#D2452A", "#F3E6CB", "#A9B4BA", "#2B343B", "#DDAE45")
)


def robot_sprite(way: float, density: float) -> Sprite:
    """Return the robot as it looks after walking `way` units, heading right."""
    phase = 2 * np.pi * way / STRIDE
    left, right, high = EXTENTS[SUBJECT]
    columns = round(2 * (max(left, right) + MARGIN) * density)
    rows = round((high + 2 * MARGIN) * density)
    sheet = np.zeros((rows, columns, 4), np.float32)
    foot_px = (columns / 2, rows - MARGIN * density)
    bob, sway = 1.6 * abs(np.sin(phase)), 0.022 * np.sin(phase)

    def put(name: str, x: float, up: float, turn: float = 0.0, high: float = 1.0) -> None:
        # The upper body sways about the hips.
        x += (up - 30) * sway if up > 30 else 0
        joint = foot_px[0] + x * density, foot_px[1] - up * density
        matrix = placed(joint, density, (1.0, high), turn)
        lay(sheet, patch(_part(name, density), matrix, (rows, columns)))

    put("far arm", 15, 63 + bob, 0.5 * np.sin(phase))
    put("shaft", -25, 52 + bob)
    put("key", -25, 52 + bob, high=float(np.cos(phase / 2)))
    _leg(put, 9, phase + np.pi, "far leg")
    _leg(put, -7, phase, "near leg")
    put("body", 0, 26 + bob, sway)
    put("head", 3, 71 + bob, -1.6 * sway)
    put("near arm", -13, 63 + bob, -0.5 * np.sin(phase))
    return Sprite(sheet, density, foot_px)


def _leg(put: Callable[..., None], x: float, phase: float, name: str) -> None:
    # A foot swings forward while it is lifted, and back as fast as the robot goes while it stands.
    forward, lift = STRIDE / 4 * np.sin(phase), max(0.0, 5.5 * np.cos(phase))
    put(name, x + forward, 30 + lift, -0.10 * np.sin(phase))


@lru_cache(maxsize=32)
def _part(name: str, density: float) -> Sprite:
    (width, height, below), paint = _PARTS[name]
    easel = Easel(width, height, density, seed=len(name), below=below)
    paint(easel)
    return easel.finish()


def _leg_part(shade: float) -> Callable[[Easel], None]:
    def paint(easel: Easel) -> None:
        easel.solid(box(easel, (0, -11), (10, 26), 3), STEEL * shade, 4.5, 0.35)
        for up in (-8, -13, -18):
            easel.flat(box(easel, (0, up), (10.5, 1.0)), DARK, 0.45, 0.8)
        boot = np.minimum(
            box(easel, (2.5, -25.6), (21, 8.6), 3.6), box(easel, (-0.5, -22), (13, 9), 3.5)
        )
        easel.solid(boot, RED * 0.92 * shade, 4.0, 0.4)
        easel.flat(box(easel, (2.5, -29.2), (20, 1.6), 0.8), DARK, 0.85)

    return paint


def _arm_part(shade: float) -> Callable[[Easel], None]:
    def paint(easel: Easel) -> None:
        arm = stroke(easel, [(0, 0), (-1, -12), (4, -22)], 7.5)
        easel.solid(arm, STEEL * shade, 3.6, 0.4)
        for x, up in ((-0.5, -7), (-0.6, -11), (1.2, -15.5)):
            easel.flat(box(easel, (x, up), (8, 1.0)), DARK, 0.4, 0.8)
        claw = np.abs(ellipse(easel, (6.5, -27), (4.6, 4.6))) - 1.6
        gap = box(easel, (11, -29.5), (6, 3.4))
        easel.solid(np.maximum(claw, -gap), RED * shade, 1.6, 0.35)
        easel.solid(ellipse(easel, (0, 0), (6.2, 6.2)), RED * 0.95 * shade, 5.5, 0.5)
        easel.flat(ellipse(easel, (0, 0), (1.7, 1.7)), BRASS * shade, 0.95)

    return paint


def _shaft(easel: Easel) -> None:
    easel.solid(stroke(easel, [(-5, 0), (12, 0)], 3.0), BRASS * 0.85, 1.5, 0.4)


def _key(easel: Easel) -> None:
    for up in (6.2, -6.2):
        ring = np.abs(ellipse(easel, (-3, up), (5.4, 5.4))) - 2.0
        easel.solid(ring, BRASS, 2.0, 0.6)


def _body(easel: Easel) -> None:
    easel.solid(box(easel, (2, 3), (30, 8), 3), DARK * 1.3, 3, 0.2)
    torso = box(easel, (0, 25), (46, 42), 8)
    paint = np.broadcast_to(RED, (*easel.x.shape, 3))
    # Enamel that walked into things before.
    worn = np.sin(easel.x * 1.7 + easel.up) * np.sin(easel.up * 1.3 - easel.x * 0.6)
    paint = mix(paint, RED * 0.86, smooth(0.2, 0.9, worn) * 0.6)
    easel.solid(torso, paint, 11, 0.55)
    easel.flat(np.abs(box(easel, (0, 25), (41, 37), 6)) - 0.35, RED * 0.55, 0.7)
    for x in (-18.5, 18.5):
        for up in (10, 40):
            easel.solid(ellipse(easel, (x, up), (1.5, 1.5)), BRASS, 1.2, 0.5)
    easel.solid(box(easel, (3, 27), (27, 23), 3), CREAM, 1.6, 0.2)
    easel.solid(ellipse(easel, (-2.5, 29.5), (6.6, 6.6)), STEEL, 1.6, 0.4)
    easel.flat(ellipse(easel, (-2.5, 29.5), (5.3, 5.3)), bgr("#FBFAF2"))
    easel.flat(stroke(easel, [(-2.5, 29.5), (0.6, 33)], 0.9), bgr("#C23B22"))
    for place, code in (
        ((8.5, 33.2), "#E0A83C"),
        ((8.5, 27.0), "#4E9A8C"),
        ((8.5, 20.8), "#C94F38"),
    ):
        easel.solid(ellipse(easel, place, (2.5, 2.5)), bgr(code), 2.2, 0.6)
    for x in (-7.0, -4.0, -1.0, 2.0):
        easel.flat(box(easel, (x, 19.6), (1.3, 4.2), 0.6), DARK, 0.8)


def _head(easel: Easel) -> None:
    easel.solid(box(easel, (-1, 0), (14, 7), 2), DARK * 1.4, 2.5, 0.3)
    easel.solid(stroke(easel, [(-3, 30), (-4, 38)], 1.6), STEEL, 0.8, 0.4)
    easel.solid(ellipse(easel, (-4, 40), (3.2, 3.2)), bgr("#F0B93A"), 3, 0.8)
    for x in (-21.0, 21.0):
        easel.solid(box(easel, (x, 16), (6, 11), 2.4), STEEL * 0.9, 2.6, 0.4)
    easel.solid(box(easel, (0, 17), (40, 28), 8), CREAM, 9, 0.5)
    easel.solid(box(easel, (3.5, 18.5), (30, 16), 6.5), DARK, 2.2, 0.25)
    for x in (-3.5, 10.5):
        easel.flat(ellipse(easel, (x, 18.8), (6.2, 6.2)), bgr("#5FD0D8"), 0.35, 3.0)
        easel.solid(ellipse(easel, (x, 18.8), (4.3, 4.3)), bgr("#C9FBF7"), 2.4, 0.3)
        easel.flat(ellipse(easel, (x + 1.2, 18.4), (1.9, 2.2)), bgr("#12343C"))
        easel.flat(ellipse(easel, (x + 0.4, 20.0), (0.8, 0.8)), bgr("#FFFFFF"))
    smile = [(-1.5, 7.4), (1.0, 6.2), (4.0, 5.9), (7.0, 6.4), (9.0, 7.6)]
    easel.flat(stroke(easel, smile, 1.3), bgr("#8C4A32"), 0.9)
    for x in (-8.5, 15.8):
        easel.flat(ellipse(easel, (x, 9.0), (3.4, 2.2)), bgr("#E4785C"), 0.35, 2.0)


_PARTS = {
    "far leg": ((26, 6, 32), _leg_part(0.72)),
    "near leg": ((26, 6, 32), _leg_part(1.0)),
    "far arm": ((30, 8, 34), _arm_part(0.72)),
    "near arm": ((30, 8, 34), _arm_part(1.0)),
    "shaft": ((36, 4, 4), _shaft),
    "key": ((24, 14, 14), _key),
    "body": ((48, 48, 2), _body),
    "head": ((50, 44, 4), _head),
}
