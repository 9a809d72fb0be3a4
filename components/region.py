"""A region that somebody drew on a frame: asked about, waited for, found or not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from components import apology, session, trouble, waiting
from components.session import Chosen
from continuity.insights import Followed, Region
from continuity.jobs import Failure, State, Status

_LOOK_EVERY_S = 0.5
_UNDER_WAY = (State.QUEUED, State.RUNNING)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor asked of a region, if anything: how it stands, and the answer once there.

    `index` are the frames of the clip that the answer's series run over.
    """

    status: Status | None = None
    followed: Followed | None = None
    index: Sequence[int] = ()

    @property
    def under_way(self) -> bool:
        """Return whether the answer is still to come."""
        return self.status is not None and self.status.state in _UNDER_WAY


def asked(chosen: Chosen) -> Asked:
    """Return what was asked of a region of the chosen clip."""
    if chosen.region is None:
        return Asked()
    status = session.registry().status(chosen.region)
    report = status.report if status else None
    if report is None or not report.followed:
        return Asked(status or Status(State.FAILED, failure=Failure("forgotten")))
    return Asked(status, report.followed[0], report.trails.index)


def follow(chosen: Chosen, drawn: Region) -> None:
    """Have what was `drawn` followed, instead of what was asked before."""
    registry, visitor = session.registry(), session.visitor()
    if chosen.region:
        registry.cancel(chosen.region, visitor)
    key = registry.submit_region(chosen.key, drawn, visitor)
    session.choose_clip(replace(chosen, region=key or "forgotten"))


def show(chosen: Chosen, asked: Asked) -> None:
    """Draw how the asking stands while there is no answer."""
    if asked.under_way:
        _wait(chosen)
    elif asked.status and not asked.followed and asked.status.state is not State.CANCELLED:
        trouble.show(asked.status.failure or Failure("failed"))


def _wait(chosen: Chosen) -> None:
    say = session.speak()
    with st.container(key="panel-region"):
        _progress(chosen)
        st.button(say("waiting.cancel"), key="cancel-region", on_click=_cancel, args=(chosen,))


def _cancel(chosen: Chosen) -> None:
    if chosen.region:
        session.registry().cancel(chosen.region, session.visitor())
    session.choose_clip(replace(chosen, region=None))


@st.fragment(run_every=_LOOK_EVERY_S)
def _progress(chosen: Chosen) -> None:
    with apology.instead_of_a_traceback():
        status = session.registry().status(chosen.region) if chosen.region else None
        if status is None or status.state not in _UNDER_WAY:
            st.rerun()
        say = session.speak()
        if status.state is State.QUEUED:
            waiting.in_line(status, say)
        else:
            st.progress(status.done, say("life.waiting", share=status.done))
