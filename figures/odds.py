"""What is left of all clips after each requirement, as bars that shrink."""

from collections.abc import Sequence
from dataclasses import dataclass

from figures import svg
from figures.plot import Plot


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of the picture: what is counted, what share is meant, the goal, the dashed line."""

    count: str
    together: str
    goal: str = ""
    tied: str = ""


def odds(
    plain: Sequence[float], tied: Sequence[float], goal: float, labels: Labels, alt: str
) -> str:
    """Return a bar for the first 1, 2, 3… requirements: `plain` filled, `tied` as a dashed line.

    The line is drawn only where it says something else than the bars.
    """
    count = len(plain)
    plot = Plot((0.4, count + 0.6), (0, 1), top=26, height=190, width=svg.WIDTH - 62)
    ticks = [(share / 4, f"{share / 4:.0%}") for share in range(5)]
    parts = [plot.axes([(n, str(n)) for n in range(1, count + 1)], ticks, labels.count, "")]
    parts.append(svg.words(plot.left, 14, labels.together, "start", svg.MUTED, 13))
    half = min(26.0, 0.38 * plot.width / (count + 0.2))
    for number, share in enumerate(plain, 1):
        (x, top), (_, ceiling) = plot.at(number, share), plot.at(number, 1)
        parts.append(svg.rect(x - half, ceiling, 2 * half, plot.bottom - ceiling, svg.PAPER))
        fill = svg.ACCENT if number < count else svg.WARM
        parts.append(svg.rect(x - half, top, 2 * half, plot.bottom - top, fill))
        parts.append(svg.words(x, plot.bottom - 8, f"{share:.0%}", "middle", svg.PAPER, 13))
    parts.append(plot.across(goal, "", svg.GREEN))
    parts.append(svg.words(svg.WIDTH, 14, labels.goal, "end", svg.GREEN, 13))
    if max(b - a for a, b in zip(plain, tied, strict=True)) > 0.0005:
        points = list(enumerate(tied, 1))
        parts += [plot.line(points, svg.INK, "6 4"), plot.dots(points, svg.INK, 4)]
        told = f"{labels.tied} {tied[-1]:.0%}"
        parts.append(svg.words(0.65 * svg.WIDTH, 14, told, "middle", svg.INK, 13))
    return svg.picture(264, alt, parts)


def way(shares: Sequence[float], frames: int, labels: Labels, alt: str) -> str:
    """Return the share of clips still right at each frame, `shares`, up to `frames` in warm."""
    last = len(shares)
    plot = Plot((1, last), (0, 1), top=26, height=190, width=svg.WIDTH - 62)
    ticks = [(share / 4, f"{share / 4:.0%}") for share in range(5)]
    x_ticks = [(frame, str(frame)) for frame in (1, 24, 48, 72, 96, 120, 144) if frame <= last]
    points = list(enumerate(shares, 1))
    x, y = plot.at(frames, shares[frames - 1])
    return svg.picture(
        264,
        alt,
        [
            plot.axes(x_ticks, ticks, labels.count, ""),
            svg.words(plot.left, 14, labels.together, "start", svg.MUTED, 13),
            plot.line(points, svg.ACCENT, "5 4"),
            plot.line(points[:frames], svg.WARM, width=3),
            plot.dots([(frames, shares[frames - 1])], svg.WARM, 6),
            svg.words(min(x + 10, svg.WIDTH - 40), y - 10, f"{shares[frames - 1]:.0%}", "start"),
        ],
    )
