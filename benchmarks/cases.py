"""The clips the benchmarks run on, all drawn by the labs: nothing to download, the truth known."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity.kinds import Kind
from labs.failures import OF_PROPS, Failure
from labs.render import render
from labs.samples import SIDE_TABLE
from labs.scene import Camera, Scene, Walk
from labs.truth import Truth, thing_box, truths
from labs.write import PLAYABLE, write_clip

BRIEF: Final = frozenset({Kind.VANISH, Kind.APPEAR, Kind.SWAP, Kind.JUMP, Kind.TELEPORT})
"""Failures that happen within a frame or two; the others take a second."""
AT_ONCE: Final = frozenset({Kind.SWAP, Kind.JUMP, Kind.TELEPORT})
UNGRADED: Final = frozenset({Kind.FREEZE})
"""Failures that are what they are, whatever the severity."""

SEEDS: Final = {
    1: Scene(seed=11, size_px=(480, 270), walk=Walk(((0, 130), (71, 250)))),
    2: Scene(seed=12, size_px=(480, 270), props=SIDE_TABLE, walk=Walk(((0, 420), (71, 230)))),
    3: Scene(seed=13, size_px=(480, 270), walk=Walk(((0, 560), (71, 440)))),
}
TARGETS: Final = {1: "books", 2: "vase", 3: "vase"}
"""A prop the subject does not pass, so that nothing but the failure can have changed it."""

STILL: Final = Camera()
CAMERAS: Final = {
    "still": STILL,
    "pan": Camera(pan=(60, 10), shake=0.3),
    "zoom": Camera(zoom=1.12, shake=0.3),
    "shake": Camera(shake=1.6),
}
PLAIN, SUBTLE = 1.0, 0.4
SEVERITIES: Final = (0.25, SUBTLE, 0.7, PLAIN)

PASSED: Final = Scene(seed=15, size_px=(480, 270), walk=Walk(((0, 20), (71, 620))))
"""The subject passes in front of everything on the desk."""
COVERED: Final = replace(PASSED, walk=Walk(((0, 280), (71, 540))))
"""It hides the cup around frame 36."""
PUSHED: Final = Scene(
    seed=14,
    size_px=(480, 270),
    walk=Walk(((0, 220), (20, 220), (50, 400), (71, 400))),
    pushed="vase",
)


@dataclass(frozen=True, slots=True)
class Case:
    """One clip: `group` is what makes it easy or hard, `twin` the same clip without a failure.

    `sham` names a prop that is painted over with itself; `crf` is how hard the clip is compressed.
    """

    name: str
    group: str
    scene: Scene
    twin: str = ""
    sham: str = ""
    crf: int = 17

    @property
    def truth(self) -> Truth | None:
        """Return what was planted, None in a clean clip."""
        return next(iter(truths(self.scene)), None)

    @property
    def severity(self) -> float:
        """Return how bad the planted failure is, 0 in a clean clip."""
        return max((failure.severity for failure in self.scene.failures), default=0.0)


def cases(quick: bool = False) -> list[Case]:
    """Return clips with every kind of failure, and clips without any.

    Each kind at four severities before a still camera, at two before a moving one, some behind the
    subject's back; their clean twins; clean clips that could pass for faulted. `quick` leaves one
    plain and one subtle clip of each kind, and half of the clean ones.
    """
    found = _clean() + _faulted()
    if not quick:
        return found
    kept = [case for n, case in enumerate(found) if _in_short(case, n)]
    needed = {case.twin for case in kept}
    return [case for case in found if case in kept or case.name in needed]


def _in_short(case: Case, place: int) -> bool:
    if case.truth is None:
        return place % 2 == 0 or case.group == "sham"
    return (case.severity, case.group.endswith("moving camera")) in {(PLAIN, False), (SUBTLE, True)}


def _clean() -> list[Case]:
    found = []
    for seed, scene in SEEDS.items():
        for style, camera in CAMERAS.items():
            group = "still camera" if style == "still" else "moving camera"
            found.append(Case(f"clean-{seed}-{style}", group, replace(scene, camera=camera)))
        found.append(Case(f"clean-{seed}-crf34", "compressed", scene, crf=34))
        found.append(Case(f"sham-{seed}", "sham", scene, sham=TARGETS[seed]))
    for name, group, scene in (
        ("passed", "passed by", PASSED),
        ("covered", "passed by", COVERED),
        ("pushed", "handled", PUSHED),
    ):
        shaking = replace(scene, camera=CAMERAS["shake"])
        found += [Case(name, group, scene), Case(f"{name}-shake", group, shaking)]
    return found


def _faulted() -> list[Case]:
    found = []
    for turn, kind in enumerate(Kind):
        seed, other = 1 + turn % len(SEEDS), 1 + (turn + 1) % len(SEEDS)
        style = ("pan", "zoom", "shake")[turn % 3]
        graded = kind not in UNGRADED
        still = SEVERITIES if graded else (PLAIN,)
        moving = (SUBTLE, PLAIN) if graded else (PLAIN,)
        found += [_case(kind, seed, severity, "still") for severity in still]
        found += [_case(kind, other, severity, style) for severity in moving]
    for kind in (Kind.VANISH, Kind.SWAP, Kind.RECOLOR):
        scene = replace(COVERED, failures=(Failure(kind, 36, 36, "cup"),))
        found.append(Case(f"{kind}-covered", "while covered", scene, "covered"))
    return found


def _case(kind: Kind, seed: int, severity: float, style: str) -> Case:
    end = 33 if kind in BRIEF else 55
    start = end if kind in AT_ONCE else 32
    failure = Failure(kind, start, end, TARGETS[seed] if kind in OF_PROPS else "", severity)
    scene = replace(SEEDS[seed], failures=(failure,), camera=CAMERAS[style])
    how = "plain" if severity > 0.5 else "subtle"
    group = f"{how}, {'still' if style == 'still' else 'moving'} camera"
    return Case(f"{kind}-{seed}-{style}-{severity}", group, scene, f"clean-{seed}-{style}")


def write(case: Case, folder: Path) -> Path:
    """Write the clip of `case` into `folder` and return its path."""
    frames = _painted_over(case) if case.sham else render(case.scene)
    encoding = replace(PLAYABLE, options={**PLAYABLE.options, "crf": str(case.crf)})
    return write_clip(folder / f"{case.name}.mp4", frames, case.scene.fps, encoding)


def _painted_over(case: Case) -> Iterator[NDArray[np.uint8]]:
    """Yield the frames with a prop cut out of a bare take and laid back where it stands."""
    width, height = case.scene.size_px
    bare = replace(case.scene, walk=None, grain=0.0)
    take = next(iter(render(bare))).astype(np.float32)
    box = thing_box(case.scene, case.sham, 0)
    if box is None:
        raise ValueError(f"{case.sham} is outside the frame")
    left, top = round(box.x * width), round(box.y * height)
    right, bottom = round((box.x + box.w) * width), round((box.y + box.h) * height)
    patch = np.zeros((height, width, 1), np.float32)
    patch[top:bottom, left:right] = 1
    soft = cv2.GaussianBlur(patch, (0, 0), 2)[..., None]
    random = np.random.default_rng(case.scene.seed)
    for number, frame in enumerate(render(case.scene)):
        grain = random.normal(0, case.scene.grain, take.shape)
        laid = soft * (take + grain) + (1 - soft) * frame
        yield np.clip(laid, 0, 255).astype(np.uint8) if number >= 32 else frame


def long_clip(folder: Path, seconds: int, size_px: tuple[int, int], camera: Camera = STILL) -> Path:
    """Write `seconds` of a walk to and fro at 24 frames per second and return its path.

    Two seconds are drawn at 720p and shown forwards and backwards: what is timed is the engine.
    """
    drawn = list(render(Scene(size_px=(1280, 720), frames=48, camera=camera)))
    there_and_back = islice(cycle(drawn + drawn[-2:0:-1]), 24 * seconds)
    path = folder / f"{size_px[1]}p-{seconds}s.mp4"
    return write_clip(path, _resized(there_and_back, size_px))


def _resized(
    frames: Iterator[NDArray[np.uint8]], size_px: tuple[int, int]
) -> Iterator[NDArray[np.uint8]]:
    for frame in frames:
        same = frame.shape[1::-1] == size_px
        yield frame if same else np.asarray(cv2.resize(frame, size_px), np.uint8)
