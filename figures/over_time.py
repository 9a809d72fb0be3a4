"""The five factors frame by frame: each frame alone, and the clip up to it."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from continuity.kinds import Factor
from continuity.report import Event, FrameSeries, Report
from figures import axes, strips, thin
from figures.palette import Palette
from figures.strips import Strip
from i18n import Words

_LEGEND_PX, _ONE_PX = 28, 140
"""Of the legend; of a score from 0 to 1."""
_MIDDLE = 0.75
"""A strip that goes lower has room for a tick in the middle."""
_SERIES = {"so_far": ("solid", 2.0), "frame": ("dot", 1.2)}
"""Dash and width of the two lines of a strip."""


def over_time(report: Report, palette: Palette, say: Words) -> go.Figure:
    """Return a strip per factor, all to one scale, with the failures that each is charged with.

    Each is as high as its factor falls. One that could not be measured is low and says so.
    """
    rows = list(enumerate(Factor, start=1))
    heads = [_strip(factor, report, say) for factor in Factor]
    lines = [
        _line(report, factor, name, f"y{row}", palette, say)
        for row, factor in rows
        for name in _SERIES
        if factor in report.over_time
    ]
    marks = [
        _marks(report, factor, f"y{row}", palette, say)
        for row, factor in rows
        if own(factor, report)
    ]
    return go.Figure(
        [*(_legend(name, palette, say) for name in _SERIES), *lines, *marks],
        strips.layout(heads, palette, say, _LEGEND_PX),
    )


def scale(factor: Factor, report: Report) -> tuple[tuple[float, float], Sequence[float]]:
    """Return the ends of a strip and its ticks: from 0.9, or as low as its lines go, to 1."""
    series = report.over_time.get(factor)
    values = (*series.frame, *series.so_far) if series else ()
    low = min(0.9, math.floor(10 * min(values, default=1.0)) / 10)
    return (low - 0.04, 1.06), [low, (low + 1) / 2, 1.0] if low < _MIDDLE else [low, 1.0]


def high(ends: tuple[float, float], one: float) -> float:
    """Return how high a strip between `ends` is where a score from 0 to 1 is `one` high."""
    return one * (ends[1] - ends[0])


def _strip(factor: Factor, report: Report, say: Words) -> Strip:
    ends, ticks = scale(factor, report)
    height_px = round(high(ends, _ONE_PX))
    return Strip(title(factor, report, say), ends, own(factor, report), ticks, height_px)


def title(factor: Factor, report: Report, say: Words) -> str:
    """Return the name of a factor, with a word where it could not be measured."""
    name = say(f"factors.{factor}.name")
    return name if factor in report.over_time else f"{name}: {say('factors.unmeasured')}"


def _line(
    report: Report, factor: Factor, name: str, axis: str, palette: Palette, say: Words
) -> go.Scatter:
    values: tuple[float, ...] = getattr(report.over_time[factor], name)
    frames, places = report.frames, thin.by_extremes(values, thin.MOST // 2)
    return go.Scatter(
        x=[frames.index[place] for place in places],
        y=[values[place] for place in places],
        yaxis=axis,
        customdata=[frames.time_s[place] for place in places],
        mode="lines",
        line={**_drawn(palette.factors[factor], name), "shape": "hv"},
        hovertemplate=say(f"charts.{name}_hover") + "<extra></extra>",
        showlegend=False,
    )


def _marks(report: Report, factor: Factor, axis: str, palette: Palette, say: Words) -> go.Scatter:
    events = own(factor, report)
    heights = [height(report, factor, event.peak) for event in events]
    return axes.event_marks(events, heights, report, palette, say).update(yaxis=axis)


def own(factor: Factor, report: Report) -> list[Event]:
    """Return the failures that are charged to `factor`."""
    return [event for event in report.failures if event.factor is factor]


def height(report: Report, factor: Factor, frame: int) -> float:
    """Return the score of the clip up to `frame`, where its mark stands."""
    series = report.over_time.get(factor)
    return series.so_far[_place(report.frames, frame)] if series else 1.0


def _place(frames: FrameSeries, frame: int) -> int:
    """Return the place of the last analysed frame that is not after `frame`."""
    return max((place for place, index in enumerate(frames.index) if index <= frame), default=0)


def _legend(name: str, palette: Palette, say: Words) -> go.Scatter:
    """Return what explains a dash in no factor's colour."""
    line, label = _drawn(palette.ink, name), say(f"charts.{name}")
    return go.Scatter(x=[None], y=[None], mode="lines", line=line, name=label, hoverinfo="skip")


def _drawn(colour: str, name: str) -> dict[str, object]:
    dash, width = _SERIES[name]
    return {"color": colour, "dash": dash, "width": width}
