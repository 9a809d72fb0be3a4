"""The attention budget: three shares per frame that add up to one."""

import plotly.graph_objects as go

from continuity.kinds import Role
from continuity.report import FrameSeries, Report
from figures import axes, thin
from figures.palette import DASHES, Palette
from i18n import Words

_ABOVE = 1.07
"""Height of the event marks: over the area, inside the chart."""


def attention(report: Report, palette: Palette, say: Words) -> go.Figure:
    """Return the stacked shares of a viewer's attention over frames, with the events marked.

    The shares are estimated from what stands out in the picture. They are not the attention of the
    model that made the clip: a video file does not hold that.
    """
    frames, heights = report.frames, [_ABOVE] * len(report.events)
    shares = axes.axis(
        palette,
        say("charts.attention_axis"),
        range=[0, 1.14],
        tickvals=[0, 0.25, 0.5, 0.75, 1],
        tickformat=".0%",
    )
    return go.Figure(
        [
            *(_area(role, frames, palette, say) for role in Role),
            axes.event_marks(report.events, heights, report, palette, say),
        ],
        axes.layout(palette, xaxis=axes.frame_axis(palette, say), yaxis=shares),
    )


def _area(role: Role, frames: FrameSeries, palette: Palette, say: Words) -> go.Scatter:
    places = thin.evenly(len(frames.index))
    shares: tuple[float, ...] = getattr(frames, role.value)
    return go.Scatter(
        x=[frames.index[place] for place in places],
        y=[shares[place] for place in places],
        customdata=[frames.time_s[place] for place in places],
        name=say(f"roles.{role}"),
        mode="lines",
        stackgroup="shares",
        line={"color": palette.roles[role], "dash": DASHES[role], "width": 1.5},
        hovertemplate=say("charts.share") + "<extra></extra>",
    )
