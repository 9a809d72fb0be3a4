"""Draw the pictures of docs/measures.md: how each failure looks, and what it does to a measure.

Frames are those of the benchmark's own clips, as small WebP; a measure's curve is SVG, the faulted
clip's over its clean twin's.
"""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.cases import CAMERAS, PLAIN, SEEDS, Case, cases, write
from continuity import analyse
from continuity.kinds import Kind
from labs.failures import OF_PROPS, OF_SUBJECT
from labs.render import render
from labs.truth import Truth

TILE_PX: Final = (288, 162)
QUALITY: Final = 60
AROUND: Final = 1.6
"""A thing is shown with so many times its size around it."""
MEASURES: Final[Mapping[str, Kind]] = {
    "luma": Kind.LIGHTING,
    "sharpness": Kind.SOFT,
    "step": Kind.JUMP,
    "similarity_previous": Kind.FREEZE,
    "similarity_first": Kind.SOFT,
    "unexplained_motion": Kind.TELEPORT,
    "torn_texture": Kind.ARTIFACT,
    "light_drift": Kind.LIGHTING,
    "camera_motion": Kind.JUMP,
}
"""A failure that shows in each measure."""
PLOT_PX: Final = (480, 120)


def run(folder: Path) -> None:
    """Draw every picture into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = {
        case.truth.kind: case
        for case in cases()
        if case.truth and case.severity == PLAIN and case.group == "plain, still camera"
    }
    for kind, case in plain.items():
        picture = strip(case)
        written = cv2.imwrite(
            str(folder / f"{kind}.webp"), picture, [cv2.IMWRITE_WEBP_QUALITY, QUALITY]
        )
        print(f"{kind}.webp" if written else f"{kind}: not written", flush=True)
    twins = {case.name: case for case in cases()}
    # Seen from a camera that pans, time that skips shows in its path as well.
    skips = plain[Kind.JUMP].scene.failures
    panned = replace(SEEDS[1], failures=skips, camera=CAMERAS["pan"])
    skipping = Case("jump-1-pan", "", panned, "clean-1-pan")
    series: dict[str, Mapping[str, Sequence[float | None]]] = {}
    for measure, kind in MEASURES.items():
        case = skipping if measure == "camera_motion" else plain[kind]
        for one in (case, twins[case.twin]):
            if one.name not in series:
                series[one.name] = _measured(one)
        truth = case.truth
        lines = [series[one][measure] for one in (case.twin, case.name)]
        if truth:
            (folder / f"{measure}.svg").write_text(curve(lines, truth), "utf-8")
        print(f"{measure}.svg", flush=True)


def strip(case: Case) -> NDArray[np.uint8]:
    """Return three frames of a clip side by side: before, during and after its failure."""
    truth = case.truth
    if truth is None:
        raise ValueError(f"nothing fails in {case.name}")
    # At twice the benchmark's size: what is shown of a prop is enlarged.
    larger = replace(case.scene, size_px=(960, 540))
    frames = list(render(larger))
    middle = (truth.start + truth.end) // 2
    shown = [truth.start - 1, middle, min(truth.end + 1, len(frames) - 1)]
    if truth.start == truth.end:
        shown = [truth.start - 1, truth.start, truth.start + 1]
    if truth.kind is Kind.FLICKER:
        shown = [middle, middle + 1, middle + 2]
    return np.hstack([_tile(frames[number], truth) for number in shown])


def _tile(frame: NDArray[np.uint8], truth: Truth) -> NDArray[np.uint8]:
    height, width = frame.shape[:2]
    if truth.box is not None and truth.kind in OF_PROPS | OF_SUBJECT:
        reach = AROUND * max(truth.box.w * width, truth.box.h * height * 16 / 9)
        if truth.kind is Kind.TELEPORT:
            reach = 0.75 * width
        wide, high = round(min(reach, width)), round(min(reach, width) * 9 / 16)
        middle = truth.box.x + truth.box.w / 2, truth.box.y + truth.box.h / 2
        left = round(min(max(0, middle[0] * width - wide / 2), width - wide))
        top = round(min(max(0, middle[1] * height - high / 2), height - high))
        frame = frame[top : top + high, left : left + wide]
    return np.asarray(cv2.resize(frame, TILE_PX, interpolation=cv2.INTER_AREA), np.uint8)


def _measured(case: Case) -> Mapping[str, Sequence[float | None]]:
    with tempfile.TemporaryDirectory() as folder:
        return analyse(write(case, Path(folder))).frames.measures


def curve(lines: Sequence[Sequence[float | None]], truth: Truth) -> str:
    """Return an SVG of a measure over the frames of a clean clip and of a faulted one."""
    width, height = PLOT_PX
    known = [value for line in lines for value in line[1:] if value is not None]
    low, high = min(known), max(known)
    count = max(len(line) for line in lines)

    def place(frame: float, value: float) -> str:
        x = 4 + frame * (width - 8) / (count - 1)
        y = height - 18 - (value - low) / max(1e-9, high - low) * (height - 30)
        return f"{x:.1f},{y:.1f}"

    def path(line: Sequence[float | None]) -> str:
        # The first frame has none before it.
        points = [place(n, value) for n, value in enumerate(line) if value is not None and n]
        return " ".join(points)

    start, end = (float(place(frame, low).split(",")[0]) for frame in (truth.start, truth.end))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" font-size="11">'
        f'<rect x="{start - 1:.1f}" y="0" width="{end - start + 2:.1f}" height="{height - 16}" '
        'fill="#d9480f" fill-opacity="0.15"/>'
        f'<polyline points="{path(lines[0])}" fill="none" stroke="#868e96" stroke-width="2"/>'
        f'<polyline points="{path(lines[1])}" fill="none" stroke="#d9480f" stroke-width="1.5"/>'
        f'<text x="4" y="{height - 4}" fill="#868e96">frame 0</text>'
        f'<text x="{width - 4}" y="{height - 4}" fill="#868e96" text-anchor="end">'
        f"{count - 1}; from {low:.3g} to {high:.3g}</text>"
        f'<text x="{start + 2:.1f}" y="{height - 4}" fill="#d9480f">{truth.kind}</text>'
        "</svg>\n"
    )
