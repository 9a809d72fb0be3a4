"""Paint small solid things: shapes as distances, shaded by the light of the room.

A shape is a signed distance: an (H, W) array, in units, negative inside. Coordinates of an easel
are units as well: `x` to the right of the thing's foot, `up` above it. Colours are BGR, 0 to 1, in
the values of the screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

Plane: TypeAlias = NDArray[np.floating[Any]]
"""(H, W) or (H, W, C), float32 where it is stored."""

LIGHT = np.array([-0.52, 0.62, 0.59], np.float32)
"""Where the light comes from: right, up, towards the viewer. Of length 1: the window is left."""
KEY = np.array([0.56, 0.63, 0.68], np.float32)
"""The colour of the light from the window: a little warm."""
FILL = np.array([0.52, 0.49, 0.47], np.float32)
"""The colour of what the room throws back: a little cold."""

MARGIN = 4.0


def bgr(code: str) -> Plane:
    """Return the colour (3,) float32 BGR, 0 to 1, that `code` writes as #RRGGBB.

    >>> bgr("#FF8000").round(2).tolist()
    [0.0, 0.5, 1.0]
    """
    red, green, blue = (int(code[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return np.array([blue, green, red], np.float32)


def mix(first: Plane, second: Plane, share: Plane | float) -> Plane:
    """Return `first` with `share` (0 to 1) of it replaced by `second`."""
    weight = np.asarray(share, np.float32)[..., None]
    return np.asarray(first * (1 - weight) + second * weight, np.float32)


def smooth(low: float, high: float, value: Plane) -> Plane:
    """Return 0 below `low`, 1 above `high`, and an even rise between them."""
    share = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)


def blurred(plane: Plane, sigma_px: float) -> Plane:
    """Return `plane` under a Gaussian blur."""
    return np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma_px), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Sprite:
    """A painted thing: (H, W, 4) float32 BGRA, colours already multiplied by alpha, 0 to 1.

    `density` is its pixels per unit, `foot_px` the place in it (x, y) that stands on the ground.
    """

    pixels: Plane
    density: float
    foot_px: tuple[float, float]


class Easel:
    """Holds a thing while it is painted, layer over layer."""

    def __init__(
        self, width: float, height: float, density: float, seed: int = 0, below: float = 0.0
    ) -> None:
        """Stretch a canvas for a thing of `width` x `height` units at `density` pixels per unit.

        `below` is how far the thing reaches under its foot: a leg hangs from its hip.
        """
        columns = round((width + 2 * MARGIN) * density)
        rows = round((height + below + 2 * MARGIN) * density)
        self.density = density
        self.foot_px = (columns / 2, rows - (MARGIN + below) * density)
        x = (np.arange(columns, dtype=np.float32) + 0.5 - self.foot_px[0]) / density
        up = (self.foot_px[1] - np.arange(rows, dtype=np.float32) - 0.5) / density
        self.x, self.up = (np.ascontiguousarray(grid) for grid in np.meshgrid(x, up))
        self._pixels = np.zeros((rows, columns, 4), np.float32)
        tooth = np.random.default_rng(seed).standard_normal((rows, columns)).astype(np.float32)
        tooth = blurred(tooth, 0.6 * density)
        self._tooth = tooth / max(float(tooth.std()), 1e-6)

    def flat(self, distance: Plane, colour: Plane, opacity: float = 1.0, soft: float = 0.0) -> None:
        """Lay an unshaded shape over what is there; `soft` is the width of its edge in units."""
        edge = max(soft, 1 / self.density)
        alpha = np.clip(0.5 - distance / edge, 0, 1) * opacity
        self._over(np.broadcast_to(colour, (*alpha.shape, 3)), alpha)

    def solid(
        self, distance: Plane, colour: Plane, bevel: float = 4.0, gloss: float = 0.15
    ) -> None:
        """Lay a shape over what is there that rises from its edge over `bevel` units."""
        depth = np.clip(-distance / bevel, 0, 1)
        down, right = np.gradient(distance, 1 / self.density)
        tilt = 1 - depth
        self.shaded(distance, colour, right * tilt, -down * tilt, gloss)

    def shaded(
        self, distance: Plane, colour: Plane, right: Plane, up: Plane, gloss: float = 0.15
    ) -> None:
        """Lay a shape over what is there, lit by its normal's parts to the right and up."""
        front = np.sqrt(np.clip(1 - right**2 - up**2, 0, 1))
        facing = np.clip(right * LIGHT[0] + up * LIGHT[1] + front * LIGHT[2], 0, 1)
        # Halfway between the light and the viewer stands what mirrors one into the other.
        half = LIGHT + np.array([0, 0, 1], np.float32)
        half /= np.linalg.norm(half)
        mirror = np.clip(right * half[0] + up * half[1] + front * half[2], 0, 1) ** 60
        sky = (0.82 + 0.18 * up)[..., None]
        albedo = colour * (1 + 0.025 * self._tooth[..., None])
        lit = albedo * (FILL * sky + KEY * 1.15 * facing[..., None]) + gloss * mirror[..., None]
        self._over(np.clip(lit, 0, 1), np.clip(0.5 - distance * self.density, 0, 1))

    def finish(self) -> Sprite:
        """Return the painting, softened so that it can be drawn at half its density."""
        return Sprite(blurred(self._pixels, 0.7), self.density, self.foot_px)

    def _over(self, colour: Plane, alpha: Plane) -> None:
        cover = alpha[..., None].astype(np.float32)
        self._pixels *= 1 - cover
        self._pixels[..., :3] += colour * cover
        self._pixels[..., 3:] += cover


def ellipse(easel: Easel, centre: tuple[float, float], radii: tuple[float, float]) -> Plane:
    """Return the distance to an upright ellipse (exact for circles, near the edge for others)."""
    x = (easel.x - centre[0]) / radii[0]
    up = (easel.up - centre[1]) / radii[1]
    reach = np.hypot(x, up)
    slope = np.hypot(x / radii[0], up / radii[1])
    return np.asarray(reach * (reach - 1) / np.maximum(slope, 1e-3), np.float32)


def box(
    easel: Easel, centre: tuple[float, float], size: tuple[float, float], radius: float = 0.0
) -> Plane:
    """Return the distance to an upright box with round corners."""
    across = np.abs(easel.x - centre[0]) - size[0] / 2 + radius
    along = np.abs(easel.up - centre[1]) - size[1] / 2 + radius
    outside = np.hypot(np.maximum(across, 0), np.maximum(along, 0))
    return np.asarray(outside + np.minimum(np.maximum(across, along), 0) - radius, np.float32)


def stroke(easel: Easel, points: Sequence[tuple[float, float]], width: float) -> Plane:
    """Return the distance to a line of `width` through `points`, with round ends."""
    nearest = np.full(easel.x.shape, np.inf, np.float32)
    for (x0, up0), (x1, up1) in pairwise(points):
        dx, dup = x1 - x0, up1 - up0
        along = ((easel.x - x0) * dx + (easel.up - up0) * dup) / max(dx * dx + dup * dup, 1e-6)
        share = np.clip(along, 0, 1)
        nearest = np.minimum(
            nearest, np.hypot(easel.x - x0 - share * dx, easel.up - up0 - share * dup)
        )
    return np.asarray(nearest - width / 2, np.float32)


def turned(
    easel: Easel, profile: Sequence[tuple[float, float]], colour: Plane, gloss: float
) -> None:
    """Lay a thing over what is there that came from a potter's wheel.

    `profile` gives (height, radius) pairs from the foot to the rim.
    """
    heights, radii = zip(*profile, strict=True)
    rows = easel.up[:, 0]
    radius = np.interp(rows, heights, radii).astype(np.float32)
    radius = blurred(radius[:, None], 1.2 * easel.density)
    slope = np.gradient(radius[:, 0], -1 / easel.density)[:, None]
    right = np.clip(easel.x / np.maximum(radius, 0.1), -1, 1)
    # Seen from a little above, foot and rim are flat ellipses rather than straight cuts.
    dip = 0.16 * radius * np.sqrt(1 - right**2)
    bottom = heights[0] - dip - easel.up + 0.16 * radii[0]
    distance = np.maximum(np.maximum(np.abs(easel.x) - radius, easel.up - heights[-1]), bottom)
    stretch = np.sqrt(1 + slope**2)
    easel.shaded(distance, colour, right / stretch, -slope / stretch, gloss)
