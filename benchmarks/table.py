"""Markdown tables, and the line that says where their numbers were taken."""

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path


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


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text().splitlines() if facts.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())
