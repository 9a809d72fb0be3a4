"""While a clip is analysed: what is being done, how long it may take, a way out."""

import streamlit as st

from components import apology, growing, prefetch, session
from components.session import Chosen
from continuity.jobs import State, Status
from i18n import Words

_LOOK_EVERY_S = 0.5


def show(chosen: Chosen, drawn: bool = True) -> None:
    """Draw how the analysis stands until there is news; then the page starts over.

    News is the end of the analysis, or of the drawing of a sample that was not yet `drawn`.
    """
    say = session.speak()
    with st.container(key="panel-waiting"):
        # Whoever is asked to look first is not told where.
        name = "" if chosen.hidden else chosen.name
        look(chosen.key, "" if drawn else chosen.sample or "", name)
        # Outside of what is drawn again twice a second, where a click could get lost.
        st.button(say("waiting.cancel"), key="cancel", on_click=session.cancel, args=(chosen,))
        st.caption(say("waiting.leave"))
    prefetch.charts()


@st.fragment(run_every=_LOOK_EVERY_S)
def look(key: str, undrawn: str = "", name: str = "") -> None:
    """Draw how the analysis `key` stands, and start the page over once there is news.

    `undrawn` names a drawing whose being finished is news as well; with the `name` of the clip,
    what is known of it so far is drawn below.
    """
    with apology.instead_of_a_traceback():
        status = session.registry().status(key)
        if status is None or status.state not in (State.QUEUED, State.RUNNING):
            st.rerun()
        if undrawn and session.registry().drawn(undrawn):
            st.rerun()
        _draw(status, session.speak())
        if name:
            growing.show(name, status.early)


def _draw(status: Status, say: Words) -> None:
    if status.state is State.QUEUED:
        in_line(status, say)
        return
    step = say(f"waiting.{status.step or 'start'}")
    st.progress(status.done, say("waiting.progress", step=step, share=status.done))
    st.caption(_estimate(status, say))


def in_line(status: Status, say: Words) -> None:
    """Draw the place in line, and in how long one's turn may come, where earlier work tells."""
    st.markdown(say("waiting.in_line", place=status.place_in_line))
    if status.eta_s is not None:
        seconds = 5 * max(1, round(status.eta_s / 5))
        st.caption(say("waiting.turn", seconds=seconds))


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
        st.caption(say("offer.next", minutes=round(registry.room.offer_s / 60)))
        with st.container(horizontal=True):
            st.button(
                say("offer.go", seconds=seconds),
                type="primary",
                key="agree",
                on_click=registry.agree,
                args=(chosen.key,),
            )
            st.button(say("offer.decline"), key="decline", on_click=session.cancel, args=(chosen,))
