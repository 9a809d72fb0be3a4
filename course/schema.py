"""What may stand in a lesson.toml: the fields of a lesson, each held to its form.

The schema is strict: a field that is not named here is a problem, not a silent extra. It loads
pydantic (some 9 MB), so nothing that shows a lesson imports it.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic.dataclasses import dataclass

from course import asked, lesson
from course.catalogue import Level, Status, Text

TEXT_CHARACTERS = 500  # a longer text is several; the same limit as a paragraph's
FEWEST_CHOICES = 3
STRICT = ConfigDict(extra="forbid")


def _written_in_both(text: Text) -> Text:
    for said in (text.en, text.ko):
        if not said.strip():
            raise ValueError("a text is said in both languages")
        if len(said) > TEXT_CHARACTERS:
            raise ValueError(f"a text has at most {TEXT_CHARACTERS} characters")
    return text


def _said_in_both(text: Text) -> Text:
    _written_in_both(text)
    if not re.search("[가-힣]", text.ko):
        raise ValueError("the Korean text is written in Hangul")
    return text


LessonId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Url = Annotated[str, StringConstraints(pattern=r"^https://\S+$")]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Minutes = Annotated[int, Field(strict=True, ge=1, le=60)]
Short = Annotated[str, StringConstraints(pattern=r"\S", max_length=200)]
Said = Annotated[Text, AfterValidator(_said_in_both)]
Written = Annotated[Text, AfterValidator(_written_in_both)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Lab(lesson.Lab):
    """The form of a lab."""

    id: Slug
    minutes: Minutes
    title: Said
    goal: Said | None = None
    main: Annotated[bool, Field(strict=True)] = False


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Choice(asked.Choice):
    """The form of a choice. It may be a number or a name, which needs no Hangul."""

    id: Slug
    en: Short
    ko: Short
    right: Annotated[bool, Field(strict=True)] = False
    why: Said | None = None


def _with_different_ids(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    if len({choice.id for choice in choices}) < len(choices):
        raise ValueError("the choices of a question have different ids")
    return choices


def _right(choices: Sequence[asked.Choice]) -> list[asked.Choice]:
    return [choice for choice in choices if choice.right]


Choices = Annotated[tuple[Choice, ...], Field(max_length=5), AfterValidator(_with_different_ids)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Prediction(asked.Prediction):
    """The form of a prediction."""

    id: Slug
    prompt: Said
    reveal: Said
    choices: Annotated[Choices, Field(min_length=2)]

    @model_validator(mode="after")
    def _has_one_answer(self) -> Self:
        if len(_right(self.choices)) != 1:
            raise ValueError("exactly one choice of a prediction is right")
        return self


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Question(asked.Question):
    """The form of a question."""

    id: Slug
    type: asked.Kind
    objective: Slug
    section: Slug
    prompt: Said
    explain: Said
    choices: Choices = ()
    answer: Number | None = None
    tolerance: Annotated[Number, Field(ge=0)] = 0.0
    unit: Written | None = None

    @model_validator(mode="after")
    def _has_what_its_type_asks_for(self) -> Self:
        if self.type == "number":
            if self.answer is None or self.choices:
                raise ValueError("a number has an `answer` and no choices")
        elif self.answer is not None or self.unit or len(self.choices) < FEWEST_CHOICES:
            raise ValueError(f"this type has {FEWEST_CHOICES} to 5 choices and no `answer`")
        elif not all(choice.why for choice in self.choices):
            raise ValueError("every choice of a question says why it is right or wrong")
        elif not _right(self.choices):
            raise ValueError("at least one choice is right")
        elif self.type == "one" and len(_right(self.choices)) > 1:
            raise ValueError('exactly one choice is right, or the type is "several"')
        return self


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
    takeaways: Annotated[tuple[Said, ...], Field(max_length=5)]
    exercise: Exercise
    links: Annotated[tuple[Link, ...], Field(max_length=8)]
    not_verified: tuple[Said, ...]
    xp: Annotated[int, Field(strict=True, ge=0, le=1000)] = 0
    predictions: tuple[Prediction, ...] = ()
    quiz: tuple[Question, ...] = ()
    labs: tuple[Lab, ...] = ()
