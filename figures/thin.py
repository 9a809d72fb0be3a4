"""Fewer points than frames, where a clip has more frames than a screen has pixels."""

from collections.abc import Sequence

MOST = 1000
"""Points per line; a chart is some 700 pixels wide."""


def evenly(count: int, most: int = MOST) -> range:
    """Return at most `most` places out of `count`, evenly apart, the first among them.

    >>> list(evenly(10, most=4))
    [0, 3, 6, 9]
    """
    return range(0, count, max(1, -(-count // most)))


def by_extremes(values: Sequence[float | None], most: int = MOST) -> list[int]:
    """Return at most `most` places, ascending, that keep the lowest and highest of each stretch.

    A spike of one frame is what a chart of a measure is for; even steps would lose it.

    >>> by_extremes([0, 0, 9, 0, 0, 0, -9, 0], most=4)
    [0, 2, 4, 6]
    """
    if len(values) <= most:
        return list(range(len(values)))
    stretch = -(-len(values) // max(1, most // 2))
    kept: set[int] = set()
    for begin in range(0, len(values), stretch):
        places = range(begin, min(begin + stretch, len(values)))
        known = {place: value for place in places if (value := values[place]) is not None}
        kept |= (
            {min(known, key=known.__getitem__), max(known, key=known.__getitem__)}
            if known
            else {begin}
        )
    return sorted(kept)
