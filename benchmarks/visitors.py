"""Many visitors at once: reading, answering, moving sliders, some of them bringing clips.

Each plants markers of its own: numbers it answers with, the name of its clip, the hash of its
clip's content. Every byte that any of them is sent is searched for the markers of all others.
With --small the server and what it starts have one core and 1 GB (`benchmarks.small_host`). Linux
only.
"""

import re
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

from benchmarks import table
from benchmarks.cases import SEEDS
from benchmarks.fuzz import ROOT
from benchmarks.processes import Weights, weighed
from benchmarks.server import Server, serving
from benchmarks.small_host import small_host
from benchmarks.visitor import Visitor
from labs.render import render
from labs.write import PLAYABLE, write_clip

LESSON, LAB, QUESTION = "continuity", "odds", "check all-at-ninety-five"
PAGES: Final = ("", "latents", "continuity", "glossary", "progress", "clip_lab")
SLIDERS: Final = {
    "odds-each": (80.0, 99.0),
    "odds-count": (1.0, 8.0),
    "odds-correlation": (0.0, 0.9),
}
THINK_S = 0.3
_MARKER = re.compile(rb"marker-(\d{3})-|7310(\d{3})55|([0-9a-f]{64})-\d+s")
"""The name of a clip, an answer, and the key of an analysis."""


@dataclass(slots=True)
class Log:
    """What all visitors saw, added to from many threads."""

    reruns_s: dict[str, list[float]] = field(default_factory=dict)
    in_line_s: list[float] = field(default_factory=list)
    analysis_s: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    own_markers: set[int] = field(default_factory=set)
    messages: int = 0
    interactions: int = 0

    def note(self, what: str, taken_s: float) -> None:
        """Note one interaction."""
        self.reruns_s.setdefault(what, []).append(taken_s)
        self.interactions += 1


def run(
    visitors: int = 20, uploading: int = 6, interactions: int = 10_000, small: bool = False
) -> None:
    """Print the tables; the exit status says whether there was an error or a leak."""
    table.show_machine()
    clip, log = short_clip(), Log()
    hashes: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        host = stack.enter_context(small_host()) if small else None
        before = host.before if host else ()
        with serving(ROOT / "app.py", {"TMPDIR": name}, before) as server, weighed(server) as held:
            guests = [
                Guest(server, number, clip if number < uploading else None, hashes, log)
                for number in range(visitors)
            ]
            at_once([partial(guest.live, interactions) for guest in guests])
        _show(log, held, visitors, uploading)
        if host:
            print(host.told())
    # Who was sent no marker at all proves nothing about whose markers are sent to whom.
    if log.errors or log.leaks or len(log.own_markers) < visitors:
        raise SystemExit(1)


@dataclass(slots=True)
class Guest:
    """Visitor `number`, who brings `content`, if there is any, each time as another clip.

    `hashes` says for all visitors whose clip it is.
    """

    server: Server
    number: int
    content: bytes | None
    hashes: dict[str, int]
    log: Log
    brought: int = 0

    def live(self, enough: int, until_s: float = float("inf")) -> None:
        """Do things until the log holds `enough`, or the clock says `until_s`."""
        random = Random(self.number)  # noqa: S311 - it need not be secret
        try:
            with closing(Visitor(self.server.address, LESSON, self._hear)) as visitor:
                while self.log.interactions < enough and time.monotonic() < until_s:
                    self._do(visitor, random)
                    time.sleep(THINK_S * 2 * random.random())
        except Exception as error:  # noqa: BLE001 - whatever it is, it counts
            self.log.errors.append(f"visitor {self.number}: {type(error).__name__} {error}"[:300])

    def _do(self, visitor: Visitor, random: Random) -> None:
        chance = random.random()
        if self.content and chance < 0.05:
            self._bring(visitor, self.content)
        elif chance < 0.25:
            self.log.note("a page is opened", visitor.go(random.choice(PAGES)))
        elif chance < 0.35:
            self._answer(visitor, random)
        else:
            self._slide(visitor, random)

    def _slide(self, visitor: Visitor, random: Random) -> None:
        self._at_the_lesson(visitor)
        key = random.choice(list(SLIDERS))
        low, high = SLIDERS[key]
        value = round(low + (high - low) * random.random())
        taken_s = visitor.set(key, double_array_value=[float(value)])
        self.log.note("a slider is moved", taken_s)

    def _answer(self, visitor: Visitor, random: Random) -> None:
        self._at_the_lesson(visitor)
        given = f"{random.randrange(1, 9)}.7310{self.number:03}55"
        told = {"id": QUESTION, "given": given}
        self.log.note("an answer", visitor.tell(f"asking-{LESSON}", "said", said(told)))

    def _bring(self, visitor: Visitor, content: bytes) -> None:
        self.log.note("a page is opened", visitor.go("clip_lab"))
        if "again" in _keys(visitor):
            visitor.set("again", trigger_value=True)
        self.brought += 1
        content += f"{self.number}-{self.brought}".encode()
        self.hashes[sha256(content).hexdigest()] = self.number
        began_s = time.monotonic()
        name = f"marker-{self.number:03}-clip.mp4"
        self.log.note("a clip is brought", visitor.bring([(name, content)]))
        line_s = 0.0
        while "cancel" in _keys(visitor):
            if "in line" in visitor.text():
                line_s = time.monotonic() - began_s
            visitor.refresh()
        if "again" not in _keys(visitor):
            self.log.errors.append(f"visitor {self.number}: {visitor.text()[-200:]}")
        self.log.in_line_s.append(line_s)
        self.log.analysis_s.append(time.monotonic() - began_s)

    def _at_the_lesson(self, visitor: Visitor) -> None:
        if f"asking-{LESSON}" not in "".join(_ids(visitor)):
            self.log.note("a page is opened", visitor.go(LESSON))
        if not any(id.endswith(f"-{next(iter(SLIDERS))}") for id in _ids(visitor)):
            # Its reader comes near.
            self.log.note("a lab is drawn", visitor.tell("lab-places", "near", [LAB]))

    def _hear(self, told: bytes) -> None:
        self.log.messages += 1
        for name, answer, key in _MARKER.findall(told):
            owner = self.hashes.get(key.decode()) if key else int(name or answer)
            if owner == self.number:
                self.log.own_markers.add(owner)
            elif owner is not None:
                self.log.leaks.append(f"visitor {self.number} was sent what is {owner}'s")
        if b"Traceback" in told or b"exception {" in told:
            self.log.errors.append(f"visitor {self.number}: a traceback")


def at_once(lives: Sequence[Callable[[], None]]) -> None:
    """Do all of it at once, a thread each, and wait for the end of all."""
    threads = [threading.Thread(target=live) for live in lives]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def said(answer: dict[str, str]) -> list[dict[str, object]]:
    """Return an answer as the lesson's element tells it (`components/asking.js`)."""
    return [{"n": time.time_ns() // 1_000_000, "kind": "answer", "told": answer}]


def _ids(visitor: Visitor) -> list[str]:
    return [str(getattr(it, "id", "")) for _, it in visitor.elements()]


def _keys(visitor: Visitor) -> set[str]:
    return {id.rpartition("-")[2] for id in _ids(visitor)}


def short_clip() -> bytes:
    """Return a drawn clip of 3 s, 480 x 270."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_clip(Path(folder) / "clip.mp4", render(SEEDS[1]), SEEDS[1].fps, PLAYABLE)
        return path.read_bytes()


def _show(log: Log, held: Weights, visitors: int, uploading: int) -> None:
    rows = [
        (what, len(taken), *(f"{1000 * at(taken, share):.0f}" for share in (0.5, 0.95)))
        for what, taken in sorted(log.reruns_s.items())
    ]
    title = f"{visitors} visitors, {uploading} of them bringing clips: request to drawn page"
    table.show(title, ("", "times", "p50 ms", "p95 ms"), rows)
    if log.analysis_s:
        waits = [(f"{median(it):.1f}", f"{max(it):.1f}") for it in (log.in_line_s, log.analysis_s)]
        names = ("in line", "from upload to result")
        rows = [(name, *wait) for name, wait in zip(names, waits, strict=True)]
        title = f"Of {len(log.analysis_s)} clips of 3 s, 480 x 270, each another one"
        table.show(title, ("", "median s", "longest s"), rows)
    rows = [
        (name, f"{median(it):.0f}", f"{max(it):.0f}")
        for name, it in (
            ("app", held.server_mb),
            ("analyses", held.started_mb),
            ("together", held.together_mb),
        )
        if it
    ]
    table.show("Memory, MB (RSS; shared pages counted in each)", ("", "median", "peak"), rows)
    seen, planted = len(log.own_markers), "markers"
    print(f"\n{log.interactions} interactions, {log.messages} messages: {len(log.errors)} errors,")
    print(f"{len(log.leaks)} {planted} seen by another; {seen} visitors saw their own.")
    for line in (*log.leaks[:20], *log.errors[:20]):
        print(f"- {line}")


def at(taken: list[float], share: float) -> float:
    """Return the value below which `share` of `taken` lie.

    >>> at([1.0, 2.0, 3.0, 4.0], 0.5)
    3.0
    """
    return sorted(taken)[min(len(taken) - 1, int(share * len(taken)))]
