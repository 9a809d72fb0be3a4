"""What the analysis of a clip found, the verdict in words first."""

import streamlit as st

from components import (
    charts,
    downloads,
    events,
    heading,
    onward,
    samples,
    session,
    verdict,
    viewer,
)
from components.plain import plain
from components.session import Chosen
from continuity.jobs import Status
from continuity.report import Report


def show(chosen: Chosen, status: Status, whole: bool) -> None:
    """Draw the result of `chosen`: all of it, or what lesson 05 speaks of."""
    if status.report is None:
        return
    report = status.report.named(chosen.name)
    _head(status, report)
    if chosen.sample:
        samples.planted(chosen.sample)  # and no player: the viewer plays
    # A lesson's column is too narrow for two.
    with st.container(key="side-by-side-viewer" if whole else "viewer-over-events"):
        with st.container():
            viewer.show(chosen, status, report)
        with st.container():
            events.show(report, chosen.key)
    charts.show_attention(report)
    charts.show_factors(report)
    if not whole:
        onward.link("clip_lab", f"{session.speak()('clip_lab.open')} →")
        return
    charts.show_relation(report)
    with st.expander(session.speak()("result.details"), key="details"):
        charts.show_measures(report)
        if report.events:
            charts.show_timeline(report)
    downloads.show(chosen.key, report, status)
    with st.expander(session.speak()("result.limits"), key="limits"):
        st.markdown(session.speak()("result.limits_text"))


def _head(status: Status, report: Report) -> None:
    say, clip = session.speak(), report.clip
    with st.container(key="verdict"):
        st.caption(
            say(
                "result.clip",
                name=plain(clip.name),
                width=clip.width,
                height=clip.height,
                fps=clip.fps,
                frames=clip.analysed_frames,
                duration_s=clip.duration_s,
            )
        )
        heading.part(say("verdict.title"))
        st.markdown("\n\n".join(verdict.sentences(report, say)))
        seconds = session.registry().limits.seconds
        if unread := verdict.cut_off(report, seconds, say):
            st.markdown(unread)
        if status.duration_s:
            st.caption(say("offer.partly", seconds=seconds, duration_s=status.duration_s))
