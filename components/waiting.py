"""While a clip is analysed: what is being done, how long it may take, a way out."""

import streamlit as st

from components import apology, session
from components.session import Chosen
from continuity.jobs import State, Status
from i18n import Words

_LOOK_EVERY_S = 0.5


@st.fragment(run_every=_LOOK_EVERY_S)
def show(chosen: Chosen, drawn: bool = True) -> None:
    """Draw how the analysis stands, again and again; start the page over once there is news.

    News is the end of the analysis, or of the drawing of a sample that was not yet `drawn`.
    """
    with apology.instead_of_a_traceback():
        status = session.registry().status(chosen.key)
        if status is None or status.state not in (State.QUEUED, State.RUNNING):
            st.rerun()
        if chosen.sample and not drawn and session.registry().drawn(chosen.sample):
            st.rerun()
        _draw(chosen, status, session.speak())


def _draw(chosen: Chosen, status: Status, say: Words) -> None:
    with st.container(key="panel-waiting"):
        if status.state is State.QUEUED:
            st.markdown(say("waiting.in_line", place=status.place_in_line))
        else:
            step = say(f"waiting.{status.step or 'start'}")
            st.progress(status.done, say("waiting.progress", step=step, share=status.done))
            st.caption(_estimate(status, say))
        if st.button(say("waiting.cancel"), key="cancel"):
            session.cancel(chosen)
            st.rerun()
        st.caption(say("waiting.leave"))


def _estimate(status: Status, say: Words) -> str:
    if status.eta_s is None:
        return say("waiting.no_eta")
    return say("waiting.eta", seconds=max(1, round(status.eta_s)))


def offer(chosen: Chosen, status: Status) -> None:
    """Ask whether the first seconds of a long clip will do."""
    say, registry = session.speak(), session.registry()
    seconds = registry.limits.seconds
    with st.container(key="panel-offer"):
        st.markdown(say("offer.sentence", duration_s=status.duration_s, seconds=seconds))
        st.caption(say("offer.next"))
        with st.container(horizontal=True):
            if st.button(say("offer.go", seconds=seconds), type="primary", key="agree"):
                registry.agree(chosen.key)
                st.rerun()
            if st.button(say("offer.decline"), key="decline"):
                session.cancel(chosen)
                st.rerun()
