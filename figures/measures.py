"""Every measure over time, one strip each on a common axis."""

from collections.abc import Sequence

import plotly.graph_objects as go

from continuity.report import FrameSeries, Report
from figures import strips, thin
from figures.palette import Palette
from figures.strips import Strip
from i18n import Words

_LEAST_SPAN = {
    "luma": 4.0,
    "sharpness": 0.2,
    "step": 2.0,
    "similarity_previous": 0.1,
    "similarity_first": 0.2,
    "unexplained_motion": 0.1,
    "torn_texture": 0.1,
    "light_drift": 10.0,
    "camera_motion": 0.02,
}
"""Height of a strip in the measure's unit, at least: below it, noise would look like news."""


def measures(report: Report, palette: Palette, say: Words) -> go.Figure:
    """Return a strip per measure; a gap is a frame without a value, a dotted line a failure."""
    frames = report.frames
    names = sorted(frames.measures)
    return go.Figure(
        [_line(name, f"y{row}", frames, palette, say) for row, name in enumerate(names, start=1)],
        strips.layout(
            [
                Strip(label(name, say), span(name, frames.measures[name]), report.failures)
                for name in names
            ],
            palette,
            say,
        ),
    )


def label(name: str, say: Words) -> str:
    """Return the name of a measure in words, the engine's own where nobody wrote any yet."""
    try:
        return say(f"measures.{name}")
    except KeyError:
        return name.replace("_", " ")


def span(name: str, values: Sequence[float | None]) -> list[float]:
    """Return the ends of a strip: all values with a little air, never less than a least span."""
    known = [value for value in values if value is not None] or [0.0]
    low, high = min(known), max(known)
    half = max(1.1 * (high - low), _LEAST_SPAN.get(name, 0.0), 1e-9) / 2
    return [(low + high) / 2 - half, (low + high) / 2 + half]


def _line(name: str, axis: str, frames: FrameSeries, palette: Palette, say: Words) -> go.Scatter:
    values = frames.measures[name]
    places = thin.by_extremes(values)
    return go.Scatter(
        x=[frames.index[place] for place in places],
        y=[values[place] for place in places],
        yaxis=axis,
        customdata=[frames.time_s[place] for place in places],
        mode="lines",
        line={"color": palette.accent, "width": 1.5},
        hovertemplate=say("charts.value") + "<extra></extra>",
    )
