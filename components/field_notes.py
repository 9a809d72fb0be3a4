"""Field notes on a clip, the exercise of lesson 05: three questions and one's own reading.

The notes stay in the browser, like the note on any exercise; the server hears how many letters of
their own somebody wrote.
"""

import json
from pathlib import Path

import streamlit as st

from components import heading, learning, session
from continuity.kinds import Role
from continuity.report import Report
from i18n import Words
from learner import Part
from learner.fieldwork import LESSON, Answer, Question, findings, first_broken
from learner.progress import NOTE_LETTERS

_KEY = "field_notes"
_HERE = Path(__file__).parent
_WORDS = (
    "done", "fill", "frame", "keep", "kept", "reading", "reading_hint", "short", "unanswered",
)  # fmt: skip
_mount = st.components.v2.component(
    _KEY,
    html='<div class="report"></div>',
    css=(_HERE / "report.css").read_text(encoding="utf-8"),  # a form looks like a form
    js="\n".join(
        (_HERE / f"{name}.js").read_text(encoding="utf-8") for name in ("field_notes", "kept_notes")
    ),
)


def show(key: str, report: Report) -> None:
    """Draw the form for the clip `key`, whose analysis is `report`."""
    say = session.speak()
    heading.part(say("field_notes.title"))
    standing = learning.progress().lessons.get(LESSON)
    told = {
        "language": say.language,
        "clip": key,
        "name": report.clip.name,
        "last": report.frames.index[-1] if report.frames.index else 0,
        "words": {name: say(f"field_notes.{name}", letters=NOTE_LETTERS) for name in _WORDS},
        "questions": [
            {"id": question, "title": say(f"field_notes.questions.{question}")}
            for question in Question
        ],
        "answers": [
            {"id": answer, "title": say(f"field_notes.answers.{answer}")} for answer in Answer
        ],
        "found": {
            question: {"answer": it.answer, "frame": it.frame}
            for question, it in findings(report).items()
        },
        "budget": _budget(report, say),
        "letters": NOTE_LETTERS,
        "note": f"cwk-stream.note.{LESSON}",
        "done": bool(standing and standing.xp[Part.EXERCISE]),
    }
    # As bytes: for a dict Streamlit would load pandas.
    _mount(
        key=_KEY,
        data=json.dumps(told, ensure_ascii=False).encode(),
        on_exercise_change=_keep,
    )


def _budget(report: Report, say: Words) -> str:
    """Return what the analysis says of the budget, in a sentence or two."""
    frames = report.frames
    shares = {role.value: _mean(getattr(frames, role.value)) for role in Role}
    said = say("field_notes.budget", **shares)
    if broken := first_broken(report):
        event, element = broken
        what = say(f"kinds.{event.kind}.name")
        said += " " + (
            say(
                "field_notes.broke_first",
                kind=what,
                frame=event.start,
                share=element.attention,
            )
            if element
            else say("field_notes.broke", kind=what, frame=event.start)
        )
    return said


def _mean(values: tuple[float, ...]) -> float:
    return sum(values) / max(1, len(values))


def _keep() -> None:
    match session.told_by(_KEY, "exercise"):
        case {"letters": int(letters)} if letters >= 0:
            learning.exercise(LESSON, min(letters, 100_000), checklist=True)
