"""A piece cut into shots, and what each number of shots costs in generated video."""

from collections.abc import Sequence
from dataclasses import dataclass

from figures import svg
from figures.plot import Plot
from figures.still import Still


@dataclass(frozen=True, slots=True)
class Costs:
    """For 1, 2, 3… shots: seconds generated on average, and the chance to finish in `budget_s`."""

    generated_s: Sequence[float]
    finished: Sequence[float]
    budget_s: float
    goal: float
    chosen: int


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of the picture."""

    shots: str
    generated: str
    budget: str
    finished: str
    goal: str


def shots(costs: Costs, still: Still, labels: Labels, alt: str) -> str:
    """Return the piece with its cuts, then both charts over the number of shots."""
    parts = [*_cut(costs.chosen, still), *_generated(costs, labels), *_finished(costs, labels)]
    return svg.picture(456, alt, parts)


def _cut(count: int, still: Still) -> list[str]:
    """Return a film strip of `count` shots: the desk once in each, side by side."""
    wide, high = svg.WIDTH / count, 56.0
    parts = [svg.rect(0, 0, svg.WIDTH, high, svg.PAPER)]
    fits = min(wide - 4, high * still.width / still.height)
    for place in range(count):
        top = (high - fits * still.height / still.width) / 2
        box = (place * wide + (wide - fits) / 2, top, fits, fits * still.height / still.width)
        parts.append(still.at(box))
        if place:
            parts.append(svg.path([(place * wide, 0), (place * wide, high)], svg.INK, 2))
    return parts


def _generated(costs: Costs, labels: Labels) -> list[str]:
    count = len(costs.generated_s)
    most = costs.budget_s * 3.6  # what needs more is cut off, with its number inside the bar
    plot = Plot((0.4, count + 0.6), (0, most), top=92, height=150, width=svg.WIDTH - 66)
    y_ticks = [(share * costs.budget_s, f"{share * costs.budget_s:.0f}") for share in (0, 1, 2, 3)]
    parts = [plot.axes([], y_ticks, "", labels.generated)]
    names = []
    for number, seconds in enumerate(costs.generated_s, 1):
        (x, y), (_, floor) = plot.at(number, seconds), plot.at(number, 0)
        fill = svg.WARM if number == costs.chosen else svg.ACCENT
        parts.append(svg.rect(x - 14, y, 28, floor - y, fill))
        if seconds > most:
            names.append(svg.words(x, y + 14, f"{seconds:.0f}", "middle", svg.PAPER, 12))
        else:
            name = svg.words(x, y - 4, f"{seconds:.0f}", "middle", svg.MUTED, 12)
            names.append(svg.rimmed(name))
    return [*parts, plot.across(costs.budget_s, labels.budget, svg.INK), *names]


def _finished(costs: Costs, labels: Labels) -> list[str]:
    count = len(costs.finished)
    plot = Plot((0.4, count + 0.6), (0, 1), top=282, height=130, width=svg.WIDTH - 66)
    x_ticks = [(number, str(number)) for number in range(1, count + 1)]
    y_ticks = [(share, f"{share:.0%}") for share in (0, 0.5, 1)]
    chosen = costs.finished[costs.chosen - 1]
    left, height = plot.at(0.4, costs.goal)
    return [
        plot.axes(x_ticks, y_ticks, labels.shots, labels.finished),
        plot.across(costs.goal, "", svg.GREEN),
        svg.words(left + 4, height + 16, labels.goal, "start", svg.GREEN, 13),
        plot.line(enumerate(costs.finished, 1), svg.ACCENT),
        plot.dots(enumerate(costs.finished, 1), svg.ACCENT, 3.5),
        plot.dots([(costs.chosen, chosen)], svg.WARM, 7),
    ]
