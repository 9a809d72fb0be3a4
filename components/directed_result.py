"""What lesson 05's directed clip shows: the budget before, and what became of each prop after."""

from dataclasses import dataclass

from components.lab import Shown
from components.table import number
from continuity.report import Report
from figures.directed import Labels, Row, directed
from i18n import Words
from labs.budget import LIMIT_PX
from labs.direct_a_clip import (
    NOBODY,
    Given,
    Measured,
    Wish,
    first_lost,
    measured,
    saved,
    shares,
    toy,
)
from labs.scene import SUBJECT

NAME = "direct-a-clip"


@dataclass(frozen=True, slots=True)
class Guess:
    """What a learner expects: the prop that drifts first, or `NOBODY`, and how many drift."""

    first: str
    count: int


def title(wish: Wish, say: Words) -> str:
    """Return what was asked for, in a few words."""
    return say(
        f"labs.{NAME}.wish",
        seconds=wish.seconds,
        background=say(f"labs.{NAME}.{wish.background}"),
        camera=say(f"labs.{NAME}.{wish.camera}"),
    )


def budget(wish: Wish, say: Words) -> Shown:
    """Return the lab before the guess: who gets what, and nothing of what becomes of it."""
    parts = shares(wish)
    least = min(parts, key=lambda name: parts[name])
    facts = {
        "star": parts[SUBJECT],
        "least": _name(least, say),
        "share": parts[least],
        "props": len(wish.props),
    }
    rows = [Row(_name(name, say), share) for name, share in parts.items()]
    listed = ", ".join(f"{row.name} {row.share:.1%}" for row in rows)
    return Shown(
        picture=_drawn(rows, say(f"labs.{NAME}.budget_alt", listed=listed), say),
        finding=say(f"labs.{NAME}.budget", **facts),
        heads=[say(f"labs.{NAME}.thing"), say(f"labs.{NAME}.share")],
        rows=[[row.name, f"{row.share:.1%}"] for row in rows],
    )


def result(wish: Wish, guess: Guess, report: Report, say: Words) -> Shown:
    """Return the lab after the analysis: guessed, given and measured, side by side."""
    given, seen = toy(wish), measured(wish, report)
    rows = [Row(_name(SUBJECT, say), shares(wish)[SUBJECT])]
    for each in given:
        told = seen.get(each.name)
        far_px = told.strayed_px if told else None
        rows.append(Row(_name(each.name, say), each.share, each.strayed_px, far_px))
    listed = "; ".join(
        say(
            f"labs.{NAME}.row_alt",
            thing=row.name,
            given=number(row.given_px, ".1f"),
            measured=number(row.measured_px, ".1f"),
        )
        for row in rows[1:]
    )
    columns = ("thing", "share", "given", "guessed", "measured", "named", "least")
    return Shown(
        picture=_drawn(rows, say(f"labs.{NAME}.alt", limit=LIMIT_PX, listed=listed), say),
        finding=_truth(given, say),
        notes=(_verdict(given, guess, say), " ".join(_engine(given, seen, report, say))),
        heads=[say(f"labs.{NAME}.{column}") for column in columns],
        rows=[
            [rows[0].name, f"{rows[0].share:.1%}", *["–"] * 5],
            *(_cells(each, seen.get(each.name), guess, say) for each in given),
        ],
        reached=saved(wish, seen),
        unfolded=True,
    )


def _drawn(rows: list[Row], alt: str, say: Words) -> str:
    labels = Labels(
        say(f"labs.{NAME}.share"),
        say(f"labs.{NAME}.given_short"),
        say(f"labs.{NAME}.measured_short"),
        f"{LIMIT_PX:g} px",
    )
    return directed(rows, LIMIT_PX, labels, alt)


def _cells(given: Given, told: Measured | None, guess: Guess, say: Words) -> list[str]:
    kinds = ", ".join(say(f"kinds.{kind}.name") for kind in told.kinds) if told else ""
    return [
        _name(given.name, say),
        f"{given.share:.1%}",
        number(given.strayed_px, ".1f"),
        say(f"labs.{NAME}.first_short") if guess.first == given.name else "–",
        number(told.strayed_px if told else None, ".1f"),
        kinds or say(f"labs.{NAME}.nothing"),
        number(told.limit_px if told else None, ".1f"),
    ]


def _truth(given: tuple[Given, ...], say: Words) -> str:
    lost = [each for each in given if each.lost_at is not None]
    if not lost:
        return say(f"labs.{NAME}.all_kept", props=len(given), limit=LIMIT_PX)
    first = first_lost(given)
    return say(
        f"labs.{NAME}.lost",
        lost=len(lost),
        props=len(given),
        limit=LIMIT_PX,
        first=_name(first, say),
        frame=next(each.lost_at for each in given if each.name == first),
    )


def _verdict(given: tuple[Given, ...], guess: Guess, say: Words) -> str:
    right = (
        guess.first == first_lost(given),
        guess.count == sum(each.lost_at is not None for each in given),
    )
    answer = {
        (True, True): "both_right",
        (True, False): "first_right",
        (False, True): "count_right",
        (False, False): "both_wrong",
    }[right]
    told = _name(guess.first, say) if guess.first != NOBODY else say(f"labs.{NAME}.nobody")
    said = say(f"labs.{NAME}.guessed_was", first=told, count=guess.count)
    return f"{said} {say(f'labs.{NAME}.{answer}')}"


def _engine(
    given: tuple[Given, ...], seen: dict[str, Measured], report: Report, say: Words
) -> list[str]:
    """Return what the engine measured where it was told to look, and what it found by itself."""
    gaps = [
        abs(told.strayed_px - each.strayed_px)
        for each in given
        if (told := seen.get(each.name)) and told.strayed_px is not None
    ]
    sentences = []
    if gaps:
        sentences.append(say(f"labs.{NAME}.measures", gap=max(gaps), count=len(gaps)))
    sentences.append(_alone(given, seen, say))
    if report.scores.continuity is not None:
        sentences.append(say(f"labs.{NAME}.score", score=report.scores.continuity))
    return sentences


def _alone(given: tuple[Given, ...], seen: dict[str, Measured], say: Words) -> str:
    named = [name for name, told in seen.items() if told.kinds]
    lost = [each for each in given if each.lost_at is not None]
    missed = [each for each in lost if each.name not in named]
    if not missed:
        key = "named_all" if lost else "named_more" if named else "named_none"
        return say(f"labs.{NAME}.{key}", named=", ".join(_name(name, say) for name in named))
    limits = [told.limit_px for told in seen.values() if told.limit_px is not None]
    facts = {"missed": ", ".join(_name(each.name, say) for each in missed)}
    if not limits:
        return say(f"labs.{NAME}.missed", **facts)
    key = "missed_in_noise" if max(limits) > LIMIT_PX / 2 else "missed_though"
    return say(f"labs.{NAME}.{key}", limit=max(limits), **facts)


def _name(thing: str, say: Words) -> str:
    return say(f"things.{thing}")
