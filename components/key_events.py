"""The events whose frames a report shows, and which frames those are."""

from continuity.report import Event, Report

MOST_SHOWN = 12
"""Events whose frames are shown, so that a file can be sent by mail; tables have them all."""


def gravest(report: Report) -> list[tuple[int, Event]]:
    """Return the failures whose frames are shown, by number: the gravest, in order of time."""
    failures = [row for row in enumerate(report.events, 1) if not row[1].explained]
    failures.sort(key=lambda row: -row[1].severity * row[1].confidence)
    return sorted(failures[:MOST_SHOWN], key=lambda row: row[0])


def moments(event: Event) -> dict[int, tuple[str, ...]]:
    """Return the frames of an event, each once, with all that it is: start, peak, end."""
    moments = (("start", event.start), ("peak", event.peak), ("end", event.end))
    return {
        frame: tuple(name for name, at in moments if at == frame)
        for frame in dict.fromkeys(at for _, at in moments)
    }
