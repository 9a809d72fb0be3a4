"""The takes of one visit: what was analysed in it, and what the browser keeps from earlier ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from learner.takes import MOST_TAKES, Take, from_json, merged


@dataclass(slots=True)
class Shelf:
    """Takes by id, and how they stand with the browser.

    `chosen` is whether this visit chose that the browser keeps them, None if it did not choose;
    `keeps` whether the browser does, as far as it has told, and `held` which version of each.
    `frames` is whether pictures go along. `full` says that the browser had no room, `set_aside`
    counts how often it told something that cannot be trusted. `gone` are takes deleted here.
    """

    takes: dict[str, Take] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    held: dict[str, int] = field(default_factory=dict)
    chosen: bool | None = None
    keeps: bool = False
    frames: bool = False
    frames_chosen: bool = False
    full: bool = False
    set_aside: int = 0

    def all(self) -> tuple[Take, ...]:
        """Return every take, in the order they were made."""
        return merged(self.takes.values())

    @property
    def has_room(self) -> bool:
        """Return whether one more take can be kept."""
        return len(self.takes) < MOST_TAKES

    def put(self, take: Take) -> None:
        """Add `take`, or its newer version."""
        self.takes[take.id] = take

    def drop(self, id: str) -> None:
        """Delete a take, here and in the browser."""
        self.takes.pop(id, None)
        self.gone.add(id)

    def choose(self, keep: bool) -> None:
        """Have the browser keep the takes, or forget them."""
        self.chosen = self.keeps = keep
        self.held.clear()
        self.full = False

    def show_frames(self, frames: Mapping[str, Mapping[str, str]] | None, now_ms: int) -> None:
        """Put frames by take into the takes, or with None take all of them out."""
        self.frames, self.frames_chosen = frames is not None, True
        for id, take in self.takes.items():
            pictures = (frames or {}).get(id, take.frames if frames is not None else {})
            if pictures != take.frames:
                self.takes[id] = replace(take, frames=pictures, changed_ms=now_ms)

    def to_send(self) -> list[dict[str, Any]]:
        """Return the takes that the browser is to keep and does not hold yet."""
        if not self.keeps:
            return []
        fresh = (it for it in self.all() if self.held.get(it.id) != it.changed_ms)
        return [take.to_row(with_frames=self.frames) for take in fresh]

    def hear(self, told: Mapping[str, Any]) -> None:
        """Take in what the browser told. Nobody vouches for it."""
        if self.chosen is None:
            self.keeps = told.get("keeps") is True
        self.full = told.get("full") is True
        if not self.frames_chosen:
            self.frames = told.get("frames") is True
        held = _held(told.get("held"))
        if told.get("elsewhere") is True and held:
            for id in self.held.keys() - held.keys():  # deleted in another tab
                self.takes.pop(id, None)
        self.held = held
        self._learn(told.get("text"))

    def _learn(self, text: object) -> None:
        if text is None:
            return
        stored = from_json(text if isinstance(text, str) else "")
        known = merged(self.takes.values(), stored.takes)
        self.takes = {it.id: it for it in known if it.id not in self.gone}
        if stored.refused:
            self.set_aside += 1
            self.held.clear()


def _held(told: object) -> dict[str, int]:
    if not isinstance(told, dict):
        return {}
    return {id: ms for id, ms in told.items() if isinstance(id, str) and type(ms) is int}
