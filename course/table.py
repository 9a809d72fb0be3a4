"""What each lesson holds, counted in both languages: `python -m course table`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass

from course.asked import Choice
from course.catalogue import Text
from course.check import minutes_needed
from course.lesson import Lesson
from course.prose import Section
from i18n import LANGUAGES, Language

HEAD = (
    *("lesson", "language", "words", "minutes", "sections"),
    *("labs", "predictions", "questions", "sources", "stale"),
)
_WORD = re.compile(r"[^\W_][\w’'.,-]*")
_ADDRESS = re.compile(r"\]\((https://[^)\s]+)\)")


def table(lessons: Sequence[Lesson]) -> str:
    """Return a Markdown table of `lessons`, a row per language, and the sums of several."""
    rows = {language: [row(lesson, language) for lesson in lessons] for language in LANGUAGES}
    lines = [line for pair in zip(*rows.values(), strict=True) for line in pair]
    several = len(lines) > len(LANGUAGES)
    sums = [_sums(rows[language], language) for language in LANGUAGES] if several else []
    shown = (HEAD, ["---"] * 2 + ["---:"] * (len(HEAD) - 2), *lines, *sums)
    return "".join(f"| {' | '.join(map(str, cells))} |\n" for cells in shown)


def row(lesson: Lesson, language: Language) -> tuple[str | int, ...]:
    """Return what `lesson` holds in `language`, in the order of `HEAD`.

    Words are all a reader meets there: text, guesses, quiz with every reply, exercise, links.
    Minutes are computed, sources are different addresses, stale are sections to translate anew.
    """
    sections = lesson.sections(language)
    prose = (text for section in sections for text in (section.title, section.said))
    said = [*_texts(lesson, language), *prose]
    plain = " ".join(_ADDRESS.sub("]", text) for text in said)
    return (
        f"{lesson.number:02d} {lesson.id}",
        language,
        len(_WORD.findall(plain)),
        minutes_needed(lesson, language),
        len(sections),
        len(lesson.labs),
        len(lesson.predictions),
        len(lesson.quiz),
        len({link.url for link in lesson.links} | set(_ADDRESS.findall(" ".join(said)))),
        sum(section.stale for section in sections),
    )


def _sums(rows: Sequence[tuple[str | int, ...]], language: Language) -> tuple[str | int, ...]:
    numbers = zip(*(row[2:] for row in rows), strict=True)
    return "all", language, *(sum(map(int, column)) for column in numbers)


def _texts(value: object, language: Language) -> Iterator[str]:
    """Yield every text in both languages that `value` holds, at any depth, in one of them."""
    if isinstance(value, Text):
        yield value.in_(language)
        return
    inside: Iterable[object] = ()
    if isinstance(value, Choice):
        inside = (value.text, value.why)
    elif is_dataclass(value) and not isinstance(value, Section):
        inside = (getattr(value, field.name) for field in fields(value))
    elif isinstance(value, tuple):
        inside = value
    elif isinstance(value, dict):
        inside = value.values()
    for part in inside:
        yield from _texts(part, language)
