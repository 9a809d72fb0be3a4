"""Attention's weights: what one query shares out over everything it can see.

Softmax as in "Attention Is All You Need" (arXiv 1706.03762, 2017), equation 1; the temperature is
its scale, there the square root of the keys' length.
"""

import math
from collections.abc import Sequence


def softmax(scores: Sequence[float], temperature: float = 1.0) -> list[float]:
    """Return the weights of `scores` (no unit), each 0 to 1, which sum to 1.

    >>> [round(weight, 3) for weight in softmax([2.0, 0.0, 0.0])]
    [0.787, 0.107, 0.107]
    """
    most = max(scores)
    raised = [math.exp((score - most) / temperature) for score in scores]
    total = sum(raised)
    return [value / total for value in raised]


def one_star(things: int, lead: float, temperature: float = 1.0) -> list[float]:
    """Return the weights of `things`, the first of which scores `lead` and the others 0.

    >>> round(one_star(7, 3.0)[0], 2)
    0.77
    """
    return softmax([lead, *[0.0] * (things - 1)], temperature)
