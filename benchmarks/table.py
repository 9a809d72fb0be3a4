"""Markdown tables, and the line that says where their numbers were taken."""

import math
import os
import platform
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Final

NOTHING: Final = "–"
"""What stands where there is nothing to tell."""


def show(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table; numbers among `rows` are already rounded."""
    print(f"\n### {title}\n")
    for row in (head, ["---"] * len(head), *rows):
        print(f"| {' | '.join(str(cell) for cell in row)} |", flush=True)


def show_machine() -> None:
    """Print when and on what the numbers were taken."""
    print(f"\n{date.today()}: {_processor()}, {os.cpu_count()} cores, Python ", end="")
    print(f"{platform.python_version()}, Streamlit {version('streamlit')}, ", end="")
    print(f"OpenCV {version('opencv-python-headless')}")


def share(number: float) -> str:
    """Return a share, or a mean, as text; nothing where it is not a number.

    >>> share(0.5), share(float("nan"))
    ('0.50', '–')
    """
    return NOTHING if math.isnan(number) else f"{number:.2f}"


def spread(numbers: Sequence[float], digits: int = 2) -> str:
    """Return the median of repeated measurements, and from which to which they reach.

    >>> spread([3.0, 1.0, 2.0])
    '2.00 (1.00 to 3.00)'
    """
    low, middle, high = (f"{n:.{digits}f}" for n in (min(numbers), median(numbers), max(numbers)))
    return f"{middle} ({low} to {high})"


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text().splitlines() if facts.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())
