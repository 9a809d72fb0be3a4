"""A thing cut out of a picture, so that it can be drawn anywhere in another one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cutout:
    """A thing with its shadow as an SVG image; `box` is left, top, width, height in pixels."""

    image: str
    box: tuple[float, float, float, float]

    @classmethod
    def of(cls, data: str, box: tuple[float, float, float, float]) -> "Cutout":
        """Return the cutout of a PNG file in Base64, `data`, that lies in `box`."""
        size = f'width="{box[2]:g}" height="{box[3]:g}"'
        return cls(f'<image {size} href="data:image/png;base64,{data}"/>', box)

    def at(self, x: float, y: float, scale: float, opacity: float = 1.0) -> str:
        """Return it `scale` units to the pixel, moved from its place by (x, y) pixels."""
        left, top = (self.box[0] + x) * scale, (self.box[1] + y) * scale
        faint = f' opacity="{opacity:g}"' if opacity < 1 else ""
        place = f"translate({left:.1f} {top:.1f}) scale({scale:g})"
        return f'<g transform="{place}"{faint}>{self.image}</g>'
