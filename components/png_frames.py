"""The frames a report speaks of as PNG files, with the boxes of the events drawn on them."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from components import key_events
from continuity.report import Report
from figures import marks
from figures.palette import LIGHT


def archive(report: Report, pictures: Mapping[int, bytes]) -> bytes:
    """Return a ZIP file: the first and the last frame, and those of the gravest failures."""
    out = BytesIO()
    # PNG is compressed already.
    with ZipFile(out, "w", ZIP_STORED) as files:
        for name, picture in _drawn(report, pictures):
            files.writestr(name, picture)
    return out.getvalue()


def _drawn(report: Report, pictures: Mapping[int, bytes]) -> Iterator[tuple[str, bytes]]:
    index = report.frames.index
    for name, frame in (("first", index[0]), ("last", index[-1])) if index else ():
        if frame in pictures:
            yield f"{name}-frame-{frame}.png", marks.as_png(pictures[frame])
    for number, event in key_events.gravest(report):
        for frame, names in key_events.moments(event).items():
            if frame not in pictures:
                continue
            name = f"event-{number}-{event.kind}-{'-'.join(names)}-frame-{frame}.png"
            if event.box is None:
                yield name, marks.as_png(pictures[frame])
            else:
                colour, label = LIGHT.of(event), str(number)
                picture = marks.boxed(pictures[frame], event.box, colour, label)
                yield name, picture
