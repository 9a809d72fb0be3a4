"""Each thing's drift against its share of the attention."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from continuity.insights import Answer
from continuity.kinds import Factor
from continuity.report import Element, Report
from continuity.settings import Settings
from figures import axes, ticks
from figures.element_shares import frame_of, name_of
from figures.palette import Palette
from figures.trend import Trend, trend
from i18n import Words

_LEAST_SHARE, _LEAST_DRIFT = 1e-4, 0.1
_STEPS = 24


def relation(report: Report, palette: Palette, say: Words) -> go.Figure:
    """Return a mark per thing that could be measured; a line with its 90 % band if they suffice.

    Both axes are logarithmic, and the line is fitted to logarithms. Things that somebody moved are
    hollow and left out of it. A click leads to the frame in `customdata`.
    """
    measured = things(report)
    counted = [element for element in measured if not handled(element, report)]
    fitted = line(report, counted)
    traces = _band(fitted, counted, report, palette, say) if fitted else []
    shares = _range([share(element) for element in measured] or [0.01, 0.1])
    drifts = _range([0.7, 3.0, *(drift(element) for element in measured)])
    levels = [
        _level(shares, 1.0, "dot", palette, say("charts.relation_noise")),
        _level(shares, _seen(), "dashdot", palette, say("charts.relation_seen")),
    ]
    return go.Figure(
        [*traces, *levels, _marks(measured, report, palette, say)],
        axes.layout(
            palette,
            xaxis=axes.axis(
                palette,
                say("charts.relation_share"),
                type="log",
                range=shares,
                tickvals=ticks.tenfold(shares),
                ticktext=[f"{100 * value:g}%" for value in ticks.tenfold(shares)],
            ),
            yaxis=axes.axis(
                palette,
                say("charts.relation_drift"),
                type="log",
                range=drifts,
                tickvals=ticks.tenfold(drifts),
                ticktext=[f"{value:g}" for value in ticks.tenfold(drifts)],
            ),
        ),
    )


def things(report: Report) -> list[Element]:
    """Return the elements whose drift could be measured."""
    return [element for element in report.elements if element.over_noise is not None]


def handled(element: Element, report: Report) -> bool:
    """Return whether something explains what happened to an element: it is not counted then."""
    return any(event.explained for event in report.events if event.element == element.id)


def share(element: Element) -> float:
    """Return an element's share of the attention before most things happened, 0 to 1."""
    early = element.attention if element.early is None else element.early
    return max(_LEAST_SHARE, early)


def drift(element: Element) -> float:
    """Return an element's largest departure over noise, where 1 is noise."""
    return max(_LEAST_DRIFT, element.over_noise or 0.0)


def line(report: Report, counted: Sequence[Element]) -> Trend | None:
    """Return the line through the logarithms, None where there are too few things for one."""
    if report.relation is None or report.relation.answer is Answer.TOO_FEW:
        return None
    return trend(
        [math.log10(share(element)) for element in counted],
        [math.log10(drift(element)) for element in counted],
    )


def _seen() -> float:
    return Settings().limit_margin


def _range(values: Sequence[float]) -> list[float]:
    powers = [math.log10(value) for value in values]
    return [round(min(powers) - 0.2, 3), round(max(powers) + 0.2, 3)]


def _marks(measured: Sequence[Element], report: Report, palette: Palette, say: Words) -> go.Scatter:
    colours = [
        palette.factors[Factor.PERSISTENCE] if _counts(element, report) else palette.muted
        for element in measured
    ]
    return go.Scatter(
        x=[share(element) for element in measured],
        y=[drift(element) for element in measured],
        mode="markers",
        marker={
            "symbol": [_symbol(element, report) for element in measured],
            "color": colours,
            "size": 11,
            "line": {"width": 1.5, "color": colours},
        },
        customdata=[frame_of(element, report) for element in measured],
        text=[
            say(
                "charts.relation_hover",
                name=name_of(element, say),
                share=share(element),
                drift=drift(element),
            )
            for element in measured
        ],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
        cliponaxis=False,
    )


def _counts(element: Element, report: Report) -> bool:
    return not handled(element, report) and drift(element) > _seen()


def _symbol(element: Element, report: Report) -> str:
    if handled(element, report):
        return "diamond-open"
    return "diamond" if drift(element) > _seen() else "circle"


def _band(
    fitted: Trend, counted: Sequence[Element], report: Report, palette: Palette, say: Words
) -> list[go.Scatter]:
    powers = [math.log10(share(element)) for element in counted]
    low, high = min(powers), max(powers)
    xs = [low + (high - low) * step / _STEPS for step in range(_STEPS + 1)]
    shares = [round(10**x, 6) for x in xs]
    sure = report.relation is not None and report.relation.answer is Answer.EVIDENCE
    colour = palette.accent if sure else palette.muted

    def through(side: int, **more: object) -> go.Scatter:
        ys = [round(10 ** (fitted.at(x) + side * fitted.half_width(x)), 4) for x in xs]
        return go.Scatter(x=shares, y=ys, mode="lines", hoverinfo="skip", **more)

    edge = {"color": colour, "width": 0.8}
    fill = {"fill": "tonexty", "fillcolor": _pale(colour)}
    drawn = {"color": colour, "width": 2, "dash": "solid" if sure else "dash"}
    return [
        through(-1, line=edge, showlegend=False),
        through(1, line=edge, name=say("charts.relation_band"), **fill),
        through(0, line=drawn, name=say("charts.relation_line")),
    ]


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.16)"


def _level(
    powers: Sequence[float], height: float, dash: str, palette: Palette, name: str
) -> go.Scatter:
    """Return a level line over all shares between two `powers` of ten."""
    return go.Scatter(
        x=[round(10**power, 6) for power in powers],
        y=[height, height],
        mode="lines",
        line={"color": palette.muted, "dash": dash, "width": 1},
        name=name,
        hoverinfo="skip",
    )
