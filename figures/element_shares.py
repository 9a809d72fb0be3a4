"""Who gets how much: each element's share of the attention with its band, and of the tokens."""

import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from continuity.report import Element, Report
from figures import axes
from figures.palette import Palette
from i18n import Words

_ROW_PX, _AROUND_PX = 34, 110
_LEAST = 1e-4
"""Smaller shares are drawn here: the axis is logarithmic."""
_TICKS = {0.0001: "0.01%", 0.001: "0.1%", 0.01: "1%", 0.1: "10%", 1.0: "100%"}


def element_shares(report: Report, palette: Palette, say: Words) -> go.Figure:
    """Return a row per element: a dot with its band for attention, a square for tokens.

    A click on either leads to the frame in `customdata`.
    """
    elements = report.elements
    names = [name_of(element, say) for element in elements]
    least = min((value for e in elements for value in _shares(e, report)), default=_LEAST)
    shares = axes.axis(
        palette,
        say("charts.budget_axis"),
        type="log",
        range=[round(math.log10(least) - 0.15, 3), 0.1],
        tickvals=list(_TICKS),
        ticktext=list(_TICKS.values()),
    )
    return go.Figure(
        [
            _attention(elements, names, report, palette, say),
            _tokens(elements, names, report, palette, say),
        ],
        axes.layout(
            palette,
            _AROUND_PX + _ROW_PX * len(elements),
            xaxis=shares,
            yaxis=axes.axis(palette, autorange="reversed", type="category", showgrid=True),
        ),
    )


def name_of(element: Element, say: Words) -> str:
    """Return what an element is called."""
    return say(f"role_of_one.{element.role}", id=element.id)


def frame_of(element: Element, report: Report) -> int:
    """Return the frame to look at: where its first failure begins, else the first it is in."""
    own = (event.start for event in report.failures if event.element == element.id)
    return min(own, default=element.first)


def tokens_of(element: Element, report: Report) -> float | None:
    """Return the share of the tokens that an element takes, the same in all models."""
    found = [f.tokens[element.id][1] for f in report.footprints if element.id in f.tokens]
    return found[0] if found else None


def _shares(element: Element, report: Report) -> list[float]:
    low = element.band[0] if element.band else element.attention
    tokens = tokens_of(element, report)
    return [max(_LEAST, share) for share in (element.attention, low, tokens) if share is not None]


def _attention(
    elements: Sequence[Element], names: list[str], report: Report, palette: Palette, say: Words
) -> go.Scatter:
    bands = [element.band or (element.attention, element.attention) for element in elements]
    shares = [max(_LEAST, element.attention) for element in elements]
    below = [
        round(max(0.0, s - max(_LEAST, low)), 6) for s, (low, _) in zip(shares, bands, strict=True)
    ]
    above = [round(max(0.0, high - s), 6) for s, (_, high) in zip(shares, bands, strict=True)]
    error: dict[str, Any] = {"type": "data", "symmetric": False, "array": above}
    return go.Scatter(
        x=shares,
        y=names,
        mode="markers",
        name=say("charts.budget_attention"),
        marker={"color": [palette.roles[element.role] for element in elements], "size": 10},
        error_x=error | {"arrayminus": below, "color": palette.muted, "thickness": 1.5},
        customdata=[frame_of(element, report) for element in elements],
        text=[
            say("charts.budget_share", name=name, share=element.attention, low=low, high=high)
            for name, element, (low, high) in zip(names, elements, bands, strict=True)
        ],
        hovertemplate="%{text}<extra></extra>",
    )


def _tokens(
    elements: Sequence[Element], names: list[str], report: Report, palette: Palette, say: Words
) -> go.Scatter:
    told = [
        (name, element, tokens)
        for name, element in zip(names, elements, strict=True)
        if (tokens := tokens_of(element, report)) is not None
    ]
    return go.Scatter(
        x=[max(_LEAST, tokens) for _, _, tokens in told],
        y=[name for name, _, _ in told],
        mode="markers",
        name=say("charts.budget_tokens"),
        marker={
            "symbol": "square-open",
            "size": 10,
            "color": palette.ink,
            "line": {"width": 1.8, "color": palette.ink},
        },
        customdata=[frame_of(element, report) for _, element, _ in told],
        text=["<br>".join([name, *in_models(element, report, say)]) for name, element, _ in told],
        hovertemplate="%{text}<extra></extra>",
    )


def in_models(element: Element, report: Report, say: Words) -> list[str]:
    """Return a line per model: how many of its tokens the element takes."""
    return [
        f"{footprint.model}: "
        + say(
            "footprint.tokens",
            tokens=footprint.tokens[element.id][0],
            share=footprint.tokens[element.id][1],
            per_frame=footprint.per_frame,
        )
        for footprint in report.footprints
        if element.id in footprint.tokens
    ]
