"""What a learner did, as facts: a set that only grows, so any two merge by union."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Detail = bool | int | float | str


class Kind(StrEnum):
    """What can be true of a learner. The values are what is stored: they never change."""

    OPENED = "opened"
    SEEN = "seen"
    READ = "read"
    PREDICTED = "predicted"
    GOAL = "goal"
    SHOWN = "shown"
    ANSWERED = "answered"
    REVIEWED = "reviewed"
    EXERCISE = "exercise"
    CLIP = "clip"
    COMPARED = "compared"
    HELPFUL = "helpful"
    ACCEPTED = "accepted"
    SELF_REVIEW = "self-review"
    EARNED = "earned"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened once: what, in which lesson, to which of its items, and when.

    `details` are sorted by name; `learner.stored.DETAILS` says which kind has which.

    Examples
    --------
    >>> wrong = fact(Kind.ANSWERED, "continuity", "odds", at_ms=1_000, given="c", right=False)
    >>> wrong["right"]
    False
    """

    kind: Kind
    lesson: str
    item: str
    at_ms: int
    details: tuple[tuple[str, Detail], ...] = ()

    def __getitem__(self, name: str) -> Detail:
        """Return the detail `name`."""
        return dict(self.details)[name]

    @property
    def about(self) -> tuple[Kind, str, str]:
        """Return what two facts share when one repeats the other."""
        return self.kind, self.lesson, self.item

    @property
    def order(self) -> tuple[object, ...]:
        """Return what facts are sorted by: their time, and something fixed where that is equal."""
        return self.at_ms, self.kind, self.lesson, self.item, self.details


Facts = frozenset[Fact]


def fact(kind: Kind, lesson: str = "", item: str = "", *, at_ms: int, **details: Detail) -> Fact:
    """Return a fact; fractions are kept to four places, so that JSON gives back the same ones."""
    kept = ((name, _kept(value)) for name, value in sorted(details.items()))
    return Fact(kind, lesson, item, at_ms, tuple(kept))


def _kept(value: Detail) -> Detail:
    return round(value, 4) if isinstance(value, float) else value


def merged(*sets: Iterable[Fact]) -> Facts:
    """Return what any of `sets` knows. Order and repetition make no difference.

    >>> ann, bob = fact(Kind.READ, "motion", at_ms=1), fact(Kind.READ, "long", at_ms=2)
    >>> merged([ann], [bob]) == merged([bob, ann], [ann])
    True
    """
    return frozenset().union(*sets)


def in_order(facts: Iterable[Fact], *kinds: Kind) -> list[Fact]:
    """Return the facts of `kinds`, the earliest first."""
    return sorted((fact for fact in facts if fact.kind in kinds), key=lambda fact: fact.order)
