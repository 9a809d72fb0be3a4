"""A server that is gone, slow or says strange things: every call answers with one `Trouble`."""

import json
import socket
import time
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest

from learner import Kind, fact, supabase_store
from learner.accounts import Account, Code, Project, Trouble
from learner.comments import Action, Issue, Why

pytestmark = pytest.mark.long

ACCOUNT = Account("ann", "ann@example.com", 4_000_000_000, "a.b.c")
HTML = "<!doctype html><title>Bad gateway</title>"


class Server(ThreadingHTTPServer):
    """Answers everything in the same way, and counts how often it was asked."""

    daemon_threads = True
    block_on_close = False
    status, body, kind, wait_s, asked = 200, "", "text/html", 0.0, 0


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet per answer: the next one would wait for an acknowledgement

    def _answer(self):
        self.server.asked += 1
        self.rfile.read(int(self.headers.get("content-length") or 0))
        time.sleep(self.server.wait_s)
        body = self.server.body.encode()
        self.send_response(self.server.status)
        self.send_header("content-type", self.server.kind)
        self.send_header("content-length", str(len(body)))
        self.send_header("location", "https://evil.example/")
        self.send_header("set-cookie", "who=ann")
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PATCH = do_PUT = _answer  # noqa: N815

    def log_message(self, *_):
        """Stay silent."""

    def handle(self):
        with suppress(ConnectionError):  # who waited has left
            super().handle()


@pytest.fixture
def server():
    it = Server(("127.0.0.1", 0), _Handler)
    Thread(target=it.serve_forever, args=(0.01,), daemon=True).start()
    yield it
    it.shutdown()
    it.server_close()


@pytest.fixture(autouse=True)
def pool():
    """Use a pool of this test alone."""
    supabase_store.connections.cache_clear()
    yield
    supabase_store.connections().close()
    supabase_store.connections.cache_clear()


def project(server):
    return Project(f"http://127.0.0.1:{server.server_address[1]}", "key")


STORE = {
    "facts": lambda it: it.facts(),
    "add_facts": lambda it: it.add_facts([fact(Kind.READ, "motion", at_ms=1)]),
    "profile": lambda it: it.profile(),
    "change_profile": lambda it: it.change_profile(display_name="Ann", language="ko"),
    "export": lambda it: it.export(),
    "comments": lambda it: it.comments("motion"),
    "comment": lambda it: it.comment("motion", "en", "Words"),
    "edit": lambda it: it.edit(1, "Words"),
    "delete": lambda it: it.delete(1),
    "notices": lambda it: it.notices(),
    "unread": lambda it: it.unread(),
    "queue": lambda it: it.queue(),
    "issues": lambda it: it.issues(),
    "log": lambda it: it.log(),
}
TELLING = {  # what these are answered does not matter, only that it went well
    "ring": lambda it: it.ring(1, wanted=True),
    "mark_read": lambda it: it.mark_read([1]),
    "mark_read of all": lambda it: it.mark_read(),
    "report": lambda it: it.report(1, Why.SPAM),
    "report_issue": lambda it: it.report_issue(Issue("motion", "", "en", "", "Words")),
    "moderate": lambda it: it.moderate(1, Action.HIDE, "Why"),
    "mute": lambda it: it.mute("bob", 1, "Why"),
    "close_issue": lambda it: it.close_issue(1, "Why"),
    "delete_account": lambda it: it.delete_account(),
}
EVERY = STORE | TELLING


def codes(project, calls):
    """Return what becomes of each call, and see that none takes long or is repeated."""
    store = supabase_store.open_store(project, ACCOUNT)
    found = {}
    for name, call in calls.items():
        began_s = time.monotonic()
        try:
            call(store)
            found[name] = None
        except Trouble as trouble:
            found[name] = trouble.code
        assert time.monotonic() - began_s < 6, name  # the library's own repetitions take 7 s
    return found


def test_nobody_answers():
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        nowhere = Project(f"http://127.0.0.1:{taken.getsockname()[1]}", "key")
        assert codes(nowhere, EVERY) == dict.fromkeys(EVERY, Code.OFFLINE)


def test_the_answer_is_slow(server, monkeypatch):
    monkeypatch.setattr(supabase_store, "TIMEOUT_S", 0.1)
    server.wait_s = 1
    assert codes(project(server), EVERY) == dict.fromkeys(EVERY, Code.SLOW)


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520])
@pytest.mark.parametrize("body", [HTML, ""])
def test_the_server_is_out_of_order(server, status, body):
    server.status, server.body = status, body
    found = codes(project(server), EVERY)
    assert found == dict.fromkeys(EVERY, Code.OFFLINE)
    assert server.asked == len(EVERY)


@pytest.mark.parametrize("kind", ["text/html", "application/json"])
@pytest.mark.parametrize("body", [HTML, "null", '"text"', '{"a": 1}', "[1]", '[{"a": 1}]', ""])
def test_an_answer_of_another_shape_is_no_answer(server, kind, body):
    server.body, server.kind = body, kind
    reading = {name: it for name, it in STORE.items() if not _fits(name, body)}
    found = codes(project(server), reading)
    assert set(found.values()) <= {Code.UNKNOWN, Code.REFUSED}


def _fits(name, body):
    """Whether this body is a possible answer: rows that changed, an export, an empty list."""
    return name == "facts" or name in {
        "[1]": {"edit", "delete"},
        '[{"a": 1}]': {"edit", "delete"},
        '{"a": 1}': {"export"},
        "": {"queue", "issues", "log"},
    }.get(body, set())


def test_strange_facts_are_counted_and_left_out(server):
    server.body, server.kind = '[1, {"kind": "evil"}]', "application/json"
    stored = supabase_store.open_store(project(server), ACCOUNT).facts()
    assert (stored.facts, stored.refused) == (frozenset(), 2)


@pytest.mark.parametrize(
    ("status", "said", "code"),
    [
        (401, {"code": "PGRST301", "message": "JWT expired"}, Code.EXPIRED),
        (401, {"code": "PGRST303", "message": "JWT expired"}, Code.EXPIRED),
        (403, {"code": "42501", "message": "permission denied"}, Code.REFUSED),
        (409, {"code": "23505", "message": "duplicate key"}, Code.REFUSED),
        (400, {"code": "23514", "message": "violates check constraint"}, Code.INVALID),
        (429, {"code": "PT429", "message": "often", "hint": "often"}, Code.LIMITED),
        (504, {"code": "PGRST002", "message": "no connection"}, Code.OFFLINE),
        (500, {"code": "57014", "message": "statement timeout"}, Code.SLOW),
        (418, {"code": "XX000", "message": "?"}, Code.UNKNOWN),
        (429, None, Code.LIMITED),
        (403, None, Code.REFUSED),
        (401, None, Code.EXPIRED),
    ],
)
def test_what_a_database_refuses_has_its_code(server, status, said, code):
    server.status, server.body = status, HTML if said is None else json.dumps(said)
    assert codes(project(server), EVERY) == dict.fromkeys(EVERY, code)


def test_nobody_is_sent_elsewhere_and_no_cookie_is_kept(server):
    server.status = 302
    found = codes(project(server), STORE)
    assert set(found.values()) == {Code.UNKNOWN}
    assert not supabase_store.connections().cookies


def test_nothing_of_supabase_is_loaded_before_the_first_call():
    import subprocess
    import sys

    look = (
        "import sys, learner, learner.supabase_store;"
        "from learner.accounts import configured;"
        "learner.supabase_store.open_store(configured('https://a.example', 'key'));"
        "print({'postgrest', 'httpx'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"


def test_the_pool_waits_for_seconds():
    timeout = supabase_store.connections().timeout
    assert isinstance(timeout, httpx.Timeout)
    assert max(timeout.connect, timeout.read, timeout.write, timeout.pool) <= 8
