"""What all figures over time have in common."""

from collections.abc import Sequence

import plotly.graph_objects as go

from continuity.report import Event, FrameSeries
from figures.palette import Palette, shape
from i18n import Words

HEIGHT_PX = 320


def empty(height_px: int = HEIGHT_PX) -> go.Figure:
    """Return a figure without data that leaves colours and type to the page."""
    figure = go.Figure()
    figure.update_layout(
        height=height_px,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        hovermode="closest",
        dragmode=False,  # a finger that scrolls the page must not zoom the chart
    )
    return figure


def over_frames(figure: go.Figure, say: Words) -> None:
    """Give `figure` the axis all charts over time share."""
    figure.update_xaxes(
        title={"text": say("charts.frame_axis")}, automargin=True, zeroline=False, showgrid=False
    )
    figure.update_yaxes(automargin=True, zeroline=False)


def event_marks(
    events: Sequence[Event],
    heights: Sequence[float],
    frames: FrameSeries,
    palette: Palette,
    say: Words,
) -> go.Scatter:
    """Return a mark per event, at its frame of fastest change and the given height."""
    return go.Scatter(
        x=[event.peak for event in events],
        y=list(heights),
        mode="markers",
        marker={
            "symbol": [shape(event) for event in events],
            "color": [palette.of(event) for event in events],
            "size": 11,
            "line": {"width": 1.5, "color": [palette.of(event) for event in events]},
        },
        text=[hover(event, frames, say) for event in events],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
        cliponaxis=False,
    )


def hover(event: Event, frames: FrameSeries, say: Words) -> str:
    """Return what a mark says under the pointer."""
    time_s = dict(zip(frames.index, frames.time_s, strict=True)).get(event.start, 0.0)
    kind = say(f"kinds.{event.kind}.name")
    return say("charts.event", kind=kind, start=event.start, end=event.end, time_s=time_s)
