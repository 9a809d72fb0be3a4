"""What the engine raises.

ContinuityError
    UnreadableClipError   missing, empty, or nothing a decoder knows as moving pictures
    NoPicturesError       a container without a video stream
    DamagedClipError      a video stream of which no picture could be decoded
    TooShortError         fewer frames than the measures need
    NoSuchFrameError      a region was drawn on a frame that was not analysed
    TooLargeFileError     more bytes than the limit
    TooLargeFrameError    more pixels in a frame than the limit
    TooSmallFrameError    fewer pixels on a side than the measures need
    TooMuchMemoryError    decoding wants more memory than the process may use
    CancelledError        the caller asked to stop

Each carries a `code` and `facts` for the interface, which says it in the reader's language; as text
it is one English sentence for the command line.
"""

from collections.abc import Callable, Mapping


class ContinuityError(Exception):
    """Base of every error the engine raises on purpose."""

    code = "failed"
    sentence = "{name} could not be analysed: export it again as mp4 (H.264) and retry."

    def __init__(self, **facts: str | float) -> None:
        self.facts: Mapping[str, str | float] = facts
        super().__init__(self.sentence.format(**facts))

    def __reduce__(self) -> tuple[Callable[..., "ContinuityError"], tuple[object, ...]]:
        # Facts are keywords, which pickle does not pass on: without this, a pool of processes that
        # meets a bad clip waits for ever.
        return _again, (type(self), dict(self.facts))


class UnreadableClipError(ContinuityError):
    """The file is missing, empty, or no decoder knows it as moving pictures."""

    code = "unreadable"
    sentence = (
        "{name} is not a video that can be read: export it again as mp4 (H.264), webm or gif."
    )


class NoPicturesError(ContinuityError):
    """The container holds no video stream."""

    code = "no_pictures"
    sentence = "{name} holds sound but no pictures: choose a file with a video track."


class DamagedClipError(ContinuityError):
    """There is a video stream, but not one picture of it could be decoded."""

    code = "damaged"
    sentence = "{name} is damaged, no picture in it could be read: download or export it again."


class TooShortError(ContinuityError):
    """Fewer frames than the measures need."""

    code = "too_short"
    sentence = (
        "{name} has {frames} readable frames, and at least {least} are needed: "
        "choose a longer clip."
    )


class NoSuchFrameError(ContinuityError):
    """A region to follow was drawn on a frame that was not analysed."""

    code = "no_such_frame"
    sentence = (
        "{name} was analysed up to frame {last}, and a region is to be followed "
        "from frame {frame}: choose an earlier one."
    )


class TooLargeFileError(ContinuityError):
    """More bytes than the limit."""

    code = "too_large_file"
    sentence = (
        "{name} is {size_mb:.0f} MB, the limit is {limit_mb:.0f} MB: "
        "shorten the clip or export it smaller."
    )


class TooLargeFrameError(ContinuityError):
    """More pixels in a frame than the limit."""

    code = "too_large_frame"
    sentence = (
        "{name} is {width} x {height} pixels, the limit is 4K ({limit_megapixels:.1f} megapixels): "
        "export it at 1080p or 720p."
    )


class TooSmallFrameError(ContinuityError):
    """Fewer pixels on a side than the measures need."""

    code = "too_small_frame"
    sentence = (
        "{name} is {width} x {height} pixels, and at least {least_px} are needed on each side: "
        "export it larger."
    )


class TooMuchMemoryError(ContinuityError):
    """Decoding wants more memory than the process may use."""

    code = "too_much_memory"
    sentence = "{name} needs more memory than there is here: export it at 1080p or 720p."


class CancelledError(ContinuityError):
    """The caller asked to stop."""

    code = "cancelled"
    sentence = "The analysis was cancelled."


def _again(kind: type[ContinuityError], facts: dict[str, str | float]) -> ContinuityError:
    return kind(**facts)
