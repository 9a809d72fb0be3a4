"""Whatever happens on the way, devices and cloud end with the same facts, each of them once."""

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from learner import Facts, Kind, fact, merged, progress
from learner.accounts import Code, Reason, Trouble
from learner.stored import Stored
from learner.sync import BATCH, Cloud, batches, pending, synced
from tests.learner.course import COURSE, IDS

TIMES_MS = st.integers(0, 4_000_000_000_000)  # any clock, however wrong
FACTS = st.frozensets(
    st.builds(
        lambda kind, lesson, item, at_ms: fact(kind, lesson, item, at_ms=at_ms),
        st.sampled_from([Kind.READ, Kind.SEEN, Kind.GOAL, Kind.OPENED]),
        st.sampled_from(IDS[:3]),
        st.sampled_from(["", "a", "b"]),
        TIMES_MS,
    ),
    max_size=12,
)


class _Line:
    """A store at the end of a line that can break: before a request arrives, or after it did."""

    def __init__(self, kept=(), unreadable=0):
        self.kept, self.unreadable, self.breaks, self.asked = set(kept), unreadable, [], []

    def facts(self):
        return self._through(lambda: Stored(frozenset(self.kept), self.unreadable))

    def add_facts(self, facts):
        def add():
            assert len(facts) <= BATCH
            self.kept |= set(facts)
            return len(self.kept) + self.unreadable

        return self._through(add)

    def _through(self, do):
        how = self.breaks.pop(0) if self.breaks else "holds"
        self.asked.append(do)
        if how == "breaks before":
            raise Trouble(Code.OFFLINE)
        answer = do()
        if how == "breaks after":
            raise Trouble(Code.SLOW)
        return answer


BREAKS = st.lists(st.sampled_from(["holds", "breaks before", "breaks after"]), max_size=8)


@given(FACTS, FACTS, BREAKS, st.integers(0, 3))
def test_an_exchange_ends_in_the_union_however_often_the_line_breaks(mine, theirs, breaks, others):
    line, cloud = _Line(theirs, others), Cloud()
    line.breaks = list(breaks)
    while (done := synced(line, mine, cloud)).trouble:
        assert pending(mine, done.cloud) == mine - done.cloud.has
        assert done.cloud.has <= line.kept  # never taken for sent what is not there
        cloud = done.cloud
    assert line.kept == set(merged(mine, theirs))
    assert done.cloud == Cloud(merged(mine, theirs), others, asked=True)
    assert not pending(mine, done.cloud)


@given(FACTS, FACTS)
def test_nothing_is_asked_when_nothing_is_new(mine, theirs):
    line = _Line(theirs)
    cloud = synced(line, mine, Cloud()).cloud
    line.asked.clear()
    assert synced(line, mine, cloud).cloud == cloud
    assert not line.asked


def test_what_another_device_added_comes_with_the_next_exchange():
    mine, theirs = fact(Kind.READ, "motion", at_ms=1), fact(Kind.READ, "long", at_ms=2)
    line = _Line()
    cloud = synced(line, frozenset(), Cloud()).cloud
    line.kept.add(theirs)
    assert synced(line, frozenset([mine]), cloud).cloud.has == {mine, theirs}


def test_many_facts_go_in_batches_and_a_broken_line_sends_only_the_rest():
    many = frozenset(fact(Kind.OPENED, "motion", at_ms=n) for n in range(2 * BATCH + 5))
    assert [len(batch) for batch in batches(many)] == [BATCH, BATCH, 5]
    line = _Line()
    line.breaks = ["holds", "holds", "breaks before"]
    done = synced(line, many, Cloud())
    assert len(pending(many, done.cloud)) == BATCH + 5
    line.asked.clear()
    assert synced(line, many, done.cloud).trouble is None
    assert len(line.asked) == 2


def test_a_full_cloud_is_said_and_keeps_what_it_has():
    class Full(_Line):
        def add_facts(self, facts):
            raise Trouble(Code.LIMITED, Reason.FULL)

    mine = frozenset([fact(Kind.READ, "motion", at_ms=1)])
    done = synced(Full(), mine, Cloud())
    assert not done.trouble.passes
    assert pending(mine, done.cloud) == mine


@given(FACTS, st.integers(-(10**12), 10**12))
def test_a_wrong_clock_loses_nothing_and_counts_nothing_twice(facts, off_ms):
    line = _Line()
    elsewhere = frozenset(
        fact(it.kind, it.lesson, it.item, at_ms=max(it.at_ms + off_ms, 0)) for it in facts
    )
    for device in (facts, elsewhere):
        assert synced(line, device, Cloud()).trouble is None
    # The same things done on both are XP of one.
    assert progress(frozenset(line.kept), COURSE).xp == progress(facts, COURSE).xp


class _Devices(RuleBasedStateMachine):
    """Two devices with two tabs each, one cloud, and a line that breaks whenever it likes."""

    @initialize()
    def begin(self):
        self.line, self.done = _Line(), frozenset()
        self.facts: list[Facts] = [frozenset()] * 4
        self.clouds = [Cloud()] * 4

    @rule(tab=st.integers(0, 3), facts=FACTS)
    def learn(self, tab, facts):
        self.done = merged(self.done, facts)
        self.facts[tab] = merged(self.facts[tab], facts)

    @rule(tab=st.integers(0, 3), breaks=BREAKS)
    def exchange(self, tab, breaks):
        self.line.breaks = list(breaks)
        self.clouds[tab] = synced(self.line, self.facts[tab], self.clouds[tab]).cloud
        self.facts[tab] = merged(self.facts[tab], self.clouds[tab].has)

    @rule(device=st.integers(0, 1))
    def tabs_meet(self, device):
        both = merged(*self.facts[2 * device : 2 * device + 2])
        self.facts[2 * device : 2 * device + 2] = [both, both]

    @rule(tab=st.integers(0, 3))
    def reload(self, tab):
        self.clouds[tab] = Cloud()

    @invariant()
    def nothing_is_lost_or_made_up(self):
        known = merged(self.line.kept, *self.facts)
        assert known == self.done
        assert all(cloud.has <= self.line.kept for cloud in self.clouds)

    def teardown(self):
        self.line.breaks = []
        for tab in (0, 1, 2, 3, 0, 1, 2, 3):
            self.clouds[tab] = Cloud()
            self.exchange(tab, [])
        assert set(map(frozenset, self.facts)) == {self.done}
        assert self.line.kept == set(self.done)


TestDevices = _Devices.TestCase
TestDevices.settings = settings(max_examples=50, stateful_step_count=20, deadline=None)
