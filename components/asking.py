"""All that a lesson asks, in one element: predictions, checks, the quiz, the exercise, "done".

The text holds the places (`place`), the element fills them in the browser and answers at once.
What is kept is judged here again.

Of two things that a browser says while a page is drawn, Streamlit keeps the later one. So it
numbers what it says and repeats all that it was not yet told to be heard.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from components import learning, session
from course.asked import Choice, Prediction, Question
from course.lesson import Lesson
from i18n import Language, words
from learner import Part
from learner.progress import NOTE_LETTERS

_HERE = Path(__file__).parent
_SCRIPTS = ("asking.js", "questions.js", "ending.js", "answers.js")
_LONGEST = 120
_MOST_SAID = 100
_Keep = Callable[[Lesson, object], None]
"""What keeps one thing that was said in a lesson, if it can have been."""
_mount = st.components.v2.component(
    "asking",
    html=f"<style>{(_HERE / 'asking.css').read_text(encoding='utf-8')}</style>",
    js="\n".join((_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS),
)
_static: dict[tuple[str, Language], tuple[Lesson, str]] = {}
"""What is told of a lesson to every learner, as JSON without its end, and the lesson it is of."""


def place(lesson: Lesson, kind: str, id: str = "") -> str:
    """Return the place where `kind` is asked: predict or check `id`, quiz, exercise or reading."""
    return f'<div data-asked="{lesson.id} {kind} {id}"></div>'


def show(lesson: Lesson) -> None:
    """Fill the places of `lesson`, with what this learner answered before."""
    key, standing = f"asking-{lesson.id}", learning.progress().lessons.get(lesson.id)
    told = {
        "given": _given(lesson),
        "read": bool(standing and standing.xp[Part.READ]),
        "exercised": bool(standing and standing.xp[Part.EXERCISE]),
        "heard": _heard(key).last,
    }
    # As bytes: for a dict Streamlit would load pandas.
    data = f"{_to_all(lesson, session.language())},{json.dumps(told)[1:]}".encode()
    keep = {"answer": _keep_answer, "read": _keep_reading, "exercise": _keep_exercise}
    _mount(key=key, data=data, on_said_change=partial(_hear, lesson, key, keep))


def ask_again(lesson: Lesson, question: Question, nth: int) -> None:
    """Ask one question of `lesson` anew, here and now; it is the `nth` that this visit reviews."""
    language = session.language()
    id = f"check {question.id}"
    told = _told(lesson, language)
    item = told["items"][id]
    there = f"{lesson.id}?lang={language}#{question.section}"
    key = f"asking-again-{nth}"
    told |= {"items": {id: item | {"section": there}}, "sections": {}, "quiz": [], "given": {}}
    told["heard"] = _heard(key).last
    st.markdown(place(lesson, "check", question.id), unsafe_allow_html=True)
    data = json.dumps(told, ensure_ascii=False).encode()
    _mount(key=key, data=data, on_said_change=partial(_hear, lesson, key, {"answer": _keep_review}))


@dataclass(slots=True)
class _Heard:
    """The number of what one element said last."""

    last: int = 0


def _heard(key: str) -> _Heard:
    return session.kept(f"{key}-heard", _Heard)


def _hear(lesson: Lesson, key: str, keep: Mapping[str, _Keep]) -> None:
    said, heard = session.told_by(key, "said"), _heard(key)
    for it in said[:_MOST_SAID] if isinstance(said, list) else ():
        match it:
            case {"n": int(n), "kind": str(kind), "told": told} if n > heard.last:
                heard.last = n
                if kind in keep:
                    keep[kind](lesson, told)


def _keep_answer(lesson: Lesson, told: object) -> None:
    match told:
        case {"id": str(name), "given": str(given)} if len(given) <= _LONGEST:
            kind, _, id = name.partition(" ")
        case _:
            return
    _keep(lesson, kind, id, given, learning.predicted if kind == "predict" else learning.answered)


def _keep_review(lesson: Lesson, told: object) -> None:
    match told:
        case {"id": str(name), "given": str(given)} if len(given) <= _LONGEST:
            _keep(lesson, "check", name.partition(" ")[2], given, learning.reviewed)


def _keep(
    lesson: Lesson, kind: str, id: str, given: str, keep: Callable[[str, str, str, bool], None]
) -> None:
    asked = lesson.predictions if kind == "predict" else lesson.quiz
    for item in asked:
        if item.id == id and (right := item.judge(given)) is not None:
            keep(lesson.id, id, given, right)


def _keep_reading(lesson: Lesson, told: object) -> None:
    if isinstance(told, list):
        learning.read(lesson.id, [section.id for section in lesson.en if section.id in told])


def _keep_exercise(lesson: Lesson, told: object) -> None:
    match told:
        case {"letters": int(letters)}:
            learning.exercise(lesson.id, min(letters, 100_000), checklist=True)


def _given(lesson: Lesson) -> dict[str, str]:
    """Return what this learner said last to each question."""
    answers = learning.answers()
    given = {f"predict {id}": said for id, said in learning.predictions(lesson.id).items()}
    for question in lesson.quiz:
        if tried := answers.get((lesson.id, question.id)):
            given[f"check {question.id}"] = str(tried.attempts[-1]["given"])
    return given


def _to_all(lesson: Lesson, language: Language) -> str:
    made_of, text = _static.get((lesson.id, language), (None, ""))
    if made_of is not lesson:
        text = json.dumps(_told(lesson, language), ensure_ascii=False)[:-1]
        _static[lesson.id, language] = lesson, text
    return text


def _told(lesson: Lesson, language: Language) -> dict[str, Any]:
    say, total = words(language), len(lesson.quiz)
    sections = {section.id: section.title for section in lesson.sections(language)}
    items = [_prediction(prediction, language) for prediction in lesson.predictions]
    for number, question in enumerate(lesson.quiz, start=1):
        title = say("asking.question", number=number, total=total)
        look = say("asking.look", title=sections[question.section])
        items.append(_question(question, language) | {"title": title, "look": look})
    return {
        "lesson": lesson.id,
        "language": language,
        "sections": sections,
        "items": {item["id"]: item for item in items},
        "quiz": [f"check {question.id}" for question in lesson.quiz],
        "scores": [say("asking.score", right=right, total=total) for right in range(total + 1)],
        "letters": NOTE_LETTERS,
        "words": {
            name.removeprefix("asking."): said
            for name, said in say.sentences.items()
            if name.startswith("asking.") and "{" not in said
        }
        | {"noteShort": say("asking.noteShort", letters=NOTE_LETTERS)},
    }


def _prediction(prediction: Prediction, language: Language) -> dict[str, Any]:
    return {
        "id": f"predict {prediction.id}",
        "type": "one",
        "prompt": prediction.prompt.in_(language),
        "explain": prediction.reveal.in_(language),
        "choices": [_choice(choice, language) for choice in prediction.choices],
    }


def _question(question: Question, language: Language) -> dict[str, Any]:
    return {
        "id": f"check {question.id}",
        "type": question.type,
        "prompt": question.prompt.in_(language),
        "explain": question.explain.in_(language),
        "choices": [_choice(choice, language) for choice in question.choices],
        "section": question.section,
        "answer": question.answer,
        "tolerance": question.tolerance,
        "unit": question.unit.in_(language) if question.unit else "",
    }


def _choice(choice: Choice, language: Language) -> dict[str, Any]:
    why = choice.why.in_(language) if choice.why else ""
    return {
        "id": choice.id,
        "text": choice.text.in_(language),
        "right": choice.right,
        "why": why,
    }
