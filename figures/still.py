"""One picture of the desk, used again and again within a picture: faint, cut out, turned in hue."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from figures import svg

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Box = tuple[float, float, float, float]
"""Left, top, width and height in units."""


@dataclass(frozen=True, slots=True)
class Still:
    """A frame of the desk as an SVG image of `width` by `height` units, ready to be placed."""

    image: str
    width: float
    height: float

    @classmethod
    def of(cls, pixels: "NDArray[np.uint8]", width: float) -> "Still":
        """Return the still of `pixels` (height, width, 3), `width` units wide."""
        height = width * pixels.shape[0] / pixels.shape[1]
        return cls(svg.image(pixels, 0, 0, width, height), width, height)

    @classmethod
    def of_jpeg(cls, data: str, width: float, height: float) -> "Still":
        """Return the still of a JPEG file in Base64, `data`."""
        address = f"data:image/jpeg;base64,{data}"
        return cls(svg.placed(address, 0, 0, width, height), width, height)

    def at(self, box: Box, opacity: float = 1.0, look: str = "") -> str:
        """Return it in `box`; `look` is a CSS filter such as ``hue-rotate(40deg)``."""
        left, top, width, height = box
        scale = f"scale({width / self.width:.4g} {height / self.height:.4g})"
        style = f' style="filter:{look}"' if look else ""
        faint = f' opacity="{opacity:g}"' if opacity < 1 else ""
        return (
            f'<g transform="translate({left:.4g} {top:.4g}) {scale}"{faint}{style}>{self.image}</g>'
        )
