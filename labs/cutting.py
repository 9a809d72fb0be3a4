"""Things cut out of a film, as files that a browser shows; made where the film is drawn."""

import io
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

_SEEN: Final = 2.0
"""Grey levels by which a pixel differs where a thing begins, without grain."""
_SOLID: Final = 14.0
"""Grey levels from which on it is the thing alone."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a frame: a file of its `kind` in Base64, and where it lies.

    `left`, `top`, `width` and `height` are pixels of the frame.
    """

    kind: Literal["jpeg", "png"]
    data: str
    left: int
    top: int
    width: int
    height: int


def cut(film: "NDArray[np.uint8]") -> Iterator[Cut]:
    """Yield the first frame of a `film` (frames, height, width, 3), then what each other one adds.

    Raises
    ------
    ValueError
        A frame adds nothing.
    """
    from PIL import Image

    bare, *others = film
    height, width = bare.shape[:2]
    yield Cut("jpeg", _file(Image.fromarray(bare), "jpeg", quality=88), 0, 0, width, height)
    for pixels in others:
        yield _cut_out(pixels, bare)


def _cut_out(pixels: "NDArray[np.uint8]", bare: "NDArray[np.uint8]") -> Cut:
    """Return what `pixels` show and `bare` does not, both (height, width, 3)."""
    import numpy as np
    from PIL import Image

    differs = np.abs(pixels.astype(np.float32) - bare).max(axis=2)
    rows, columns = np.nonzero(differs > _SEEN)
    if not rows.size:
        raise ValueError("there is nothing to cut out")
    top, bottom = int(rows.min()), int(rows.max()) + 1
    left, right = int(columns.min()), int(columns.max()) + 1
    alpha = np.clip((differs - _SEEN) / (_SOLID - _SEEN), 0, 1) * 255
    thing = np.dstack([pixels, alpha.astype(np.uint8)])[top:bottom, left:right]
    data = _file(Image.fromarray(thing, "RGBA"), "png", compress_level=6)
    return Cut("png", data, left, top, right - left, bottom - top)


def _file(picture: "Image", kind: str, **how: int) -> str:
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return b64encode(file.getvalue()).decode()
