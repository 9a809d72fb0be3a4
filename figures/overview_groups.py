"""Groups of a batch beside one another: means with intervals, and whether they differ at all."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from continuity.rows import FACTORS, Row
from figures import bootstrap, overview_charts
from figures.bootstrap import Estimate
from figures.html_parts import paragraph, section, table
from figures.safe_text import visible
from i18n import Words

_NONE = "–"


def section_of(rows: Sequence[Row], say: Words) -> str:
    """Return the comparison of the groups of `rows`, nothing where there are not two.

    Groups are ranked by their mean continuity; each is set against the first.
    """
    scores = _by_group(rows, "continuity")
    estimates = {name: bootstrap.mean(values) for name, values in scores.items()}
    ranked = dict(sorted(estimates.items(), key=lambda it: -it[1].value if it[1] else 1.0))
    if len(ranked) < 2:
        return ""
    shown = {_name(name, say): estimate for name, estimate in ranked.items()}
    drawn = overview_charts.groups(shown, {_name(it, say): scores[it] for it in ranked}, say)
    told = f'<div class="groups">{drawn}</div>' + _means(rows, list(ranked), say)
    told += "".join(paragraph(line) for line in _differences(scores, ranked, say))
    note = paragraph(say("overview.groups_note", share=bootstrap.SHARE, few=bootstrap.FEW), "quiet")
    return section("groups", say("overview.groups"), told + note)


def _by_group(rows: Sequence[Row], name: str) -> dict[str, list[float]]:
    found: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        score = getattr(row, name)
        if score is not None:
            found[row.group].append(score)
    return dict(found)


def _means(rows: Sequence[Row], ranked: Sequence[str], say: Words) -> str:
    names = (FACTORS[-1], *FACTORS[:-1])
    by_factor = {name: _by_group(rows, name) for name in names}
    heads = [say("overview.group"), say("overview.count")]
    heads += [say(f"factors.{name}.name") for name in names]
    lines = [
        (
            _name(group, say),
            str(sum(row.group == group for row in rows)),
            *(_told(bootstrap.mean(by_factor[name].get(group, ()))) for name in names),
        )
        for group in ranked
    ]
    return table(say("overview.groups"), heads, lines)


def _told(estimate: Estimate | None) -> str:
    if estimate is None:
        return _NONE
    return f"{estimate.value:.2f} ({estimate.low:.2f}–{estimate.high:.2f})"


def _differences(
    scores: Mapping[str, Sequence[float]], ranked: Mapping[str, Estimate | None], say: Words
) -> list[str]:
    first, *others = ranked
    told = []
    for other in others:
        found = bootstrap.difference(scores[first], scores[other])
        if found is None:
            continue
        key = "overview.differs" if found.tells else "overview.alike"
        facts = {"by": found.value, "low": found.low, "high": found.high}
        told.append(say(key, best=_name(first, say), other=_name(other, say), **facts))
        if found.count < bootstrap.FEW:
            told[-1] += " " + say("overview.few", count=found.count)
    return told


def _name(group: str, say: Words) -> str:
    return visible(group) or say("overview.no_group")
