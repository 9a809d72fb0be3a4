"""`python -m continuity CLIP --json OUT`: a clip in, a report out; `batch --help`: many clips.

Exit status 0 and a report, or 2 and one sentence on standard error. With --progress, standard
output carries one JSON object a line: {"step", "done"}, {"warning", ...}, {"error", "facts"}, and
what is known early: {"clip"}, {"picture"}, {"rows"}, see `continuity.early`.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from continuity import ContinuityError, Region, Settings
from continuity.errors import TooMuchMemoryError
from continuity.insights import within
from continuity.limits import take_at_most

if TYPE_CHECKING:
    from continuity.decode import Header


def main(arguments: Sequence[str] | None = None) -> int:
    """Analyse one clip, or a batch, as the command line asks; return the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["batch"] and len(words) > 1:
        from continuity import batch_command

        return batch_command.main(words[1:])
    asked = _parser().parse_args(words)
    # Loaded before the limit: a library that cannot load would say nothing of memory.
    from continuity import analysis  # noqa: F401

    take_at_most(asked.memory_mb, asked.cpu_s)
    try:
        if asked.probe:
            _tell(asdict(_probe(asked.clip)))
        else:
            _analyse(asked)
    except ContinuityError as error:
        return _refuse(error, asked.progress)
    except Exception as error:
        if asked.debug:
            raise
        kind = TooMuchMemoryError if _lacks_memory(error) else ContinuityError
        return _refuse(kind(name=asked.clip.name), asked.progress)
    return 0


def _lacks_memory(error: Exception) -> bool:
    """Return whether memory was short, in the words of Python, FFmpeg, the loader and OpenCV."""
    # FFmpeg that gets no thread says "try again"; -4 is OpenCV's StsNoMem.
    return (
        isinstance(error, MemoryError | BlockingIOError)
        or (isinstance(error, ImportError) and "failed to map" in str(error))
        or getattr(error, "code", None) == -4
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m continuity", description=(__doc__ or ""))
    parser.add_argument(
        "clip", type=Path, help="mp4, mov, webm, mkv, avi, or animated gif, webp; or a kept reel"
    )
    parser.add_argument("--json", type=Path, metavar="OUT", help="where the report goes")
    parser.add_argument("--progress", action="store_true", help="say how far it is, as JSON lines")
    parser.add_argument("--pictures", type=Path, metavar="DIR", help="where frames for the page go")
    parser.add_argument("--probe", action="store_true", help="only say what the file holds")
    parser.add_argument(
        "--seconds", type=float, default=Settings().max_duration_s, help="how much is analysed"
    )
    parser.add_argument(
        "--follow",
        type=_region,
        action="append",
        default=[],
        metavar="X,Y,W,H[@FRAME]",
        help="a region to follow, as fractions of the first frame or of FRAME; may be repeated",
    )
    parser.add_argument("--debug", action="store_true", help="show where an unforeseen error is")
    parser.add_argument("--memory-mb", type=int, help="most memory this process may take")
    parser.add_argument("--cpu-s", type=int, help="most seconds of work this process may take")
    return parser


def _region(text: str) -> Region:
    sides, _, frame = text.partition("@")
    try:
        x, y, w, h = (float(part) for part in sides.split(","))
    except ValueError:
        told = f"{text!r} is not four numbers with commas between: left, top, width, height"
        raise argparse.ArgumentTypeError(told) from None
    if frame and not frame.isdecimal():
        raise argparse.ArgumentTypeError(f"{frame!r} is no number of a frame: 0 is the first")
    try:
        return Region(within(x, y, w, h), int(frame or 0))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _probe(clip: Path) -> "Header":
    from continuity.source import probe

    return probe(clip, Settings())


def _analyse(asked: argparse.Namespace) -> None:
    from continuity import analysis, pictures

    settings = _settings(asked)

    def tell(step: str, done: float) -> None:
        if asked.progress:
            _tell({"step": step, "done": round(done, 4)})

    # Before the work: whoever reads along may want to ask whether a part will do. Others read one
    # sentence at the end, of what was done or why nothing was.
    warned, on_frame = False, None
    if asked.progress:
        from continuity.telling import Telling

        header = _probe(asked.clip)
        warned = _warn_if_longer(asked, header.duration_s)
        on_frame = Telling(header, settings, _tell).frame
    report, watched = analysis.remembered(
        asked.clip, settings, tell, follow=asked.follow, on_frame=on_frame
    )
    if not warned:  # a file may say too little about itself
        _warn_if_longer(asked, report.clip.duration_s)
    if asked.pictures:
        pictures.write(asked.clip, watched, report, asked.pictures, settings)
    if asked.json:
        asked.json.write_text(report.to_json(), encoding="utf-8")
    elif not asked.progress:
        sys.stdout.write(report.to_json() + "\n")


def _settings(asked: argparse.Namespace) -> Settings:
    settings = Settings(max_duration_s=asked.seconds)
    if asked.clip.is_dir():  # a region to follow: what is compared over the clip is all it takes
        return replace(settings, max_analysed_frames=settings.kept_frames)
    return settings


def _warn_if_longer(asked: argparse.Namespace, duration_s: float) -> bool:
    if duration_s <= asked.seconds:
        return False
    if asked.progress:
        told = {"duration_s": duration_s, "analysed_s": asked.seconds}
        _tell({"warning": "first_seconds", **told})
    else:
        sys.stderr.write(
            f"{asked.clip.name} lasts {duration_s:.1f} s; the first {asked.seconds:.0f} s were "
            "analysed (--seconds sets how many).\n"
        )
    return True


def _refuse(error: ContinuityError, progress: bool) -> int:
    if progress:
        _tell({"error": error.code, "facts": dict(error.facts)})
    sys.stderr.write(f"{error}\n")
    return 2


def _tell(row: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    status = main()
    if status:
        # What there is to say is said. Tidying up without memory may crash, and change the status.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
