"""Draw a scene: `python -m labs NAME OUT.mp4 [--progress]`.

OUT.npy holds its bare frames, OUT.json its first frame and what the others add to it.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from labs import direct_a_clip, two_frames
from labs.cutting import cut
from labs.metric_clips import CLIPS
from labs.samples import SAMPLES
from labs.scene import Scene
from labs.takes import STILLS, TAKES

FILMS: Mapping[str, tuple[Scene, ...]] = {
    **{name: (scene,) for name, scene in {**SAMPLES, **TAKES, **CLIPS}.items()},
    **STILLS,
    **{f"watch-{name}": (scene,) for name, scene in two_frames.CLIPS.items()},
    **{wish.name: (direct_a_clip.scene(wish),) for wish in direct_a_clip.WISHES},
    "pairs": two_frames.PAIRS,
}
"""What can be drawn: the scenes of a film, one after the other."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write one clip, or list their names; return the exit status: 0, or 2 after a sentence."""
    parser = _parser()
    wishes = parser.parse_args(arguments)
    if wishes.list:
        sys.stdout.write("".join(f"{name}\n" for name in FILMS))
        return 0
    if wishes.name is None or wishes.out is None:
        parser.error("say which scene, and where to write it")
    if wishes.name not in FILMS:
        return _refuse(f"There is no scene {wishes.name}: choose one of {', '.join(FILMS)}.")
    if not wishes.out.parent.is_dir():
        return _refuse(f"There is no folder {wishes.out.parent} to write the clip into.")
    if wishes.out.suffix in (".npy", ".json"):
        return _save(FILMS[wishes.name], wishes.out)
    return _make(FILMS[wishes.name], wishes.out, told=wishes.progress)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m labs", description=__doc__)
    parser.add_argument("name", nargs="?", metavar="NAME")
    parser.add_argument("out", nargs="?", type=Path, metavar="OUT")
    parser.add_argument("--list", action="store_true", help="print the names of all scenes")
    parser.add_argument("--progress", action="store_true", help="print JSON lines while drawing")
    return parser


def _save(scenes: Sequence[Scene], out: Path) -> int:
    from labs.render import render

    pictures = np.stack([frame[..., ::-1] for scene in scenes for frame in render(scene)])
    try:
        if out.suffix == ".npy":
            np.save(out, pictures)
        else:
            out.write_text(json.dumps([asdict(part) for part in cut(pictures)]), encoding="utf-8")
    except OSError as error:
        return _refuse(f"The frames could not be written: {error}.")
    return 0


def _make(scenes: Sequence[Scene], out: Path, *, told: bool) -> int:
    # OpenCV and PyAV are loaded only to draw, not to list or to refuse.
    from labs.render import render
    from labs.write import MissingEncoderError, write_clip

    frames = chain.from_iterable(map(render, scenes))
    total = sum(scene.frames for scene in scenes)
    try:
        write_clip(out, _counted(frames, total) if told else frames, scenes[0].fps)
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
