"""Two takes side by side: what got better, what got worse, and whether noise could do that."""

import streamlit as st

from components import dropdown, heading, session, theme
from components.plain import plain
from components.table import number, table
from continuity.difference import (
    CONTENT,
    CONTENT_OF_A_FACTOR,
    Change,
    Verdict,
    cautions,
    changes,
    tallies,
)
from continuity.digest import MEASURES, SHARES
from figures import measures, two_takes
from i18n import Words
from learner.takes import Take, baseline

_NO_TOOLBAR = {"displayModeBar": False}
_SIDES = ("A", "B")


def show(takes: tuple[Take, ...]) -> None:
    """Draw the choice of two of `takes`, at least as many, and how they differ."""
    say = session.speak()
    heading.part(say("takes.compare"))
    first, second = _two(takes, say)
    found = changes(first.digest, second.digest)
    st.markdown(f"**{_headline(found[-1], say)}**")
    st.markdown("\n".join(f"- {sentence}" for sentence in _sentences(first, second, found, say)))
    _chart(first, second, say)
    _frames(first, second, say)
    heads = [say(f"takes.{name}") for name in ("factor", "a", "b", "difference", "interval")]
    with st.expander(say("charts.table"), key="table-takes"), st.container(key="wide-changes"):
        st.markdown(table(heads, [_row(change, say) for change in found]))
    st.caption(say("takes.rule", factor=CONTENT_OF_A_FACTOR, whole=CONTENT["continuity"]))


def _two(takes: tuple[Take, ...], say: Words) -> tuple[Take, Take]:
    names = {take.id: take for take in takes}
    start = baseline(takes) or takes[0]
    other = next(take for take in reversed(takes) if take is not start)
    chosen = []
    for column, side, default in zip(st.columns(2), _SIDES, (start, other), strict=True):
        with column:
            id = dropdown.choose(
                say(f"takes.choose_{side.lower()}"),
                list(names),
                f"take-{side}",
                shown=lambda id: names[id].name if id in names else "",
                first=list(names).index(default.id),
            )
            take = names[id]
            facts = say(
                "takes.facts",
                duration_s=take.digest.duration_s,
                fps=take.digest.fps,
                width=take.digest.width,
                height=take.digest.height,
            )
            notes = [plain(it) for it in (take.model, take.camera) if it]
            st.caption(" · ".join([facts, *notes]))
            chosen.append(take)
    return chosen[0], chosen[1]


def _headline(change: Change, say: Words) -> str:
    return say(
        f"takes.headline.{change.verdict}",
        before=number(change.before, ".2f"),
        after=number(change.after, ".2f"),
        difference=number(change.difference, "+.2f"),
    )


def _sentences(first: Take, second: Take, found: tuple[Change, ...], say: Words) -> list[str]:
    """Return what got better and worse beyond noise, failures that differ, and cautions."""
    said = []
    for verdict in (Verdict.BETTER, Verdict.WORSE):
        listed = [
            say("takes.by", factor=say(f"factors.{it.name}.name"), difference=it.difference)
            for it in found[:-1]
            if it.verdict is verdict
        ]
        if listed:
            said.append(say(f"takes.beyond.{verdict}", listed=", ".join(listed)))
    if not said:
        said.append(say("takes.beyond.none"))
    differ = [
        say("takes.tally", kind=say(f"kinds.{it.kind}.name"), before=it.before, after=it.after)
        for it in tallies(first.digest, second.digest)
        if it.before != it.after
    ]
    said.append(
        say("takes.tallies", listed=", ".join(differ)) if differ else say("takes.no_tallies")
    )
    said += [say(f"takes.caution.{it}") for it in cautions(first.digest, second.digest)]
    return said


def _row(change: Change, say: Words) -> tuple[str, ...]:
    if change.interval is None:
        interval = "–"
    else:
        interval = f"{change.interval[0]:+.2f} … {change.interval[1]:+.2f}"
    return (
        say(f"factors.{change.name}.name"),
        number(change.before, ".2f"),
        number(change.after, ".2f"),
        number(change.difference, "+.2f"),
        f"{interval} · {say(f'takes.verdict.{change.verdict}')}",
    )


def _chart(first: Take, second: Take, say: Words) -> None:
    both = [
        name
        for name in (*MEASURES, *SHARES)
        if name in first.digest.series and name in second.digest.series
    ]
    titles = {name: _title(name, say) for name in both}
    series = dropdown.choose(say("takes.series"), both, "take-series", shown=titles.__getitem__)
    names = tuple(
        f"{side} · {take.name}" for side, take in zip(_SIDES, (first, second), strict=True)
    )
    figure = two_takes.two_takes(
        (first.digest, second.digest),
        (names[0], names[1]),
        series,
        theme.palette(),
        say,
    )
    alt = say(
        "takes.chart_alt",
        a=len(first.digest.failures),
        b=len(second.digest.failures),
        series=titles[series],
    )
    st.plotly_chart(figure, key="chart-takes", config=_NO_TOOLBAR, alt=alt)
    st.caption(say("takes.chart_caption"))


def _title(name: str, say: Words) -> str:
    return say(f"roles.{name}") if name in SHARES else measures.label(name, say)


def _frames(first: Take, second: Take, say: Words) -> None:
    """Draw the first and the last frame of both, where they are kept."""
    if not first.frames and not second.frames:
        return
    cells = [
        f'<figure><img src="data:image/jpeg;base64,{take.frames[name]}"'
        f' alt="{say(f"takes.frame_{name}", side=side)}" style="width: 100%">'
        f"<figcaption>{say(f'takes.frame_{name}', side=side)}</figcaption></figure>"
        for name in ("first", "last")
        for side, take in zip(_SIDES, (first, second), strict=True)
        if name in take.frames
    ]
    st.html(f'<div class="frames">{"".join(cells)}</div>')
