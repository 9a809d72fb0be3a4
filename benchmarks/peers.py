"""Whole-clip numbers that exist elsewhere, beside the engine's score, on the same clips in one run.

Each is computed by its published formula with its own defaults, at the clip's own size, and turned
so that more is better. None says where or what; only whether it ranks a faulted clip below a clean
one can be compared. The folder holds clips and a cases.json: a list of objects with `id`, `clip`
(a file name), `seconds`, `group`, `truth` (null in a clean clip) and `twin` (an id, or null).
"""

import json
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Final

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks import scoring, table
from continuity import ContinuityError, Settings, analyse
from continuity.decode import read
from continuity.similarity import ssim_map

WORKERS: Final = 2
OURS: Final = "the engine's continuity score"

Image = NDArray[np.uint8]
Row = Mapping[str, object]
"""One case, as cases.json tells it."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One case: the value and the seconds of each number, by its name; None where it has none."""

    name: str
    seconds: float
    twin: str
    faulted: bool
    values: Mapping[str, float | None]
    took_s: Mapping[str, float]


def run(cases: Path, only: str = "", every: int = 1) -> None:
    """Print how well each number tells faulted from clean clips, and what it costs."""
    table.show_machine()
    rows = json.loads((cases / "cases.json").read_text("utf-8"))
    asked = [row for row in rows if only in row["id"]]
    part = chosen(asked, every)
    measured = []
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(WORKERS, fresh, cv2.setNumThreads, (1,)) as pool:
        for one in pool.map(partial(measure, cases), part):
            measured.append(one)
            print(f"{len(measured)} of {len(part)}: {one.name}", file=sys.stderr, flush=True)
    lines = [_line(name, measured) for name in (OURS, *PEERS)]
    head = ("number", "AUC, faulted below clean", "below its own twin", "s per s of clip, median")
    clean = sum(not one.faulted for one in measured)
    title = f"{len(measured) - clean} faulted and {clean} clean clips, two at a time"
    if every > 1:
        title += f"; case 1, {1 + every}, ... of each group and their twins, of {len(asked)} cases"
    table.show(title, head, lines)


def chosen(rows: Sequence[Row], every: int) -> list[Row]:
    """Return the first of every so many cases of each group, and the clean twins of these.

    >>> rows = [{"id": name, "group": name[0], "twin": None} for name in ("a1", "a2", "a3", "b1")]
    >>> rows[2]["twin"] = "a2"
    >>> [row["id"] for row in chosen(rows, 2)]
    ['a1', 'a2', 'a3', 'b1']
    >>> [row["id"] for row in chosen(rows, 3)]
    ['a1', 'b1']
    """
    groups: dict[object, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["group"], []).append(row)
    part = [row for group in groups.values() for row in group[::every]]
    names = {row[key] for row in part for key in ("id", "twin")}
    return [row for row in rows if row["id"] in names]


def _line(name: str, measured: list[Measured]) -> tuple[str, str, str, str]:
    values = {one.name: one.values[name] for one in measured}
    faulted = [values[one.name] for one in measured if one.faulted]
    clean = [values[one.name] for one in measured if not one.faulted]
    twins = [(one.name, one.twin) for one in measured if one.faulted]
    cost = median(one.took_s[name] / one.seconds for one in measured)
    auc, below = scoring.auc(faulted, clean), scoring.below_twin(values, twins)
    return name, table.share(auc), table.share(below), f"{cost:.3f}"


def measure(folder: Path, case: Row) -> Measured:
    """Return every number of one case; each decodes the clip anew, as a user's tool would."""
    clip = folder / str(case["clip"])
    values: dict[str, float | None] = {}
    took_s: dict[str, float] = {}
    for name, number in {OURS: _ours, **PEERS}.items():
        began_s = time.perf_counter()
        values[name] = number(clip)
        took_s[name] = time.perf_counter() - began_s
    return Measured(
        name=str(case["id"]),
        seconds=float(str(case["seconds"])),
        twin=str(case["twin"] or ""),
        faulted=case["truth"] is not None,
        values=values,
        took_s=took_s,
    )


def _ours(clip: Path) -> float | None:
    try:
        return analyse(clip).scores.continuity
    except ContinuityError:
        return None


def _frames(clip: Path) -> Iterator[Image]:
    settings = Settings()
    for frame in read(clip, 4096, settings):
        if frame.time_s >= settings.max_duration_s:
            return
        yield frame.image


def _pairs(clip: Path) -> Iterator[tuple[Image, Image]]:
    before: Image | None = None
    for frame in _frames(clip):
        if before is not None:
            yield before, frame
        before = frame


def _mean(numbers: list[float]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None


def temporal_flickering(clip: Path) -> float | None:
    """Return VBench's temporal flickering: 1 less the mean change of all pixels, 0 to 1.

    Huang et al., "VBench: Comprehensive Benchmark Suite for Video Generative Models", CVPR 2024,
    https://doi.org/10.1109/CVPR52733.2024.02060. Without its filter, which passes clips with little
    motion only.
    """
    change = _mean([float(cv2.absdiff(a, b).mean()) for a, b in _pairs(clip)])
    return None if change is None else (255 - change) / 255


def similarity_to_previous(clip: Path) -> float | None:
    """Return the mean structural similarity of each frame to the one before."""
    return _mean([_alike(a, b) for a, b in _pairs(clip)])


def similarity_to_first(clip: Path) -> float | None:
    """Return the mean structural similarity of each frame to the first."""
    frames = _frames(clip)
    first = next(frames)
    return _mean([_alike(first, frame) for frame in frames])


def _alike(a: Image, b: Image) -> float:
    one, two = (cv2.cvtColor(p, cv2.COLOR_BGR2GRAY).astype(np.float32) for p in (a, b))
    return float(ssim_map(one, two).mean())


def warp_error(clip: Path) -> float | None:
    """Return the warping error, negative: what optical flow does not carry to the next frame.

    Lai et al., "Learning Blind Video Temporal Consistency", ECCV 2018,
    https://doi.org/10.1007/978-3-030-01267-0_11: squared error of colours from 0 to 1 where the two
    flows agree and no edge of motion runs, after Ruder et al. The flow is DIS, not FlowNet 2.
    """
    method = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    error = _mean([_unwarped(method, a, b) for a, b in _pairs(clip)])
    return None if error is None else -error


def _unwarped(method: cv2.DISOpticalFlow, a: Image, b: Image) -> float:
    grays = [np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8) for picture in (a, b)]
    start = np.zeros((*grays[0].shape, 2), np.float32)
    there = np.asarray(method.calc(grays[0], grays[1], start.copy()), np.float32)
    back = np.asarray(method.calc(grays[1], grays[0], start.copy()), np.float32)
    carried, returned = _moved_back(b, there), _moved_back(back, there)
    apart = ((there + returned) ** 2).sum(axis=2)
    sizes = (there**2).sum(axis=2), (returned**2).sum(axis=2)
    occluded = apart > 0.01 * (sizes[0] + sizes[1]) + 0.5
    steep = sum(
        (np.asarray(step, np.float32) ** 2).sum(axis=2) for step in np.gradient(there, axis=(0, 1))
    )
    valid = ~(occluded | (steep > 0.01 * sizes[0] + 0.002))
    squares = ((a.astype(np.float32) - carried) / 255) ** 2
    return float(squares.sum(axis=2)[valid].mean()) if valid.any() else 0.0


def _moved_back(picture: NDArray[np.generic], flow: NDArray[np.float32]) -> NDArray[np.float32]:
    y, x = np.mgrid[: flow.shape[0], : flow.shape[1]].astype(np.float32)
    found = cv2.remap(
        picture.astype(np.float32), x + flow[..., 0], y + flow[..., 1], cv2.INTER_LINEAR
    )
    return np.asarray(found, np.float32)


def content_value(clip: Path) -> float | None:
    """Return PySceneDetect's ContentDetector: the largest change of hue, saturation and value.

    Negative. The detector calls it a cut from 27 on;
    https://www.scenedetect.com/docs/latest/api/detectors.html
    """
    steps = []
    for a, b in _pairs(clip):
        one, two = (cv2.cvtColor(p, cv2.COLOR_BGR2HSV) for p in (a, b))
        steps.append(float(cv2.absdiff(one, two).mean()))
    return -max(steps) if steps else None


def freezes(clip: Path) -> float | None:
    """Return ffmpeg's freezedetect at -60 dB from 0.1 s on: seconds frozen, negative.

    Its own default asks for 2 s. https://ffmpeg.org/ffmpeg-filters.html#freezedetect
    """
    told = _filtered(clip, "freezedetect", "n=-60dB:d=0.1")
    key = "lavfi.freezedetect.freeze_duration"
    return None if told is None else -sum(float(frame[key]) for frame in told if key in frame)


def blurs(clip: Path) -> float | None:
    """Return ffmpeg's blurdetect: the blur of the worst frame, negative.

    https://ffmpeg.org/ffmpeg-filters.html#blurdetect, after Marziliano et al., "A no-reference
    perceptual blur metric", ICIP 2002, https://doi.org/10.1109/ICIP.2002.1038902
    """
    told = _filtered(clip, "blurdetect", "")
    values = [float(frame["lavfi.blur"]) for frame in told or [] if "lavfi.blur" in frame]
    return -max(values) if values else None


def _filtered(clip: Path, name: str, options: str) -> list[dict[str, str]] | None:
    """Return what a filter of ffmpeg says of each frame; None if this build has no such filter."""
    if name not in av.filter.filters_available:
        return None
    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        graph = av.filter.Graph()
        source = graph.add_buffer(template=stream)
        asked = graph.add(name, options)
        sink = graph.add("buffersink")
        source.link_to(asked)
        asked.link_to(sink)
        graph.configure()
        said = []
        for frame in chain(container.decode(stream), [None]):
            graph.push(frame)
            said += _pulled(graph)
        return said


def _pulled(graph: av.filter.Graph) -> list[dict[str, str]]:
    said = []
    while True:
        try:
            said.append(dict(graph.pull().metadata))
        except (av.error.BlockingIOError, av.error.EOFError):
            return said


PEERS: Final[Mapping[str, Callable[[Path], float | None]]] = {
    "VBench temporal flickering": temporal_flickering,
    "SSIM to the previous frame": similarity_to_previous,
    "SSIM to the first frame": similarity_to_first,
    "warping error (Lai et al.), DIS flow": warp_error,
    "PySceneDetect ContentDetector, largest": content_value,
    "ffmpeg freezedetect, -60 dB, 0.1 s": freezes,
    "ffmpeg blurdetect, worst frame": blurs,
}
"""Each number by its name, as a function of the clip; more is better."""
