"""What a lesson asks of its reader: predictions before the text answers them, and the quiz."""

from dataclasses import dataclass
from typing import Any, Literal

from course.catalogue import Text

Kind = Literal["one", "several", "number"]
_ROUNDING = 1e-9  # 0.774 - 0.764 is a little more than 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing to choose. It is known by its id: every learner sees another order."""

    id: str
    en: str
    ko: str
    right: bool = False
    why: Text | None = None

    @property
    def text(self) -> Text:
        """Return what the choice says."""
        return Text(self.en, self.ko)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """A guess before the answer: `:::{predict} id`. It counts the same, right or wrong."""

    id: str
    prompt: Text
    reveal: Text
    choices: tuple[Choice, ...]

    @classmethod
    def from_facts(cls, facts: dict[str, Any]) -> "Prediction":
        """Return the prediction that a table of lesson.toml describes."""
        return cls(**facts | {"choices": _choices(facts)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of the quiz; the text may ask it too, by `:::{check} id`."""

    id: str
    type: Kind
    objective: str
    section: str
    prompt: Text
    explain: Text
    choices: tuple[Choice, ...] = ()
    answer: float | None = None
    tolerance: float = 0.0
    unit: Text | None = None

    @classmethod
    def from_facts(cls, facts: dict[str, Any]) -> "Question":
        """Return the question that a table of lesson.toml describes."""
        return cls(**facts | {"choices": _choices(facts)})

    @property
    def right_ids(self) -> frozenset[str]:
        """Return the ids of the choices that are right."""
        return frozenset(choice.id for choice in self.choices if choice.right)

    def is_right(self, reply: frozenset[str] | float) -> bool:
        """Return whether `reply`, ids of choices or a number, is the answer.

        Examples
        --------
        >>> said = Text("How many?", "몇 장?")
        >>> question = Question(
        ...     id="q", type="number", objective="o", section="s", prompt=said, explain=said,
        ...     answer=77.4, tolerance=0.5,
        ... )
        >>> question.is_right(77), question.is_right(76), question.is_right(frozenset({"a"}))
        (True, False, False)
        """
        if isinstance(reply, frozenset):
            return bool(self.choices) and reply == self.right_ids
        return self.answer is not None and abs(reply - self.answer) <= self.tolerance + _ROUNDING


def _choices(facts: dict[str, Any]) -> tuple[Choice, ...]:
    return tuple(Choice(**choice) for choice in facts.get("choices", ()))
