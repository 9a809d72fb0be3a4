"""What the learner of this visit did, and what follows from it: the one module pages ask and tell.

Telling. Each call notes one thing; the browser keeps it at the end of the run, and inside a
fragment the whole page runs once more for that. Repeating a call is harmless: what is already known
is not noted again. A lab may say `goal_met` each time it is drawn.

    opened(lesson_id)                                 a lesson's page was opened
    read(lesson_id, section_ids)                      "done reading": which sections were in sight
    predicted(lesson_id, prediction_id, given, right) before the reveal; `given` is the choice's id
    answered(lesson_id, question_id, given, right)    every attempt in a lesson; `given` in words
    reviewed(lesson_id, question_id, given, right)    every attempt in the review queue
    goal_met(lab_id), shown(lab_id)                   a lab's goal; its solution was shown
    exercise(lesson_id, letters, checklist)           length of the note, whether all is answered
    clip_analysed(key, report)                        a result was looked at; no file, no name
    first_and_last_compared(report)                   its first frame was held against its last
    bring(facts)                                      whatever a file holds

`given` may hold letters, digits, spaces and ``.,:;+/-``, at most 120: ids of choices, joined by
commas, or a number.

Asking, each a look at what was worked out once per change.

    facts()          everything known, a frozenset of learner.Fact
    known()          False until the browser has told what it keeps. Numbers drawn before that may
                     change at once: give their element `class="progress-line"` (components.style
                     hides it until the browser has told, and keeps its room).
    progress()       learner.Progress: xp, level, xp_in_level, complete, lessons[id].xp and so on
    achievements()   the 14 learner.Achievement in order: id, done, of, reached
    mastery()        {(lesson_id, objective_id): learner.Mastery}
    answers()        {(lesson_id, question_id): learner.Answers}: attempts, right_at_last and so on
    predictions(id)  {prediction_id: the id of the choice}, for one lesson
    reviews()        every learner.Due to come, the earliest first
    due()            those of them that are due now: the review queue
    left_off()       the id of the lesson to go on with, None for a newcomer
    hides_xp()       whether the learner wants to see no XP, levels and achievements
"""

import re
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import learner
from components import outlines, session
from learner import Achievement, Answers, Due, Fact, Facts, Kind, Mastery, Progress, Standing, fact
from learner.achievements import CAPSTONE

if TYPE_CHECKING:
    from continuity.report import Report

_REPEATED = frozenset(
    {Kind.ANSWERED, Kind.REVIEWED, Kind.EXERCISE, Kind.CLIP, Kind.OPENED, Kind.COMPARED}
)
"""Of these every time counts; of the others, that it happened."""
_NOT_KEPT = re.compile(r"[^\w .,:;+/-]")


def opened(lesson_id: str) -> None:
    """Note that the page of a lesson was opened, unless it was the last one that was."""
    before = learner.in_order(facts(), Kind.OPENED)
    if not before or before[-1].lesson != lesson_id:
        record(_now(Kind.OPENED, lesson_id))


def read(lesson_id: str, section_ids: Iterable[str]) -> None:
    """Note that somebody is done reading a lesson, and which sections they had in sight."""
    seen = (_now(Kind.SEEN, lesson_id, section) for section in section_ids)
    record(*seen, _now(Kind.READ, lesson_id))


def predicted(lesson_id: str, prediction_id: str, given: str, right: bool) -> None:
    """Note a prediction; the first one stands."""
    record(_reply(Kind.PREDICTED, lesson_id, prediction_id, given, right))


def answered(lesson_id: str, question_id: str, given: str, right: bool) -> None:
    """Note an attempt at a question, in its lesson."""
    record(_reply(Kind.ANSWERED, lesson_id, question_id, given, right))


def reviewed(lesson_id: str, question_id: str, given: str, right: bool) -> None:
    """Note an attempt at a question in the review queue."""
    record(_reply(Kind.REVIEWED, lesson_id, question_id, given, right))


def goal_met(lab_id: str) -> None:
    """Note that a lab's goal is met, unless its solution was shown in this visit."""
    lesson_id = _lesson_of(lab_id)
    if lesson_id and not _has(session.notebook().noted, Kind.SHOWN, lesson_id, lab_id):
        record(_now(Kind.GOAL, lesson_id, lab_id))


def shown(lab_id: str) -> None:
    """Note that the solution of a lab was shown."""
    if lesson_id := _lesson_of(lab_id):
        record(_now(Kind.SHOWN, lesson_id, lab_id))


def exercise(lesson_id: str, letters: int, checklist: bool) -> None:
    """Note an exercise done: how long the note is, and whether the checklist is answered.

    That of the capstone ends with a review of one's own piece; its checklist says it is done.
    """
    done = [_now(Kind.EXERCISE, lesson_id, letters=letters, checklist=checklist)]
    if lesson_id == CAPSTONE and checklist:
        done.append(_now(Kind.SELF_REVIEW, lesson_id))
    record(*done)


def clip_analysed(key: str, report: "Report") -> None:
    """Note that the result of the clip `key` was looked at, once in a visit."""
    notebook = session.notebook()
    if key in notebook.clips:
        return
    notebook.clips.add(key)
    drifts = [it.drift for it in report.elements if it.role != "subject"]
    record(
        _now(
            Kind.CLIP,
            frames=report.clip.analysed_frames,
            fps=report.clip.fps,
            things=len(drifts),
            drift=sum(drifts) / max(len(drifts), 1),
            engine=report.engine,
        )
    )


def first_and_last_compared(report: "Report") -> None:
    """Note that the first frame of a clip was held against its last: how many frames it has.

    Only of a longer clip than before: a shorter one adds nothing.
    """
    frames = report.clip.analysed_frames
    before = (int(it["frames"]) for it in facts() if it.kind is Kind.COMPARED)
    if frames > max(before, default=0):
        record(_now(Kind.COMPARED, frames=frames))


def record(*happened: Fact) -> None:
    """Note what happened and what it earned; what was known before adds nothing."""
    known = {it.about for it in facts()}
    bring(frozenset(it for it in happened if it.kind in _REPEATED or it.about not in known))


def bring(more: Facts) -> bool:
    """Add facts, from a file for instance, and what they earn; return whether there was room."""
    notebook = session.notebook()
    new = more - notebook.facts
    if not new:
        return True
    awards = learner.new_awards(notebook.facts | new, outlines.course(), _now_ms())
    # Awards need room as well: of what a browser keeps, nothing beyond the most is read again.
    if len(notebook.facts | new | awards) > learner.MOST_FACTS:
        return False
    notebook.note(new | awards)
    notebook.news += [it.item for it in learner.achieved(awards)]
    session.run_the_whole_page()
    return True


def facts() -> Facts:
    """Return everything known of this visit's learner."""
    return session.notebook().facts


def known() -> bool:
    """Return whether the browser has told what it keeps."""
    return session.notebook().known


def progress() -> Progress:
    """Return XP, level and the state of each lesson."""
    return _standing().progress


def achievements() -> tuple[Achievement, ...]:
    """Return the 14 achievements, in their order."""
    return _standing().achievements


def mastery() -> Mapping[tuple[str, str], Mastery]:
    """Return how well each objective is known, by lesson and objective."""
    return _standing().mastery


def answers() -> Mapping[tuple[str, str], Answers]:
    """Return what became of each question that was answered, by lesson and question."""
    return _standing().answers


def predictions(lesson_id: str) -> Mapping[str, str]:
    """Return which choice was predicted first, by prediction."""
    made = learner.in_order(facts(), Kind.PREDICTED)
    return {it.item: str(it["given"]) for it in reversed(made) if it.lesson == lesson_id}


def reviews() -> tuple[Due, ...]:
    """Return every review to come, the earliest first."""
    return _standing().reviews


def due() -> tuple[Due, ...]:
    """Return the reviews that are due."""
    now_ms = _now_ms()
    return tuple(review for review in reviews() if review.due_ms <= now_ms)


def left_off() -> str | None:
    """Return the lesson to go on with; None for a newcomer, and when all is complete."""
    return _standing().left_off


def hides_xp() -> bool:
    """Return whether XP, levels and achievements are to stay out of sight."""
    return bool(session.notebook().preferences.get("hide_xp"))


def _standing() -> Standing:
    notebook, course = session.notebook(), outlines.course()
    standing = notebook.standing
    if standing.facts is not notebook.facts or standing.course is not course:
        notebook.standing = Standing(notebook.facts, course)
    return notebook.standing


def _reply(kind: Kind, lesson_id: str, item: str, given: str, right: bool) -> Fact:
    return _now(kind, lesson_id, item, given=_NOT_KEPT.sub("", given)[:120], right=right)


def _now(kind: Kind, lesson_id: str = "", item: str = "", **details: bool | float | str) -> Fact:
    return fact(kind, lesson_id, item, at_ms=_now_ms(), **details)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _lesson_of(lab_id: str) -> str | None:
    return next((it.id for it in outlines.course() if lab_id in it.labs), None)


def _has(known: Facts, *about: str) -> bool:
    return any(it.about == about for it in known)
