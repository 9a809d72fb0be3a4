"""What one visit knows of its learner; the browser keeps it, this is the copy to work with."""

from dataclasses import dataclass, field

from learner import Facts, Standing, merged, to_json


@dataclass(slots=True)
class Notebook:
    """Facts and preferences of one visit.

    `facts` is all that is known, `noted` what this visit added and the browser has to keep.
    `known` says whether the browser has told what it keeps. `set_aside` counts how often it told
    something that cannot be trusted and was moved aside, `set_aside_said` whether it was said.
    `preferences` are those in force, `chosen` those of them that this visit chose. `clips` are
    those whose result was looked at, `news` the achievements not told of yet,
    `brought` what was said of a file of progress.

    `owner` is the account that the facts are of, "" for nobody's, None until the browser has said.
    `left_behind` are nobody's facts on the same machine, which an account takes in only when asked;
    `moved` counts how often it did.
    """

    facts: Facts = frozenset()
    noted: Facts = frozenset()
    known: bool = False
    set_aside: int = 0
    set_aside_said: int = 0
    chosen: dict[str, str | bool] = field(default_factory=dict)
    preferences: dict[str, str | bool] = field(default_factory=dict)
    clips: set[str] = field(default_factory=set)
    news: list[str] = field(default_factory=list)
    brought: list[str] = field(default_factory=list)
    owner: str | None = None
    left_behind: Facts = frozenset()
    moved: int = 0
    standing: Standing = field(default_factory=Standing)
    _written: tuple[Facts, str] | None = None

    def note(self, facts: Facts) -> None:
        """Add what happened in this visit."""
        self.facts, self.noted = merged(self.facts, facts), merged(self.noted, facts)

    def learn(self, facts: Facts) -> None:
        """Add what the browser has kept."""
        self.facts = merged(self.facts, facts)

    def to_keep(self) -> str:
        """Return, as JSON, what the browser has to keep; written once per change."""
        keep = self.facts if self.set_aside else self.noted
        if self._written is None or self._written[0] is not keep:
            self._written = keep, to_json(keep)
        return self._written[1]

    def for_another(self, owner: str) -> "Notebook":
        """Return an empty notebook of `owner`, which looks the same and knows what nobody did."""
        nobodys = self.left_behind if self.owner else self.facts
        return Notebook(
            owner=owner,
            left_behind=nobodys if owner else frozenset(),
            preferences=dict(self.preferences),
            chosen=dict(self.chosen),
        )

    def prefer(self, name: str, value: str | bool) -> None:
        """Keep a preference, here and in the browser."""
        self.preferences[name] = self.chosen[name] = value
