"""What a visit asks about comments is done once, read again, and answered in words."""

import itertools
import threading
import time

import pytest

from components import account, comments, conversation, session, unread
from components.conversation import Conversation, View
from i18n import LANGUAGES, words
from learner.accounts import Account, Code, Reason, Trouble
from learner.comments import MOST_LETTERS, PAGE, State, Why
from tests.memory_store import MemoryCloud, memory_store

ADA = Account("00000000-0000-4000-8000-000000000001", "ada@example.org", 4_000_000_000, "a.b.c")
BOB = Account("00000000-0000-4000-8000-000000000002", "bob@example.org", 4_000_000_000, "d.e.f")
HERE = "attention"
_names = (f"ask-{number}" for number in itertools.count())


class Visit:
    """One visit: who it is of, what it keeps, and a store that fails as long as it is told to."""

    def __init__(self) -> None:
        self.cloud = MemoryCloud()
        self.who: Account | None = ADA
        self.trouble: Trouble | None = None
        self.kept: dict[str, object] = {}
        self.calls = 0
        self.gate = threading.Event()
        self.gate.set()

    def store(self):
        """Return the store as whoever is signed in sees it."""
        inner, visit = memory_store(self.cloud, self.who.user_id if self.who else ""), self

        class Failing:
            def __getattr__(self, name):
                def call(*given, **more):
                    visit.calls += 1
                    visit.gate.wait(10)
                    if visit.trouble:
                        raise visit.trouble
                    return getattr(inner, name)(*given, **more)

                return call

        return Failing()

    def conversation(self) -> Conversation:
        """Return what is under the lesson."""
        return conversation.of(HERE)

    def asks(self, do: str, name: str = "", **more: object) -> dict[str, str]:
        """Ask as the browser does, wait, and return the answers."""
        told = {"visit": "visit", "id": name or next(_names), "do": do, **more}
        self.conversation().hear(told)
        return self.settled()

    def settled(self) -> dict[str, str]:
        """Return the answers once nothing is under way."""
        here, deadline = self.conversation(), time.monotonic() + 10
        while True:
            here.gather()
            if not here.is_busy:
                return here.line.told()
            assert time.monotonic() < deadline
            time.sleep(0.005)

    def told(self) -> dict:
        """Return what the browser draws."""
        return comments.told(self.conversation())


@pytest.fixture
def visit(monkeypatch):
    it = Visit()
    monkeypatch.setattr(session, "kept", lambda key, make: it.kept.setdefault(key, make()))
    monkeypatch.setattr(session, "visitor", lambda: "visit")
    monkeypatch.setattr(session, "language", lambda: "en")
    monkeypatch.setattr(session, "speak", lambda: words("en"))
    monkeypatch.setattr(session, "asked", lambda name: "")
    monkeypatch.setattr(session, "run_the_whole_page", lambda: None)
    monkeypatch.setattr(account, "signed_in", lambda: it.who)
    monkeypatch.setattr(account, "store", it.store)
    return it


def bodies(visit: Visit) -> list[str]:
    read = visit.conversation().read
    return [it.body for it in read.page.threads] if read else []


def last(answers: dict[str, str]) -> str:
    return list(answers.values())[-1]


def test_what_is_written_is_read_again_and_is_ones_own(visit):
    assert last(visit.asks("comment", body="  Hello\n\nthere ")) == ""
    [thread] = visit.told()["threads"]
    assert thread["mine"]
    assert thread["written"] == "Hello\n\nthere"
    assert thread["language"] == "en"
    visit.who = BOB
    visit.asks("read", newest=True, language="", page=0)
    assert not visit.told()["threads"][0]["mine"]
    assert visit.told()["threads"][0]["written"] == ""


def test_the_same_name_is_done_once(visit):
    for _ in range(3):
        visit.asks("comment", "once", body="Hello")
    assert len(visit.cloud.comments) == 1


def test_reply_edit_ring_report_and_delete(visit):
    visit.asks("comment", body="First")
    visit.asks("edit", comment=1, body="First, better")
    visit.asks("ring", thread=1, wanted=True)
    assert visit.told()["threads"][0]["bell"] is True
    visit.who = BOB
    visit.asks("comment", body="An answer", parent=1)
    visit.asks("report", comment=1, why="spam", words="Look")
    assert [(it.why, it.words) for it in visit.cloud.reports] == [(Why.SPAM, "Look")]
    assert last(visit.asks("report", comment=1, why="spam", words="")) == words("en")(
        "trouble-accounts.again"
    )
    visit.who = ADA
    visit.asks("delete", comment=1)
    [thread] = visit.told()["threads"]
    assert (thread["state"], thread["body"], thread["written"]) == (State.DELETED, [], "")
    assert [it["author"] for it in thread["replies"]] == [""]
    assert memory_store(visit.cloud, ADA.user_id).unread() == 1


@pytest.mark.parametrize(
    "told",
    [
        {"do": "comment"},
        {"do": "comment", "body": 3},
        {"do": "comment", "body": "x", "parent": "1"},
        {"do": "comment", "body": "x", "parent": True},
        {"do": "comment", "body": "x" * (2 * MOST_LETTERS + 1)},
        {"do": "edit", "comment": -1, "body": "x"},
        {"do": "delete", "comment": None},
        {"do": "report", "comment": 1, "why": "dislike", "words": ""},
        {"do": "moderate", "comment": 1},
        {"do": ["comment"], "body": "x"},
        {"do": None},
    ],
)
def test_what_no_page_asks_is_refused_and_nobody_is_asked(visit, told):
    answers = visit.asks(**told)
    assert last(answers) == words("en")("trouble-accounts.text")
    assert not visit.calls


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        "x",
        {},
        {"visit": "another", "id": "a", "do": "delete", "comment": 1},
        {"visit": "visit", "id": 7},
    ],
)
def test_what_is_of_another_visit_is_not_heard(visit, told):
    visit.conversation().hear(told)
    assert visit.settled() == {}
    assert not visit.calls


@pytest.mark.parametrize(
    ("code", "reason", "said"),
    [(code, Reason.NONE, code) for code in Code]
    + [(Code.REFUSED, reason, reason) for reason in (Reason.MUTED, Reason.FIRST_LINK, Reason.GONE)]
    + [(Code.LIMITED, reason, reason) for reason in (Reason.OFTEN, Reason.SAME_WORDS)],
)
def test_each_trouble_becomes_a_sentence(visit, monkeypatch, code, reason, said):
    monkeypatch.setattr("components.call.PATIENCE_S", 0.05)
    visit.trouble = Trouble(code, reason)
    assert last(visit.asks("comment", body="x")) == words("en")(f"trouble-accounts.{said}")
    visit.asks("read", newest=True, language="", page=0)
    assert visit.told()["trouble"] == words("en")(f"trouble-accounts.{said}")
    visit.trouble = None
    assert last(visit.asks("read", newest=True, language="", page=0)) == ""
    assert visit.told()["trouble"] == ""


def test_what_was_read_stays_when_reading_again_fails(visit):
    visit.asks("comment", body="Hello")
    visit.trouble = Trouble(Code.OFFLINE)
    visit.asks("read", newest=False, language="", page=0)
    assert bodies(visit) == ["Hello"]
    assert visit.told()["trouble"]


def test_nobody_waits_for_the_store(visit):
    visit.gate.clear()
    before = time.monotonic()
    visit.conversation().hear({"visit": "visit", "id": "a", "do": "comment", "body": "Hello"})
    here = visit.conversation()
    here.gather()
    assert comments.told(here)["busy"]
    assert time.monotonic() - before < 5  # the gate waits 10 s
    visit.gate.set()
    assert visit.settled() == {"a": ""}


def test_with_a_fresh_token_the_same_is_asked_again(visit, monkeypatch):
    asked = []

    def refused() -> None:
        asked.append(1)
        visit.who, visit.trouble = Account(ADA.user_id, "", ADA.expires_at_s, "new.new.new"), None

    monkeypatch.setattr(account, "refused", refused)
    visit.trouble = Trouble(Code.EXPIRED)
    assert last(visit.asks("comment", body="Hello")) == ""
    assert (len(visit.cloud.comments), asked) == (1, [1])


def test_pages_of_twenty_both_ways_and_of_one_language(visit):
    writer = memory_store(visit.cloud, BOB.user_id)
    for number in range(PAGE + 5):
        writer.comment(HERE, "ko" if number % 5 == 0 else "en", f"No {number}")
    visit.asks("read", newest=True, language="", page=0)
    assert bodies(visit) == [f"No {number}" for number in range(24, 4, -1)]
    visit.asks("read", newest=True, language="", page=1)
    assert bodies(visit) == [f"No {number}" for number in range(4, -1, -1)]
    visit.asks("read", newest=False, language="ko", page=0)
    assert bodies(visit) == [f"No {number}" for number in range(0, 25, 5)]
    visit.asks("read", newest=True, language="", page=7)
    assert visit.told()["view"] == {"newest": True, "language": "", "page": 1}


def test_whoever_is_led_to_a_thread_gets_the_page_it_is_on(visit):
    writer = memory_store(visit.cloud, BOB.user_id)
    visit.asks("comment", body="Mine")
    visit.asks("ring", thread=1, wanted=True)
    for number in range(2 * PAGE + 3):
        writer.comment(HERE, "en", f"No {number}")
    writer.comment(HERE, "en", "An answer", parent=1)
    [notice] = memory_store(visit.cloud, ADA.user_id).notices().notices
    visit.asks("read", newest=True, language="", page=0, thread=1, notice=notice.id)
    assert visit.told()["view"]["page"] == 2
    assert "Mine" in bodies(visit)
    assert memory_store(visit.cloud, ADA.user_id).unread() == 0


def test_a_new_thread_is_seen_wherever_its_writer_was(visit):
    writer = memory_store(visit.cloud, BOB.user_id)
    for number in range(PAGE):
        writer.comment(HERE, "en", f"No {number}")
    visit.asks("read", newest=False, language="", page=0)
    visit.asks("comment", body="Mine")
    assert visit.conversation().view == View(newest=False, page=1)
    assert bodies(visit) == ["Mine"]


def test_signed_out_one_reads_and_cannot_write(visit):
    visit.asks("comment", body="Hello")
    visit.who = None
    visit.asks("read", newest=True, language="", page=0)
    assert bodies(visit) == ["Hello"]
    assert visit.told()["me"] == {"id": "", "name": None, "muted": False, "moderator": False}
    assert last(visit.asks("comment", body="x")) == words("en")("trouble-accounts.sign-in")


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_words_are_there(language):
    told = comments._to_all(language)
    assert all(told["words"].values())
    assert [it["id"] for it in told["whys"]] == list(Why)


def test_the_number_of_replies_is_asked_for_once_a_minute(visit):
    here = unread.state()

    def asks(at_s: float) -> None:
        here.hear({"visit": "visit", "id": next(_names), "do": "unread"}, at_s)
        while here.call is not None:
            here.gather()
        here.gather()

    asks(1000.0)
    first = visit.calls
    assert first
    for at_s in (1001.0, 1030.0, 1058.0):
        asks(at_s)
    assert visit.calls == first
    asks(1060.0)
    assert visit.calls == first + 1  # the profile is known by now
    assert len(here.answers) == 5


def test_a_number_that_does_not_come_is_no_news(visit):
    visit.trouble = Trouble(Code.OFFLINE)
    here = unread.state()
    here.count = 3
    here.hear({"visit": "visit", "id": "a", "do": "unread"}, 0.0)
    while here.call is not None:
        here.gather()
    assert (here.count, here.answers) == (3, ["a"])
