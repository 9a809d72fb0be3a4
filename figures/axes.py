"""What all figures over time have in common."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from continuity.report import Event, Report
from figures.palette import Palette, shape
from i18n import Words

HEIGHT_PX = 320


def layout(palette: Palette, height_px: int = HEIGHT_PX, **more: object) -> dict[str, Any]:
    """Return a layout that leaves page and type to the theme, with `more` on top."""
    return {
        "height": height_px,
        "font": {"color": palette.muted},
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "hovermode": "closest",
        "dragmode": False,  # a finger that scrolls the page must not zoom the chart
        **more,
    }


def axis(palette: Palette, title: str = "", **more: object) -> dict[str, Any]:
    """Return an axis whose words can be read: the theme's own are too pale for that."""
    colour = {"color": palette.muted}
    return {
        "title": {"text": title, "font": colour},
        "tickfont": colour,
        "automargin": True,
        "zeroline": False,
        **more,
    }


def frame_axis(palette: Palette, say: Words, **more: object) -> dict[str, Any]:
    """Return the axis that all charts over time share."""
    return axis(palette, say("charts.frame_axis"), showgrid=False, **more)


def event_marks(
    events: Sequence[Event],
    heights: Sequence[float],
    report: Report,
    palette: Palette,
    say: Words,
) -> go.Scatter:
    """Return a mark per event of `report`, at its frame of fastest change and the given height.

    Its customdata is the event's place in the report, for whoever is told of a click.
    """
    colours = [palette.of(event) for event in events]
    times = dict(zip(report.frames.index, report.frames.time_s, strict=True))
    return go.Scatter(
        x=[event.peak for event in events],
        y=list(heights),
        mode="markers",
        marker={
            "symbol": [shape(event) for event in events],
            "color": colours,
            "size": 11,
            "line": {"width": 1.5, "color": colours},
        },
        customdata=[report.events.index(event) for event in events],
        text=[_hover(event, times.get(event.start, 0.0), say) for event in events],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
        cliponaxis=False,
    )


def _hover(event: Event, time_s: float, say: Words) -> str:
    kind = say(f"kinds.{event.kind}.name")
    return say("charts.event", kind=kind, start=event.start, end=event.end, time_s=time_s)
