"""The five factors as bars, and their product."""

import plotly.graph_objects as go

from continuity.report import Factor, Report
from figures import axes
from figures.palette import Palette
from i18n import Words

_PRODUCT = "continuity"


def factors(report: Report, palette: Palette, say: Words) -> go.Figure:
    """Return a bar per factor and one for the product, each with its interval.

    A factor that could not be measured has no bar; the words beside its name say so.
    """
    names = [*(factor.value for factor in Factor), _PRODUCT]
    scores = [*(report.scores.of(factor) for factor in Factor), report.scores.continuity]
    spans = [
        report.intervals.get(name, (score or 0.0, score or 0.0))
        for name, score in zip(names, scores, strict=True)
    ]
    figure = axes.empty(height_px=52 * len(names))
    figure.add_bar(
        x=[score or 0.0 for score in scores],
        y=[say(f"factors.{name}.name") for name in names],
        orientation="h",
        marker={"color": [*palette.factors.values(), palette.ink], "opacity": 0.85},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [_reach(score, high) for score, (_, high) in zip(scores, spans, strict=True)],
            "arrayminus": [
                _reach(low, score) for score, (low, _) in zip(scores, spans, strict=True)
            ],
            "color": palette.muted,
            "thickness": 1.5,
        },
        hovertemplate="%{y}: %{x:.2f}<extra></extra>",
        width=0.55,
    )
    for name, score in zip(names, scores, strict=True):
        _label(figure, say(f"factors.{name}.name"), score, say)
    figure.update_xaxes(range=[0, 1.18], tickvals=[0, 0.25, 0.5, 0.75, 1], zeroline=False)
    figure.update_yaxes(autorange="reversed", automargin=True, showgrid=False)
    return figure


def _reach(low: float | None, high: float | None) -> float:
    return 0.0 if low is None or high is None else round(max(0.0, high - low), 6)


def _label(figure: go.Figure, name: str, score: float | None, say: Words) -> None:
    """Write the score at the right edge, or that there is none where the bar would be."""
    known = score is not None
    figure.add_annotation(
        x=1.18 if known else 0.0,
        y=name,
        text=f"{score:.2f}" if known else say("factors.unmeasured"),
        showarrow=False,
        xanchor="right" if known else "left",
        xshift=0 if known else 6,
    )
