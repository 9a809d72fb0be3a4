"""Two takes on one time axis: where each broke, and one series of both."""

from typing import Any

import plotly.graph_objects as go

from continuity.digest import Digest
from continuity.kinds import Kind
from figures import axes
from figures.palette import Palette, mark_of
from i18n import Words

_HEIGHT_PX = 420
_LANES = (0.74, 1.0)
"""Where the two lanes of failures lie, in shares of the chart's height; the series lies below."""
_SERIES = (0.0, 0.62)
_DASHES = ("dot", "solid")


def two_takes(
    takes: tuple[Digest, Digest],
    names: tuple[str, str],
    series: str,
    palette: Palette,
    say: Words,
) -> go.Figure:
    """Return a lane of failures per take over one axis in seconds, and `series` of both below."""
    longest = max(take.time_s[-1] if take.time_s else 0.0 for take in takes)
    traces: list[go.Scatter] = []
    for place, take in enumerate(takes):
        lane = 1.0 - place
        traces += [
            _span(start_s, end_s, lane, colour) for start_s, end_s, colour in _spans(take, palette)
        ]
        traces.append(_marks(take, lane, palette, say))
        traces.append(_line(take, names[place], place, series, palette))
    return go.Figure(
        traces,
        axes.layout(
            palette,
            _HEIGHT_PX,
            xaxis=axes.axis(
                palette,
                say("takes.time_axis"),
                range=[-0.02 * longest, 1.02 * longest],
                showgrid=False,
                anchor="y",
            ),
            yaxis=axes.axis(palette, domain=list(_SERIES)),
            yaxis2=axes.axis(
                palette,
                domain=list(_LANES),
                range=[-0.6, 1.6],
                tickvals=[1, 0],
                ticktext=["A", "B"],
                showgrid=False,
            ),
        ),
    )


def _spans(take: Digest, palette: Palette) -> list[tuple[float, float, str]]:
    return [(it.start_s, it.end_s, palette.factors[it.kind.factor]) for it in take.failures]


def _span(start_s: float, end_s: float, lane: float, colour: str) -> go.Scatter:
    return go.Scatter(
        x=[start_s, end_s],
        y=[lane, lane],
        yaxis="y2",
        mode="lines",
        line={"color": colour, "width": 4},
        hoverinfo="skip",
        showlegend=False,
    )


def _marks(take: Digest, lane: float, palette: Palette, say: Words) -> go.Scatter:
    kinds: list[Kind] = [it.kind for it in take.failures]
    return go.Scatter(
        x=[it.peak_s for it in take.failures],
        y=[lane] * len(kinds),
        yaxis="y2",
        mode="markers",
        marker={
            "symbol": [mark_of(kind.factor) for kind in kinds],
            "color": [palette.factors[kind.factor] for kind in kinds],
            "size": 11,
        },
        text=[
            say(
                "takes.hover",
                kind=say(f"kinds.{it.kind}.name"),
                start_s=it.start_s,
                end_s=it.end_s,
            )
            for it in take.failures
        ],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
        cliponaxis=False,
    )


def _line(take: Digest, name: str, place: int, series: str, palette: Palette) -> go.Scatter:
    line: dict[str, Any] = {"dash": _DASHES[place], "width": 2}
    return go.Scatter(
        x=list(take.time_s),
        y=list(take.series.get(series, ())),
        mode="lines",
        name=name,
        line=line | {"color": palette.accent if place else palette.ink},
        hovertemplate="%{x:.2f} s: %{y:.3g}<extra></extra>",
    )
