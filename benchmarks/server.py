"""A Streamlit server of our own: started cold, asked over its websocket, weighed, stopped."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

PATIENCE_S = 60


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `started_s` is when it was asked for, on the monotonic clock."""

    process: subprocess.Popen[str]
    port: int
    started_s: float

    @property
    def address(self) -> str:
        """Return where its pages are."""
        return f"http://127.0.0.1:{self.port}"

    def memory_mb(self) -> float:
        """Return the memory it holds at this moment (VmRSS; Linux only)."""
        return status_mb(self.process.pid, "VmRSS")


def status_mb(process: int | str, field: str) -> float:
    """Return a field of /proc/PROCESS/status in MB of 1024 x 1024 bytes."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    line = next(line for line in lines if line.startswith(f"{field}:"))
    return int(line.split()[1]) / 1024


@contextmanager
def serving(
    script: Path, environment: Mapping[str, str] | None = None, before: tuple[str, ...] = ()
) -> Iterator[Server]:
    """Yield a server of `script`, as soon as it takes connections.

    `environment` is added to that of this process; `before` stands before the command, as
    ``("taskset", "-c", "0")``.
    """
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        *before,
        *(sys.executable, "-m", "streamlit", "run", script.name),
        *("--server.headless=true", f"--server.port={port}", "--browser.gatherUsageStats=false"),
    ]
    # A file, not a pipe: a full pipe would stop the server.
    with TemporaryFile("w+") as log:
        started_s = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=script.parent,
            env=os.environ | dict(environment or {}),
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            _wait(port, process)
            yield Server(process, port, started_s)
        finally:
            process.terminate()
            process.wait()


def _wait(port: int, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        with closing(socket.socket()) as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise RuntimeError("the server did not start")


class Visit:
    """One visit without a browser: asks for runs of a page and waits for their end.

    Like a browser, it tells which large messages it still has, which the server then sends by name,
    and the question part of its address.
    """

    def __init__(self, server: Server, page: str) -> None:
        address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
        self._line: ClientConnection = connect(
            address, subprotocols=[Subprotocol("streamlit")], max_size=None
        )
        self._page, _, self._query = page.partition("?")
        self._hash = ""
        self._kept: set[str] = set()
        self.rerun()

    def rerun(self) -> float:
        """Run the page once more; return the seconds from the request to the end of the run.

        The end is the server's word that the script has finished, behind all that it drew. (Seen
        from inside the server, from the receipt of the request to that word's way out, a run takes
        less than a millisecond less.)
        """
        asked = BackMsg()
        state = asked.rerun_script
        state.cached_message_hashes.extend(self._kept)
        state.query_string = self._query
        if self._hash:
            state.page_script_hash = self._hash
        else:
            state.page_name = self._page
        began_s = time.perf_counter()
        self._line.send(asked.SerializeToString())
        while True:
            self._acknowledge_at_once()
            said = ForwardMsg.FromString(bytes(self._line.recv(timeout=PATIENCE_S, decode=False)))
            if said.metadata.cacheable:
                self._kept.add(said.hash)
            if said.WhichOneof("type") == "page_info_changed":
                self._query = said.page_info_changed.query_string
            if said.WhichOneof("type") == "navigation":
                self._hash = said.navigation.page_script_hash
            # A run that asks for another one ends as well, with another word.
            if said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY and said.HasField(
                "script_finished"
            ):
                return time.perf_counter() - began_s

    def _acknowledge_at_once(self) -> None:
        """Keep the system from delaying its acknowledgements, which Streamlit's server waits for.

        Its sockets use Nagle's algorithm: with delayed acknowledgements every run would seem to
        take 40 ms, the fixed delay of Linux, whatever it does.
        """
        if hasattr(socket, "TCP_QUICKACK"):
            self._line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)

    def close(self) -> None:
        """Leave."""
        self._line.close()
