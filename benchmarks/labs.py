"""How long a lab takes to answer when one of its controls is moved; at most 150 ms are allowed.

Each control is moved to places over its whole range, one after the other. A lab runs by itself as
Streamlit runs it, without a browser: what is measured is the work of the server, with some 5 ms of
the test driver. Pictures of the desk are drawn before, as they are for all but the first visitor.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Any

from streamlit.testing.v1 import AppTest

from benchmarks import table
from components.lesson_text import LABS

PLACES = 7
"""Places to which each slider is moved."""
SLOW_MS = 150
OPENED = {"two-frames": {"two-frames-watched-1": "nothing", "two-frames-tool": "wipe"}}
"""What the address asks for, where a lab opens with nothing to move."""
NOT_TIMED = {"clip-analyser"}
"""The engine's own work, which benchmarks of its own measure."""


def run() -> None:
    """Print the table."""
    table.show_machine()
    rows = []
    for name, module in sorted(LABS.items()):
        if name not in NOT_TIMED:
            taken_ms = sorted(_moves_ms(module, OPENED.get(name, {})))
            slow = sum(taken > SLOW_MS for taken in taken_ms)
            numbers = (f"{median(taken_ms):.0f}", f"{taken_ms[-1]:.0f}")
            rows.append((name, str(len(taken_ms)), *numbers, str(slow)))
    head = ("lab", "moves", "median ms", "worst ms", f"above {SLOW_MS} ms")
    table.show("A control of a lab is moved: answer of the server", head, rows)


def _moves_ms(module: str, address: Mapping[str, str]) -> list[float]:
    page = AppTest.from_function(_lab, kwargs={"module": module}, default_timeout=60)
    for key, value in address.items():
        page.query_params[key] = value
    page.run()
    page.run()
    taken_ms = []
    for key, places in _controls(page):
        for place in places:
            # Another view of a lab may have other controls.
            for control in (c for c in _all(page) if c.key == key):
                control.set_value(place)
                begun_s = time.perf_counter()
                page.run()
                taken_ms.append(1000 * (time.perf_counter() - begun_s))
    return taken_ms


def _all(page: AppTest) -> list[Any]:
    return [*page.slider, *page.select_slider, *page.toggle, *page.radio]


def _controls(page: AppTest) -> Iterator[tuple[str, Sequence[object]]]:
    """Yield the key of every control of a lab as it opens, and where to move it."""
    for slider in page.slider:
        count = round((slider.max - slider.min) / slider.step)
        stops = [slider.min + slider.step * (i * count // PLACES) for i in range(1, PLACES + 1)]
        whole = isinstance(slider.value, int)
        yield slider.key or "", [round(stop) if whole else stop for stop in stops]
    for steps in page.select_slider:
        yield steps.key or "", [int(option) for option in steps.options]
    for toggle in page.toggle:
        yield toggle.key or "", [not toggle.value, toggle.value]


def _lab(module: str) -> None:
    from importlib import import_module

    import_module(f"components.{module}").show()
