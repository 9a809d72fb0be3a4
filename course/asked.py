"""What a lesson asks of its reader: predictions before the text answers them, and the quiz."""

from dataclasses import dataclass
from math import isfinite
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

    def judge(self, given: str) -> bool | None:
        """Return whether the choice `given` comes true; None if there is no such choice."""
        return _judged(self.choices, given)


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

    def judge(self, given: str) -> bool | None:
        """Return whether `given`, ids of choices or a number, is right; None if it is no answer.

        Examples
        --------
        >>> said = Text("How many?", "몇 장?")
        >>> question = Question(
        ...     id="q", type="number", objective="o", section="s", prompt=said, explain=said,
        ...     answer=77.4, tolerance=0.5,
        ... )
        >>> question.judge("77"), question.judge("76"), question.judge("a")
        (True, False, None)
        """
        if self.answer is None:
            return _judged(self.choices, given)
        try:
            reply = float(given)
        except ValueError:
            return None
        if not isfinite(reply):
            return None
        return abs(reply - self.answer) <= self.tolerance + _ROUNDING


def _judged(choices: tuple[Choice, ...], given: str) -> bool | None:
    chosen = set(given.split(","))
    if not chosen <= {choice.id for choice in choices}:
        return None
    return chosen == {choice.id for choice in choices if choice.right}


def _choices(facts: dict[str, Any]) -> tuple[Choice, ...]:
    return tuple(Choice(**choice) for choice in facts.get("choices", ()))
