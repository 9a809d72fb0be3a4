"""What all labs of the lessons share: controls, a picture, its finding, its numbers, its limits.

A lab is a function with `fragment` around it, so that a slider draws the lab again and not the
page. Its words stand in i18n under `labs.<name>`: one per control and per choice, and `left_out`.
Its controls are in the address, so a lab can be linked to as it stands.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from html import escape
from typing import TYPE_CHECKING, cast

import streamlit as st

from components import apology, drawing, learning, session
from components.table import table

if TYPE_CHECKING:
    from labs.film import Film


TEXT_PX = 612
"""As wide as a lesson's text."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A lab as it stands: all of it worked out from the same numbers.

    `picture` is SVG, which says its own alt text; `finding` is one sentence; `heads` and `rows`
    are the numbers as a table; `reached` says whether the goal is met.
    """

    picture: str
    finding: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    reached: bool = False


def fragment(draw: Callable[[], None]) -> Callable[[], None]:
    """Return `draw` as a part of the page that runs by itself and never shows a traceback."""

    @st.fragment
    @wraps(draw)
    def shown() -> None:
        with apology.instead_of_a_traceback(), st.container(width=TEXT_PX):
            draw()

    return cast(Callable[[], None], shown)


class Controls:
    """The controls of the lab `name`, drawn in the order in which they are asked for."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._say = session.speak()
        self._defaults: dict[str, object] = {}

    def slider(self, control: str, low: float, high: float, default: float, step: float) -> float:
        """Draw a slider and return where it stands; whole numbers where all four are whole."""
        key, word = self._key(control, default), self._word(control)
        return st.slider(word, low, high, default, step, key=key, bind="query-params")

    def steps(self, control: str, options: Sequence[int], default: int) -> int:
        """Draw a slider that stops at `options` alone, and return where it stands."""
        key, word = self._key(control, default), self._word(control)
        return st.select_slider(word, options, default, key=key, bind="query-params")

    def switch(self, control: str, default: bool = False) -> bool:
        """Draw a switch and return whether it is on."""
        key = self._key(control, default)
        return st.toggle(self._word(control), default, key=key, bind="query-params")

    def choice(self, control: str, options: Sequence[str], default: str) -> str:
        """Draw `options`, whose words are `labs.<name>.<option>`, and return the chosen one."""
        # Not bound: Streamlit would write the words of one language into the address.
        key = self._key(control, default)
        session.take_from_address(key, options, default)
        chosen = st.radio(
            self._word(control),
            options,
            format_func=self._word,
            horizontal=True,
            key=key,
            persist_state="session",
        )
        session.keep_in_address(key, chosen, default)
        return chosen

    def pick(self, control: str, options: Sequence[str], default: str) -> str:
        """Draw `options` as a list that unfolds, where a row of them would be too long."""
        key = self._key(control, default)
        session.take_from_address(key, options, default)
        chosen = st.selectbox(
            self._word(control),
            options,
            format_func=self._word,
            key=key,
            persist_state="session",
        )
        session.keep_in_address(key, chosen, default)
        return chosen

    def reset(self) -> None:
        """Draw the button that puts every control drawn so far back to where it began."""
        values = dict(self._defaults)
        key = f"{self._name}-reset"
        st.button(self._say("labs.reset"), key=key, on_click=session.put, args=(values,))

    def _key(self, control: str, default: object) -> str:
        key = f"{self._name}-{control}"
        self._defaults[key] = default
        return key

    def _word(self, name: str) -> str:
        return self._say(f"labs.{self._name}.{name}")


def film(name: str) -> "Film":
    """Return the frames of a scene; the first to ask waits while they are drawn."""
    from labs.film import film, is_drawn  # NumPy is for those who open a lab that needs it

    if is_drawn(name):
        return film(name)
    with st.spinner(session.speak()("labs.drawing")):
        return film(name)


def show(name: str, shown: Shown) -> None:
    """Draw the lab `name` as it stands below its controls, and count its goal once it is met."""
    say = session.speak()
    goal = say("labs.reached" if shown.reached else "labs.open")
    drawing.show(shown.picture, key=f"{name}-drawing")
    st.html(
        f'<div class="lab" aria-live="polite"><p>{escape(shown.finding)}</p>'
        f'<p class="lab-goal" data-reached="{shown.reached}">{escape(goal)}</p></div>'
    )
    with st.expander(say("labs.numbers"), key=f"{name}-numbers"):
        st.markdown(table(shown.heads, shown.rows))
    st.caption(f"**{say('labs.toy')}** {say(f'labs.{name}.left_out')}")
    if shown.reached:
        learning.goal_met(name)


CSS = """
.lab p { margin: 0 0 0.4rem; line-height: 1.6; }
.stMain .lab-goal { color: light-dark(#5B6470, #A3ACB7); font-size: 0.9rem; }
.stMain .lab-goal[data-reached="True"] {
  color: light-dark(#3F7D3A, #86C77F); font-weight: 600;
}
"""
"""The look of the labs; a part of the stylesheet of a lesson's page."""
