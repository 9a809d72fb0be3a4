"""Every rule for every lesson, all broken ones at once: `python -m course check`."""

import re
from collections.abc import Iterator
from math import ceil
from pathlib import Path

from course.catalogue import ROOT, Track, track
from course.draft import Draft, read_draft
from course.facts import line_of
from course.lesson import Lesson
from course.problem import Problem, source_of
from course.prose import Fence, Page
from course.reading import FILES
from course.rules import of_text
from course.twins import of_age, of_twins
from i18n import LANGUAGES, Language

# Silent reading of English non-fiction averages 238 words a minute (Brysbaert 2019,
# https://doi.org/10.1016/j.jml.2019.104047); a technical text is slower. No solid norm was found
# for Korean: 500 characters a minute is a setting.
ENGLISH_WORDS_PER_MINUTE = 200
KOREAN_CHARACTERS_PER_MINUTE = 500
MINUTES_TOLERANCE = 0.4


def check(folder: Path = ROOT) -> tuple[Problem, ...]:
    """Return every problem in `folder`, which holds all lessons or is one of them, file by file."""
    root = folder.parent if is_lesson(folder) else folder
    drafts = read_all(root)
    lessons = {draft.folder: draft.lesson for draft in drafts if draft.lesson}
    problems = [problem for draft in drafts for problem in _of_draft(draft)]
    problems += _of_course(lessons, track(root))
    return tuple(sorted(p for p in problems if p.file.is_relative_to(folder)))


def is_lesson(folder: Path) -> bool:
    """Return whether `folder` is one lesson and not the folder of all of them."""
    return any((folder / name).exists() for name in FILES)


def read_all(root: Path) -> tuple[Draft, ...]:
    """Return what can be read of each lesson folder under `root`."""
    return tuple(read_draft(folder) for folder in sorted(root.glob("[!._]*/")))


def minutes_needed(lesson: Lesson, language: Language) -> int:
    """Return the minutes for the text in `language` and the labs, rounded up."""
    said = " ".join(block.markdown for s in lesson.sections(language) for block in s.blocks)
    words = re.sub(r"\]\([^)]*\)", "]", said)
    if language == "ko":
        reading = len(re.findall(r"[가-힣A-Za-z0-9]", words)) / KOREAN_CHARACTERS_PER_MINUTE
    else:
        reading = len(re.findall(r"[A-Za-z0-9’'-]+", words)) / ENGLISH_WORDS_PER_MINUTE
    return ceil(reading + sum(lab.minutes for lab in lesson.labs))


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
        yield from _of_labs(draft.lesson, pages)


def _of_lesson(folder: Path, lesson: Lesson) -> Iterator[Problem]:
    file = folder / "lesson.toml"
    if folder.name != (name := f"{lesson.number:02d}-{lesson.id}"):
        rule = "a folder is named by number and id"
        yield _at(file, "number", rule, f"rename it to {name}")
    for kind, things in (("links", lesson.links), ("labs", lesson.labs)):
        ids = [thing.id for thing in things]
        for twice in sorted({id for id in ids if ids.count(id) > 1}):
            yield _at(file, kind, "an id is given once", f"rename one {twice!r}")
    if lesson.en and lesson.ko:
        yield from _of_time(file, lesson)


def _of_time(file: Path, lesson: Lesson) -> Iterator[Problem]:
    needed = {language: minutes_needed(lesson, language) for language in LANGUAGES}
    if abs(lesson.minutes - max(needed.values())) > MINUTES_TOLERANCE * lesson.minutes:
        rule = f"`minutes` is at most {MINUTES_TOLERANCE:.0%} off the computed time"
        remedy = f"it says {lesson.minutes}, computed are {needed}"
        yield _at(file, "minutes", rule, remedy)


def _at(file: Path, key: str, rule: str, remedy: str) -> Problem:
    return Problem(file, line_of(source_of(file), (key, 0)), rule, remedy)


def _of_labs(lesson: Lesson, pages: tuple[Page, ...]) -> Iterator[Problem]:
    known = {lab.id for lab in lesson.labs}
    for page in pages:
        fences = [b for s in page.sections for b in s.blocks if isinstance(b, Fence)]
        used = {fence.argument: fence.line for fence in fences if fence.name == "lab"}
        for id in sorted(used.keys() - known):
            remedy = f"add {id!r} to the labs there, or correct the name"
            yield Problem(page.file, used[id], "a lab of the text is in lesson.toml", remedy)
        for id in sorted(known - used.keys()):
            remedy = f"put `:::{{lab}} {id}` where it belongs"
            yield Problem(page.file, 1, "a lab of lesson.toml is in the text", remedy)


def _of_course(lessons: dict[Path, Lesson], course: Track) -> Iterator[Problem]:
    numbers = {lesson.id: lesson.number for lesson in lessons.values()}
    for folder, lesson in lessons.items():
        file = folder / "lesson.toml"
        if lesson.track != course.id or lesson.number > course.length:
            rule = f"the course {course.id!r} has {course.length} lessons"
            yield _at(file, "number", rule, "correct the track or the number, or track.toml")
        for id in lesson.prerequisites:
            if numbers.get(id, lesson.number) >= lesson.number:
                rule = "a prerequisite is an earlier lesson that exists"
                yield _at(file, "prerequisites", rule, f"remove {id!r}, or write it first")
        if list(numbers.values()).count(lesson.number) > 1:
            rule = "a number is given once"
            yield _at(file, "number", rule, f"another lesson is {lesson.number}")
