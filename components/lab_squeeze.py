"""The lab of lesson 03 about the bottleneck: what a squeeze takes from the wall, vase and robot."""

from components import lab, session
from components.controls import Controls
from components.lab import Shown

NAME = "squeeze"
FEW_CELLS = 40_000
WAY = {"time": 8, "space": 4}
"""One way to the goal."""


@lab.fragment
def show() -> None:
    """Draw the lab."""
    from figures.squeeze import before_and_after
    from labs import squeeze

    say = session.speak()
    controls = Controls(NAME)
    time = controls.steps("time", squeeze.TIMES, 4)
    space = controls.steps("space", squeeze.SPACES, 8)
    controls.reset(WAY)
    lab.film("desk")
    found = squeeze.squeezed(time, space)
    facts = {"time": time, "space": space, "cells": found.cells, **found.errors}
    known = found.errors["vase"] <= squeeze.RECOGNISABLE
    middle = squeeze.FIRST + squeeze.FRAMES // 2
    top, bottom, left, right = squeeze.region("vase", middle)
    lab.show(
        NAME,
        Shown(
            picture=before_and_after(
                found.before,
                found.after,
                (top, bottom, left, right),
                (
                    say("labs.squeeze.before"),
                    say("labs.squeeze.after"),
                    say("labs.squeeze.difference"),
                    say("labs.squeeze.close_up"),
                ),
                say("labs.squeeze.alt", **facts),
            ),
            finding=say("labs.squeeze.finding", **facts)
            + " "
            + say("labs.squeeze.known" if known else "labs.squeeze.lost"),
            heads=(say("labs.squeeze.place"), say("labs.squeeze.off")),
            rows=[
                (say(f"labs.squeeze.{place}"), f"{error:.1f}")
                for place, error in found.errors.items()
            ],
            reached=known and found.cells < FEW_CELLS,
        ),
    )
