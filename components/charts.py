"""The charts of a report: each with a text in its place, a caption, and its numbers as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from components import chart_foot, heading, relation_answer, session, theme
from components.chart_foot import Cell, Form, Numbers
from components.verdict import time_s, where, why
from continuity.kinds import Factor, Role
from continuity.report import Event, FrameSeries, Report
from figures import attention, element_shares, factors, measures, over_time, relation, timeline

_FEW = 6
"""Elements that are named in the text that stands for a chart."""
_EVENT: Mapping[str, Form] = {
    "event": "text",
    "place": "text",
    "start": "text",
    "peak": "text",
    "end": "text",
    "time": "two",
    "severity": "two",
    "confidence": "share",
    "explained": "text",
}
"""The columns of the table of events, and how each is written."""


@dataclass(frozen=True, slots=True)
class _Chart:
    """A figure by its name, the text in its place, its numbers, and where a click leads."""

    name: str
    figure: object
    alt: str
    numbers: Numbers
    tie: Literal["frames", "things"] | None = "frames"


def show_attention(report: Report) -> None:
    """Draw the attention budget, and beside it what each element takes of it and of the tokens."""
    heading.part(session.speak()("charts.attention"))
    with st.container(key="side-by-side-budget"):
        with st.container():
            _draw(_shares(report), report)
        if report.elements:
            with st.container():
                _draw(_budget(report), report)


def _shares(report: Report) -> _Chart:
    say, frames = session.speak(), report.frames
    alt = say(
        "charts.attention_alt",
        frames=len(frames.index),
        events=len(report.events),
        **{role.value: _mean(getattr(frames, role.value)) for role in Role},
    )
    heads = [say(f"roles.{role}") for role in Role]
    columns = [getattr(frames, role.value) for role in Role]
    figure = attention.attention(report, theme.palette(), say)
    return _Chart("attention", figure, alt, _over_frames(frames, heads, columns, "share"))


def _budget(report: Report) -> _Chart:
    say, models = session.speak(), [footprint.model for footprint in report.footprints]
    rows: list[list[Cell]] = []
    for element in report.elements:
        low, high = element.band or (None, None)
        counts = [f.tokens.get(element.id, (None,))[0] for f in report.footprints]
        tokens = element_shares.tokens_of(element, report)
        name = element_shares.name_of(element, say)
        rows.append([name, element.attention, low, high, tokens, *counts])
    heads = [say(f"tables.{name}") for name in ("element", "attention", "low", "high", "tokens")]
    heads += [say("tables.tokens_in", model=model) for model in models]
    forms: list[Form] = ["text", *_forms("share", 4), *_forms("three", len(models))]
    told = [_budget_row(row) for row in rows[:_FEW]]
    alt = say("charts.budget_alt", elements=len(rows), shares=", ".join(told))
    figure = element_shares.element_shares(report, theme.palette(), say)
    return _Chart("budget", figure, alt, Numbers(heads, forms, rows), "things")


def _budget_row(row: Sequence[Cell]) -> str:
    name, share, _, _, tokens, *_ = row
    told = f"{tokens:.1%}" if isinstance(tokens, float) else "–"
    return session.speak()("charts.budget_row", name=name, share=share, tokens=told)


def show_factors(report: Report) -> None:
    """Draw the five factors, their intervals and how they multiply; then the factors over time."""
    say = session.speak()
    heading.part(say("charts.factors"))
    if finding := _product(report):
        st.markdown(finding)
    _draw(_factors(report), report)
    st.caption(_identity(report))
    if report.over_time:
        st.subheader(say("charts.over_time"), anchor=False)
        _draw(_over_time(report), report)


def _factors(report: Report) -> _Chart:
    say, scores = session.speak(), factors.all_scores(report)
    rows: list[list[Cell]] = [
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
    return _Chart("factors", figure, alt, Numbers(heads, _forms("text", 4), rows), None)


def _identity(report: Report) -> str:
    """Return whether the subject of the end is that of the beginning, or that it cannot be told."""
    say, told = session.speak(), report.identity
    if told is None:
        return say("identity.untold")
    answer = "same" if told.same else "other"
    return say(f"identity.{answer}", first=told.first, last=told.last)


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


def _over_time(report: Report) -> _Chart:
    say, frames = session.speak(), report.frames
    heads, columns, falls = [], [], []
    for name, series in report.over_time.items():
        factor, low = say(f"factors.{name}.name"), min(series.so_far)
        heads += [say("tables.so_far", factor=factor), say("tables.alone", factor=factor)]
        columns += [series.so_far, series.frame]
        at = frames.index[series.so_far.index(low)]
        end = series.so_far[-1]
        falls.append(say("charts.fall", factor=factor, score=end, low=low, frame=at))
    alt = say("charts.over_time_alt", frames=len(frames.index), falls="; ".join(falls))
    figure = over_time.over_time(report, theme.palette(), say)
    return _Chart("over_time", figure, alt, _over_frames(frames, heads, columns, "two"))


def show_relation(report: Report) -> None:
    """Say whether things with a small share drift more, and draw what that is judged by."""
    say, found = session.speak(), report.relation
    if found is None:
        return
    heading.part(say("charts.relation"))
    sentence = relation_answer.sentence(found, say)
    st.markdown(f"{say('relation.question')} **{sentence}**")
    if relation.things(report):
        _draw(_relation(report, sentence), report)
    else:
        st.caption(say("charts.relation_nothing"))


def _relation(report: Report, sentence: str) -> _Chart:
    say, names = session.speak(), ("element", "early", "over_noise", "drift")
    rows: list[list[Cell]] = [
        [
            element_shares.name_of(element, say),
            relation.share(element),
            element.over_noise,
            element.drift,
        ]
        for element in report.elements
    ]
    told = [
        say("charts.relation_mark", name=name, share=share, drift=drift)
        for name, share, drift, _ in rows
        if drift is not None
    ]
    marks = ", ".join(told[:_FEW])
    alt = say("charts.relation_alt", things=len(told), marks=marks, sentence=sentence)
    numbers = Numbers([say(f"tables.{n}") for n in names], ["text", "share", "two", "two"], rows)
    figure = relation.relation(report, theme.palette(), say)
    return _Chart("relation", figure, alt, numbers, "things")


def show_measures(report: Report) -> None:
    """Draw every measure over time."""
    say, frames = session.speak(), report.frames
    names = sorted(frames.measures)
    labels = [measures.label(name, say) for name in names]
    alt = say("charts.measures_alt", frames=len(frames.index), names=", ".join(labels))
    figure = measures.measures(report, theme.palette(), say)
    columns = [frames.measures[name] for name in names]
    heading.part(say("charts.measures"))
    numbers = _over_frames(frames, labels, columns, "three")
    _draw(_Chart("measures", figure, alt, numbers), report)


def show_timeline(report: Report) -> None:
    """Draw the events by the thing they happened to."""
    say = session.speak()
    alt = say(
        "charts.timeline_alt",
        events=len(report.events),
        frames=len(report.frames.index),
        names=", ".join(say(f"kinds.{event.kind}.name") for event in report.events),
    )
    heads = [say(f"tables.{name}") for name in _EVENT]
    rows = [_event_row(event, report) for event in report.events]
    numbers = Numbers(heads, list(_EVENT.values()), rows)
    figure = timeline.timeline(report, theme.palette(), say)
    heading.part(say("charts.timeline"))
    _draw(_Chart("timeline", figure, alt, numbers), report)


def _draw(chart: _Chart, report: Report) -> None:
    key = f"chart-{chart.name}"
    st.plotly_chart(chart.figure, key=key, config=chart_foot.config(chart.name), alt=chart.alt)
    title = session.speak()(f"charts.{chart.name}")
    chart_foot.show(chart.name, title, chart.numbers, chart.tie, report)


def _over_frames(
    frames: FrameSeries, heads: Sequence[str], columns: Sequence[Sequence[Cell]], form: Form
) -> Numbers:
    """Return numbers per frame, with its place and time in front."""
    say = session.speak()
    forms: list[Form] = ["text", "two", *_forms(form, len(columns))]
    rows = zip(frames.index, frames.time_s, *columns, strict=True)
    return Numbers([say("tables.frame"), say("tables.time"), *heads], forms, rows)


def _forms(form: Form, count: int) -> list[Form]:
    return [form] * count


def _event_row(event: Event, report: Report) -> list[Cell]:
    say = session.speak()
    return [
        say(f"kinds.{event.kind}.name"),
        where(event.box, say),
        event.start,
        event.peak,
        event.end,
        time_s(report, event.start),
        event.severity,
        event.confidence,
        why(event.explained, say) if event.explained else "–",
    ]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values))
