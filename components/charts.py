"""The charts of a report: each with a caption, a text in its place, and its numbers as a table."""

from collections.abc import Iterator, Sequence

import streamlit as st

from components import heading, session, theme
from components.table import MOST_ROWS, number, table
from components.verdict import time_s, where, why
from continuity.report import Event, Factor, FrameSeries, Report, Role
from figures import attention, factors, measures, thin, timeline

_NO_TOOLBAR = {"displayModeBar": False}
_TABLE_PX = 320
_HOW = ("severity", "confidence", "explained")


def show_attention(report: Report) -> None:
    """Draw the attention budget."""
    say, frames = session.speak(), report.frames
    alt = say(
        "charts.attention_alt",
        frames=len(frames.index),
        events=len(report.events),
        **{role.value: _mean(getattr(frames, role.value)) for role in Role},
    )
    figure = attention.attention(report, theme.palette(), say)
    heads = [say(f"roles.{role}") for role in Role]
    columns = [[f"{share:.1%}" for share in getattr(frames, role.value)] for role in Role]
    _chart("attention", figure, alt, *_over_frames(frames, heads, columns))


def show_factors(report: Report) -> None:
    """Draw the five factors, their intervals and how they multiply."""
    say = session.speak()
    scores = factors.all_scores(report)
    rows = [
        [
            say(f"factors.{name}.name"),
            say(f"factors.{name}.meaning"),
            say("factors.unmeasured") if score is None else f"{score:.2f}",
            "–".join(f"{end:.2f}" for end in report.intervals.get(name, ())),
        ]
        for name, score in scores.items()
    ]
    alt = say("charts.factors_alt", scores=", ".join(f"{row[0]} {row[2]}" for row in rows))
    heads = [say(f"tables.{name}") for name in ("factor", "meaning", "score", "interval")]
    figure = factors.factors(report, theme.palette(), say)
    _chart("factors", figure, alt, table(heads, rows), finding=_product(report))


def _product(report: Report) -> str:
    """Return the product written out, and what is left out of it."""
    say = session.speak()
    score = report.scores.continuity
    measured = [value for f in Factor if (value := report.scores.of(f)) is not None]
    if score is None:
        return ""
    text = " × ".join(f"{value:.2f}" for value in measured)
    line = say("factors.product", product=text, score=score)
    return line if len(measured) == len(Factor) else f"{line}\n\n{say('factors.left_out')}"


def show_measures(report: Report) -> None:
    """Draw every measure over time."""
    say, frames = session.speak(), report.frames
    names = sorted(frames.measures)
    labels = [measures.label(name, say) for name in names]
    alt = say("charts.measures_alt", frames=len(frames.index), names=", ".join(labels))
    columns = [[number(value) for value in frames.measures[name]] for name in names]
    figure = measures.measures(report, theme.palette(), say)
    _chart("measures", figure, alt, *_over_frames(frames, labels, columns))


def show_timeline(report: Report) -> None:
    """Draw the events by the thing they happened to."""
    say = session.speak()
    names = ", ".join(say(f"kinds.{event.kind}.name") for event in report.events)
    alt = say(
        "charts.timeline_alt",
        events=len(report.events),
        frames=len(report.frames.index),
        names=names,
    )
    heads = [
        say(f"tables.{name}")
        for name in (*("event", "place", "start", "peak", "end", "time"), *_HOW)
    ]
    rows = [_event_row(event, report) for event in report.events]
    figure = timeline.timeline(report, theme.palette(), say)
    _chart("timeline", figure, alt, table(heads, rows))


def _chart(
    name: str, figure: object, alt: str, numbers: str, note: str = "", finding: str = ""
) -> None:
    say = session.speak()
    heading.part(say(f"charts.{name}"))
    if finding:
        st.markdown(finding)
    st.plotly_chart(figure, key=f"chart-{name}", config=_NO_TOOLBAR, alt=alt)
    st.caption(say(f"charts.{name}_caption"))
    with st.expander(say("charts.table"), key=f"table-{name}"):
        if note:
            st.caption(note)
        with st.container(height=_TABLE_PX, border=False):
            st.markdown(numbers)


def _over_frames(
    frames: FrameSeries, heads: Sequence[str], columns: Sequence[Sequence[str]]
) -> Iterator[str]:
    """Yield a table over frames, and a note if it does not list them all."""
    say = session.speak()
    places = thin.evenly(len(frames.index), MOST_ROWS)
    rows = [
        [
            str(frames.index[place]),
            f"{frames.time_s[place]:.2f}",
            *(column[place] for column in columns),
        ]
        for place in places
    ]
    yield table([say("tables.frame"), say("tables.time"), *heads], rows)
    if places.step > 1:
        yield say("charts.thinned", step=places.step)


def _event_row(event: Event, report: Report) -> list[str]:
    say = session.speak()
    return [
        say(f"kinds.{event.kind}.name"),
        where(event.box, say),
        str(event.start),
        str(event.peak),
        str(event.end),
        f"{time_s(report, event.start):.2f}",
        f"{event.severity:.2f}",
        f"{event.confidence:.0%}",
        why(event.explained, say) if event.explained else "–",
    ]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values))
