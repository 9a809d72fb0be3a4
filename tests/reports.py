"""A report made by hand, with something of everything a page has to show."""

import math
from dataclasses import replace

from continuity.report import (
    Box,
    Clip,
    Element,
    Event,
    Explanation,
    Factor,
    FrameSeries,
    Kind,
    Report,
    Role,
    Scores,
)

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
            Element(2, Role.SECONDARY, Box(0.71, 0.55, 0.06, 0.12), 0, frames - 1, 0.03, 0.82),
        ),
        frames=series(frames),
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


def flawless() -> Report:
    """Return the report of a clip in which every factor was measured and nothing happened."""
    return replace(
        report(),
        scores=Scores(0.99, 0.99, 0.98, 1.0, 0.99),
        intervals={factor.value: (0.97, 1.0) for factor in Factor} | {"continuity": (0.93, 0.97)},
        events=(),
    )
