"""The lab of lesson 07 about physics: four balls bounce, and only one as balls do."""

import streamlit as st

from components import desk, lab, session
from components.controls import Controls
from components.lab import Shown
from figures.balls import Flight, balls
from i18n import Words
from labs.falling_ball import FRAMES, Ball, Measured, heights_m, measure

NAME = "falling-ball"
ORDER = {"a": Ball.GAINS, "b": Ball.REAL, "c": Ball.FLOATS, "d": Ball.TOO_HEAVY}
"""Which ball is which."""
_UNSURE = "unsure"


@lab.fragment
def show() -> None:
    """Draw the lab."""
    say = session.speak()
    controls = Controls(NAME)
    named = _named(controls)
    measured = controls.switch("measured")
    controls.reset({letter: ball.value for letter, ball in ORDER.items()})
    found = {letter: measure(heights_m(ball)) for letter, ball in ORDER.items()}
    right = sum(named[letter] == ball for letter, ball in ORDER.items())
    complete = _UNSURE not in named.values()
    state = "named" if complete else "measured_finding" if measured else "finding"
    heads, rows = _measured(found, say) if measured else _heights(say)
    lab.show(
        NAME,
        Shown(
            picture=_picture(found if measured else {}, say),
            finding=say(f"labs.{NAME}.{state}", right=right),
            heads=heads,
            rows=rows,
            reached=complete and right == len(ORDER),
        ),
    )


def _named(controls: Controls) -> dict[str, str]:
    """Draw a choice per ball, two to a row, and return what each was taken for."""
    options = [_UNSURE, *(ball.value for ball in Ball)]
    named = {}
    for place, letter in enumerate(ORDER):
        if place % 2 == 0:
            columns = st.columns(2)  # a row each, so that a phone keeps their order
        with columns[place % 2]:
            named[letter] = controls.pick(letter, options, _UNSURE)
    return named


def _picture(found: dict[str, Measured], say: Words) -> str:
    flights = [
        Flight(
            say(f"labs.{NAME}.{letter}"),
            heights_m(ball),
            found[letter].tops_m if found else (),
            say(f"labs.{NAME}.note", **_facts(found[letter])) if found else "",
        )
        for letter, ball in ORDER.items()
    ]
    tops = [max(flight.heights_m) for flight in flights]
    alt = say(f"labs.{NAME}.alt", **dict(zip(ORDER, tops, strict=True)))
    notes = "".join(f" {flight.title}: {flight.note}." for flight in flights if found)
    return balls(flights, desk.still(0, 160, coarse=2), alt + notes)


def _facts(measured: Measured) -> dict[str, float]:
    return {
        "gravity": measured.gravity_m_s2,
        "off_cm": 100 * measured.off_m,
        "growth": measured.growth,
    }


def _measured(found: dict[str, Measured], say: Words) -> tuple[list[str], list[list[str]]]:
    heads = [say(f"labs.{NAME}.{name}") for name in ("ball", "gravity", "off", "tops", "growth")]
    rows = [
        [
            letter.upper(),
            f"{each.gravity_m_s2:.1f}",
            f"{100 * each.off_m:.1f}",
            ", ".join(f"{top:.2f}" for top in each.tops_m),
            f"{each.growth:.2f}",
        ]
        for letter, each in found.items()
    ]
    return heads, rows


def _heights(say: Words) -> tuple[list[str], list[list[str]]]:
    heights = [heights_m(ball) for ball in ORDER.values()]
    heads = [say(f"labs.{NAME}.frame"), *(say(f"labs.{NAME}.{letter}") for letter in ORDER)]
    rows = [
        [str(frame + 1), *(f"{each[frame]:.2f}" for each in heights)]
        for frame in range(0, FRAMES, 3)
    ]
    return heads, rows
