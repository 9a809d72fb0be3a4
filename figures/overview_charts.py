"""Pictures of a whole batch: how its scores spread, and how groups compare."""

from collections.abc import Mapping, Sequence
from statistics import median

from figures import svg
from figures.bootstrap import Estimate
from figures.plot import Plot
from figures.safe_text import visible
from i18n import Words

_BINS = 20
_ROW = 30
_LONGEST_NAME = 22
_QUARTERS = tuple((quarter / 4, f"{quarter / 4:g}") for quarter in range(5))


def spread(name: str, scores: Sequence[float], colour: str, say: Words) -> str:
    """Return how many clips have which score of `name`, in twenty steps from 0 to 1."""
    counts = [0] * _BINS
    for score in scores:
        counts[min(int(score * _BINS), _BINS - 1)] += 1
    most = max(counts)
    plot = Plot((0, 1), (0, most), left=34, top=8, width=196, height=84)
    parts = [plot.axes(_QUARTERS, [(most, str(most))])]
    for place, count in enumerate(counts):
        left, top = plot.at(place / _BINS, count)
        right, bottom = plot.at((place + 1) / _BINS, 0)
        parts += [svg.rect(left + 0.5, top, right - left - 1, bottom - top, colour)]
    middle = median(scores)
    parts += [plot.line([(middle, 0), (middle, most)], svg.INK, "4 3", 1.4)]
    told = say("overview.spread_alt", factor=name, count=len(scores), median=middle,
               low=min(scores), high=max(scores))  # fmt: skip
    return svg.picture(plot.bottom + 24, told, parts, 240)


def groups(estimates: Mapping[str, Estimate | None], scores: Mapping[str, Sequence[float]],
           say: Words) -> str:  # fmt: skip
    """Return a row per group: a pale dot per clip, the mean, and its interval as a line."""
    plot = Plot((0, 1), (0, 1), 160, 4, svg.WIDTH - 176, _ROW * len(estimates))
    parts = [plot.axes(_QUARTERS, ())]
    for row, (name, estimate) in enumerate(estimates.items()):
        height = plot.top + _ROW * (row + 0.5)
        parts += [svg.words(plot.left - 8, height + 5, _short(name), "end", size=13)]
        dots = [(plot.at(score, 0)[0], height) for score in scores[name]]
        parts += [f'<g opacity="0.35">{svg.dots(dots, svg.MUTED, 3)}</g>']
        if estimate:
            ends = [(plot.at(end, 0)[0], height) for end in (estimate.low, estimate.high)]
            parts += [svg.path(ends, svg.ACCENT, 3)]
            parts += [svg.dots([(plot.at(estimate.value, 0)[0], height)], svg.ACCENT, 5)]
    alt = say("overview.groups_alt", count=len(estimates))
    return svg.picture(plot.bottom + 24, alt, parts)


def _short(name: str) -> str:
    seen = visible(name)
    return seen if len(seen) <= _LONGEST_NAME else f"{seen[: _LONGEST_NAME - 1]}…"
