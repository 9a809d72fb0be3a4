"""Draw a film: `python -m figures REEL REPORT OUT.mp4`, a clip with its events marked in H.264.

REEL is the folder of frames that was kept of a clip, REPORT its report in JSON. With --progress,
standard output carries one JSON object a line. Exit status 0, or 2 after a sentence.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from continuity.errors import ContinuityError
from continuity.limits import take_at_most
from continuity.report import Report
from i18n import LANGUAGES, words

if TYPE_CHECKING:
    from PIL import Image

_CLOCK = Fraction(1, 90_000)
"""Seconds per tick of the film: the customary clock of video, which holds any frame rate."""
_OPTIONS = {"crf": "28", "preset": "veryfast", "threads": "2"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw one film as the command line asks; return the exit status."""
    asked = _parser().parse_args(arguments)
    # Loaded before the limit: a library that cannot load would say nothing of memory.
    import av  # noqa: F401

    from continuity import source  # noqa: F401
    from figures import film  # noqa: F401

    take_at_most(asked.memory_mb, asked.cpu_s)
    try:
        report = Report.from_json(asked.report.read_text(encoding="utf-8"))
        _write(asked, report)
    except (ContinuityError, OSError, ValueError) as error:
        sys.stderr.write(f"The film could not be drawn: {error}\n")
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m figures", description=__doc__)
    parser.add_argument("reel", type=Path, metavar="REEL")
    parser.add_argument("report", type=Path, metavar="REPORT")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="of its words")
    parser.add_argument("--progress", action="store_true", help="say how far it is, as JSON lines")
    parser.add_argument("--memory-mb", type=int, help="most memory this process may take")
    parser.add_argument("--cpu-s", type=int, help="most seconds of work this process may take")
    return parser


def _write(asked: argparse.Namespace, report: Report) -> None:
    import av
    import numpy as np

    # Its index at the front, so that a browser can begin before it has all.
    with av.open(str(asked.out), "w", format="mp4", options={"movflags": "+faststart"}) as out:
        stream = out.add_stream("libx264", rate=30, options=_OPTIONS)
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = _CLOCK
        for number, (picture, time_s) in enumerate(_frames(asked, report)):
            if number == 0:
                stream.width, stream.height = picture.size
            frame = av.VideoFrame.from_ndarray(np.asarray(picture), format="rgb24")
            frame.pts, frame.time_base = round(time_s / _CLOCK), _CLOCK
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))


def _frames(asked: argparse.Namespace, report: Report) -> Iterator[tuple["Image.Image", float]]:
    from PIL import Image

    from continuity.settings import Settings
    from continuity.source import read
    from figures.film import Artist

    artist = Artist.of(report, words(asked.language))
    settings, last = Settings(), max(1, report.frames.index[-1])
    for frame in read(asked.reel, settings.reel_side_px, settings):
        picture = Image.fromarray(frame.image[..., ::-1])
        yield artist.drawn(picture, frame.index, frame.time_s), frame.time_s
        if asked.progress:
            told = {"step": "film", "done": round(min(1.0, frame.index / last), 4)}
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
