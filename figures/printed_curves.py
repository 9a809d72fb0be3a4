"""The attention budget and the measures over time in SVG: for a file that needs no program."""

from collections.abc import Iterator, Sequence

from continuity.kinds import Role
from continuity.report import Event, Report
from figures import event_shapes, measures, svg, thin
from figures.plot import Plot
from i18n import Words

_POINTS = 480
"""Most points of a line: one for each unit of the picture's width."""
_STRIP, _STRIP_TOP, _STRIP_GAP = 46, 24, 14
_LEFT, _WIDE = 60, svg.WIDTH - 74
_DASHES = {Role.SUBJECT: "", Role.SECONDARY: "7 4", Role.BACKGROUND: "2 3"}


def attention(report: Report, alt: str, say: Words) -> str:
    """Return the stacked shares of a viewer's attention over frames, with the events above."""
    frames = report.frames
    plot = Plot(span(frames.index), (0, 1), top=62, height=180)
    places = thin.evenly(len(frames.index), _POINTS)
    below = [0.0] * len(places)
    parts = []
    for role in Role:
        shares: Sequence[float] = getattr(frames, role.value)
        above = [base + shares[place] for base, place in zip(below, places, strict=True)]
        edge, foot = (
            [plot.at(frames.index[p], height) for p, height in zip(places, heights, strict=True)]
            for heights in (above, below)
        )
        tint = event_shapes.colour_of_role(role)
        parts += [svg.area([*edge, *reversed(foot)], tint, 0.3)]
        parts += [svg.path(edge, tint, 1.5, _DASHES[role])]
        below = above
    marks = [
        event_shapes.mark(event, plot.at(event.peak, 0)[0], plot.top - 12)
        for event in report.events
    ]
    heights = [(share / 4, f"{share / 4:.0%}") for share in range(5)]
    axes = plot.axes(frame_ticks(frames.index), heights, say("charts.frame_axis"))
    return svg.picture(plot.bottom + 42, alt, [*_legend(say), *parts, axes, *marks])


def measures_over_time(report: Report, alt: str, say: Words) -> str:
    """Return a strip per measure; a gap is a frame without a value, a dotted line a failure."""
    names = sorted(report.frames.measures)
    parts, top = [], 0.0
    for name in names:
        values = report.frames.measures[name]
        low, high = measures.span(name, values)
        plot = Plot(span(report.frames.index), (low, high), _LEFT, top + _STRIP_TOP, _WIDE, _STRIP)
        parts += [svg.words(plot.left, top + 15, measures.label(name, say), size=13)]
        ends = [(low, f"{low:.3g}"), (high, f"{high:.3g}")]
        parts += [plot.axes((), ends)]
        parts += [_dotted(event, plot) for event in report.failures]
        parts += [
            svg.path(run, svg.ACCENT, 1.5) for run in _runs(report.frames.index, values, plot)
        ]
        top = plot.bottom + _STRIP_GAP
    foot = Plot(span(report.frames.index), (0, 1), _LEFT, top - _STRIP_GAP, _WIDE, 0)
    parts += [foot.axes(frame_ticks(report.frames.index), (), say("charts.frame_axis"))]
    return svg.picture(top + 34, alt, parts)


def frame_ticks(index: Sequence[int]) -> list[tuple[float, str]]:
    """Return some six round frame numbers within `index`, as a place and a label.

    >>> [label for _, label in frame_ticks(range(72))]
    ['0', '20', '40', '60']
    """
    first, last = span(index)
    rough = max(1.0, (last - first) / 5)
    power = 10 ** (len(str(int(rough))) - 1)
    step = next(int(times * power) for times in (1, 2, 5, 10) if times * power >= rough)
    return [(frame, str(frame)) for frame in range(0, int(last) + 1, step) if frame >= first]


def span(index: Sequence[int]) -> tuple[float, float]:
    """Return the first and the last frame of `index`, never the same."""
    return (index[0], max(index[-1], index[0] + 1)) if index else (0, 1)


def _legend(say: Words) -> Iterator[str]:
    """Yield a row of names, each with a piece of its line."""
    left = 0.0
    for role in Role:
        name, tint = say(f"roles.{role}"), event_shapes.colour_of_role(role)
        yield svg.path([(left, 14), (left + 26, 14)], tint, 3, _DASHES[role])
        yield svg.words(left + 32, 18, name, size=13)
        # Nobody measures type here: Hangul is about a unit of type wide, Latin half of it.
        left += 52 + sum(13.0 if letter > "\u1100" else 6.9 for letter in name)


def _dotted(event: Event, plot: Plot) -> str:
    x, _ = plot.at(event.start, 0)
    return svg.path([(x, plot.top), (x, plot.bottom)], event_shapes.colour(event), 1.2, "2 3")


def _runs(
    index: Sequence[int], values: Sequence[float | None], plot: Plot
) -> Iterator[list[tuple[float, float]]]:
    """Yield the line of a measure in pieces without a gap; a lone value is a short dash."""
    run: list[tuple[float, float]] = []
    for place in thin.by_extremes(values, _POINTS):
        value = values[place]
        if value is not None:
            run.append(plot.at(index[place], value))
        elif run:
            yield _seen(run)
            run = []
    if run:
        yield _seen(run)


def _seen(run: list[tuple[float, float]]) -> list[tuple[float, float]]:
    (x, y), *more = run
    return run if more else [(x - 1, y), (x + 1, y)]
