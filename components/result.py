"""What the analysis of a clip found, the verdict in words first."""

from collections.abc import Mapping

import streamlit as st

from components import charts, downloads, events, heading, onward, samples, session, verdict
from components.plain import plain
from components.session import Chosen
from continuity.jobs import Status
from continuity.report import Report
from i18n import Words


def show(chosen: Chosen, status: Status, whole: bool) -> None:
    """Draw the result of `chosen`: all of it, or what lesson 05 speaks of."""
    if status.report is None:
        return
    report = status.report.named(chosen.name)
    _head(status, report)
    if chosen.sample:
        samples.planted(chosen.sample)
        samples.play(chosen.sample)
    events.show(report, status.pictures)
    charts.show_attention(report)
    charts.show_factors(report)
    _first_against_last(report, status.pictures)
    if not whole:
        onward.link("clip_lab", f"{session.speak()('clip_lab.open')} →")
        return
    with st.expander(session.speak()("result.details"), key="details"):
        charts.show_measures(report)
        if report.events:
            charts.show_timeline(report)
    downloads.show(report)
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
        if status.duration_s:
            seconds = session.registry().limits.seconds
            st.caption(say("offer.partly", seconds=seconds, duration_s=status.duration_s))


def _first_against_last(report: Report, pictures: Mapping[int, bytes]) -> None:
    say, index = session.speak(), report.frames.index
    heading.part(say("result.first_last"))
    for column, place, name in zip(st.columns(2), (0, -1), ("first", "last"), strict=True):
        with column:
            _picture(pictures.get(index[place]), name, index[place], say)
    st.caption(say("result.first_last_note"))


def _picture(jpeg: bytes | None, name: str, index: int, say: Words) -> None:
    caption = say(f"result.{name}", index=index)
    if jpeg is None:
        st.caption(f"{caption} · {say('result.no_picture')}")
    else:
        st.image(jpeg, caption=caption, alt=say(f"result.{name}_alt"), width="stretch")
