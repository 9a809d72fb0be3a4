"""Programs run by the workers of a Dask scheduler: the one door to `distributed`.

A worker that dies is no loss: the scheduler gives its errands to another. Whoever reaches the
scheduler can run anything on its workers, so it belongs into a network of its own (docs/scale.md).
"""

import contextlib
import logging
import threading
import time
import uuid
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from distributed import Client, Event, Future, KilledWorker, get_client, get_worker
from distributed.client import FutureCancelledError

from continuity import errand
from continuity.child import Child, Ending, Program, Start
from continuity.errand import Brought, Errand

_LOG = logging.getLogger(__name__)
# A clip is sent inside its errand on purpose: so it is there again when a worker dies.
warnings.filterwarnings("ignore", "Sending large graph", UserWarning)

_PATIENCE_S = 10.0
"""How long a scheduler may take to answer."""
_LEFT_ALONE_S = 30.0
"""How long a scheduler that did not answer is not asked again."""
_LOOK_EVERY_S = 1.0
"""How soon it is noticed that a scheduler is gone; whether a worker was asked to stop, at once."""


class NoSchedulerError(ConnectionError):
    """Nothing answers at the address of the scheduler."""


class Cluster:
    """The workers of the scheduler at `address`, such as ``tcp://10.0.0.5:8786``.

    Parameters
    ----------
    address : str
        Where the scheduler is.
    along : bool, optional
        Whether files that a command names are sent to the worker, or opened there by their path.
    otherwise : callable, optional
        Where a program runs, one at a time, when the scheduler cannot be reached or is lost.
        Without it `lines` raises `NoSchedulerError` then.
    """

    def __init__(self, address: str, *, along: bool = True, otherwise: Start | None = None) -> None:
        self.address, self.along, self.otherwise = address, along, otherwise
        self.otherwise_one_at_a_time = threading.Lock()
        self._lock = threading.Lock()
        self._client: Client | None = None
        self._asked_again_s = 0.0
        self._topic = f"stream-{uuid.uuid4().hex}"
        self._heard: dict[str, SimpleQueue[Any]] = {}

    def start(self, command: tuple[str, ...], folder: Path, wall_s: float) -> Program:
        """Return the program that `command` is, run by a worker: a `Start`."""
        return _Elsewhere(self, command, folder, wall_s)

    def places(self) -> int:
        """Return how many programs the workers run at the same time.

        Raises
        ------
        NoSchedulerError
            Nothing answers there.
        """
        return sum(self.client().nthreads().values())

    def client(self) -> Client:
        """Return the connection, made anew where it was lost.

        Raises
        ------
        NoSchedulerError
            Nothing answers there.
        """
        with self._lock:
            if self._client is None or self._client.status != "running":
                if time.monotonic() < self._asked_again_s:
                    raise NoSchedulerError(f"no scheduler answered at {self.address}")
                try:
                    self._client = Client(
                        self.address, timeout=_PATIENCE_S, set_as_default=False, name="stream"
                    )
                except (OSError, ValueError) as error:
                    self._asked_again_s = time.monotonic() + _LEFT_ALONE_S
                    raise NoSchedulerError(f"no scheduler answers at {self.address}") from error
                self._client.subscribe_topic(self._topic, self._hear)
            return self._client

    def send(self, sent: Errand, name: str, heard: "SimpleQueue[Any]") -> "Future[Any]":
        """Have `sent` run; its lines, then its future when it is done, go to the queue `heard`."""
        client = self.client()
        self._heard[name] = heard
        future = client.submit(_run, sent, name, self._topic, key=name, pure=False)
        future.add_done_callback(heard.put)
        return future

    def forget(self, name: str) -> None:
        """Listen no longer to the errand `name`."""
        self._heard.pop(name, None)

    def close(self) -> None:
        """Leave; what is under way is dropped."""
        with self._lock:
            if self._client is not None:
                self._client.close()
                self._client = None

    def _hear(self, event: tuple[float, Any]) -> None:
        _, said = event
        if heard := self._heard.get(said["name"]):
            heard.put((said["run"], said["number"], said["line"]))


@dataclass(slots=True)
class _Elsewhere:
    """One run of a program by a worker; what it leaves comes into `folder`."""

    cluster: Cluster
    command: tuple[str, ...]
    folder: Path
    wall_s: float
    last_words: str = ""
    _name: str = field(default_factory=lambda: f"errand-{uuid.uuid4().hex}")
    _ending: Ending | None = None
    _here: Program | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _heard: "SimpleQueue[Any]" = field(default_factory=SimpleQueue)

    @property
    def ending(self) -> Ending:
        if self._here and self._ending is None:
            return self._here.ending
        return self._ending or Ending.LOST

    def lines(self) -> Iterator[str]:
        if self._ending:
            return
        sent = errand.packed(self.command, self.folder, self.wall_s, along=self.cluster.along)
        try:
            yield from self._lines_of_a_worker(sent)
        except OSError as error:  # of the connection: what lies in the folder is packed
            if self.cluster.otherwise is None:
                raise NoSchedulerError(f"the scheduler is lost: {error}") from error
            _LOG.warning("the scheduler is lost: %s", error)
            yield from self._lines_here(self.cluster.otherwise)
        except KilledWorker:
            _LOG.warning("several workers died, one after the other, of one errand")
            self._ending = self._ending or Ending.LOST
        finally:
            self.cluster.forget(self._name)

    def stop(self) -> None:
        with self._lock:
            self._ending = self._ending or Ending.STOPPED
        self._heard.put(None)
        if self._here:
            self._here.stop()

    def _lines_of_a_worker(self, sent: Errand) -> Iterator[str]:
        future = self.cluster.send(sent, self._name, self._heard)
        run, told = "", 0
        try:
            while (said := self._next(future)) is not future:
                if said is None:  # asked to stop
                    self._stop_the_worker()
                    return
                its_run, number, line = said
                if its_run != run:  # the first, or another one after a worker was lost
                    run, told = its_run, 0
                if number == told:
                    told += 1
                    yield line
            its_run, brought = self._result(future)
            # Lines and results come by ways of their own: what is still on its way is in both.
            yield from brought.lines[told if its_run == run else 0 :]
            self._take(brought)
        finally:
            with contextlib.suppress(OSError):
                future.release()

    def _next(self, future: "Future[Any]") -> Any:  # noqa: ANN401 - a line, the future, or nothing
        """Return what is heard next."""
        while True:
            try:
                return self._heard.get(timeout=_LOOK_EVERY_S)
            except Empty:
                if future.client.status != "running":
                    raise NoSchedulerError("the connection was lost") from None

    def _result(self, future: "Future[Any]") -> tuple[str, Brought]:
        try:
            # Where the worker that holds it is lost, the errand runs once more.
            found: tuple[str, Brought] = future.result(timeout=self.wall_s + _PATIENCE_S)
        except FutureCancelledError as error:
            raise NoSchedulerError(str(error)) from error
        return found

    def _take(self, brought: Brought) -> None:
        errand.unpacked(brought.files, self.folder)
        self.last_words = brought.last_words
        with self._lock:
            self._ending = self._ending or brought.ending

    def _stop_the_worker(self) -> None:
        with contextlib.suppress(OSError):
            Event(self._name, client=self.cluster.client()).set()

    def _lines_here(self, start: Start) -> Iterator[str]:
        with self.cluster.otherwise_one_at_a_time:
            with self._lock:
                if self._ending:
                    return
                self._here = start(self.command, self.folder, self.wall_s)
            yield from self._here.lines()
            self.last_words = self._here.last_words


def _run(sent: Errand, name: str, topic: str) -> tuple[str, Brought]:
    """Run an errand inside a worker, telling each line under `topic`; return what came of it."""
    worker, asked = get_worker(), Event(name, client=get_client())
    run, number, done = uuid.uuid4().hex, 0, threading.Event()

    def tell(line: str) -> None:
        nonlocal number
        worker.log_event(topic, {"name": name, "run": run, "number": number, "line": line})
        number += 1

    def watch(child: Child) -> None:
        with contextlib.suppress(OSError, RuntimeError):  # the scheduler is gone: nobody can ask
            while not done.is_set():
                if asked.wait(timeout=_LOOK_EVERY_S):
                    asked.clear()
                    child.stop()
                    return

    def begun(child: Child) -> None:
        threading.Thread(target=watch, args=(child,), daemon=True).start()

    try:
        return run, errand.run(sent, tell, begun)
    finally:
        done.set()
