"""What a lesson names exists, and what it has is used: lesson.toml held against the text."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from course.asked import Choice
from course.catalogue import Text
from course.facts import at
from course.lesson import Lesson
from course.problem import Problem
from course.prose import Fence, Page
from course.rules import BY_ID, PAGE_IDS
from course.twins import numbers_apart

MOST_CHECKS = 2
"""Questions that the text asks before the quiz does."""
_STRESSED = re.compile(r"\*[^*]+\*")
_MARKUP = re.compile(r"\*|`|\]\(|</?[a-z]+>")
NAMES = {"lab": "lab", "predict": "prediction", "check": "question"}


def of_uses(file: Path, lesson: Lesson, pages: tuple[Page, ...]) -> Iterator[Problem]:
    """Yield what is named but missing, or is there but not used, between `file` and the text."""
    sections = {section.id for page in pages for section in page.sections}
    yield from _of_ids(file, lesson)
    yield from _of_anchors(file, lesson, sections)
    yield from _of_quiz(file, lesson, sections)
    yield from _of_words(file, lesson)
    for page in pages:
        for name in BY_ID:
            yield from _of_fences(page, name, _known(lesson, name))


def _known(lesson: Lesson, name: str) -> list[str]:
    if name == "lab":
        return [lab.id for lab in lesson.labs]
    return [asked.id for asked in (lesson.predictions if name == "predict" else lesson.quiz)]


def _of_fences(page: Page, name: str, known: list[str]) -> Iterator[Problem]:
    blocks = [block for section in page.sections for block in section.blocks]
    fences = [block for block in blocks if isinstance(block, Fence) and block.name == name]
    used = [fence.argument for fence in fences]
    what = NAMES[name]
    for fence in fences:
        if fence.argument not in known:
            remedy = f"add {fence.argument!r} there, or correct the name"
            yield Problem(page.file, fence.line, f"a {what} of the text is in lesson.toml", remedy)
        elif used.count(fence.argument) > 1:
            rule = f"a {what} stands in the text once"
            yield Problem(page.file, fence.line, rule, f"take one {fence.argument!r} out")
    if name == "check" and len(fences) > MOST_CHECKS:
        rule = f"the text asks at most {MOST_CHECKS} questions of the quiz"
        yield Problem(page.file, fences[MOST_CHECKS].line, rule, "leave this one to the quiz")
    for id in known if name != "check" else ():
        if id not in used:
            remedy = f"put `:::{{{name}}} {id}` where it belongs"
            yield Problem(page.file, 1, f"a {what} of lesson.toml is in the text", remedy)


def _of_ids(file: Path, lesson: Lesson) -> Iterator[Problem]:
    kinds = ("links", "labs", "predictions", "quiz")
    for kind in kinds:
        ids = [thing.id for thing in getattr(lesson, kind)]
        for which, id in enumerate(ids):
            if id in ids[:which]:
                yield at(file, kind, "an id is given once", f"rename one {id!r}", which)


def _of_anchors(file: Path, lesson: Lesson, sections: set[str]) -> Iterator[Problem]:
    """Yield the labs whose heading would have the anchor of a section, or of the page itself."""
    for which, lab in enumerate(lesson.labs):
        if lab.id in sections | PAGE_IDS:
            rule = "a lab and a section have different ids: a link goes to one place"
            yield at(file, "labs", rule, f"rename the lab {lab.id!r}, or the section", which)


def _of_quiz(file: Path, lesson: Lesson, sections: set[str]) -> Iterator[Problem]:
    for which, question in enumerate(lesson.quiz):
        if question.objective not in lesson.objectives:
            rule = "a question asks for an objective of its lesson"
            remedy = f"{question.objective!r} is none of {', '.join(lesson.objectives)}"
            yield at(file, "quiz", rule, remedy, which)
        if question.section not in sections:
            rule = "a question points at a section of the text"
            yield at(file, "quiz", rule, f"correct {question.section!r}", which)
    asked = {question.objective for question in lesson.quiz}
    for objective in lesson.objectives if lesson.quiz else ():
        if objective not in asked:
            rule = "every objective has a question"
            yield at(file, "quiz", rule, f"ask one for {objective!r}")


def _of_words(file: Path, lesson: Lesson) -> Iterator[Problem]:
    """Yield where what is asked is more than plain text, or its numbers differ by language."""
    asked: tuple[tuple[str, Iterable[Iterable[Text]]], ...] = (
        ("predictions", ([p.prompt, p.reveal, *_texts(p.choices)] for p in lesson.predictions)),
        ("quiz", ([q.prompt, q.explain, *_texts(q.choices)] for q in lesson.quiz)),
        ("labs", ([lab.goal] for lab in lesson.labs if lab.goal)),
    )
    for kind, all_texts in asked:
        for which, texts in enumerate(all_texts):
            for text in texts:
                if apart := numbers_apart(text):
                    rule = "both languages state the same numbers"
                    remedy = f"only one has {', '.join(apart)}: {text.en!r}"
                    yield at(file, kind, rule, remedy, which)
                if mark := _MARKUP.search(_STRESSED.sub("", f"{text.en}\n{text.ko}")):
                    rule = "what is asked is plain text, but for *stress*"
                    yield at(file, kind, rule, f"write {text.en!r} without {mark[0]!r}", which)


def _texts(choices: Iterable[Choice]) -> Iterator[Text]:
    for choice in choices:
        yield choice.text
        if choice.why:
            yield choice.why
