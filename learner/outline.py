"""What the rules of progress need to know of a lesson: ids, and nothing that is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One published lesson. `questions` gives each question of the quiz its objective.

    `main_labs` are those of which one has to reach its goal. Objectives without a question are
    nobody's: what is never asked cannot be known to be mastered.
    """

    id: str
    number: int
    sections: frozenset[str] = frozenset()
    predictions: frozenset[str] = frozenset()
    questions: Mapping[str, str] = field(default_factory=dict)
    labs: frozenset[str] = frozenset()
    main_labs: frozenset[str] = frozenset()

    @property
    def objectives(self) -> Mapping[str, frozenset[str]]:
        """Return the questions of each objective."""
        return {
            objective: frozenset(q for q, of in self.questions.items() if of == objective)
            for objective in dict.fromkeys(self.questions.values())
        }


Course = tuple[Outline, ...]
"""The published lessons, by number."""
