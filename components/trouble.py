"""When there is no report: why, and one thing to try."""

import streamlit as st

from components import session
from components.plain import plain
from continuity.jobs import Failure
from i18n import Words


def show(failure: Failure) -> None:
    """Draw the sentences of `failure`."""
    say = session.speak()
    why, following = sentences(failure, say)
    with st.container(key="trouble"):
        st.markdown(f"**{why}**\n\n{following}")


def sentences(failure: Failure, say: Words) -> tuple[str, str]:
    """Return why, and what to try; the general ones for a failure without words of its own."""
    facts = {
        name: plain(fact) if isinstance(fact, str) else fact for name, fact in failure.facts.items()
    }
    try:
        return (
            say(f"errors.{failure.code}.why", **facts),
            say(f"errors.{failure.code}.next", **facts),
        )
    except (KeyError, ValueError):
        return say("errors.failed.why"), say("errors.failed.next")
