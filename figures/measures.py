"""Every measure over time, one strip each on a common axis."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from continuity.report import FrameSeries, Report
from figures import axes, thin
from figures.palette import Palette
from i18n import Words

_STRIP_PX, _TITLE_PX, _FOOT_PX = 84, 40, 44
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
    names = sorted(report.frames.measures)
    height_px = len(names) * (_STRIP_PX + _TITLE_PX) + _FOOT_PX
    inside_px = max(1, height_px - _FOOT_PX)
    tops = [
        1 - (row * (_STRIP_PX + _TITLE_PX) + _TITLE_PX) / inside_px for row in range(len(names))
    ]
    strip = _STRIP_PX / inside_px
    strips = {
        f"yaxis{row}": axes.axis(
            palette,
            domain=[max(0.0, top - strip), top],
            range=_range(name, report.frames.measures[name]),
            nticks=4,
        )
        for row, (name, top) in enumerate(zip(names, tops, strict=True), start=1)
    }
    return go.Figure(
        [
            _line(name, f"y{row}", report.frames, palette, say)
            for row, name in enumerate(names, start=1)
        ],
        axes.layout(
            palette,
            height_px,
            margin={"l": 8, "r": 8, "t": 0, "b": _FOOT_PX},
            showlegend=False,
            xaxis=axes.frame_axis(palette, say, anchor=f"y{max(1, len(names))}"),
            annotations=[_title(label(n, say), top) for n, top in zip(names, tops, strict=True)],
            shapes=[
                _dotted(event.start, top, strip, palette.of(event))
                for event in report.failures
                for top in tops
            ],
            **strips,
        ),
    )


def label(name: str, say: Words) -> str:
    """Return the name of a measure in words, the engine's own where nobody wrote any yet."""
    try:
        return say(f"measures.{name}")
    except KeyError:
        return name.replace("_", " ")


def _range(name: str, values: Sequence[float | None]) -> list[float]:
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


def _title(text: str, top: float) -> dict[str, Any]:
    place = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": top}
    return {"text": text, "showarrow": False, "yanchor": "bottom", **place}


def _dotted(frame: int, top: float, height: float, colour: str) -> dict[str, Any]:
    place = {"x0": frame, "x1": frame, "yref": "paper", "y0": top - height, "y1": top}
    return {"type": "line", "line": {"color": colour, "dash": "dot", "width": 1}, **place}
