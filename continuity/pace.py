"""How long work took of late, and so how long whoever waits in line may have to wait."""

from collections import defaultdict, deque
from collections.abc import Iterable
from heapq import heappop, heappush
from statistics import median

_REMEMBERED = 20


class Pace:
    """What work of each kind took, the latest of it."""

    def __init__(self) -> None:
        self._took_s: defaultdict[str, deque[float]] = defaultdict(
            lambda: deque(maxlen=_REMEMBERED)
        )

    def note(self, kind: str, took_s: float) -> None:
        """Note that work of a `kind` took so long from its start to its result."""
        self._took_s[kind].append(took_s)

    def usual_s(self, kind: str) -> float | None:
        """Return the median of the latest, None before the first."""
        return median(self._took_s[kind]) if self._took_s[kind] else None


def until_s(
    running_s: Iterable[float | None], ahead_s: Iterable[float | None], at_once: int
) -> float | None:
    """Return in how many seconds it is somebody's turn, None where nobody can tell.

    Parameters
    ----------
    running_s : iterable of float
        How long each work that runs still takes; None where that is not known.
    ahead_s : iterable of float
        How long each that comes before takes once it runs.
    at_once : int
        How many run at the same time.

    Examples
    --------
    >>> until_s([4.0], [10.0, 10.0], at_once=1)
    24.0
    >>> until_s([4.0, 6.0], [10.0], at_once=2)
    6.0
    """
    free: list[float] = []
    for left_s in running_s:
        if left_s is None:
            return None
        heappush(free, left_s)
    free += [0.0] * (at_once - len(free))
    free.sort()
    for takes_s in ahead_s:
        if takes_s is None:
            return None
        heappush(free, heappop(free) + takes_s)
    return free[0]
