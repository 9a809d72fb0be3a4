"""The tables of a report as HTML, with every word escaped."""

from collections.abc import Sequence

from components.table import number
from components.verdict import time_s, where, why
from continuity.report import Event, Report
from figures import element_shares, measures, relation, thin
from figures.factors import all_scores
from figures.html_parts import table
from figures.timeline import name_of_row
from i18n import Words

_NONE = "–"
_MOST_ROWS = 200
"""Of a table over frames; the CSV holds them all."""


def factors(report: Report, say: Words) -> str:
    """Return the five factors and their product, with what each asks."""
    heads = [say(f"tables.{name}") for name in ("factor", "meaning", "score", "interval")]
    rows = [
        (
            say(f"factors.{name}.name"),
            say(f"factors.{name}.meaning"),
            say("factors.unmeasured") if score is None else f"{score:.2f}",
            "–".join(f"{end:.2f}" for end in report.intervals.get(name, ())) or _NONE,
        )
        for name, score in all_scores(report).items()
    ]
    return table(say("charts.factors"), heads, rows)


def events(report: Report, say: Words) -> str:
    """Return a row per event, the explained ones too."""
    names = ("event", "place", "start", "peak", "end", "time", "severity", "confidence")
    heads = [say(f"tables.{name}") for name in (*names, "explained")]
    rows = [_event(place, event, report, say) for place, event in enumerate(report.events, 1)]
    return table(say("events.title"), heads, rows)


def _event(place: int, event: Event, report: Report, say: Words) -> tuple[str, ...]:
    return (
        say("events.row", number=place, kind=say(f"kinds.{event.kind}.name")),
        where(event.box, say),
        *(str(frame) for frame in (event.start, event.peak, event.end)),
        f"{time_s(report, event.start):.2f}",
        f"{event.severity:.2f}",
        f"{event.confidence:.0%}",
        why(event.explained, say) if event.explained else _NONE,
    )


def things(report: Report, say: Words) -> str:
    """Return a row per element: its share, its drift, and what could have been seen of it."""
    names = (
        "thing",
        "place",
        "attention",
        "drift",
        "over_noise",
        "least_shift",
        "least_de",
    )
    rows = (
        (
            name_of_row(element.id, report, say),
            where(element.box, say),
            f"{element.attention:.1%}",
            f"{element.drift:.2f}",
            number(element.over_noise, ".1f"),
            number(element.limits.shift_px if element.limits else None, ".2f"),
            number(element.limits.delta_e if element.limits else None, ".1f"),
        )
        for element in report.elements
    )
    heads = [say(f"tables.{name}") for name in names]
    return table(say("html_report.things"), heads, rows)


def shares(report: Report, say: Words) -> str:
    """Return a row per element: its share of the attention with its band, and of the tokens."""
    heads = [say(f"tables.{it}") for it in ("element", "attention", "low", "high", "tokens")]
    rows = (
        (
            element_shares.name_of(element, say),
            f"{element.attention:.1%}",
            *(number(end, ".1%") for end in element.band or (None, None)),
            number(element_shares.tokens_of(element, report), ".1%"),
        )
        for element in report.elements
    )
    return table(say("charts.budget"), heads, rows)


def relation_of_things(report: Report, say: Words) -> str:
    """Return a row per element: its share before most things happened, and how far it drifted."""
    heads = [say(f"tables.{name}") for name in ("element", "early", "over_noise", "drift")]
    rows = (
        (
            element_shares.name_of(element, say),
            f"{relation.share(element):.1%}",
            number(element.over_noise, ".2f"),
            f"{element.drift:.2f}",
        )
        for element in report.elements
    )
    return table(say("charts.relation"), heads, rows)


def factors_over_time(report: Report, say: Words) -> tuple[str, str]:
    """Return a table of each factor up to each frame and in it alone, and a note if thinned."""
    heads, series = [], []
    for name, told in report.over_time.items():
        factor = say(f"factors.{name}.name")
        heads += [say("tables.so_far", factor=factor), say("tables.alone", factor=factor)]
        series += [told.so_far, told.frame]
    return _per_frame(report, heads, series, say)


def over_frames(report: Report, names: Sequence[str], say: Words) -> tuple[str, str]:
    """Return a table of some series over frames, and a note, empty if every frame is listed.

    `names` are measures, or attributes of `report.frames` for the shares of attention.
    """
    frames = report.frames
    shares = {role: getattr(frames, role) for role in ("subject", "secondary", "background")}
    series = [shares[name] if name in shares else frames.measures[name] for name in names]
    heads = [
        say(f"roles.{name}") if name in shares else measures.label(name, say) for name in names
    ]
    return _per_frame(report, heads, series, say)


def _per_frame(
    report: Report, heads: Sequence[str], series: Sequence[Sequence[float | None]], say: Words
) -> tuple[str, str]:
    frames = report.frames
    places = thin.evenly(len(frames.index), _MOST_ROWS)
    rows = (
        (
            str(frames.index[place]),
            f"{frames.time_s[place]:.2f}",
            *(number(values[place]) for values in series),
        )
        for place in places
    )
    whole = table(say("charts.table"), [say("tables.frame"), say("tables.time"), *heads], rows)
    return whole, say("charts.thinned", step=places.step) if places.step > 1 else ""
