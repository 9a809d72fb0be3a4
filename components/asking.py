"""Predictions, checks and the quiz of a lesson, each one element that answers in the browser.

The browser judges an answer at once; what is kept is judged here again.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from components import learning, session
from course.asked import Prediction, Question
from i18n import Words

Kind = Literal["predict", "check", "quiz"]
_LONGEST = 120
_mount = st.components.v2.component(
    "asking",
    html='<div class="asking"></div>',
    css=Path(__file__).with_suffix(".css").read_text(encoding="utf-8"),
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What one element asks; `sections` gives the titles of those its questions point at."""

    kind: Kind
    lesson: str
    items: tuple[Prediction | Question, ...]
    sections: Mapping[str, str]


def show(asked: Asked) -> None:
    """Draw what is asked, with the answers this learner gave before."""
    say = session.speak()
    given = _given(asked)
    key = f"{asked.kind}-{asked.lesson}-{asked.items[0].id}"
    total = len(asked.items)
    told = {
        "kind": asked.kind,
        "language": say.language,
        "items": [_item(asked, number, say) for number in range(total)],
        "given": given,
        "words": _words(asked.kind, say),
        "scores": [say("asking.score", right=right, total=total) for right in range(total + 1)],
    }
    # As bytes: for a dict Streamlit would load pandas.
    data = json.dumps(told, ensure_ascii=False).encode()
    _mount(key=key, data=data, on_answer_change=partial(_keep, asked, key))


def _given(asked: Asked) -> dict[str, str]:
    """Return what this learner said last, by the id of the question."""
    predictions, answers = learning.predictions(asked.lesson), learning.answers()
    given = {}
    for item in asked.items:
        tried = answers.get((asked.lesson, item.id))
        if isinstance(item, Prediction) and item.id in predictions:
            given[item.id] = predictions[item.id]
        elif isinstance(item, Question) and tried:
            given[item.id] = str(tried.attempts[-1]["given"])
    return given


def _keep(asked: Asked, key: str) -> None:
    """Keep the answer that the element `key` has just told of, if it is one."""
    answer = session.told_by(key, "answer")
    id, given = (answer.get("id"), answer.get("given")) if isinstance(answer, dict) else ("", "")
    if not isinstance(given, str) or len(given) > _LONGEST:
        return
    for item in asked.items:
        if item.id == id and (right := _right(item, given)) is not None:
            keep = learning.predicted if isinstance(item, Prediction) else learning.answered
            keep(asked.lesson, item.id, given, right)


def _right(item: Prediction | Question, given: str) -> bool | None:
    """Return whether `given` answers `item`; None if it cannot have been chosen."""
    if isinstance(item, Question) and item.type == "number":
        try:
            return item.is_right(float(given))
        except ValueError:
            return None
    chosen = frozenset(given.split(","))
    if not chosen <= {choice.id for choice in item.choices}:
        return None
    return chosen == frozenset(choice.id for choice in item.choices if choice.right)


def _item(asked: Asked, number: int, say: Words) -> dict[str, Any]:
    item, language = asked.items[number], say.language
    common = {
        "id": item.id,
        "title": say("asking.question", number=number + 1, total=len(asked.items)),
        "prompt": item.prompt.in_(language),
        "choices": [
            {
                "id": choice.id,
                "text": choice.text.in_(language),
                "right": choice.right,
                "why": choice.why.in_(language) if choice.why else "",
            }
            for choice in item.choices
        ],
    }
    if isinstance(item, Prediction):
        return common | {"type": "one", "explain": item.reveal.in_(language)}
    unit = item.unit.in_(language) if item.unit else ""
    said = f"{item.answer:g} {unit}".strip() if item.answer is not None else ""
    return common | {
        "type": item.type,
        "explain": item.explain.in_(language),
        "section": item.section,
        "look": say("asking.look", title=asked.sections[item.section]),
        "answer": item.answer,
        "tolerance": item.tolerance,
        "unit": unit,
        "said": said,
    }


_NAMES = (
    "again", "allAgain", "answerIs", "isRight", "isWrong", "next", "noChoice", "noNumber",
    "number", "open", "results", "right", "rightChoice", "several", "steps", "wrong", "yours",
)  # fmt: skip


def _words(kind: Kind, say: Words) -> dict[str, str]:
    words = {name: say(f"asking.{name}") for name in _NAMES}
    return words | {"label": say(f"asking.{kind}.label"), "submit": say(f"asking.{kind}.submit")}
