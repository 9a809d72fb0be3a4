"""Each element's share with its band, and drift against share, in SVG: they need no program."""

import math
from collections.abc import Sequence

from continuity.insights import Answer
from continuity.kinds import Factor
from continuity.report import Element, Report
from continuity.settings import Settings
from figures import event_shapes, relation, svg, ticks
from figures.element_shares import name_of, tokens_of
from figures.plot import Plot
from figures.trend import Trend
from i18n import Words

_NAMES, _ROW = 112, 30
_LEAST = 1e-4
"""A smaller share is drawn here: the axis goes up tenfold."""
_POWERS = [(power, f"{100 * 10.0**power:g}%") for power in range(-4, 1)]
_STEPS = 24


def budget(report: Report, alt: str, say: Words) -> str:
    """Return a row per element: a dot with its band for attention, a square for tokens."""
    elements = report.elements
    plot = Plot(
        (_least(report), 0), (0, 1), _NAMES, 30, svg.WIDTH - _NAMES - 22, _ROW * len(elements)
    )
    across = [(power, label) for power, label in _POWERS if power >= plot.x[0]]
    parts = [*_legend(say), plot.axes(across, (), say("charts.budget_axis"))]
    for row, element in enumerate(elements):
        middle = plot.top + _ROW * (row + 0.5)
        tint = event_shapes.colour_of_role(element.role)
        ends = [(plot.left, middle), (plot.left + plot.width, middle)]
        parts += [svg.path(ends, svg.LINE, 1)]
        parts += [svg.words(plot.left - 8, middle + 5, name_of(element, say), "end", size=13)]
        if element.band:
            low, high = (plot.at(_log(end), 0)[0] for end in element.band)
            parts += [svg.path([(low, middle), (high, middle)], tint, 4)]
        parts += [svg.dots([(plot.at(_log(element.attention), 0)[0], middle)], tint, 5)]
        if tokens := tokens_of(element, report):
            x = plot.at(_log(tokens), 0)[0]
            parts += [svg.rect(x - 5, middle - 5, 10, 10, "none", svg.INK)]
    return svg.picture(plot.bottom + 42, alt, parts)


def _legend(say: Words) -> list[str]:
    half = svg.WIDTH / 2
    return [
        svg.path([(0, 12), (26, 12)], svg.MUTED, 4),
        svg.dots([(13, 12)], svg.MUTED, 5),
        svg.words(32, 16, say("charts.budget_attention"), size=13),
        svg.rect(half + 8, 7, 10, 10, "none", svg.INK),
        svg.words(half + 24, 16, say("charts.budget_tokens"), size=13),
    ]


def _least(report: Report) -> float:
    lows = [element.band[0] if element.band else element.attention for element in report.elements]
    tokens = [tokens_of(element, report) for element in report.elements]
    shares = [share for share in (*lows, *tokens) if share]
    return min((_log(share) for share in shares), default=-1.0) - 0.1


def _log(share: float) -> float:
    return math.log10(max(_LEAST, share))


def drift_by_share(report: Report, alt: str, say: Words) -> str:
    """Return a mark per thing that could be measured; the line with its band, if things suffice."""
    measured = relation.things(report)
    counted = [element for element in measured if not relation.handled(element, report)]
    seen = Settings().limit_margin
    drifts = [math.log10(value) for value in (0.7, 3.0, *map(relation.drift, measured))]
    shares = [math.log10(relation.share(element)) for element in measured]
    plot = Plot(
        (min(shares) - 0.2, max(shares) + 0.2),
        (min(drifts) - 0.1, max(drifts) + 0.1),
        top=22,
        width=svg.WIDTH - 76,
        height=230,
    )
    fitted = relation.line(report, counted)
    parts = _band(fitted, counted, report, plot) if fitted else []
    across = [(math.log10(s), f"{100 * s:g}%") for s in ticks.tenfold(plot.x)]
    up = [(math.log10(d), f"{d:g}") for d in ticks.tenfold(plot.y)]
    parts += [plot.axes(across, up, say("charts.relation_share"), say("charts.relation_drift"))]
    right, noise = plot.at(plot.x[1], 0.0)
    parts += [plot.across(0.0, ""), plot.across(math.log10(seen), say("charts.relation_seen"))]
    # Below its line: the two lie close together.
    parts += [svg.words(right, noise + 14, say("charts.relation_noise"), "end", svg.MUTED, 13)]
    drawn = [_mark(element, report, plot, say) for element in measured]
    parts += [*(name for name, _ in drawn), *(mark for _, mark in drawn)]
    return svg.picture(plot.bottom + 42, alt, parts)


def _mark(element: Element, report: Report, plot: Plot, say: Words) -> tuple[str, str]:
    """Return the name of a thing, if it is told, and its mark."""
    x, y = plot.at(math.log10(relation.share(element)), math.log10(relation.drift(element)))
    handled = relation.handled(element, report)
    drifted = relation.drift(element) > Settings().limit_margin
    if not handled and not drifted:
        return "", svg.dots([(x, y)], svg.MUTED, 4.5)
    tint = event_shapes.colour_of_factor(Factor.PERSISTENCE) if not handled else svg.MUTED
    corners = [(x, y - 6.5), (x + 6.5, y), (x, y + 6.5), (x - 6.5, y), (x, y - 6.5)]
    shape = svg.path(corners, tint, 1.5) + ("" if handled else svg.area(corners, tint, 1))
    at_end = x > plot.left + plot.width * 0.7
    left = x - 9 if at_end else x + 9
    anchor: svg.Anchor = "end" if at_end else "start"
    name = svg.words(left, y - 6, name_of(element, say), anchor, size=12)
    return svg.rimmed(name), shape


def _band(fitted: Trend, counted: Sequence[Element], report: Report, plot: Plot) -> list[str]:
    powers = [math.log10(relation.share(element)) for element in counted]
    low, high = min(powers), max(powers)
    xs = [low + (high - low) * step / _STEPS for step in range(_STEPS + 1)]
    sure = report.relation is not None and report.relation.answer is Answer.EVIDENCE
    colour = svg.ACCENT if sure else svg.MUTED
    above = [plot.at(x, fitted.at(x) + fitted.half_width(x)) for x in xs]
    below = [plot.at(x, fitted.at(x) - fitted.half_width(x)) for x in xs]
    line = svg.path([plot.at(x, fitted.at(x)) for x in xs], colour, 2, "" if sure else "6 4")
    return [svg.area([*above, *reversed(below)], colour, 0.16), line]
