"""Procedural texture: noise of many sizes, and what is made of it.

Noise is summed octaves of smoothed random lattices, "value noise" as K. Perlin describes its kin in
"An Image Synthesizer", SIGGRAPH 1985, https://doi.org/10.1145/325165.325247.
"""

import cv2
import numpy as np

from labs.paint import Plane


def clouds(
    random: np.random.Generator,
    shape: tuple[int, int],
    cell_px: tuple[float, float],
    octaves: int = 5,
    roughness: float = 0.55,
) -> Plane:
    """Return (H, W) float32 noise with mean 0 and standard deviation 1.

    Parameters
    ----------
    random : Generator
        Where the chance comes from; equal states give equal noise.
    shape : (int, int)
        Rows and columns.
    cell_px : (float, float)
        Width and height of the largest blobs; unequal ones make streaks.
    octaves : int
        How many sizes are summed, each half the one before.
    roughness : float
        Strength of each size against the one before, 0 to 1.
    """
    rows, columns = shape
    total = np.zeros(shape, np.float32)
    width, height = cell_px
    strength = 1.0
    for _ in range(octaves):
        lattice = random.standard_normal((int(rows / height) + 3, int(columns / width) + 3))
        fine = cv2.resize(
            lattice.astype(np.float32), None, fx=width, fy=height, interpolation=cv2.INTER_CUBIC
        )
        total += strength * fine[:rows, :columns]
        strength *= roughness
        width, height = max(width / 2, 1.0), max(height / 2, 1.0)
    return np.asarray((total - total.mean()) / max(float(total.std()), 1e-6), np.float32)
