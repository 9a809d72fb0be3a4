"""What a visitor sees when the app itself is broken: a sentence, never a traceback."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from components import session

_LOG = logging.getLogger(__name__)


@contextmanager
def instead_of_a_traceback() -> Iterator[None]:
    """Say sorry for whatever goes wrong inside, and write it to the server's log."""
    try:
        yield
    except Exception:  # noqa: BLE001 - the last line of defence; st.stop and st.rerun pass through
        _LOG.exception("a page broke")
        say = session.speak()
        with st.container(key="trouble"):
            st.markdown(f"{say('shell.broken')}\n\n{say('shell.broken_next')}")
