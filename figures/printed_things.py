"""Factors, events by thing, drift against attention in SVG: for a file that needs no program."""

import math

from continuity.kinds import Factor, Role
from continuity.report import Event, Report
from figures import event_shapes, svg
from figures.factors import all_scores
from figures.plot import Plot
from figures.printed_curves import frame_ticks
from figures.timeline import name_of_row, row_of
from i18n import Words

_NAMES = 112
"""Units left of a chart for the names of its rows."""
_BAR_ROW, _EVENT_ROW = 34, 30
_LEAST_SHARE = 1e-3
"""Left end of the scale of shares: a thing with less is drawn there."""


def factors(report: Report, alt: str, say: Words) -> str:
    """Return a bar per factor and one for the product, a thin line for each interval.

    A factor that could not be measured has no bar; the words in its place say so.
    """
    rows = all_scores(report)
    plot = Plot((0, 1), (0, 1), _NAMES, 4, svg.WIDTH - _NAMES - 46, _BAR_ROW * len(rows))
    quarters = [(quarter / 4, f"{quarter / 4:g}") for quarter in range(5)]
    parts = [plot.axes(quarters, ())]
    tints = [*(event_shapes.colour_of_factor(factor) for factor in Factor), svg.INK]
    for row, ((name, score), tint) in enumerate(zip(rows.items(), tints, strict=True)):
        middle = plot.top + _BAR_ROW * (row + 0.5)
        parts += [svg.words(plot.left - 8, middle + 5, say(f"factors.{name}.name"), "end", size=13)]
        if score is None:
            parts += [svg.words(plot.left + 4, middle + 5, say("factors.unmeasured"), size=13)]
            continue
        parts += [svg.rect(plot.left, middle - 8, plot.width * score, 16, tint)]
        parts += [svg.words(svg.WIDTH, middle + 5, f"{score:.2f}", "end", size=14)]
        if name in report.intervals:
            parts += [_interval(report.intervals[name], middle, plot)]
    return svg.picture(plot.bottom + 24, alt, parts)


def _interval(ends: tuple[float, float], middle: float, plot: Plot) -> str:
    """Return a line from end to end with a stroke at each, haloed so that it shows on its bar."""
    (low, _), (high, _) = (plot.at(end, 0) for end in ends)
    line = [(low, middle), (high, middle)]
    strokes = [[(x, middle - 4), (x, middle + 4)] for x in (low, high)]
    return "".join(
        svg.path(points, colour, width)
        for colour, width in ((svg.PAPER, 4.0), (svg.INK, 1.4))
        for points in (line, *strokes)
    )


def events(report: Report, alt: str, say: Words) -> str:
    """Return a row per thing, a line from start to end of each event, a mark at its peak."""
    rows = sorted({row_of(event) for event in report.events})
    index = report.frames.index
    span = (0.0, float(max(index[-1], 1) if index else 1))
    plot = Plot(span, (0, 1), _NAMES, 4, svg.WIDTH - _NAMES - 14, _EVENT_ROW * len(rows))
    parts = [plot.axes(frame_ticks(index), (), say("charts.frame_axis"))]
    for place, row in enumerate(rows):
        middle = plot.top + _EVENT_ROW * (place + 0.5)
        ends = [(plot.left, middle), (plot.left + plot.width, middle)]
        name = name_of_row(row, report, say)
        parts += [svg.path(ends, svg.LINE, 1)]
        parts += [svg.words(plot.left - 8, middle + 5, name, "end", size=13)]
    for event in report.events:
        middle = plot.top + _EVENT_ROW * (rows.index(row_of(event)) + 0.5)
        parts += [_lasting(event, middle, plot)]
    return svg.picture(plot.bottom + 42, alt, parts)


def _lasting(event: Event, middle: float, plot: Plot) -> str:
    (start, _), (peak, _), (end, _) = (
        plot.at(frame, 0) for frame in (event.start, event.peak, event.end)
    )
    dash = "2 3" if event.explained else ""
    line = svg.path([(start, middle), (end, middle)], event_shapes.colour(event), 4, dash)
    return line + event_shapes.mark(event, peak, middle)


def drift(report: Report, alt: str, say: Words) -> str:
    """Return a mark per thing: how far it strayed against its share, on a scale of powers of ten.

    The background is left out: it is no thing, and its share is most of the picture.
    """
    plot = Plot((math.log10(_LEAST_SHARE), 0), (0, 1), width=svg.WIDTH - 76)
    shares = [(math.log10(share), f"{share * 100:g}%") for share in (0.001, 0.01, 0.1, 1)]
    heights = [(0, "0"), (0.5, "0.5"), (1, "1")]
    parts = [plot.axes(shares, heights, say("charts.share_axis"))]
    for element in report.elements:
        if element.role is Role.BACKGROUND:
            continue
        place = plot.at(math.log10(max(element.attention, _LEAST_SHARE)), element.drift)
        tint = event_shapes.colour_of_role(element.role)
        if element.role is Role.SUBJECT:
            x, y = place
            parts += [svg.rect(x - 5, y - 5, 10, 10, tint)]
        else:
            parts += [svg.dots([place], tint, 4.5)]
        if element.drift > 0 or element.role is Role.SUBJECT:
            label = name_of_row(element.id, report, say)
            parts += [svg.words(place[0] + 8, place[1] - 6, label, size=12)]
    return svg.picture(plot.bottom + 42, alt, parts)
