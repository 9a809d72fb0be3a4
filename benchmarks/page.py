"""How heavy the app is, beside a bare Streamlit page on the same machine in the same minutes.

Goals: cold start at most 1.15 times the bare page's, a rerun at most 15 ms on the server, at most
90 MB idle before the first analysis. Lesson 05, the page with most labs, is taken twice: just
opened, when no reader has come near a lab, and with all of them drawn.

Why a rerun of the bare page takes longer than one of the app: Streamlit collects garbage at the end
of every run, and the word that the run has finished waits for it. That is some 55 ms over all that
Streamlit has imported; the app takes its imports out of the collection (`components.shell`). Memory
is resident memory (RSS), what a task manager shows; some 10 MB of it are pages of libraries that
other processes may share.
"""

import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from benchmarks import table
from benchmarks.browser import browsing
from benchmarks.server import Server, Visit, serving

ROOT = Path(__file__).parents[1]
BARE = "import streamlit as st\n\nst.title('Bare')\n"
LABS = ("odds-count=4", "attention-budget-props=6", "two-frames-clip=2", "direct-a-clip-seconds=3")
"""What a link asks of the labs of lesson 05, so that all are drawn at once, as for a reader at its
end."""
PAGES = {
    "home": "",
    "lesson 05": "continuity",
    "Clip Lab": "clip_lab",
    "lesson 05 with all its labs": f"continuity?{'&'.join(LABS)}",
}
STARTS, WARM_UPS, RERUNS = 5, 30, 60
REST_S = 2.0
"""How long a server is left alone before its memory is read."""


def run() -> None:
    """Print the three tables."""
    table.show_machine()
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE)
        scripts = {"this app": ROOT / "app.py", "bare page": bare}
        with browsing() as browser:
            _show_cold_starts(scripts, lambda server: _seconds_to_heading(browser, server))
            _show_memory(scripts, browser)
        _show_reruns(scripts)


def _show_cold_starts(scripts: dict[str, Path], measure: Callable[[Server], float]) -> None:
    taken: dict[str, list[float]] = {name: [] for name in scripts}
    for _ in range(STARTS):
        for name, script in scripts.items():  # in turns, so that a busy minute hits both
            with serving(script) as server:
                taken[name].append(measure(server))
    bare = median(taken["bare page"])
    rows = [
        (name, f"{median(s):.2f}", f"{min(s):.2f} to {max(s):.2f}", f"{median(s) / bare:.2f}")
        for name, s in taken.items()
    ]
    title = f"Cold `streamlit run` to the heading of the first page in Chromium, {STARTS} each"
    table.show(title, ("", "median s", "from to", "times the bare page"), rows)


def _seconds_to_heading(browser: Browser, server: Server, page: str = "") -> float:
    visitor = browser.new_context()  # nothing in its cache
    window = visitor.new_page()
    window.goto(f"{server.address}/{page}")
    window.get_by_role("heading", level=1).first.wait_for(timeout=60_000)
    taken_s = time.monotonic() - server.started_s
    if "?" in page:
        window.locator(".lab-goal").nth(len(LABS) - 1).wait_for(timeout=60_000)
    visitor.close()
    return taken_s


def _show_memory(scripts: dict[str, Path], browser: Browser) -> None:
    rows = []
    for name, script in scripts.items():
        with serving(script) as server:
            time.sleep(REST_S)
            rows.append((f"{name}, started", f"{server.memory_mb():.0f}"))
            for page, address in PAGES.items() if name == "this app" else [("first visit", "")]:
                _seconds_to_heading(browser, server, address)
                time.sleep(REST_S)
                rows.append((f"{name}, then {page}", f"{server.memory_mb():.0f}"))
    table.show("Memory of the idle server, MB", ("after", "MB"), rows)


def _show_reruns(scripts: dict[str, Path]) -> None:
    rows = []
    for name, script in scripts.items():
        with serving(script) as server:
            for page, address in PAGES.items() if name == "this app" else [("", "")]:
                with closing(Visit(server, address)) as visit:
                    for _ in range(WARM_UPS):  # the first runs of a server are a third slower
                        visit.rerun()
                    taken_ms = sorted(1000 * visit.rerun() for _ in range(RERUNS))
                rows.append(
                    (f"{name} {page}", f"{median(taken_ms):.1f}", f"{taken_ms[-RERUNS // 10]:.1f}")
                )
    table.show(
        f"Rerun on the server, {RERUNS} each after {WARM_UPS} to warm up",
        ("page", "median ms", "p90 ms"),
        rows,
    )
