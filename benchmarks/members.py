"""Fifty signed-in learners on one process of the app, page by page: how long it takes, and errors.

Each has an account of a running test stack (`tests.supabase.stack`) and signs in as a browser does,
by handing over a token; opens pages, answers, reads the comments, writes one now and then, and
looks for what became of it as often as the page's scripts do. App, database, gateway and learners
share this machine's cores, so times are upper bounds. Linux only.
"""

import json
import tempfile
import time
import uuid
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from random import Random
from statistics import median
from typing import Any, Final

from benchmarks import table
from benchmarks.fuzz import ROOT
from benchmarks.processes import weighed
from benchmarks.server import serving
from benchmarks.visitor import PATIENCE_S, GoneError, Visitor
from benchmarks.visitors import LESSON, PAGES, QUESTION, Log, at, at_once, said
from i18n import words
from learner.accounts import Account
from tests.supabase.signing_in import sign_up
from tests.supabase.stack import Stack, missing, running

LOOK_S, LOOK_MOST_S, LONGER = 0.3, 2.0, 1.5
"""How soon a page's script looks for an answer, and how that grows: as in server_line.js."""
WRITE_EACH: Final = 3
"""One in so many rounds ends with a comment; newcomers may write four an hour."""


def run(learners: int = 50, rounds: int = 3, pause_s: float = 2.0) -> None:
    """Print the tables; the exit status says whether anything went wrong."""
    if sentence := missing():
        raise SystemExit(f"{sentence}.")
    table.show_machine()
    log = Log()
    with running() as stack, tempfile.TemporaryDirectory() as folder:
        # One after the other, and not timed: the test stack's service hashes passwords slowly.
        who = [sign_up(stack, f"learner-{n}@example.com") for n in range(learners)]
        there = {"TMPDIR": folder, "STREAM_SUPABASE_URL": stack.url}
        with serving(ROOT / "app.py", there | {"STREAM_SUPABASE_KEY": stack.key}) as server:
            members = [Member(server.address, n, it, log, pause_s) for n, it in enumerate(who)]
            began_s = time.monotonic()
            with weighed(server) as held:
                at_once([partial(it.live, rounds, learners) for it in members])
            lasted_s = time.monotonic() - began_s
        _look_at(stack, members, rounds, log)
    _show(log, held.server_mb, learners, lasted_s)
    if log.errors:
        raise SystemExit(1)


@dataclass(slots=True)
class Member:
    """Learner `number`, signed in as `account`; answers with a number that nobody else gives."""

    address: str
    number: int
    account: Account
    log: Log
    pause_s: float
    wrote: int = 0

    def live(self, rounds: int, others: int) -> None:
        """Learn for some rounds; whatever goes wrong is noted."""
        time.sleep(self.number * self.pause_s / others)  # they do not all come in one moment
        random = Random(self.number)  # noqa: S311 - it need not be secret
        try:
            with closing(Visitor(self.address, LESSON, self._hear)) as visitor:
                self._sign_in(visitor)
                for n in range(rounds):
                    self._round(visitor, random, writes=(self.number + n) % WRITE_EACH == 0)
                # The last answers are on their way to the account: the page says when they are in.
                visitor.wait(lambda: words("en")("syncing.done") in visitor.text())
        except Exception as error:  # noqa: BLE001 - whatever it is, it counts
            self._wrong(f"{type(error).__name__} {error}"[:300])

    def _sign_in(self, visitor: Visitor) -> None:
        user, visit = self.account.user_id, told(visitor, "browser_store")["visit"]
        kept = {"visit": visit, "owner": user, "progress": None, "preferences": None}
        took_s = visitor.tell("browser_store", "kept", kept)
        handed = {
            "visit": visit,
            "user": user,
            "email": self.account.email,
            "access": self.account.access_token,
            "lasts_s": 3600,
            "writes_for": user,
        }
        took_s += visitor.tell("account_keeper", "handed", handed)
        self.log.note("the app learns who is signed in", took_s)

    def _round(self, visitor: Visitor, random: Random, writes: bool) -> None:
        self._pause(random)
        self.log.note("a page is opened", visitor.go(random.choice(PAGES)))
        self._ask(visitor, "unread-element", "unread replies are counted", {"do": "unread"})
        self._pause(random)
        self.log.note("a page is opened", visitor.go(LESSON))
        self._pause(random)
        answer = {"id": QUESTION, "given": f"{random.randrange(1, 9)}.{self.marker}"}
        self.log.note("an answer", visitor.tell(f"asking-{LESSON}", "said", said(answer)))
        self._pause(random)
        comments, view = f"comments-{LESSON}", {"newest": True, "language": "", "page": 0}
        self._ask(visitor, comments, "the comments are read", {"do": "read", **view})
        if writes:
            self._pause(random)
            body = f"What learner {self.number} thinks after {time.monotonic_ns()} ns"
            self._ask(visitor, comments, "a comment is written", {"do": "comment", "body": body})
            self.wrote += 1

    def _ask(self, visitor: Visitor, key: str, what: str, question: Mapping[str, object]) -> None:
        """Ask the server as an element does, and look until the answer has come."""
        name, began_s, wait_s = uuid.uuid4().hex, time.monotonic(), LOOK_S
        asked = {"visit": told(visitor, key)["visit"], "id": name}
        visitor.tell(key, "ask", {**asked, **question})
        while name not in (answer := told(visitor, key))["answers"] or answer["busy"]:
            if time.monotonic() > began_s + PATIENCE_S:
                raise GoneError(f"no answer: {what}")
            time.sleep(wait_s)
            wait_s = min(wait_s * LONGER, LOOK_MOST_S)
            visitor.tell(key, "ask", {**asked, "id": f"look {uuid.uuid4().hex[:9]}", "do": "look"})
        self.log.note(what, time.monotonic() - began_s)
        if trouble := answer["answers"][name] or answer.get("trouble"):
            self._wrong(f"{what}: {trouble}")

    @property
    def marker(self) -> str:
        """Return the digits that this learner alone answers with."""
        return f"7310{self.number:03}55"

    def _pause(self, random: Random) -> None:
        time.sleep(self.pause_s * 2 * random.random())

    def _hear(self, heard: bytes) -> None:
        self.log.messages += 1
        if b"Traceback" in heard or b"exception {" in heard:
            self._wrong("a traceback")

    def _wrong(self, what: str) -> None:
        self.log.errors.append(f"learner {self.number}: {what}")


def told(visitor: Visitor, key: str) -> dict[str, Any]:
    """Return what the page tells its own element `key`.

    Raises
    ------
    GoneError
        It is not on the page.
    """
    for kind, element in visitor.elements():
        if kind == "bidi_component" and element.id.endswith(f"-{key}"):
            found: dict[str, Any] = json.loads(element.bytes)
            return found
    raise GoneError(f"there is no {key} on the page")


def _look_at(stack: Stack, members: list[Member], rounds: int, log: Log) -> None:
    """Note every answer and comment that the database lacks, or holds of somebody else."""
    for member in members:
        mine = f"user_id = '{member.account.user_id}'"
        answers = "select count(*) from public.facts where fact ->> 'kind' = 'answered'"
        ours = f"{answers} and fact ->> 'given' like '%{member.marker}'"
        found = int(stack.sql(f"{ours} and {mine}"))
        if found != rounds or int(stack.sql(ours)) != found:
            log.errors.append(f"learner {member.number}: {found} of {rounds} answers are kept")
        comments = "select count(*) from public.comments where"
        written = int(stack.sql(f"{comments} {mine}"))
        if written != member.wrote:
            log.errors.append(f"learner {member.number}: {written} of {member.wrote} comments")


def _show(log: Log, held_mb: list[float], learners: int, lasted_s: float) -> None:
    rows = [
        (what, len(taken), *(f"{1000 * at(taken, share):.0f}" for share in (0.5, 0.95, 1.0)))
        for what, taken in sorted(log.reruns_s.items())
    ]
    title = f"{learners} learners signed in on one process of the app, for {lasted_s:.0f} s"
    table.show(title, ("", "times", "p50 ms", "p95 ms", "worst ms"), rows)
    print(f"\n{log.interactions} interactions, {log.messages} messages: {len(log.errors)} errors.")
    print(f"The app held {median(held_mb):.0f} MB (median), {max(held_mb):.0f} MB at most.")
    for line in log.errors[:20]:
        print(f"- {line}")
