"""Events by the thing they happened to."""

import plotly.graph_objects as go

from continuity.kinds import Role
from continuity.report import Event, Report
from figures import axes
from figures.palette import Palette
from i18n import Words

_ROW_PX = 44


def timeline(report: Report, palette: Palette, say: Words) -> go.Figure:
    """Return a row per thing, a line from start to end of each event, a mark at its peak."""
    rows = sorted({row_of(event) for event in report.events})
    heights = [float(rows.index(row_of(event))) for event in report.events]
    last = report.frames.index[-1] if report.frames.index else 0
    things = axes.axis(
        palette,
        tickvals=list(range(len(rows))),
        ticktext=[name_of_row(row, report, say) for row in rows],
        range=[len(rows) - 0.4, -0.6],
    )
    return go.Figure(
        [
            *(
                _span(event, height, palette)
                for event, height in zip(report.events, heights, strict=True)
            ),
            axes.event_marks(report.events, heights, report, palette, say),
        ],
        axes.layout(
            palette,
            _ROW_PX * len(rows) + 90,
            xaxis=axes.frame_axis(palette, say, range=[-0.02 * last, 1.02 * last]),
            yaxis=things,
        ),
    )


def _span(event: Event, height: float, palette: Palette) -> go.Scatter:
    dash = "dot" if event.explained else "solid"
    return go.Scatter(
        x=[event.start, event.end],
        y=[height, height],
        mode="lines",
        line={"color": palette.of(event), "width": 4, "dash": dash},
        hoverinfo="skip",
        showlegend=False,
    )


def row_of(event: Event) -> int:
    """Return the element's id, or -1 for what concerns the whole picture or no element."""
    return -1 if event.element is None else event.element


def name_of_row(row: int, report: Report, say: Words) -> str:
    """Return what the row of an element's id, or -1, is called."""
    role = next((element.role for element in report.elements if element.id == row), None)
    if row == -1:
        return say("charts.whole_picture")
    return say(f"role_of_one.{role or Role.SECONDARY}", id=row)
