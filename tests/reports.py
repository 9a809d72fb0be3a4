"""A report made by hand, with something of everything a page has to show."""

import math
from dataclasses import replace

from continuity.insights import (
    Answer,
    Departure,
    FactorSeries,
    Followed,
    Footprint,
    Limits,
    Relation,
    Trails,
    Visibility,
    Worst,
)
from continuity.kinds import Explanation, Factor, Kind, Role
from continuity.report import Box, Clip, Element, Event, FrameSeries, Report, Scores

FPS = 24.0


def report(frames: int = 120) -> Report:
    """Return the report of a clip in which a vase fades, a cut jumps and a hand carries a cup."""
    return Report(
        clip=Clip("desk.mp4", "ab" * 32, 1280, 720, FPS, frames, frames / FPS, frames),
        scores=Scores(0.97, 0.83, None, 0.61, 0.99),
        intervals={
            "spatial": (0.95, 0.99),
            "temporal": (0.78, 0.88),
            "persistence": (0.52, 0.70),
            "environment": (0.97, 1.0),
            "continuity": (0.40, 0.58),
        },
        events=events(),
        elements=(
            Element(1, Role.SUBJECT, Box(0.2, 0.3, 0.3, 0.5), 0, frames - 1, 0.6, 0.02),
            Element(
                *(2, Role.SECONDARY, Box(0.71, 0.55, 0.06, 0.12), 0, frames - 1, 0.03, 0.82),
                band=(0.012, 0.051),
                prominence=4.1,
                over_noise=9.5,
                early=0.04,
            ),
        ),
        frames=series(frames),
        footprints=(
            Footprint("Wan 2.1", 832, 480, 81, 21, 1560, {1: (234.0, 0.15), 2: (11.2, 0.0072)}),
            Footprint("LTX-Video", 768, 512, 121, 16, 384, {1: (57.6, 0.15), 2: (2.8, 0.0072)}),
        ),
        relation=Relation(Answer.TOO_FEW, 1, 1, None, None),
        over_time=over_time(frames),
    )


def crowded(answer: Answer = Answer.EVIDENCE) -> Report:
    """Return the report of a clip with ten things, of which those with a small share drift."""
    shares = [0.004 * 1.5**place for place in range(9)]
    things = tuple(
        Element(
            *(place + 3, Role.SECONDARY, Box(0.09 * place, 0.5, 0.05, 0.1), 0, 119, share, 0.0),
            over_noise=round(0.12 / share**0.6 * (1.2 if place % 2 else 0.85), 3),
            early=round(share, 5),
        )
        for place, share in enumerate(shares)
    )
    found = Relation(answer, 10, 4, -0.81, 0.004)
    return replace(report(), elements=(*report().elements, *things), relation=found)


def followed() -> Report:
    """Return the same report with a region that was followed and changed its colour."""
    box = Box(0.7, 0.5, 0.1, 0.2)
    index = tuple(range(0, 120, 10))
    return replace(
        report(),
        trails=Trails(index, {}),
        followed=(
            Followed(
                box=box,
                moves=False,
                boxes=(box,) * 12,
                visibility=(*(Visibility.SEEN,) * 10, Visibility.COVERED, Visibility.OUT),
                delta_e=(*(0.5,) * 4, *(9.0,) * 6, None, None),
                shift_px=(*(0.2,) * 10, None, None),
                sharpness=(*(1.0,) * 10, None, None),
                similarity=(*(0.98,) * 10, None, None),
                worst={
                    "delta_e": Worst(9.0, 40, 2.0),
                    "shift_px": Worst(0.2, 0, 0.5),
                },
                departures=(Departure("delta_e", 40, 50, 90, 9.0),),
                events=(),
                limits=Limits(0.6, 2.5),
            ),
        ),
    )


def events() -> tuple[Event, ...]:
    """Return a failure in a place, one of the whole picture, and a change with an explanation."""
    vase = Box(0.71, 0.55, 0.06, 0.12)
    cup = Box(0.1, 0.6, 0.08, 0.1)
    faded = {"edge_energy": (1.0, 0.08)}
    return (
        Event(Kind.FADE, 41, 66, 119, vase, 2, 0.8, 0.93, evidence=faded),
        Event(Kind.JUMP, 60, 60, 61, None, None, 0.45, 0.7),
        Event(Kind.SHIFT, 80, 88, 95, cup, 3, 0.3, 0.9, explained=Explanation.HANDLED),
    )


def series(frames: int) -> FrameSeries:
    """Return attention that sways and measures of which some have no value."""
    steps = range(frames)
    subject = tuple(round(0.6 + 0.1 * math.sin(step / 9), 4) for step in steps)
    secondary = tuple(round(0.1 + 0.05 * math.cos(step / 5), 4) for step in steps)
    return FrameSeries(
        index=tuple(steps),
        time_s=tuple(round(step / FPS, 4) for step in steps),
        subject=subject,
        secondary=secondary,
        background=tuple(round(1 - a - b, 4) for a, b in zip(subject, secondary, strict=True)),
        measures={
            "luma": tuple(round(55 + 2 * math.sin(step / 20), 3) for step in steps),
            "sharpness": tuple(round(1 - step / frames / 20, 4) for step in steps),
            "similarity_previous": (
                None,
                *(round(0.97 - 0.01 * (step % 3), 3) for step in steps[1:]),
            ),
        },
    )


def over_time(frames: int) -> dict[str, FactorSeries]:
    """Return factors that fall once, at a third of the clip, to their scores."""
    scores = {"spatial": 0.97, "temporal": 0.83, "persistence": 0.61, "environment": 0.99}
    third = frames // 3
    return {
        name: FactorSeries(
            frame=tuple(score if third <= step < 2 * third else 1.0 for step in range(frames)),
            so_far=tuple(score if step >= third else 1.0 for step in range(frames)),
        )
        for name, score in scores.items()
    }


def flawless() -> Report:
    """Return the report of a clip in which every factor was measured and nothing happened."""
    return replace(
        report(),
        scores=Scores(0.99, 0.99, 0.98, 1.0, 0.99),
        intervals={factor.value: (0.97, 1.0) for factor in Factor} | {"continuity": (0.93, 0.97)},
        events=(),
    )
