"""Uploads that go wrong, on a real server over its websocket: it answers and says what was."""

import os
import signal
import socket
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from benchmarks.fuzz import sentence
from benchmarks.processes import running_engines
from benchmarks.server import serving
from benchmarks.visitor import Visitor
from tests import clips

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform != "linux", reason="counts in /proc"),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Return a server whose temporary files lie in a folder of their own."""
    folder = tmp_path_factory.mktemp("temporary")
    with serving(ROOT / "app.py", {"TMPDIR": str(folder)}) as running:
        yield running, folder


@pytest.fixture
def visitor(server):
    with closing(Visitor(server[0].address, "clip_lab")) as each:
        yield each


def keys(visitor):
    return {str(getattr(it, "id", "")).rpartition("-")[2] for _, it in visitor.elements()}


def left(server):
    """Return the files that lie in the server's folder once it had time to tidy up."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        found = [path for path in server[1].rglob("*") if path.is_file()]
        if not found:
            break
        time.sleep(0.1)
    return found


def test_an_upload_that_is_cut_off_leaves_the_page_as_it_was(server, visitor):
    urls = visitor.urls("clip.mp4")
    head = "\r\n".join(
        [
            f"PUT {urls.upload_url} HTTP/1.1",
            f"Host: {urlsplit(visitor.address).netloc}",
            "Content-Type: multipart/form-data; boundary=x",
            "Content-Length: 5000000",
            *(f"{name}: {value}" for name, value in visitor.xsrf.items()),
            "",
            '--x\r\nContent-Disposition: form-data; name="file"; filename="clip.mp4"\r\n\r\n',
        ]
    )
    address = urlsplit(visitor.address)
    with socket.create_connection((address.hostname, address.port)) as line:
        line.sendall(head.encode() + bytes(2_000_000))
    visitor.rerun()
    assert any(kind == "file_uploader" for kind, _ in visitor.elements())
    visitor.bring([("text.mp4", b"no clip")])
    visitor.wait(lambda: "cancel" not in keys(visitor))
    assert sentence(visitor.text()) == "unreadable"
    assert left(server) == []


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.mp4",
        '"><script>alert(1)</script>.mp4',
        "a\u202egpj.mp4",
        "x" * 300 + ".mp4",
    ],
)
def test_whatever_a_file_is_called_it_gets_its_answer(server, visitor, name):
    visitor.bring([(name, name.encode())])
    visitor.wait(lambda: "cancel" not in keys(visitor))
    assert sentence(visitor.text()) == "unreadable"
    assert left(server) == []


def test_a_program_that_is_killed_in_the_middle_is_a_sentence(server, visitor, tmp_path):
    path = clips.write_clip(tmp_path / "long.mp4", clips.moving_square(240, (640, 480)), 24)
    visitor.bring([("long.mp4", path.read_bytes())])
    deadline = time.monotonic() + 30
    while not (running := running_engines(server[0].process.pid)):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(running[0], signal.SIGKILL)
    visitor.wait(lambda: "cancel" not in keys(visitor))
    assert sentence(visitor.text()) == "too_much_memory"
    assert left(server) == []
    assert running_engines(server[0].process.pid) == []
