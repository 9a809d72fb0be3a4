"""A long life: visitors come, stay a while and go, and nothing grows. Linux only.

A visit lasts some half a minute; one visitor in five brings clips. What the server holds is looked
at all the time, and its trend from the second quarter on (caches are full by then) is printed.
"""

import tempfile
import threading
import time
from pathlib import Path
from statistics import linear_regression

from benchmarks import table, visitors
from benchmarks.fuzz import ROOT, Left
from benchmarks.server import Server, serving

VISIT_S = 30.0
REST_S = 65.0
"""Streamlit forgets a visit that ended after 60 s (`.streamlit/config.toml`)."""


def run(minutes: float = 30, visitors: int = 5) -> None:
    """Print the tables; the exit status says whether there was an error."""
    table.show_machine()
    with (
        tempfile.TemporaryDirectory() as name,
        serving(ROOT / "app.py", {"TMPDIR": name}) as server,
    ):
        log = _live(server, minutes, visitors, Path(name))
    if log.errors or log.leaks:
        raise SystemExit(1)


def _live(server: Server, minutes: float, count: int, folder: Path) -> visitors.Log:
    log, done, clip = visitors.Log(), threading.Event(), visitors.short_clip()
    ends_s = time.monotonic() + 60 * minutes
    seen: list[tuple[float, Left, int]] = []

    def stay(number: int) -> None:
        guest = visitors.Guest(server, number, clip if number % 5 == 0 else None, {}, log)
        while time.monotonic() < ends_s:
            guest.live(1 << 60, min(ends_s, time.monotonic() + VISIT_S))

    def look() -> None:
        while not done.wait(5):
            seen.append((time.monotonic(), Left.of(server, folder), _threads(server)))

    looking = threading.Thread(target=look)
    threads = [threading.Thread(target=stay, args=(number,)) for number in range(count)]
    for thread in (looking, *threads):
        thread.start()
    for thread in threads:
        thread.join()
    time.sleep(REST_S)
    seen.append((time.monotonic(), Left.of(server, folder), _threads(server)))
    done.set()
    looking.join()
    _show(seen, log, minutes, count)
    return log


def _threads(server: Server) -> int:
    return len(list(Path(f"/proc/{server.process.pid}/task").iterdir()))


def _show(
    seen: list[tuple[float, Left, int]], log: visitors.Log, minutes: float, count: int
) -> None:
    later = seen[len(seen) // 4 :]
    first, last = seen[len(seen) // 4], seen[-1]
    rows = [
        (name, first_value, max(values), last_value)
        for name, first_value, last_value, values in (
            (name, of(first), of(last), [of(each) for each in later])
            for name, of in (
                ("memory, MB", lambda it: round(it[1].memory_mb)),
                ("threads", lambda it: it[2]),
                ("processes", lambda it: it[1].processes),
                ("open files", lambda it: it[1].files),
                ("temporary files", lambda it: len(it[1].temporary)),
            )
        )
    ]
    head = ("the server holds", "after a quarter", "most after that", "at rest at the end")
    table.show(f"{minutes:g} minutes, {count} visitors at a time", head, rows)
    times = [(each[0] - seen[0][0]) / 60 for each in later]
    slope = linear_regression(times, [each[1].memory_mb for each in later]).slope
    print(f"\nMemory from the second quarter on: {60 * slope:+.1f} MB per hour.")
    print("Scenes that labs draw once stay as long as the server (`labs.film`).")
    print(f"{log.interactions} interactions, {len(log.errors)} errors, {len(log.leaks)} leaks.")
    for line in (*log.errors[:20], *last[1].temporary):
        print(f"- {line}")
