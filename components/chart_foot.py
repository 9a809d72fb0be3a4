"""What stands under a chart, and the tie between the chart and the frame that is looked at.

One element per chart: caption, PNG and CSV, the numbers as a table, all made in the browser. The
picture is Plotly's own, by the button that its toolbar would have; the page's stylesheet hides it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from components import session
from continuity.report import Report

Form = Literal["text", "share", "two", "three"]
"""How the table writes a column: as it is, in percent, with two decimals, with three digits."""
Cell = float | str | None
_HERE = Path(__file__)
_mount = st.components.v2.component(
    "chart_foot",
    html='<div class="chart-foot"></div>',
    css=_HERE.with_suffix(".css").read_text(encoding="utf-8"),
    js=_HERE.with_suffix(".js").read_text(encoding="utf-8"),
)
_SCALE = 2
"""Pixels of a downloaded picture for one on the page."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """A chart's numbers: a head and a form per column, and rows of cells; None has no value."""

    heads: Sequence[str]
    forms: Sequence[Form]
    rows: Iterable[Sequence[Cell]]


def config(name: str) -> dict[str, Any]:
    """Return Plotly's settings for the chart `name`: a toolbar whose one button writes a PNG."""
    return {
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "displaylogo": False,
        "toImageButtonOptions": {
            "format": "png",
            "filename": name.replace("_", "-"),
            "scale": _SCALE,
        },
    }


def show(
    name: str,
    title: str,
    numbers: Numbers,
    tie: Literal["frames", "things"] | None,
    report: Report,
) -> None:
    """Draw the foot of the chart with the key ``chart-{name}``.

    `tie` says where a click in it leads: "frames" along the axis, "things" to the frame in the
    mark's customdata, None nowhere.
    """
    say = session.speak()
    hints = {"frames": say("charts.go"), "things": say("charts.go_thing"), None: ""}
    told = {
        "chart": f"chart-{name}",
        "file": name.replace("_", "-"),
        "language": say.language,
        "title": title,
        "caption": say(f"charts.{name}_caption"),
        "words": {
            **{word: say(f"charts.{word}") for word in ("png", "csv", "table")},
            "thinned": say("charts.thinned", step="{step}"),
            "go": hints[tie],
        },
        "heads": numbers.heads,
        "forms": numbers.forms,
        "rows": list(numbers.rows),
        "tie": tie and {"kind": tie, **_span(report.frames.index)},
    }
    # Bytes, because a dict would load pandas.
    _mount(key=f"foot-{name}", data=json.dumps(told, ensure_ascii=False).encode())


def _span(index: Sequence[int]) -> dict[str, int]:
    """Return the first and last analysed frame, and how far they are apart."""
    if not index:
        return {"first": 0, "last": 0, "step": 1}
    step = index[1] - index[0] if len(index) > 1 else 1
    return {"first": index[0], "last": index[-1], "step": step}
