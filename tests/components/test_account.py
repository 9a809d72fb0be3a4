"""What the browser hands over, and where accounts are kept: nothing of it is taken on trust."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import account, session
from components.account import Membership
from components.account_server import AccountServer
from components.notebook import Notebook
from learner import Kind, fact

HERE = {"url": "https://accounts.example/", "key": "sb_publishable_1"}
READ = frozenset({fact(Kind.READ, "motion", at_ms=1)})
ADA, BOB = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"


def token(user: str) -> str:
    """Return what looks like an access token of `user`."""

    def part(said: dict[str, object]) -> str:
        return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")

    claims = {"sub": user, "exp": 4_000_000_000, "email": "ada@example.org"}
    return f"{part({'alg': 'none'})}.{part(claims)}.x"


@pytest.fixture
def visit(monkeypatch):
    """Return a visit without Streamlit: what it keeps, by name."""
    kept = {"notebook": Notebook(), "membership": Membership()}
    monkeypatch.setattr(session, "visitor", lambda: "this visit")
    monkeypatch.setattr(session, "notebook", lambda: kept["notebook"])
    monkeypatch.setattr(session, "kept", lambda key, make: kept.setdefault(key, make()))
    monkeypatch.setattr(session, "account_server", lambda: AccountServer.read(HERE, {}))

    def turn_to(owner: str) -> None:
        kept["notebook"] = kept["notebook"].for_another(owner)

    monkeypatch.setattr(session, "turn_to", turn_to)
    return kept


def hand(user: str, **more: object) -> None:
    account.hear({"visit": "this visit", "access": token(user) if user else None, **more})


@pytest.mark.parametrize(
    "told",
    [
        None,
        "text",
        [],
        {"access": token(ADA)},
        {"visit": "another visit", "access": token(ADA)},
        {"visit": "this visit", "access": "rubbish"},
        {"visit": "this visit", "access": {"a": 1}},
        {"visit": "this visit", "access": "a.b.c", "writes_for": 7, "trouble": ["x"]},
    ],
    ids=str,
)
def test_what_is_no_token_for_this_visit_signs_nobody_in(visit, told):
    account.hear(told)
    assert account.signed_in() is None


def test_an_account_does_not_get_what_nobody_did_before_it(visit):
    visit["notebook"].note(READ)
    hand(ADA, writes_for="", entered=True)
    notebook = visit["notebook"]
    assert (notebook.owner, notebook.facts, notebook.left_behind) == (ADA, frozenset(), READ)


def test_what_an_account_did_in_its_own_visit_stays_with_it(visit):
    visit["notebook"].note(READ)
    hand(ADA, writes_for=ADA)
    assert (visit["notebook"].owner, visit["notebook"].facts) == (ADA, READ)


def test_the_next_account_gets_nothing_of_the_one_before(visit):
    hand(ADA, writes_for=ADA)
    visit["notebook"].note(READ)
    visit["membership"].errands["profile"] = object()
    hand(BOB, writes_for=ADA)
    notebook = visit["notebook"]
    assert (notebook.owner, notebook.facts, notebook.left_behind) == (BOB, frozenset(), frozenset())
    assert visit["membership"].errands == {}
    hand("")
    assert visit["notebook"].owner == ""
    assert not visit["notebook"].facts


@given(st.lists(st.tuples(st.sampled_from(["", ADA, BOB]), st.integers(0, 9)), max_size=12))
def test_on_a_shared_machine_nobody_has_what_another_learned(turns):
    notebook, did = Notebook(owner=""), {"": set(), ADA: set(), BOB: set()}
    for owner, at_ms in turns:
        if notebook.owner != owner:
            notebook = notebook.for_another(owner)
        done = fact(Kind.READ, "motion", at_ms=at_ms)
        notebook.note(frozenset({done}))
        did[owner].add(done)
        assert notebook.facts <= did[owner]
        assert notebook.noted <= did[owner]
        assert notebook.left_behind <= did[""]


def test_who_cannot_be_told_apart_is_taken_for_a_stranger(visit):
    visit["notebook"].note(READ)
    hand(ADA, writes_for=None)
    assert visit["notebook"].left_behind == READ
    assert not visit["notebook"].facts


def test_a_token_is_asked_for_once_however_many_notice_that_it_is_refused(visit):
    hand(ADA, writes_for=ADA)
    for _ in range(5):
        account.refused()
    assert visit["membership"].refused == 1


def test_a_token_is_in_nothing_that_could_be_printed(visit):
    hand(ADA, writes_for=ADA)
    assert token(ADA) not in repr(visit)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"url": "https://accounts.example"},
        {"key": "sb_publishable_1"},
        {"url": "http://accounts.example", "key": "sb_publishable_1"},
        {"url": "accounts.example", "key": "sb_publishable_1"},
        {"url": "https://accounts.example", "key": "sb_secret_1"},
        {"url": ["https://accounts.example"], "key": "sb_publishable_1"},
    ],
    ids=str,
)
def test_without_a_safe_address_and_a_public_key_there_are_no_accounts(said):
    assert AccountServer.read(said, {}) is None
    environment = {f"STREAM_SUPABASE_{name.upper()}": str(text) for name, text in said.items()}
    assert AccountServer.read({}, environment) is None


def test_the_secrets_come_before_the_environment():
    server = AccountServer.read(HERE, {"STREAM_SUPABASE_URL": "https://other.example"})
    assert server is not None
    assert server.project.url == "https://accounts.example"


@pytest.mark.parametrize("said", ["github, myspace google", ["google", "github"]], ids=str)
def test_only_known_providers_are_offered(said):
    server = AccountServer.read(HERE | {"providers": said}, {})
    assert server is not None
    assert server.providers == ("google", "github")
