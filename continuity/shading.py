"""Light that falls unevenly: the shade of somebody who comes near darkens half of a room, softly.

One gain for the whole picture (`continuity.moments`) leaves such a shade standing, and it looks
like a change of all that lies under it. It is as smooth as nothing else in a picture: a quadratic
surface fits it, and what does not lie on that surface is no shade.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.ahead import side_by_side
from continuity.lay import BLACK
from continuity.settings import Settings

_ROUNDS = 10


def evenly_lit(halves: NDArray[np.float16], seen: NDArray[np.bool_], settings: Settings) -> None:
    """Bring the pictures `halves` (N, h, w, 3) into the light of the first one, in place.

    `seen` (N, h, w) says where each shows something. Pictures whose light differs no more from
    place to place than noise does stay as they are.
    """
    height, width = seen.shape[1:]
    size = settings.shade_cells, max(4, settings.shade_cells * height // width)
    first, first_seen = _cells(halves[0], seen[0], size)
    surfaces = _surfaces(size), _surfaces((width, height))

    def light(place: int) -> None:
        now, shown = _cells(halves[place], seen[place], size)
        shade = _shade(first, now, first_seen & shown, surfaces[0], settings)
        if shade is not None:
            coefficients, lowest, highest = shade
            field = np.clip(surfaces[1] @ coefficients, lowest, highest)[..., None]
            lit = (halves[place].astype(np.float32) + BLACK) * np.exp(-field) - BLACK
            halves[place] = lit

    side_by_side(light, range(1, len(halves)))


def _cells(
    half: NDArray[np.float16], seen: NDArray[np.bool_], size: tuple[int, int]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    cells = cv2.resize(half.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    shown = cv2.resize(seen.astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0.99
    return np.asarray(cells, np.float32), np.asarray(shown)


def _surfaces(size: tuple[int, int]) -> NDArray[np.float32]:
    """Return 1, x, y, x², xy, y² on a grid of (width, height), (height, width, 6)."""
    y, x = np.meshgrid(np.linspace(-1, 1, size[1]), np.linspace(-1, 1, size[0]), indexing="ij")
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1).astype(np.float32)


def _shade(
    first: NDArray[np.float32],
    now: NDArray[np.float32],
    shown: NDArray[np.bool_],
    surfaces: NDArray[np.float32],
    settings: Settings,
) -> tuple[NDArray[np.float32], float, float] | None:
    """Return the surface of the light's logarithm, and between what it lies; None if it is even.

    Fitted again and again with less weight for what lies off it: bodies, things that changed.

    References
    ----------
    Tukey's biweight in iteratively reweighted least squares: Beaton and Tukey, Technometrics 16(2),
    1974, https://doi.org/10.1080/00401706.1974.10489171
    """
    tint = np.hypot(now[..., 1] - first[..., 1], now[..., 2] - first[..., 2])
    use = shown & (tint < settings.shade_tint) & (first[..., 0] > settings.shade_least_lightness)
    if use.mean() < settings.shade_least_share:
        return None
    ratio = np.log((now[use][:, 0] + BLACK[0]) / (first[use][:, 0] + BLACK[0]))
    basis = surfaces[use]
    # From the median on: somebody who fills a third of the picture would bend a first plain fit.
    coefficients = np.array([np.median(ratio), 0, 0, 0, 0, 0], np.float32)
    for _ in range(_ROUNDS):
        off = np.abs(ratio - basis @ coefficients)
        reach = 4.685 * max(settings.shade_noise, 1.48 * float(np.median(off)))
        weighted = basis * (np.maximum(0, 1 - (off / reach) ** 2) ** 2)[:, None]
        coefficients = np.linalg.lstsq(weighted.T @ basis, weighted.T @ ratio, rcond=None)[0]
    fitted = basis @ coefficients
    lowest, highest = float(fitted.min()), float(fitted.max())
    if highest - lowest < settings.shade_least:
        return None
    return coefficients.astype(np.float32), lowest, highest
