"""The events of a clip as a list, and the frame of the one that is chosen."""

from collections.abc import Mapping

import streamlit as st

from components import apology, heading, session, theme, verdict
from continuity.report import Event, Report
from figures import marks
from i18n import Words

_MANY = 5
"""More rows than this scroll inside the list, so that list and frame stay side by side."""
_LIST_PX = 470


@st.fragment
def show(report: Report, pictures: Mapping[int, bytes]) -> None:
    """Draw the frame of the chosen event on the left, the events on the right."""
    with apology.instead_of_a_traceback():
        say = session.speak()
        heading.part(say("events.title"))
        if not report.events:
            st.markdown(say("events.none"))
            return
        frame, rows = st.columns([1.35, 1], gap="large")
        with rows:
            number = _choice(report, say)
        with frame:
            _frame(report, number, pictures, say)


def _choice(report: Report, say: Words) -> int:
    many = len(report.events) > _MANY
    with st.container(height=_LIST_PX if many else "content", border=False, key="events"):
        return st.radio(
            say("events.choose"),
            range(len(report.events)),
            format_func=lambda number: _title(number, report.events[number], say),
            captions=[facts(event, report, say) for event in report.events],
            index=_first(report),
            key="event",
        )


def _first(report: Report) -> int:
    worst = verdict.worst(report)
    return report.events.index(worst) if worst else 0


def _title(number: int, event: Event, say: Words) -> str:
    title = say("events.row", number=number + 1, kind=say(f"kinds.{event.kind}.name"))
    if not event.explained:
        return title
    reason = say("events.explained", why=verdict.why(event.explained, say))
    return f":gray[{title} · {reason}]"


def facts(event: Event, report: Report, say: Words) -> str:
    """Return when, where and how badly, in one line."""
    span = "single" if event.start == event.end else "span"
    return say(
        "events.facts",
        frames=say(f"events.{span}", start=event.start, end=event.end),
        time_s=verdict.time_s(report, event.start),
        where=verdict.where(event.box, say),
        severity=event.severity,
        confidence=event.confidence,
    )


def _frame(report: Report, number: int, pictures: Mapping[int, bytes], say: Words) -> None:
    event = report.events[number]
    moments = {"start": event.start, "peak": event.peak, "end": event.end}
    moment = st.segmented_control(
        say("events.moment"),
        list(moments),
        default="start",
        required=True,
        format_func=lambda name: say(f"events.{name}"),
        label_visibility="collapsed",
        key=f"moment-{number}",
    )
    index = moments[moment]
    caption = say("events.frame", index=index, time_s=verdict.time_s(report, index))
    kind, place = say(f"kinds.{event.kind}.name"), verdict.where(event.box, say)
    if index in pictures:
        st.image(
            _marked(pictures[index], event, number),
            caption=caption,
            alt=say("events.frame_alt", index=index, kind=kind, where=place),
            width="stretch",
        )
    else:
        st.caption(f"{caption} · {say('result.no_picture')}")
    st.markdown(say(f"kinds.{event.kind}.what"))
    st.caption(say("events.note" if event.box else "events.whole_note"))


def _marked(jpeg: bytes, event: Event, number: int) -> bytes:
    if event.box is None:
        return jpeg
    colour = theme.palette().of(event)
    return marks.boxed(jpeg, event.box, colour, str(number + 1), dashed=bool(event.explained))
