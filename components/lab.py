"""What all labs of the lessons share below their controls: picture, finding, numbers, limits.

A lab is a function with `fragment` around it, so that a slider draws the lab again and not the
page. What it leaves out stands in i18n as `labs.<name>.left_out`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from html import escape
from typing import TYPE_CHECKING, cast

import streamlit as st

from components import apology, drawing, learning, session
from components.controls import shown_key
from components.table import table

if TYPE_CHECKING:
    from pathlib import Path

    from labs.cutting import Cut
    from labs.film import Film

TEXT_PX = 612
"""As wide as the text: 36 letters of 17 px, so some 70 Latin ones or 36 Hangul to the line."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A lab as it stands: all of it worked out from the same numbers.

    `picture` is SVG, which says its own alt text, or nothing where the lab draws it itself;
    `finding` is one sentence; `heads` and `rows` are the numbers as a table, `unfolded` where they
    are what the lab is about; `reached` says whether the goal is met; `notes` stand below it.
    """

    picture: str
    finding: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    reached: bool = False
    unfolded: bool = False
    notes: Sequence[str] = ()


def fragment(draw: Callable[[], None]) -> Callable[[], None]:
    """Return `draw` as a part of the page that runs by itself and never shows a traceback."""

    @st.fragment
    @wraps(draw)
    def shown() -> None:
        with apology.instead_of_a_traceback(), st.container(width=TEXT_PX):
            draw()

    return cast(Callable[[], None], shown)


def film(name: str) -> "Film":
    """Return the frames of a scene; the first to ask waits while they are drawn."""
    from labs.film import film, is_drawn

    if is_drawn(name):
        return film(name)
    with st.spinner(session.speak()("labs.drawing")):
        return film(name)


def cuts(name: str) -> "list[Cut]":
    """Return what is cut out of a scene; the first to ask waits while it is drawn."""
    from labs.film import cuts, is_drawn

    if is_drawn(name, ".json"):
        return cuts(name)
    with st.spinner(session.speak()("labs.drawing")):
        return cuts(name)


def clip(name: str) -> "Path":
    """Return where a scene lies as a clip; the first to ask waits while it is drawn."""
    from labs.film import clip, is_drawn

    if is_drawn(name, ".mp4"):
        return clip(name)
    with st.spinner(session.speak()("labs.drawing")):
        return clip(name)


def show(name: str, shown: Shown) -> None:
    """Draw the lab `name` as it stands below its controls, and count its goal once it is met."""
    say = session.speak()
    was_shown = session.kept(shown_key(name), bool)
    goal = say("labs.open" if not shown.reached else "labs.shown" if was_shown else "labs.reached")
    if shown.picture:
        drawing.show(shown.picture, key=f"{name}-drawing")
    notes = "".join(f"<p>{escape(note)}</p>" for note in shown.notes)
    st.html(
        f'<div class="lab" aria-live="polite"><p>{escape(shown.finding)}</p>{notes}'
        f'<p class="lab-goal" data-reached="{shown.reached}">{escape(goal)}</p></div>'
    )
    # One that was there before, folded, stays so; as another element it opens.
    key = f"{name}-numbers-open" if shown.unfolded else f"{name}-numbers"
    with st.expander(say("labs.numbers"), expanded=shown.unfolded, key=key):
        st.markdown(table(shown.heads, shown.rows))
    st.caption(f"**{say('labs.toy')}** {say(f'labs.{name}.left_out')}")
    if was_shown:
        learning.shown(name)
    elif shown.reached:
        learning.goal_met(name)


CSS = """
.lab p { margin: 0 0 0.4rem; line-height: 1.6; }
.stMain .lab-goal { color: var(--quiet); font-size: 0.9rem; }
.stMain .lab-goal[data-reached="True"] {
  color: light-dark(#3F7D3A, #86C77F); font-weight: 600;
}
"""
"""The look of the labs; a part of the stylesheet of a lesson's page."""
