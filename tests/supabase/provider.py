"""A provider of sign-in as far as OAuth needs one: somebody who always says yes. Loopback only."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

EMAIL = "octo@example.com"


class _Yes(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        where = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(where.query).items()}
        if where.path == "/login/oauth/authorize":
            back = urlencode({"code": "yes", "state": asked["state"]})
            self.send_response(302)
            self.send_header("location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()
        elif where.path == "/api/v3/user":
            self._say({"id": 42, "login": "octo", "name": "Octo", "avatar_url": ""})
        elif where.path == "/api/v3/user/emails":
            self._say([{"email": EMAIL, "verified": True, "primary": True}])
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length") or 0))
        self._say({"access_token": "token", "token_type": "bearer", "scope": "user:email"})

    def _say(self, said: object) -> None:
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


def start() -> ThreadingHTTPServer:
    """Return a server that answers already; its address is `server.server_address`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Yes)
    Thread(target=server.serve_forever, daemon=True).start()
    return server
