"""Lesson 09: five numbers for a whole clip, as benchmarks of video models compute such.

`python -m labs.clip_metrics` measures the clips of the lesson and prints `MEASURED` for
`labs.beat_the_metric`, the engine's own score included; it takes a minute.
"""

import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from continuity import analyse
from continuity.similarity import Map, ssim_map
from labs.beat_the_metric import Measures
from labs.metric_clips import CLIPS
from labs.render import render
from labs.scene import Scene
from labs.write import write_clip

Picture = NDArray[np.uint8]
"""Shape (H, W, 3), BGR."""

_EVERY = 6
"""Flow is measured between every sixth pair of neighbours: enough for a mean."""
_FASTEST = 0.05
"""Share of the picture whose flow counts as its motion, as in VBench."""


def measure(scene: Scene) -> Measures:
    """Draw `scene` and return its five numbers and what the engine says of the clip."""
    frames = list(render(scene))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        write_clip(path, frames, scene.fps)
        continuity = analyse(path).scores.continuity
    return Measures(*of_frames(frames), continuity=continuity or 0.0)


def of_frames(frames: Sequence[Picture]) -> tuple[float, float, float, float, float]:
    """Return the numbers of `labs.beat_the_metric.Measures` that need no engine, in its order."""
    lumas = [np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), np.uint8) for frame in frames]
    soft = [luma.astype(np.float32) for luma in lumas]
    few = list(range(0, len(frames) - 1, _EVERY))
    flows = [_flow(lumas[place + 1], lumas[place]) for place in few]
    return (
        _mean(_alike(soft[0], other) for other in soft[1:]),
        _mean(_alike(*pair) for pair in pairwise(soft)),
        1 - _mean(float(cv2.absdiff(*pair).mean()) for pair in pairwise(frames)) / 255,
        _mean(_fastest(flow) for flow in flows),
        _mean(
            _warped_off(frames[place], frames[place + 1], flow)
            for place, flow in zip(few, flows, strict=True)
        ),
    )


def _alike(one: Map, other: Map) -> float:
    return float(ssim_map(one, other).mean())


def _flow(start: NDArray[np.uint8], end: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return where each pixel of `start` went, (H, W, 2) in pixels."""
    finder = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    return np.asarray(finder.calc(start, end, np.zeros((*start.shape, 2), np.float32)), np.float32)


def _fastest(flow: NDArray[np.float32]) -> float:
    lengths = np.sort(np.hypot(flow[..., 0], flow[..., 1]), axis=None)
    return float(lengths[-int(_FASTEST * lengths.size) :].mean())


def _warped_off(before: Picture, after: Picture, back: NDArray[np.float32]) -> float:
    """Return the mean difference, in grey levels, of `after` and of `before` carried along."""
    rows, columns = np.mgrid[0 : after.shape[0], 0 : after.shape[1]].astype(np.float32)
    carried = cv2.remap(
        before,
        columns + back[..., 0],
        rows + back[..., 1],
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REFLECT,
    )
    return float(cv2.absdiff(carried, after).mean())


def _mean(values: Iterable[float]) -> float:
    return float(np.mean(list(values)))


if __name__ == "__main__":
    for name, clip in CLIPS.items():
        numbers = ", ".join(f"{number:.4f}" for number in astuple(measure(clip)))
        sys.stdout.write(f'"{name}": Measures({numbers}),\n')
