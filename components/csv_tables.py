"""The numbers of a report as three tables in CSV, with the engine's own words and units."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

from continuity.report import Report


def archive(report: Report) -> bytes:
    """Return a ZIP file of all three."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as files:
        files.writestr("frames.csv", frames(report))
        files.writestr("events.csv", events(report))
        files.writestr("elements.csv", elements(report))
    return out.getvalue()


def frames(report: Report) -> str:
    """Return every number per frame; an empty cell is a frame without a value.

    `failures` names those under way, by their row in the table of events.
    """
    series = report.frames
    columns: dict[str, Sequence[float | str | None]] = {
        "frame": series.index,
        "time_s": series.time_s,
        "attention_subject": series.subject,
        "attention_secondary": series.secondary,
        "attention_background": series.background,
        **series.measures,
        "failures": [_under_way(report, index) for index in series.index],
    }
    return _csv(columns, zip(*columns.values(), strict=True))


def _under_way(report: Report, index: int) -> str:
    return "; ".join(
        f"{number} {event.kind}"
        for number, event in enumerate(report.events, 1)
        if not event.explained and event.start <= index <= event.end
    )


def events(report: Report) -> str:
    """Return a row per event, the explained ones too."""
    heads = (
        *("event", "kind", "factor", "start", "peak", "end", "x", "y", "w", "h", "element"),
        *("severity", "confidence", "explained"),
    )
    rows = (
        (
            *(number, event.kind, event.factor, event.start, event.peak, event.end),
            *(event.box or ("", "", "", "")),
            *(event.element, event.severity, event.confidence, event.explained),
        )
        for number, event in enumerate(report.events, 1)
    )
    return _csv(heads, rows)


def elements(report: Report) -> str:
    """Return a row per thing in the picture."""
    heads = (
        *("element", "role", "x", "y", "w", "h", "first", "last", "attention"),
        *("attention_low", "attention_high", "prominence", "drift", "over_noise"),
        *("least_shift_px", "least_delta_e"),
    )
    rows = (
        (
            *(it.id, it.role, *it.box, it.first, it.last, it.attention),
            *(it.band or ("", "")),
            *(it.prominence, it.drift, it.over_noise),
            *((it.limits.shift_px, it.limits.delta_e) if it.limits else ("", "")),
        )
        for it in report.elements
    )
    return _csv(heads, rows)


def _csv(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows(rows)
    return text.getvalue()
