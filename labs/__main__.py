"""Make a built-in sample clip: `python -m labs SAMPLE_ID OUT.mp4 [--progress]`."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from labs.samples import SAMPLES


def main(arguments: Sequence[str] | None = None) -> int:
    """Write one sample, or list them; return the exit status: 0, or 2 after a sentence."""
    parser = _parser()
    wishes = parser.parse_args(arguments)
    if wishes.list:
        sys.stdout.write("".join(f"{name}\n" for name in SAMPLES))
        return 0
    if wishes.sample is None or wishes.out is None:
        parser.error("say which sample, and where to write it")
    if wishes.sample not in SAMPLES:
        return _refuse(f"There is no sample {wishes.sample}: choose one of {', '.join(SAMPLES)}.")
    if not wishes.out.parent.is_dir():
        return _refuse(f"There is no folder {wishes.out.parent} to write the clip into.")
    return _make(wishes.sample, wishes.out, told=wishes.progress)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m labs", description=__doc__)
    parser.add_argument("sample", nargs="?", metavar="SAMPLE_ID")
    parser.add_argument("out", nargs="?", type=Path, metavar="OUT.mp4")
    parser.add_argument("--list", action="store_true", help="print the ids of all samples")
    parser.add_argument("--progress", action="store_true", help="print JSON lines while drawing")
    return parser


def _make(sample: str, out: Path, *, told: bool) -> int:
    # OpenCV and PyAV are loaded only to draw, not to list or to refuse.
    from labs.render import render
    from labs.write import MissingEncoderError, write_clip

    scene = SAMPLES[sample]
    frames = render(scene)
    try:
        write_clip(out, _counted(frames, scene.frames) if told else frames, scene.fps)
    except (MissingEncoderError, OSError) as error:
        return _refuse(f"The clip could not be written: {error}.")
    return 0


def _counted(frames: Iterable[NDArray[np.uint8]], total: int) -> Iterator[NDArray[np.uint8]]:
    for count, frame in enumerate(frames, 1):
        yield frame
        sys.stdout.write(json.dumps({"step": "draw", "done": round(count / total, 3)}) + "\n")
        sys.stdout.flush()


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
