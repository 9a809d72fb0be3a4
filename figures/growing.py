"""What is known of a clip while it is watched: lines that grow, and the first frames."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape

from continuity.early import Early
from figures import svg, thin
from figures.plot import Plot

_LOOKS: Mapping[str, tuple[str, str]] = {
    "similarity_first": (svg.ACCENT, ""),
    "similarity_previous": (svg.GREEN, "7 4"),
    "unexplained_motion": (svg.WARM, "2 4"),
}
"""Colour and dash of each line."""
_POINTS = 150
_LINE_UNITS, _PLOT_UNITS = 20, 110


def growing(early: Early, last: int, labels: Mapping[str, str], alt: str) -> str:
    """Return the measures so far over all frames up to `last`, named by `labels`."""
    plot = Plot((0, max(1, last)), (0, 1), left=34, top=8, width=svg.WIDTH - 44, height=_PLOT_UNITS)
    ends = [(0, "0"), (max(1, last), str(max(1, last)))]
    parts = [plot.axes(ends, [(0, "0"), (0.5, "0.5"), (1, "1")])]
    for name, (colour, dash) in _LOOKS.items():
        parts += [plot.line(points, colour, dash) for points in _pieces(early, name)]
    foot = plot.bottom + 38
    for row, (name, (colour, dash)) in enumerate(_LOOKS.items()):
        height = foot + row * _LINE_UNITS
        parts += [svg.path([(34, height - 4), (64, height - 4)], colour, 2, dash)]
        parts += [svg.words(72, height, labels[name], colour=svg.MUTED, size=13)]
    return svg.picture(foot + (len(_LOOKS) - 1) * _LINE_UNITS + 8, alt, parts)


def _pieces(early: Early, name: str) -> list[list[tuple[float, float]]]:
    """Return the points of a measure so far, apart where frames have no value."""
    values: Sequence[float | None] = early.series.get(name, ())
    pieces: list[list[tuple[float, float]]] = [[]]
    for place in thin.by_extremes(values, _POINTS):
        value = values[place]
        if value is None:
            pieces.append([])
        else:
            pieces[-1].append((early.index[place], value))
    return [piece for piece in pieces if len(piece) > 1]


def strip(pictures: Mapping[int, bytes], captions: Mapping[int, str], room: int) -> str:
    """Return the pictures as HTML, each with its caption, which is its alt text too.

    There is `room` for so many from the start, so that none moves when another comes.
    """
    shown = "".join(
        '<figure style="margin:0">'
        f'<img alt="{escape(captions[index])}" style="display:block;width:100%"'
        f' src="data:image/jpeg;base64,{b64encode(jpeg).decode()}">'
        f'<figcaption aria-hidden="true" style="font-size:0.82rem">{escape(captions[index])}'
        "</figcaption></figure>"
        for index, jpeg in sorted(pictures.items())
    )
    columns = f"grid-template-columns:repeat({room},minmax(0,1fr))"
    return f'<div style="display:grid;gap:0.4rem;max-width:44rem;{columns}">{shown}</div>'
