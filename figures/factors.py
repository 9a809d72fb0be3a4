"""The five factors as bars, and their product."""

from typing import Any

import plotly.graph_objects as go

from continuity.kinds import Factor
from continuity.report import Report
from figures import axes
from figures.palette import Palette
from i18n import Words

_BAR_PX = 52
_EDGE = 1.18
"""Where the scores are written: right of the longest bar and its interval."""


def factors(report: Report, palette: Palette, say: Words) -> go.Figure:
    """Return a bar per factor and one for the product, each with its interval.

    A factor that could not be measured has no bar; the words in its place say so.
    """
    scores = {say(f"factors.{name}.name"): score for name, score in all_scores(report).items()}
    bars = go.Bar(
        x=[score or 0.0 for score in scores.values()],
        y=list(scores),
        orientation="h",
        marker={"color": [*palette.factors.values(), palette.ink], "opacity": 0.85},
        error_x=_spans(report, palette),
        hovertemplate="%{y}: %{x:.2f}<extra></extra>",
        width=0.55,
    )
    return go.Figure(
        bars,
        axes.layout(
            palette,
            _BAR_PX * len(scores),
            xaxis=axes.axis(palette, range=[0, _EDGE], tickvals=[0, 0.25, 0.5, 0.75, 1]),
            yaxis=axes.axis(palette, autorange="reversed", showgrid=False),
            annotations=[_label(name, score, say) for name, score in scores.items()],
        ),
    )


def all_scores(report: Report) -> dict[str, float | None]:
    """Return the five factors and their product by name, in the order in which they are shown."""
    scores: dict[str, float | None] = {f.value: report.scores.of(f) for f in Factor}
    return scores | {"continuity": report.scores.continuity}


def _spans(report: Report, palette: Palette) -> dict[str, Any]:
    """Return how far each interval reaches to both sides of its score."""
    below, above = [], []
    for name, score in all_scores(report).items():
        low, high = report.intervals.get(name, (score or 0.0, score or 0.0))
        below.append(0.0 if score is None else round(max(0.0, score - low), 6))
        above.append(0.0 if score is None else round(max(0.0, high - score), 6))
    return {
        "type": "data",
        "symmetric": False,
        "array": above,
        "arrayminus": below,
        "color": palette.muted,
        "thickness": 1.5,
    }


def _label(name: str, score: float | None, say: Words) -> dict[str, Any]:
    if score is None:
        text, place = say("factors.unmeasured"), {"x": 0.0, "xanchor": "left", "xshift": 6}
    else:
        text, place = f"{score:.2f}", {"x": _EDGE, "xanchor": "right"}
    return {"y": name, "text": text, "showarrow": False, **place}
