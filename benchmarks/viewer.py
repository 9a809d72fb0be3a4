"""What the frame viewer costs: from upload to frames, per step, on the wire, and in memory.

The clips are drawn here: 5 and 10 s of 720p with a camera that pans.
A step is timed in the browser, from the key to the frame's last pixel on its canvas; Chromium
draws in software here, so a graphics card is not needed and would be faster. Bytes are those of
the answers' bodies, and of all that came by the websocket. Memory is resident (RSS), looked at
every half second: of the server, and of it with the analysis in its own process.
"""

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, Response, WebSocket

from benchmarks import table
from benchmarks.browser import browsing
from benchmarks.cases import CAMERAS, long_clip
from benchmarks.processes import Weights, weighed
from benchmarks.server import Server, serving

ROOT = Path(__file__).parents[1]
PATIENCE_MS = 300_000
STEPS = 60
VISITORS, TOGETHER_S = (1, 5, 10), 3

_STEP = """async ([key, count]) => {
  const viewer = [...document.querySelectorAll('*')]
    .map((one) => one.shadowRoot?.querySelector('.viewer')).find(Boolean);
  const taken = [];
  for (let n = 0; n < count; n++) {
    const began = performance.now();
    const drawn = new Promise((done) => {
      const watch = new MutationObserver(() => {
        watch.disconnect();
        done(performance.now() - began);
      });
      watch.observe(viewer, { attributeFilter: ['data-shown'] }); // set anew with each drawing
    });
    viewer.dispatchEvent(new KeyboardEvent('keydown', { key: key[0], shiftKey: key[1] }));
    taken.push(await drawn);
    await new Promise((next) => setTimeout(next, 30));
  }
  return taken;
}"""
"""Presses a key again and again; the milliseconds until each frame was drawn."""


@dataclass(slots=True)
class Traffic:
    """What came to the page, in bytes, by what carried it."""

    reel: int = 0
    others: int = 0
    socket: int = 0

    def listen(self, page: Page) -> None:
        """Count what comes to `page` from now on."""
        # Playwright marks what it is given, and a method of a class with slots takes no mark.
        page.on("response", lambda answer: self._answer(answer))
        page.on("websocket", lambda line: self._line(line))

    def _answer(self, answer: Response) -> None:
        size = int(answer.headers.get("content-length", 0))
        if "/media/" in answer.url:
            self.reel += size
        else:
            self.others += size

    def _line(self, line: WebSocket) -> None:
        line.on("framereceived", lambda said: self._said(said))

    def _said(self, said: bytes | str) -> None:
        self.socket += len(said)


def run() -> None:
    """Print the tables."""
    table.show_machine()
    rows = []
    with tempfile.TemporaryDirectory() as folder, browsing() as browser:
        for seconds in (5, 10):
            clip = long_clip(Path(folder), seconds, (1280, 720), CAMERAS["pan"])
            with serving(ROOT / "app.py") as server:
                page = browser.new_page()
                rows.append((f"{seconds} s of 720p", *_visit(page, server, clip)))
                page.close()
        _show_alone(rows)
        several = [_together(browser, count, Path(folder)) for count in VISITORS]
    title = f"Visitors at once, each with {TOGETHER_S} s of 720p of their own"
    head = ("visitors", "all have their result after s", "server peak MB", "with analysis MB")
    table.show(title, head, several)


def _show_alone(rows: list[tuple[str, ...]]) -> None:
    heads = (
        *("clip", "upload to first curve s", "to full result s", "step median ms", "p95"),
        *(
            "worst of a jump of ten",
            "reel MB",
            "websocket MB",
            "server peak MB",
            "with analysis MB",
        ),
    )
    table.show("One visitor", heads, rows)


def _together(browser: Browser, count: int, folder: Path) -> tuple[str, ...]:
    """Let `count` visitors bring a clip each in the same moment; the server takes one at a time."""
    like = long_clip(folder, TOGETHER_S, (1280, 720), CAMERAS["still"])
    clips = [_another(like, nth) for nth in range(count)]
    # Of ten, the line of eight would send one away.
    with serving(ROOT / "app.py", {"STREAM_ANALYSES_WAITING": str(count)}) as server:
        pages = [browser.new_context().new_page() for _ in clips]
        for page in pages:
            page.goto(f"{server.address}/clip_lab?lang=en")
            page.locator("input[type=file]").wait_for(state="attached", timeout=PATIENCE_MS)
        with weighed(server) as weights:
            began_s = time.monotonic()
            for page, clip in zip(pages, clips, strict=True):
                page.locator("input[type=file]").set_input_files(clip)
            for page in pages:
                page.locator(".viewer[data-shown]").wait_for(timeout=PATIENCE_MS)
            taken_s = time.monotonic() - began_s
        for page in pages:
            page.context.close()
    return str(count), f"{taken_s:.1f}", *_peaks(weights)


def _peaks(weights: Weights) -> tuple[str, str]:
    return f"{max(weights.server_mb):.0f}", f"{max(weights.together_mb):.0f}"


def _another(like: Path, nth: int) -> Path:
    """Return a clip like `like` and of other bytes: equal clips would share one analysis."""
    path = like.with_stem(f"visitor-{nth}")
    path.write_bytes(like.read_bytes() + _free_box(nth))
    return path


def _free_box(nth: int) -> bytes:
    """Return a box of an mp4 file that readers skip (ISO/IEC 14496-12, 8.1.2)."""
    return (12).to_bytes(4, "big") + b"free" + nth.to_bytes(4, "big")


def _visit(page: Page, server: Server, clip: Path) -> tuple[str, ...]:
    traffic = Traffic()
    page.goto(f"{server.address}/clip_lab?lang=en")
    page.locator("input[type=file]").wait_for(state="attached", timeout=PATIENCE_MS)
    traffic.listen(page)
    page.reload()
    uploader = page.locator("input[type=file]")
    uploader.wait_for(state="attached", timeout=PATIENCE_MS)
    traffic.reel = traffic.others = traffic.socket = 0
    with weighed(server) as weights:
        began_s = time.monotonic()
        uploader.set_input_files(clip)
        page.locator(".st-key-growing-lines svg").wait_for(timeout=PATIENCE_MS)
        curve_s = time.monotonic() - began_s
        page.locator(".viewer[data-shown]").wait_for(timeout=PATIENCE_MS)
        page.locator(".js-plotly-plot").first.wait_for(timeout=PATIENCE_MS)
        full_s = time.monotonic() - began_s
        page.wait_for_load_state("networkidle")
        time.sleep(2)  # the rest of the reel
        page.evaluate(_STEP, [["Home", False], 1])
        one_ms = sorted(page.evaluate(_STEP, [["ArrowRight", False], STEPS]))
        ten_ms = page.evaluate(_STEP, [["ArrowLeft", True], 5])
        return (
            *(
                f"{curve_s:.1f}",
                f"{full_s:.1f}",
                f"{median(one_ms):.1f}",
                f"{one_ms[int(0.95 * STEPS)]:.1f}",
            ),
            *(f"{max(ten_ms):.1f}", f"{traffic.reel / 1e6:.2f}", f"{traffic.socket / 1e6:.2f}"),
            *_peaks(weights),
        )
