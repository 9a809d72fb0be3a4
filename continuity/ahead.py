"""Work done ahead in a thread: one core decodes while the other looks."""

import threading
from collections.abc import Generator, Iterator
from contextlib import closing
from queue import Full, Queue
from typing import TypeVar

Item = TypeVar("Item")


def ahead(items: Generator[Item], most: int = 4) -> Generator[Item]:
    """Yield `items`, made in a thread of their own at most `most` ahead.

    What they raise is raised here. Closing this generator ends the thread and closes `items`.
    Threads pay because decoders and OpenCV work without the interpreter's lock.

    Examples
    --------
    >>> list(ahead(number for number in range(3)))
    [0, 1, 2]
    """
    ready: Queue[Item | _End] = Queue(most)
    stopped = threading.Event()

    def make() -> None:
        end = _End()
        try:
            with closing(items):
                for item in items:
                    if not _put(ready, item, stopped):
                        return
        except BaseException as error:  # noqa: BLE001 - handed to whoever takes the items
            end = _End(error)
        _put(ready, end, stopped)

    thread = threading.Thread(target=make, daemon=True)
    try:
        thread.start()
    except RuntimeError as error:
        raise MemoryError(str(error)) from error  # Python's words for no room for a stack
    try:
        yield from _taken(ready)
    finally:
        stopped.set()
        thread.join()


class _End:
    """What comes after the last item: the error that ended them, if any."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


def _put(ready: "Queue[Item | _End]", item: Item | _End, stopped: threading.Event) -> bool:
    """Return whether `item` found room before anybody asked to stop."""
    while not stopped.is_set():
        try:
            ready.put(item, timeout=0.1)
        except Full:
            continue
        return True
    return False


def _taken(ready: "Queue[Item | _End]") -> Iterator[Item]:
    while True:
        item = ready.get()
        if isinstance(item, _End):
            if item.error is not None:
                raise item.error
            return
        yield item
