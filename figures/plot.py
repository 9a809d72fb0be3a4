"""The axes of a small chart in SVG, and from numbers to places on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from figures import svg


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart whose inside is a box in units, over `x` and `y`, each from a low to a high number.

    >>> Plot((0, 10), (0, 1), left=50, top=0, width=100, height=40).at(5, 0.25)
    (100.0, 30.0)
    """

    x: tuple[float, float]
    y: tuple[float, float]
    left: float = 46
    top: float = 14
    width: float = svg.WIDTH - 60
    height: float = 200

    @property
    def bottom(self) -> float:
        """Return where the horizontal axis lies; labels take 40 units below it."""
        return self.top + self.height

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return the place of a pair of numbers; what lies outside stays on the edge."""
        across, up = _share(x, self.x), _share(y, self.y)
        return self.left + self.width * across, self.bottom - self.height * up

    def line(
        self, points: Iterable[tuple[float, float]], colour: str, dash: str = "", width: float = 2
    ) -> str:
        """Return a line through `points`."""
        return svg.path([self.at(*point) for point in points], colour, width, dash)

    def dots(self, points: Iterable[tuple[float, float]], colour: str, radius: float = 3) -> str:
        """Return a dot at each of `points`."""
        return svg.dots([self.at(*point) for point in points], colour, radius)

    def across(self, y: float, label: str, colour: str = svg.MUTED) -> str:
        """Return a dashed line at the height `y` with its name on it, such as a goal."""
        (left, height), (right, _) = self.at(self.x[0], y), self.at(self.x[1], y)
        named = svg.words(right, height - 5, label, "end", colour, 13)
        return svg.path([(left, height), (right, height)], colour, 1, "4 4") + named

    def axes(
        self,
        x_ticks: Sequence[tuple[float, str]],
        y_ticks: Sequence[tuple[float, str]],
        x_name: str = "",
        y_name: str = "",
    ) -> str:
        """Return both axes with labels at their ticks and their names; lines for the vertical's."""
        parts = []
        for value, label in y_ticks:
            _, height = self.at(self.x[0], value)
            ends = [(self.left, height), (self.left + self.width, height)]
            parts += [svg.path(ends, svg.LINE, 1)]
            parts += [svg.words(self.left - 6, height + 4, label, "end", svg.MUTED, 13)]
        for value, label in x_ticks:
            place, _ = self.at(value, self.y[0])
            parts += [svg.words(place, self.bottom + 16, label, "middle", svg.MUTED, 13)]
        middle = self.left + self.width / 2
        parts += [svg.words(middle, self.bottom + 34, x_name, "middle", svg.MUTED, 13)]
        parts += [svg.words(self.left, self.top - 5, y_name, "start", svg.MUTED, 13)]
        return "".join(parts)


def _share(value: float, ends: tuple[float, float]) -> float:
    low, high = ends
    return min(max((value - low) / (high - low), 0.0), 1.0)
