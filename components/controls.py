"""The controls of a lab, kept in the address: so a lab can be linked to as it stands.

Their words stand in i18n under `labs.<name>`: one per control and per choice.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import streamlit as st

from components import dropdown, session

_Value = TypeVar("_Value")


class Controls:
    """The controls of the lab `name`, drawn in the order in which they are asked for.

    Not bound to the address by Streamlit: it would write the words of one language there, and leave
    there what starting over has put back.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._say = session.speak()
        self._defaults: dict[str, object] = {}

    def slider(self, control: str, low: float, high: float, default: float, step: float) -> float:
        """Draw a slider and return where it stands; whole numbers where all four are whole."""
        whole = isinstance(default, int)

        def meant(text: str) -> float | None:
            try:
                value = float(text)
            except ValueError:
                return None
            inside = low <= value <= high
            return (int(value) if whole else value) if inside else None

        key, word = self._begin(control, default, meant), self._word(control)
        form = "%d" if whole else f"%.{_decimals(step)}f"
        value = st.slider(word, low, high, step=step, format=form, key=key, persist_state="session")
        return self._kept(key, value)

    def steps(self, control: str, options: Sequence[int], default: int) -> int:
        """Draw a slider that stops at `options` alone, and return where it stands."""
        meant = {str(option): option for option in options}.get
        key, word = self._begin(control, default, meant), self._word(control)
        value = st.select_slider(word, options, key=key, persist_state="session")
        return self._kept(key, value)

    def switch(self, control: str, default: bool = False) -> bool:
        """Draw a switch and return whether it is on."""
        key = self._begin(control, default, {"on": True, "off": False}.get)
        return self._kept(key, st.toggle(self._word(control), key=key, persist_state="session"))

    def choice(self, control: str, options: Sequence[str], default: str) -> str:
        """Draw `options`, whose words are `labs.<name>.<option>`, and return the chosen one."""
        key, word = self._begin(control, default, _among(options), options), self._word(control)
        chosen = st.radio(
            word,
            options,
            format_func=self._word,
            horizontal=True,
            key=key,
            persist_state="session",
        )
        return self._kept(key, chosen)

    def pick(
        self, control: str, options: Sequence[str], default: str, word: str | None = None
    ) -> str:
        """Draw `options` as a list that unfolds, where a row of them would be too long.

        `word` names the control's own word where several controls share one.
        """
        key = self._begin(control, default, _among(options), options)
        word = self._word(word or control)
        chosen = dropdown.choose(word, options, key, shown=self._word, for_the_visit=True)
        return self._kept(key, chosen)

    def standing(self, control: str, options: Sequence[str], default: str) -> str:
        """Return where a choice stands that is drawn at other times, or further down."""
        key = self._begin(control, default, _among(options), options)
        return self._told(key, session.standing(key))

    def found(self, *now: str) -> frozenset[str]:
        """Return what the learner has found in this lab, `now` and before, until they start over.

        Not in the address: who follows a link has found nothing yet.
        """
        key = f"{self._name}-found"
        self._defaults[key] = frozenset()
        return session.gather(key, now)

    def reset(
        self, way: Mapping[str, object] | None = None, also: Mapping[str, object] | None = None
    ) -> None:
        """Draw the button that puts every control drawn so far back to where it began.

        And where there is a goal, one that sets them to a `way` to reach it, by control. `also`
        holds what else begins anew, by its key.
        """
        name, say = self._name, self._say
        with st.container(horizontal=True):
            began = {**self._defaults, **(also or {})}
            st.button(say("labs.reset"), key=f"{name}-reset", on_click=session.put, args=(began,))
            if way:
                found = {f"{name}-{control}": value for control, value in way.items()}
                found[shown_key(name)] = True
                st.button(say("labs.way"), key=f"{name}-way", on_click=session.put, args=(found,))

    def _begin(
        self,
        control: str,
        default: object,
        meant: Callable[[str], object],
        options: Sequence[str] | None = None,
    ) -> str:
        """Return the key of a control that begins with what the address says, or `default`."""
        key = f"{self._name}-{control}"
        self._defaults[key] = default
        session.take_from_address(key, default, meant)
        session.hold(key, options)
        return key

    def _kept(self, key: str, value: _Value) -> _Value:
        """Return `value`, at which a control was just drawn, and keep it in the address."""
        session.drawn(key, value)
        return self._told(key, value)

    def _told(self, key: str, value: _Value) -> _Value:
        """Return `value` and keep it in the address."""
        session.keep_in_address(key, _text(value), _text(self._defaults[key]))
        return value

    def _word(self, name: str) -> str:
        return self._say(f"labs.{self._name}.{name}")


def shown_key(name: str) -> str:
    """Return under which key a visit keeps whether a way to the goal of a lab was shown."""
    return f"{name}-way-shown"


def _decimals(step: float) -> int:
    """Return how many decimals tell the steps of a slider apart: more would claim more."""
    return len(f"{step:g}".partition(".")[2])


def _among(options: Sequence[str]) -> Callable[[str], str | None]:
    return lambda text: text if text in options else None


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, float) else str(value)
