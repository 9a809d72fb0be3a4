"""A lesson as the rest of the app sees it: lesson.toml as frozen data, the text as sections.

Every text a learner sees stands in both languages, side by side. What may stand in which field is
the business of `course.schema`, which only the check needs.
"""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from course.asked import Prediction, Question
from course.catalogue import Card, Text
from course.prose import Section
from i18n import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Lab:
    """Something to try, named in the text by `:::{lab} id`; components find it by that id.

    The XP for a lesson's lab are given for the goal of the `main` one; of several, for any.
    """

    id: str
    minutes: int
    title: Text
    goal: Text | None = None
    main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """What to do afterwards; `no_tool_variant` is for whoever has no video generator."""

    prompt: Text
    checklist: tuple[Text, ...]
    no_tool_variant: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where to read on; `checked` is the day its address was last seen to exist."""

    id: str
    url: str
    kind: str
    year: int
    checked: date
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Card):
    """One lesson folder, read: the facts of lesson.toml and the sections of en.md and ko.md."""

    schema_version: int
    track: str
    prerequisites: tuple[str, ...]
    updated: date
    facts_checked: date
    one_liner: Text
    mental_model: Text
    objectives: dict[str, Text]
    takeaways: tuple[Text, ...]
    exercise: Exercise
    links: tuple[Link, ...]
    not_verified: tuple[Text, ...]
    xp: int = 0
    predictions: tuple[Prediction, ...] = ()
    quiz: tuple[Question, ...] = ()
    labs: tuple[Lab, ...] = ()
    en: tuple[Section, ...] = ()
    ko: tuple[Section, ...] = ()

    @classmethod
    def from_facts(cls, facts: dict[str, Any]) -> "Lesson":
        """Return the lesson that a lesson.toml describes, still without its text.

        Raises
        ------
        TypeError, KeyError
            A field is missing, or there is one too many.
        """
        fields = _frozen(facts)
        fields["exercise"] = Exercise(**fields["exercise"])
        fields["links"] = tuple(Link(**link) for link in fields["links"])
        asked = (("predictions", Prediction), ("quiz", Question))
        for name, kind in asked:
            fields[name] = tuple(kind.from_facts(one) for one in fields.get(name, ()))
        fields["labs"] = tuple(Lab(**lab) for lab in fields.get("labs", ()))
        return cls(**fields)

    def sections(self, language: Language) -> tuple[Section, ...]:
        """Return the text in `language`, in reading order."""
        return self.ko if language == "ko" else self.en

    def revision(self, language: Language) -> str:
        """Return eight hex digits that change when the words of the text do."""
        prints = "".join(section.fingerprint for section in self.sections(language))
        return sha256(prints.encode()).hexdigest()[:8]


def _frozen(value: Any) -> Any:  # noqa: ANN401 - whatever TOML can hold
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        if value.keys() == {"en", "ko"}:
            return Text(**value)
        return {name: _frozen(item) for name, item in value.items()}
    return value
