"""Work done in threads: one core decodes while the other looks, or both look at pictures.

Threads pay because decoders, OpenCV and NumPy work without the interpreter's lock.
"""

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from queue import Full, Queue
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def ahead(items: Generator[Item], most: int = 4) -> Generator[Item]:
    """Yield `items`, made in a thread of their own at most `most` ahead.

    What they raise is raised here. Closing this generator ends the thread and closes `items`.

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


def side_by_side(
    work: Callable[[Item], Result], items: Sequence[Item], threads: int = 2
) -> list[Result]:
    """Return what `work` makes of each of `items`, in their order, some at a time.

    Examples
    --------
    >>> side_by_side(abs, [-1, 2])
    [1, 2]
    """
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, items))


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
