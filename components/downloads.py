"""A report to take away: as JSON, and as two tables in CSV."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

import streamlit as st

from components import heading, session
from continuity.report import Report


def show(report: Report) -> None:
    """Draw the three buttons; nothing is written before one is pressed."""
    say = session.speak()
    heading.part(say("downloads.title"))
    files = (
        ("report", "continuity.json", "application/json", report.to_json),
        ("frames", "frames.csv", "text/csv", lambda: frames_csv(report)),
        ("events", "events.csv", "text/csv", lambda: events_csv(report)),
    )
    with st.container(horizontal=True):
        for name, file_name, kind, write in files:
            label = say(f"downloads.{name}")
            st.download_button(
                label, write, file_name, kind, key=f"download-{name}", on_click="ignore"
            )


def frames_csv(report: Report) -> str:
    """Return every number per frame; an empty cell is a frame without a value."""
    frames = report.frames
    columns: dict[str, Sequence[float | None]] = {
        "frame": frames.index,
        "time_s": frames.time_s,
        "attention_subject": frames.subject,
        "attention_secondary": frames.secondary,
        "attention_background": frames.background,
        **frames.measures,
    }
    return _csv(columns, zip(*columns.values(), strict=True))


def events_csv(report: Report) -> str:
    """Return a row per event, the engine's own words for kinds and reasons."""
    heads = (
        *("kind", "factor", "start", "peak", "end", "x", "y", "w", "h", "element"),
        *("severity", "confidence", "explained"),
    )
    rows = (
        (
            *(event.kind, event.factor, event.start, event.peak, event.end),
            *(event.box or ("", "", "", "")),
            *(event.element, event.severity, event.confidence, event.explained),
        )
        for event in report.events
    )
    return _csv(heads, rows)


def _csv(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows(rows)
    return text.getvalue()
