"""A visit's facts and the cloud's: two sets that only grow, so they end as their union.

It makes no difference what is sent or fetched how often, and nothing here looks at a clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from learner.accounts import Trouble
from learner.facts import Facts, Kind, in_order, merged
from learner.stores import ProgressStore

BATCH = 200
"""Facts sent at once: some 30 kB. What a lost connection leaves unsent is sent again."""


@dataclass(frozen=True, slots=True)
class Cloud:
    """What a visit knows of the cloud: the facts it is sure of, and how many others are there.

    `others` are rows that this version cannot read. A new `Cloud()` has not been asked yet.
    """

    has: Facts = frozenset()
    others: int = 0
    asked: bool = False

    def with_all(self, facts: Facts) -> "Cloud":
        """Return what is known once `facts` have been kept there."""
        return replace(self, has=merged(self.has, facts))

    @property
    def total(self) -> int:
        """Return how many rows there are, if nobody else added any."""
        return len(self.has) + self.others


@dataclass(frozen=True, slots=True)
class Synced:
    """What an exchange came to. `trouble` says why it ended early; what was done stays done."""

    cloud: Cloud
    trouble: Trouble | None = None


def pending(facts: Facts, cloud: Cloud) -> Facts:
    """Return what the cloud may lack."""
    return facts - cloud.has


def batches(facts: Facts) -> Iterator[Facts]:
    """Yield `facts` in parts of at most `BATCH`, the earliest first."""
    rows = in_order(facts, *Kind)
    for start in range(0, len(rows), BATCH):
        yield frozenset(rows[start : start + BATCH])


def synced(store: ProgressStore, facts: Facts, cloud: Cloud) -> Synced:
    """Fetch if it was never done, send what the cloud lacks, and fetch if it knows more than that.

    It raises no `Trouble`. Call it again with the cloud it returned: a fact counts as sent only
    when the store has said so, and a store keeps a fact once however often it comes.
    The visit's facts are then `merged(facts, cloud.has)`.
    """
    try:
        if not cloud.asked:
            cloud = _fetched(store)
        total = cloud.total
        for batch in batches(pending(facts, cloud)):
            total = store.add_facts(batch)
            cloud = cloud.with_all(batch)
        if total != cloud.total:  # another device, or another tab, was here as well
            cloud = _fetched(store)
    except Trouble as trouble:
        return Synced(cloud, trouble)
    return Synced(cloud)


def _fetched(store: ProgressStore) -> Cloud:
    stored = store.facts()
    return Cloud(stored.facts, stored.refused, asked=True)
