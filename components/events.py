"""The events of a clip as a list that moves the viewer, and what is said of the chosen one."""

import json
from pathlib import Path
from typing import Any

import streamlit as st

from components import apology, heading, remedy, session, theme, verdict
from continuity.report import Event, Report
from figures.palette import glyph
from i18n import Words

_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "event_list",
    css=(_HERE / "event_list.css").read_text(encoding="utf-8"),
    js="\n".join(
        (_HERE / name).read_text(encoding="utf-8") for name in ("event_list.js", "dom.js")
    ),
)


@st.fragment
def show(report: Report, key: str) -> None:
    """Draw the events of the analysis `key`, and what the chosen one means."""
    with apology.instead_of_a_traceback():
        say = session.speak()
        heading.part(say("events.title"))
        if not report.events:
            st.markdown(say("events.none"))
            return
        event = report.events[_choice(report, key, say)]
        st.markdown(say(f"kinds.{event.kind}.what"))
        st.caption(say("events.note" if event.box else "events.whole_note"))
        if not event.explained:
            remedy.show(event.kind)


def _choice(report: Report, key: str, say: Words) -> int:
    """Draw the list and return which event is chosen, at first the worst."""
    first = _first(report)
    told = {
        "label": say("events.choose"),
        "chosen": first,
        "events": [_row(number, event, report, say) for number, event in enumerate(report.events)],
    }
    result = _mount(
        key=f"events-{key}",
        data=json.dumps(told, ensure_ascii=False).encode(),
        default={"event": first},
        on_event_change=_nothing_more,
    )
    match getattr(result, "event", first):
        case int(number) if 0 <= number < len(report.events):
            return number
    return first


def _nothing_more() -> None:
    """Stand for what else is done when another event is chosen: this part is drawn anew anyway."""


def _first(report: Report) -> int:
    worst = verdict.worst(report)
    return report.events.index(worst) if worst else 0


def _row(number: int, event: Event, report: Report, say: Words) -> dict[str, Any]:
    why = event.explained and say("events.explained", why=verdict.why(event.explained, say))
    return {
        "title": say("events.row", number=number + 1, kind=say(f"kinds.{event.kind}.name")),
        "glyph": glyph(event),
        "colour": theme.palette().of(event),
        "explained": why,
        "facts": facts(event, report, say),
        "start": event.start,
        "peak": event.peak,
        "end": event.end,
    }


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
