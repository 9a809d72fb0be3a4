"""The controls of a lab, kept in the address: so a lab can be linked to as it stands.

Their words stand in i18n under `labs.<name>`: one per control and per choice.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from components import session

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
        value = st.slider(word, low, high, step=step, key=key, persist_state="session")
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
        key, word = self._begin(control, default, _among(options)), self._word(control)
        chosen = st.radio(
            word,
            options,
            format_func=self._word,
            horizontal=True,
            key=key,
            persist_state="session",
        )
        return self._kept(key, chosen)

    def pick(self, control: str, options: Sequence[str], default: str) -> str:
        """Draw `options` as a list that unfolds, where a row of them would be too long."""
        key, word = self._begin(control, default, _among(options)), self._word(control)
        chosen = st.selectbox(
            word, options, format_func=self._word, key=key, persist_state="session"
        )
        return self._kept(key, chosen)

    def reset(self) -> None:
        """Draw the button that puts every control drawn so far back to where it began."""
        values = dict(self._defaults)
        key = f"{self._name}-reset"
        st.button(self._say("labs.reset"), key=key, on_click=session.put, args=(values,))

    def _begin(self, control: str, default: object, meant: Callable[[str], object]) -> str:
        """Return the key of a control that begins with what the address says, or `default`."""
        key = f"{self._name}-{control}"
        self._defaults[key] = default
        session.take_from_address(key, default, meant)
        return key

    def _kept(self, key: str, value: _Value) -> _Value:
        """Return `value` and keep it in the address."""
        session.keep_in_address(key, _text(value), _text(self._defaults[key]))
        return value

    def _word(self, name: str) -> str:
        return self._say(f"labs.{self._name}.{name}")


def _among(options: Sequence[str]) -> Callable[[str], str | None]:
    return lambda text: text if text in options else None


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, float) else str(value)
