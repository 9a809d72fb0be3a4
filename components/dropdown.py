"""A list that unfolds, without the English words of Streamlit's own."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

_Option = TypeVar("_Option", bound=str)


def choose(
    label: str,
    options: Sequence[_Option],
    key: str,
    *,
    shown: Callable[[_Option], str] = str,
    first: int = 0,
    for_the_visit: bool = False,
) -> _Option:
    """Draw `options` as they are `shown`, with option number `first` chosen, and return the choice.

    Nothing can be typed into it: no list is that long, a phone would open its keyboard over it, and
    what is not found would be answered with "No results" in every language. With `for_the_visit`
    the choice stays when the list is not on the page.
    """
    return st.selectbox(
        label,
        options,
        index=first,
        format_func=shown,
        key=key,
        placeholder="",
        filter_mode=None,
        persist_state="session" if for_the_visit else None,
    )
