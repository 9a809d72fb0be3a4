"""Every measure over time, one strip each on a common axis."""

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from continuity.report import Report
from figures import axes, thin
from figures.palette import Palette
from i18n import Words

_STRIP_PX = 130


def measures(report: Report, palette: Palette, say: Words) -> go.Figure:
    """Return a strip per measure; a gap is a frame without a value, a dotted line an event."""
    frames = report.frames
    names = sorted(frames.measures)
    titles = [label(name, say) for name in names]
    figure = make_subplots(
        rows=max(1, len(names)), cols=1, shared_xaxes=True, subplot_titles=titles or None
    )
    figure.update_layout(axes.empty(_STRIP_PX * max(1, len(names)) + 60).layout)
    figure.update_layout(margin={"t": 32}, showlegend=False)
    for row, name in enumerate(names, start=1):
        values = frames.measures[name]
        places = thin.by_extremes(values)
        figure.add_scatter(
            x=[frames.index[place] for place in places],
            y=[values[place] for place in places],
            customdata=[frames.time_s[place] for place in places],
            mode="lines",
            line={"color": palette.accent, "width": 1.5},
            hovertemplate=say("charts.value") + "<extra></extra>",
            row=row,
            col=1,
        )
    for event in report.failures:
        figure.add_vline(
            x=event.start, line={"color": palette.of(event), "dash": "dot", "width": 1}
        )
    axes.over_frames(figure, say)
    figure.update_xaxes(title={"text": ""})
    figure.update_xaxes(title={"text": say("charts.frame_axis")}, row=max(1, len(names)))
    figure.update_annotations(x=0, xanchor="left")
    return figure


def label(name: str, say: Words) -> str:
    """Return the name of a measure in words, the engine's own where nobody wrote any yet."""
    try:
        return say(f"measures.{name}")
    except KeyError:
        return name.replace("_", " ")
