"""What may stand in a lesson.toml: the fields of a lesson, each held to its form.

The schema is strict: a field that is not named here is a problem, not a silent extra. It loads
pydantic (some 9 MB), so nothing that shows a lesson imports it.
"""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints
from pydantic.dataclasses import dataclass

from course import lesson
from course.catalogue import Level, Status, Text

TEXT_CHARACTERS = 500  # a longer text is several; the same limit as a paragraph's
STRICT = ConfigDict(extra="forbid")


def _said_in_both(text: Text) -> Text:
    for said in (text.en, text.ko):
        if not said.strip():
            raise ValueError("a text is said in both languages")
        if len(said) > TEXT_CHARACTERS:
            raise ValueError(f"a text has at most {TEXT_CHARACTERS} characters")
    if not re.search("[가-힣]", text.ko):
        raise ValueError("the Korean text is written in Hangul")
    return text


LessonId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Url = Annotated[str, StringConstraints(pattern=r"^https://\S+$")]
Minutes = Annotated[int, Field(strict=True, ge=1, le=60)]
Said = Annotated[Text, AfterValidator(_said_in_both)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Lab(lesson.Lab):
    """The form of a lab."""

    id: Slug
    minutes: Minutes
    title: Said


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Exercise(lesson.Exercise):
    """The form of an exercise."""

    prompt: Said
    checklist: Annotated[tuple[Said, ...], Field(min_length=2, max_length=6)]
    no_tool_variant: Said


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Link(lesson.Link):
    """The form of a link."""

    id: Slug
    url: Url
    kind: Literal["paper", "docs", "code", "article", "video", "law", "tool"]
    year: Annotated[int, Field(strict=True, ge=1900, le=2100)]
    checked: date
    title: Said


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Lesson(lesson.Lesson):
    """The form of a lesson."""

    schema_version: Literal[1]
    id: LessonId
    number: Annotated[int, Field(strict=True, ge=1, le=99)]
    track: Slug
    status: Status
    level: Level
    tags: Annotated[tuple[Slug, ...], Field(min_length=1, max_length=6)]
    minutes: Minutes
    prerequisites: tuple[LessonId, ...]
    updated: date
    facts_checked: date
    title: Said
    one_liner: Said
    mental_model: Said
    objectives: Annotated[dict[Slug, Said], Field(min_length=2, max_length=6)]
    takeaways: Annotated[tuple[Said, ...], Field(min_length=3, max_length=5)]
    exercise: Exercise
    links: Annotated[tuple[Link, ...], Field(min_length=4, max_length=8)]
    not_verified: tuple[Said, ...]
    labs: tuple[Lab, ...] = ()
