"""Every rule for every lesson, all broken ones at once: `python -m course check`."""

import re
from collections.abc import Iterator
from math import ceil
from pathlib import Path

from course.catalogue import ROOT, Track, track
from course.complete import of_published
from course.draft import Draft, read_draft
from course.facts import at
from course.lesson import Lesson
from course.problem import Problem
from course.reading import FILES
from course.rules import of_text
from course.twins import of_age, of_twins
from course.uses import of_uses
from course.vocabulary import vocabulary
from i18n import LANGUAGES, Language

# Silent reading of English non-fiction averages 238 words a minute (Brysbaert 2019,
# https://doi.org/10.1016/j.jml.2019.104047); a technical text is slower. No solid norm was found
# for Korean: 500 characters a minute is a setting.
ENGLISH_WORDS_PER_MINUTE = 200
KOREAN_CHARACTERS_PER_MINUTE = 500
MINUTES_PER_QUESTION = 0.75
MINUTES_PER_PREDICTION = 0.5
MINUTES_TOLERANCE = 0.4


def check(folder: Path = ROOT) -> tuple[Problem, ...]:
    """Return every problem in `folder`, which holds all lessons or is one of them, file by file."""
    root = folder.parent if is_lesson(folder) else folder
    drafts = read_all(root)
    lessons = {draft.folder: draft.lesson for draft in drafts if draft.lesson}
    problems = [problem for draft in drafts for problem in _of_draft(draft)]
    problems += _of_course(lessons, track(root))
    problems += vocabulary(root, drafts)
    return tuple(sorted(p for p in problems if p.file.is_relative_to(folder)))


def is_lesson(folder: Path) -> bool:
    """Return whether `folder` is one lesson and not the folder of all of them."""
    return any((folder / name).exists() for name in FILES)


def read_all(root: Path) -> tuple[Draft, ...]:
    """Return what can be read of each lesson folder under `root`."""
    return tuple(read_draft(folder) for folder in sorted(root.glob("[!._]*/")))


def minutes_needed(lesson: Lesson, language: Language) -> int:
    """Return the minutes for the text in `language`, labs, questions and guesses, rounded up."""
    said = " ".join(block.markdown for s in lesson.sections(language) for block in s.blocks)
    words = re.sub(r"\]\([^)]*\)", "]", said)
    if language == "ko":
        reading = len(re.findall(r"[가-힣A-Za-z0-9]", words)) / KOREAN_CHARACTERS_PER_MINUTE
    else:
        reading = len(re.findall(r"[A-Za-z0-9’'-]+", words)) / ENGLISH_WORDS_PER_MINUTE
    trying = sum(lab.minutes for lab in lesson.labs)
    asked = len(lesson.quiz) * MINUTES_PER_QUESTION
    guessed = len(lesson.predictions) * MINUTES_PER_PREDICTION
    return ceil(reading + trying + asked + guessed)


def _of_draft(draft: Draft) -> Iterator[Problem]:
    yield from draft.problems
    pages = tuple(page for page in (draft.english, draft.korean) if page)
    for page in pages:
        yield from of_text(page)
    if draft.english and draft.korean:
        yield from of_twins(draft.english, draft.korean)
    if draft.lesson:
        yield from _of_lesson(draft.folder, draft.lesson)
        yield from of_age(draft.folder, draft.lesson.ko)
        yield from of_uses(draft.folder / "lesson.toml", draft.lesson, pages)


def _of_lesson(folder: Path, lesson: Lesson) -> Iterator[Problem]:
    file = folder / "lesson.toml"
    if folder.name != (name := f"{lesson.number:02d}-{lesson.id.replace('_', '-')}"):
        rule = "a folder is named by number and id"
        yield at(file, "number", rule, f"rename it to {name}")
    if lesson.status == "published":
        yield from of_published(file, lesson)
    if lesson.en and lesson.ko:
        yield from _of_time(file, lesson)


def _of_time(file: Path, lesson: Lesson) -> Iterator[Problem]:
    needed = {language: minutes_needed(lesson, language) for language in LANGUAGES}
    if abs(lesson.minutes - max(needed.values())) > MINUTES_TOLERANCE * lesson.minutes:
        rule = f"`minutes` is at most {MINUTES_TOLERANCE:.0%} off the computed time"
        remedy = f"it says {lesson.minutes}, computed are {needed}"
        yield at(file, "minutes", rule, remedy)


def _of_course(lessons: dict[Path, Lesson], course: Track) -> Iterator[Problem]:
    numbers = {lesson.id: lesson.number for lesson in lessons.values()}
    labs = [lab.id for lesson in lessons.values() for lab in lesson.labs]
    for folder, lesson in lessons.items():
        file = folder / "lesson.toml"
        if lesson.track != course.id or lesson.number > course.length:
            rule = f"the course {course.id!r} has {course.length} lessons"
            yield at(file, "number", rule, "correct the track or the number, or track.toml")
        for id in lesson.prerequisites:
            if numbers.get(id, lesson.number) >= lesson.number:
                rule = "a prerequisite is an earlier lesson that exists"
                yield at(file, "prerequisites", rule, f"remove {id!r}, or write it first")
        for id in (lab.id for lab in lesson.labs):
            if labs.count(id) > 1:
                yield at(
                    file, "labs", "the id of a lab is given once in a course", f"rename {id!r}"
                )
        if list(numbers.values()).count(lesson.number) > 1:
            rule = "a number is given once"
            yield at(file, "number", rule, f"another lesson is {lesson.number}")
