"""Strips one under the other on a common axis of frames."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from continuity.report import Event
from figures import axes
from figures.palette import Palette
from i18n import Words

_STRIP_PX, _TITLE_PX, _FOOT_PX = 84, 40, 44


@dataclass(frozen=True, slots=True)
class Strip:
    """One strip: its title, the ends of its upright axis, the failures that it shows the begin of.

    `ticks` are those of the upright axis, if they are to be chosen; `height_px` is without the
    title.
    """

    title: str
    ends: Sequence[float]
    failures: Sequence[Event] = ()
    ticks: Sequence[float] | None = None
    height_px: int = _STRIP_PX


def layout(
    strips: Sequence[Strip],
    palette: Palette,
    say: Words,
    head_px: int = 0,
) -> dict[str, Any]:
    """Return the layout; the trace of strip n, from 1, belongs on the axis ``y{n}``.

    A dotted line says where a failure begins. `head_px` is left free above, for a legend.
    """
    feet_px = list(accumulate((_TITLE_PX + strip.height_px for strip in strips), initial=head_px))
    inside_px = max(1, feet_px[-1])
    spans = [
        (max(0.0, 1 - foot / inside_px), 1 - (foot - strip.height_px) / inside_px)
        for strip, foot in zip(strips, feet_px[1:], strict=True)
    ]
    upright = {
        f"yaxis{row}": axes.axis(
            palette,
            domain=list(span),
            range=list(strip.ends),
            **({"nticks": 4} if strip.ticks is None else {"tickvals": list(strip.ticks)}),
        )
        for row, (strip, span) in enumerate(zip(strips, spans, strict=True), start=1)
    }
    return axes.layout(
        palette,
        inside_px + _FOOT_PX,
        margin={"l": 8, "r": 8, "t": 0, "b": _FOOT_PX},
        showlegend=bool(head_px),
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "top"},
        xaxis=axes.frame_axis(palette, say, anchor=f"y{max(1, len(strips))}"),
        annotations=[_title(s.title, top) for s, (_, top) in zip(strips, spans, strict=True)],
        shapes=[
            _dotted(event.start, span, palette.of(event))
            for strip, span in zip(strips, spans, strict=True)
            for event in strip.failures
        ],
        **upright,
    )


def _title(text: str, top: float) -> dict[str, Any]:
    place = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": top}
    return {"text": text, "showarrow": False, "yanchor": "bottom", **place}


def _dotted(frame: int, span: tuple[float, float], colour: str) -> dict[str, Any]:
    place = {"x0": frame, "x1": frame, "yref": "paper", "y0": span[0], "y1": span[1]}
    return {"type": "line", "line": {"color": colour, "dash": "dot", "width": 1}, **place}
