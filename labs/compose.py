"""Put sprites onto a picture: moved, turned, stretched, bent, recoloured."""

from dataclasses import dataclass

import cv2
import numpy as np

from labs.paint import Plane, Sprite

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]
"""(2, 3): takes a sprite's places in units (x, y down, from its foot) to pixels of the canvas."""


def placed(
    foot_px: tuple[float, float],
    pixels_per_unit: float,
    stretch: tuple[float, float] = (1.0, 1.0),
    turn_rad: float = 0.0,
    lean: float = 0.0,
) -> Matrix:
    """Return the matrix that stands a thing's foot at `foot_px` (x, y).

    `stretch` is its width and height against the painting, `turn_rad` turns it clockwise about its
    foot, `lean` moves its head to the right by that share of its height.
    """
    cosine, sine = np.cos(turn_rad), np.sin(turn_rad)
    shape = np.array([[stretch[0], -lean * stretch[1]], [0, stretch[1]]])
    turned = np.array([[cosine, -sine], [sine, cosine]]) @ shape * pixels_per_unit
    return np.column_stack([turned, foot_px])


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """A sprite ready to be laid down: its pixels (h, w, 4), and the rows and columns they cover."""

    rows: slice
    columns: slice
    pixels: Plane


def patch(sprite: Sprite, matrix: Matrix, shape: tuple[int, int]) -> Patch:
    """Return what of `sprite` falls on a canvas of `shape` where `matrix` puts it."""
    height, width = sprite.pixels.shape[:2]
    linear = matrix[:, :2] / sprite.density
    # Pixels have their centres at half coordinates, OpenCV counts centres.
    foot = np.array(sprite.foot_px)
    whole = np.column_stack([linear, matrix[:, 2] + linear @ (0.5 - foot) - 0.5])
    corners = whole[:, :2] @ np.array([[0, width, 0, width], [0, 0, height, height]])
    corners += whole[:, 2:]
    left, top = np.floor(corners.min(1)).astype(int).clip(0)
    right, bottom = np.minimum(np.ceil(corners.max(1)).astype(int) + 1, shape[::-1])
    if left >= right or top >= bottom:
        return Patch(slice(0), slice(0), np.zeros((0, 0, 4), np.float32))
    whole[:, 2] -= (left, top)
    pixels = cv2.warpAffine(sprite.pixels, whole, (int(right - left), int(bottom - top)))
    return Patch(slice(top, bottom), slice(left, right), np.asarray(pixels, np.float32))


def lay(canvas: Plane, piece: Patch, opacity: float = 1.0) -> None:
    """Lay `piece` over `canvas`, an (H, W, 3 or 4) float32 picture, in place."""
    if not piece.pixels.size:
        return
    pixels = piece.pixels if opacity == 1 else piece.pixels * np.float32(opacity)
    part = canvas[piece.rows, piece.columns]
    # A plane per channel: NumPy is slow at stretching one plane over three.
    part *= cv2.merge([1 - pixels[..., 3]] * canvas.shape[2])
    part += pixels[..., : canvas.shape[2]]


def darken(shade: Plane, piece: Patch, strength: float) -> None:
    """Raise `shade`, an (H, W) float32 map, to the alpha of `piece` times `strength`, in place."""
    part = shade[piece.rows, piece.columns]
    np.maximum(part, piece.pixels[..., 3] * np.float32(strength), out=part)


def swum(sprite: Sprite, units: float, phase_rad: float) -> Sprite:
    """Return `sprite` with its rows swinging `units` to and fro, its foot at rest."""
    height, width = sprite.pixels.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    up = np.clip((sprite.foot_px[1] - y) / height, 0, 1)
    swing = units * sprite.density * np.sin(2 * np.pi * 1.2 * up + phase_rad) * np.sqrt(up)
    pixels = cv2.remap(sprite.pixels, (x - swing).astype(np.float32), y, cv2.INTER_LINEAR)
    return Sprite(pixels.astype(np.float32, copy=False), sprite.density, sprite.foot_px)


LUMINANCE = np.array([0.0722, 0.7152, 0.2126], np.float32)
"""Weights of blue, green and red in linear light, ITU-R BT.709."""


def hue_turned(sprite: Sprite, degrees: float) -> Sprite:
    """Return `sprite` with every hue turned by `degrees`, at the same luminance.

    The colour's distance to the grey of its luminance is turned about the axis of greys; where
    the result leaves what a screen can show it is paled, never brightened.
    """
    alpha = np.maximum(sprite.pixels[..., 3:], 1e-4)
    linear = _linear(np.clip(sprite.pixels[..., :3] / alpha, 0, 1))
    grey = (linear @ LUMINANCE)[..., None]
    chroma = (linear - grey) @ _turn_about_grey(degrees).T
    room = np.where(chroma > 0, 1 - grey, grey) / np.maximum(np.abs(chroma), 1e-6)
    colour = _screen(grey + chroma * np.minimum(room.min(-1, keepdims=True), 1))
    pixels = np.concatenate([colour * alpha, sprite.pixels[..., 3:]], -1).astype(np.float32)
    return Sprite(pixels, sprite.density, sprite.foot_px)


def _turn_about_grey(degrees: float) -> Plane:
    # An orthonormal pair in the plane of colours without luminance.
    first = np.cross(LUMINANCE, [1.0, 0.0, 0.0])
    first /= np.linalg.norm(first)
    second = np.cross(LUMINANCE / np.linalg.norm(LUMINANCE), first)
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    pair = np.stack([first, second])
    turn = np.array([[cosine, -sine], [sine, cosine]])
    return np.asarray(pair.T @ turn @ pair, np.float32)


def _linear(screen: Plane) -> Plane:
    # IEC 61966-2-1 (sRGB).
    low = screen / 12.92
    return np.where(screen <= 0.04045, low, ((screen + 0.055) / 1.055) ** 2.4).astype(np.float32)


def _screen(linear: Plane) -> Plane:
    value = np.clip(linear, 0, 1)
    high = 1.055 * value ** (1 / 2.4) - 0.055
    return np.where(value <= 0.0031308, value * 12.92, high).astype(np.float32)
