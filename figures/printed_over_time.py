"""The five factors over time in SVG: for a file that needs no program."""

from collections.abc import Sequence

from continuity.kinds import Factor
from continuity.report import Report
from figures import event_shapes, svg, thin
from figures.over_time import height, high, own, scale, title
from figures.plot import Plot
from figures.printed_curves import frame_ticks, span
from i18n import Words

_POINTS = 480
"""Most points of a line: one for each unit of the picture's width."""
_ONE, _STRIP_TOP, _STRIP_GAP, _LEGEND = 104, 26, 12, 24
_LEFT, _WIDE = 46, svg.WIDTH - 60
_SERIES = {"so_far": ("", 2.0), "frame": ("1.5 3", 1.4)}
"""Dash and width of the two lines of a strip."""


def factors_over_time(report: Report, alt: str, say: Words) -> str:
    """Return a strip per factor: the clip up to each frame, each frame alone, and its failures."""
    index = report.frames.index
    parts, top = _legend(say), float(_LEGEND)
    for factor in Factor:
        ends, ticks = scale(factor, report)
        tall = high(ends, _ONE)
        plot = Plot(span(index), ends, _LEFT, top + _STRIP_TOP, _WIDE, tall)
        tint, series = event_shapes.colour_of_factor(factor), report.over_time.get(factor)
        parts += [svg.words(plot.left, top + 15, title(factor, report, say), size=13)]
        parts += [plot.axes((), [(tick, f"{tick:.2g}") for tick in ticks])]
        for name, (dash, width) in _SERIES.items() if series else ():
            parts += [svg.path(_stairs(index, getattr(series, name), plot), tint, width, dash)]
        for event in own(factor, report):
            (x, foot), (_, head) = plot.at(event.start, ends[0]), plot.at(event.start, ends[1])
            parts += [svg.path([(x, head), (x, foot)], tint, 1)]
            at = plot.at(event.peak, height(report, factor, event.peak))
            parts += [event_shapes.mark(event, *at)]
        top = plot.bottom + _STRIP_GAP
    foot_plot = Plot(span(index), (0, 1), _LEFT, top - _STRIP_GAP, _WIDE, 0)
    parts += [foot_plot.axes(frame_ticks(index), (), say("charts.frame_axis"))]
    return svg.picture(top + 34, alt, parts)


def _legend(say: Words) -> list[str]:
    parts = []
    for left, (name, (dash, width)) in zip((0, svg.WIDTH / 2), _SERIES.items(), strict=True):
        parts += [svg.path([(left, 12), (left + 26, 12)], svg.INK, width, dash)]
        parts += [svg.words(left + 32, 16, say(f"charts.{name}"), size=13)]
    return parts


def _stairs(index: Sequence[int], values: Sequence[float], plot: Plot) -> list[tuple[float, float]]:
    """Return a line that keeps each value until the next frame."""
    points: list[tuple[float, float]] = []
    for place in thin.by_extremes(values, _POINTS):
        x, y = plot.at(index[place], values[place])
        if points:
            points.append((x, points[-1][1]))
        points.append((x, y))
    return points
