"""A gateway before the stack that counts what passes, and answers as badly as a test says.

Like the hosted gateway it lets pages of other origins ask (CORS).
"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host", "date", "server"}
_CORS = {
    "access-control-allow-origin": "*",
    "access-control-allow-headers": "apikey, authorization, content-type, prefer, x-client-info",
    "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS",
}
HTML = b"<!doctype html><title>502</title><h1>Bad gateway</h1>"


@dataclass(frozen=True)
class Passed:
    """One request: when it came, what it asked for, and with what."""

    at_s: float
    method: str
    path: str
    body: bytes
    status: int

    def says(self, name: str) -> object:
        """Return the field `name` of the body."""
        return json.loads(self.body or b"{}").get(name)


class FaultProxy:
    """What stands at `url`; `fault` is how it answers what begins with one of `where`.

    ``None`` passes everything on, ``"down"`` closes without a word, ``"slow"`` waits `slow_s`
    first, ``"html"`` answers 200 with a page, ``"502 html"`` the same with that status, and a
    number answers with that status and JSON.
    """

    def __init__(self, upstream: str) -> None:
        self.upstream = urlsplit(upstream)
        self.reset()
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self) -> None:
                proxy._answer(self)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _answer  # noqa: N815

            def do_OPTIONS(self) -> None:
                proxy._write(self, 204, dict(_CORS), b"")

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def reset(self) -> None:
        """Pass everything on, and forget what passed."""
        self.fault: int | str | None = None
        self.where: tuple[str, ...] = ("/",)
        self.slow_s = 20.0
        self.passed: list[Passed] = []

    @contextmanager
    def running(self) -> Iterator["FaultProxy"]:
        """Answer until the end of the block."""
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()

    def asked(self, start: str) -> list[Passed]:
        """Return the requests whose path begins with `start`."""
        return [it for it in self.passed if it.path.startswith(start)]

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("content-length") or 0))
        fault = self.fault if handler.path.startswith(self.where) else None
        if fault == "slow":
            time.sleep(self.slow_s)
        if fault == "down":
            self._note(handler, body, 0)
            handler.close_connection = True
            return
        if fault == "html":
            status, headers, answer = 200, {"content-type": "text/html"}, HTML
        elif fault == "502 html":
            status, headers, answer = 502, {"content-type": "text/html"}, HTML
        elif isinstance(fault, int):
            said = {"code": str(fault), "message": "as the test says"}
            status, headers = fault, {"content-type": "application/json"}
            answer = json.dumps(said).encode()
        else:
            try:
                status, headers, answer = self._upstream(handler, body)
            except (OSError, HTTPException):
                handler.close_connection = True
                return
        self._note(handler, body, status)
        try:
            self._write(handler, status, headers | _CORS, answer)
        except OSError:  # whoever asked did not wait
            handler.close_connection = True

    def _note(self, handler: BaseHTTPRequestHandler, body: bytes, status: int) -> None:
        self.passed.append(Passed(time.monotonic(), handler.command, handler.path, body, status))

    def _upstream(
        self, handler: BaseHTTPRequestHandler, body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        assert self.upstream.hostname
        connection = HTTPConnection(self.upstream.hostname, self.upstream.port, timeout=30)
        sent = {k: v for k, v in handler.headers.items() if k.lower() not in _HOP}
        try:
            connection.request(handler.command, handler.path, body or None, sent)
            response = connection.getresponse()
            answer = response.read()
        finally:
            connection.close()
        kept = {
            k.lower(): v
            for k, v in response.getheaders()
            if k.lower() not in _HOP and not k.lower().startswith("access-control-")
        }
        return response.status, kept, answer

    @staticmethod
    def _write(
        handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str], answer: bytes
    ) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        if status != 204:
            handler.send_header("content-length", str(len(answer)))
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(answer)
