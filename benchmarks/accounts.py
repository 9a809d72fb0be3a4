"""Fifty learners signed in at once, doing what learners do: how long it takes, and errors.

The store of the app against real parts on this machine (`tests.supabase.stack`): PostgreSQL,
PostgREST and the service of accounts share its cores with the learners, so times are upper bounds.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import median, quantiles

from benchmarks import table
from learner import Fact, Kind, fact
from learner.accounts import Account, Project, Trouble
from learner.stores import Store
from learner.supabase_store import open_store
from learner.sync import Cloud, synced
from tests.supabase.signing_in import sign_up
from tests.supabase.stack import missing, running

LEARNERS = 50
LESSONS = ("motion", "attention", "continuity")
PAUSE_S = 2.0
"""Between two things that a learner does: hurried, but no machine."""


class Taken:
    """How long calls took, by what they were, and what went wrong."""

    def __init__(self) -> None:
        self.ms: defaultdict[str, list[float]] = defaultdict(list)
        self.troubles: defaultdict[str, list[Trouble]] = defaultdict(list)

    @contextmanager
    def time(self, what: str) -> Iterator[None]:
        """Note what happens while this lasts."""
        began_s = time.perf_counter()
        try:
            yield
        except Trouble as trouble:
            self.troubles[what].append(trouble)
        self.ms[what].append(1000 * (time.perf_counter() - began_s))

    def rows(self) -> Iterator[tuple[str, int, str, str, str, int]]:
        """Yield the rows of the table."""
        for what, ms in self.ms.items():
            p95 = quantiles(ms, n=20)[-1]
            numbers = (f"{median(ms):.0f}", f"{p95:.0f}", f"{max(ms):.0f}")
            yield what, len(ms), *numbers, len(self.troubles[what])


def run() -> None:
    """Print the table."""
    if sentence := missing():
        raise SystemExit(f"{sentence}.")
    table.show_machine()
    taken = Taken()
    with running() as stack:
        project = Project(stack.url, stack.key)
        # One after the other, and not timed: the test stack's service hashes passwords slowly.
        signed_in = [sign_up(stack, f"learner-{n}@example.com") for n in range(LEARNERS)]
        with ThreadPoolExecutor(LEARNERS) as learners:
            began_s = time.monotonic()
            list(learners.map(lambda n: _visit(project, n, signed_in[n], taken), range(LEARNERS)))
            lasted_s = time.monotonic() - began_s
        kept = int(stack.sql("select count(*) from public.facts"))
        wrong = stack.sql(
            "select count(*) from public.facts f join auth.users u on u.id = f.user_id"
            " where f.fact ->> 'item' <> split_part(u.email, '@', 1)"
        )
    head = ("what", "calls", "median ms", "p95 ms", "worst ms", "errors")
    table.show(f"{LEARNERS} learners at once, for {lasted_s:.0f} s", head, taken.rows())
    expected = LEARNERS * sum(len(_facts(0, lesson)) for lesson in LESSONS)
    print(f"\n{kept} facts kept of {expected} sent, {wrong} of them with another learner.")


def _visit(project: Project, n: int, account: Account, taken: Taken) -> None:
    time.sleep(n * PAUSE_S / LEARNERS)  # they do not all come in the same moment
    store, facts, cloud = open_store(project, account), frozenset[Fact](), Cloud()
    for lesson in LESSONS:
        time.sleep(PAUSE_S)
        facts |= _facts(n, lesson)
        with taken.time("send 40 facts (the first time: fetch as well)"):
            done = synced(store, facts, cloud)
            cloud = done.cloud
            if done.trouble:
                raise done.trouble
        for what, call in _common(store, lesson, n):
            time.sleep(PAUSE_S)
            with taken.time(what):
                call()


def _facts(n: int, lesson: str) -> frozenset[Fact]:
    return frozenset(fact(Kind.SEEN, lesson, f"learner-{n}", at_ms=at_ms) for at_ms in range(40))


def _common(store: Store, lesson: str, n: int) -> list[tuple[str, Callable[[], object]]]:
    words = f"What learner {n} thinks of {lesson}"
    return [
        ("read the profile", store.profile),
        ("read a page of comments", lambda: store.comments(lesson)),
        ("write a comment", lambda: store.comment(lesson, "en", words)),
        ("read the page again", lambda: store.comments(lesson)),
        ("count unread notices", store.unread),
    ]
