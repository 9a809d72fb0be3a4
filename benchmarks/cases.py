"""The clips the benchmarks run on, all drawn by the labs: nothing to download, the truth known."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.report import Kind
from labs.failures import OF_PROPS, Failure
from labs.render import render
from labs.samples import SIDE_TABLE
from labs.scene import Camera, Scene, Walk
from labs.truth import Truth, truths
from labs.write import write_clip

SUBTLE: Final = 0.45
BRIEF: Final = frozenset({Kind.VANISH, Kind.APPEAR, Kind.SWAP, Kind.JUMP, Kind.TELEPORT})
"""Failures that happen within a frame or two; the others take a second."""

SEEDS: Final = {
    1: Scene(seed=11, size_px=(480, 270), walk=Walk(((0, 130), (71, 250)))),
    2: Scene(seed=12, size_px=(480, 270), props=SIDE_TABLE, walk=Walk(((0, 420), (71, 230)))),
    3: Scene(seed=13, size_px=(480, 270), walk=Walk(((0, 560), (71, 440)))),
}
TARGETS: Final = {1: "books", 2: "vase", 3: "vase"}
"""A prop the subject does not pass, so that nothing but the failure can have changed it."""

MOVING: Final = Camera(pan=(50, 10), zoom=1.06, shake=0.8)
PUSHED: Final = Scene(
    seed=14,
    size_px=(480, 270),
    walk=Walk(((0, 220), (20, 220), (50, 400), (71, 400))),
    pushed="vase",
)


@dataclass(frozen=True, slots=True)
class Case:
    """One clip: `group` is what makes it easy or hard, `twin` the same clip without a failure."""

    name: str
    group: str
    scene: Scene
    twin: str = ""

    @property
    def truth(self) -> Truth | None:
        """Return what was planted, None in a clean clip."""
        return next(iter(truths(self.scene)), None)


def cases() -> list[Case]:
    """Return every kind of failure, plain, subtle and filmed by a hand, and clips without any."""
    clean = [
        Case(f"clean-{seed}-{camera}", f"{camera} camera", replace(scene, camera=moves))
        for seed, scene in SEEDS.items()
        for camera, moves in (("still", Camera()), ("moving", MOVING))
    ]
    handled = [
        Case("pushed-still", "handled", PUSHED),
        Case("pushed-moving", "handled", replace(PUSHED, camera=Camera(shake=0.8))),
    ]
    ways = (("plain", 1.0, "still"), ("subtle", SUBTLE, "still"), ("plain", 1.0, "moving"))
    # Every kind meets every scene, each time under another condition.
    faulted = [
        _faulted(kind, 1 + (turn + way) % len(SEEDS), severity, camera, f"{how}, {camera} camera")
        for turn, kind in enumerate(Kind)
        for way, (how, severity, camera) in enumerate(ways)
    ]
    return clean + handled + faulted


def _faulted(kind: Kind, seed: int, severity: float, camera: str, group: str) -> Case:
    twin = SEEDS[seed]
    end = 33 if kind in BRIEF else 55
    start = end if kind in (Kind.JUMP, Kind.TELEPORT, Kind.SWAP) else 32
    failure = Failure(kind, start, end, TARGETS[seed] if kind in OF_PROPS else "", severity)
    scene = replace(twin, failures=(failure,), camera=MOVING if camera == "moving" else Camera())
    return Case(f"{kind}-{seed}-{group}", group, scene, f"clean-{seed}-{camera}")


def long_clip(folder: Path, seconds: int, size_px: tuple[int, int]) -> Path:
    """Write `seconds` of a walk to and fro at 24 frames per second and return its path.

    Two seconds are drawn at 720p and shown forwards and backwards: what is timed is the engine.
    """
    drawn = list(render(Scene(size_px=(1280, 720), frames=48)))
    there_and_back = islice(cycle(drawn + drawn[-2:0:-1]), 24 * seconds)
    path = folder / f"{size_px[1]}p-{seconds}s.mp4"
    return write_clip(path, _resized(there_and_back, size_px))


def _resized(
    frames: Iterator[NDArray[np.uint8]], size_px: tuple[int, int]
) -> Iterator[NDArray[np.uint8]]:
    for frame in frames:
        same = frame.shape[1::-1] == size_px
        yield frame if same else np.asarray(cv2.resize(frame, size_px), np.uint8)
