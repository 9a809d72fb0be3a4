"""The charts of a report in HTML: each a picture, what it finds in words, and its numbers."""

from collections.abc import Iterator, Sequence

from components import html_tables, relation_answer
from continuity.insights import Relation
from continuity.kinds import Factor, Role
from continuity.report import Report
from figures import (
    element_shares,
    measures,
    printed_curves,
    printed_over_time,
    printed_shares,
    printed_things,
    relation,
)
from figures.html_parts import caption, details, paragraph, section
from i18n import Words

_FEW = 6
"""Elements that are named in the text that stands for a chart."""


def all_of(report: Report, say: Words) -> Iterator[str]:
    """Yield every chart for which `report` holds something."""
    if report.frames.index:
        yield _attention(report, say)
    if report.elements:
        yield _budget(report, say)
    yield _factors(report, say)
    if report.over_time:
        yield _over_time(report, say)
    if report.events:
        yield _timeline(report, say)
    if any(element.role is not Role.BACKGROUND for element in report.elements):
        yield _drift(report, say)
    if report.relation:
        yield _relation(report, report.relation, say)
    if report.frames.measures:
        yield _measures(report, say)


def _attention(report: Report, say: Words) -> str:
    means = {role.value: _mean(getattr(report.frames, role.value)) for role in Role}
    alt = say(
        "charts.attention_alt",
        frames=len(report.frames.index),
        events=len(report.events),
        **means,
    )
    numbers = _over_frames(report, [role.value for role in Role], say)
    return _chart("attention", printed_curves.attention(report, alt, say), numbers, say)


def _budget(report: Report, say: Words) -> str:
    told = [
        say(
            "charts.budget_row",
            name=element_shares.name_of(element, say),
            share=element.attention,
            tokens="–" if tokens is None else f"{tokens:.1%}",
        )
        for element in report.elements[:_FEW]
        for tokens in [element_shares.tokens_of(element, report)]
    ]
    alt = say("charts.budget_alt", elements=len(report.elements), shares=", ".join(told))
    numbers = details(say("charts.table"), html_tables.shares(report, say), short=True)
    return _chart("budget", printed_shares.budget(report, alt, say), numbers, say)


def _over_time(report: Report, say: Words) -> str:
    index, falls = report.frames.index, []
    for name, series in report.over_time.items():
        low = min(series.so_far)
        falls.append(
            say(
                "charts.fall",
                factor=say(f"factors.{name}.name"),
                score=series.so_far[-1],
                low=low,
                frame=index[series.so_far.index(low)],
            )
        )
    alt = say("charts.over_time_alt", frames=len(index), falls="; ".join(falls))
    picture = printed_over_time.factors_over_time(report, alt, say)
    on_paper = paragraph(say("html_report.on_paper"), "paper quiet")
    numbers, note = html_tables.factors_over_time(report, say)
    told = paragraph(note, "quiet") if note else ""
    return _chart(
        "over_time", picture, details(say("charts.table"), told + numbers) + on_paper, say
    )


def _relation(report: Report, found: Relation, say: Words) -> str:
    sentence = relation_answer.sentence(found, say)
    answer = paragraph(f"{say('relation.question')} {sentence}")
    measured = relation.things(report)
    if not measured:
        nothing = paragraph(say("charts.relation_nothing"), "quiet")
        return section("relation", say("charts.relation"), answer + nothing)
    marks = ", ".join(
        say(
            "charts.relation_mark",
            name=element_shares.name_of(element, say),
            share=relation.share(element),
            drift=relation.drift(element),
        )
        for element in measured[:_FEW]
    )
    alt = say("charts.relation_alt", things=len(measured), marks=marks, sentence=sentence)
    picture = printed_shares.drift_by_share(report, alt, say)
    numbers = details(say("charts.table"), html_tables.relation_of_things(report, say), short=True)
    return _chart("relation", picture, answer + numbers, say)


def _factors(report: Report, say: Words) -> str:
    scores = {say(f"factors.{factor}.name"): report.scores.of(factor) for factor in Factor}
    unmeasured = say("factors.unmeasured")
    said = ", ".join(
        f"{name} {unmeasured if score is None else f'{score:.2f}'}"
        for name, score in scores.items()
    )
    measured = [score for score in scores.values() if score is not None]
    told = paragraph(say("factors.left_out"), "quiet") if len(measured) < len(scores) else ""
    if report.scores.continuity is not None:
        product = " × ".join(f"{score:.2f}" for score in measured)
        line = say("factors.product", product=product, score=report.scores.continuity)
        told = paragraph(line) + told
    numbers = details(say("charts.table"), html_tables.factors(report, say), short=True)
    picture = printed_things.factors(report, say("charts.factors_alt", scores=said), say)
    return _chart("factors", picture, told + numbers, say)


def _timeline(report: Report, say: Words) -> str:
    alt = say(
        "charts.timeline_alt",
        events=len(report.events),
        frames=len(report.frames.index),
        names=", ".join(say(f"kinds.{event.kind}.name") for event in report.events),
    )
    numbers = details(say("charts.table"), html_tables.events(report, say))
    return _chart("timeline", printed_things.events(report, alt, say), numbers, say)


def _drift(report: Report, say: Words) -> str:
    things = [it for it in report.elements if it.role is not Role.BACKGROUND]
    drifting = sum(it.drift > 0 for it in things)
    alt = say("charts.drift_alt", things=len(things), drifting=drifting)
    numbers = details(say("charts.table"), html_tables.things(report, say), short=True)
    return _chart("drift", printed_things.drift(report, alt, say), numbers, say)


def _measures(report: Report, say: Words) -> str:
    names = sorted(report.frames.measures)
    labels = ", ".join(measures.label(name, say) for name in names)
    alt = say("charts.measures_alt", frames=len(report.frames.index), names=labels)
    picture = printed_curves.measures_over_time(report, alt, say)
    return _chart("measures", picture, _over_frames(report, names, say), say)


def _over_frames(report: Report, names: Sequence[str], say: Words) -> str:
    numbers, note = html_tables.over_frames(report, names, say)
    told = paragraph(note, "quiet") if note else ""
    on_paper = paragraph(say("html_report.on_paper"), "paper quiet")
    return details(say("charts.table"), told + numbers) + on_paper


def _chart(name: str, picture: str, numbers: str, say: Words) -> str:
    told = caption(say(f"charts.{name}_caption"))
    figure = f'<figure class="chart">{picture}{told}</figure>'
    return section(name, say(f"charts.{name}"), figure + numbers)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values))
