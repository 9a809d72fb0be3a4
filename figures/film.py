"""A clip with what was found in it: the frames of its reel, boxes on them, a strip below.

An event is shown while it lasts, and at least a second, or nobody could read it. What moves is
followed: places between two frames in which they are known lie on a straight line.
"""

import subprocess
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from continuity.kinds import Role
from continuity.report import Box, Element, Event, Report
from figures import marks
from figures.palette import DARK, LIGHT, Palette
from i18n import Words, words

_HANGUL = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansKR-Regular.otf",
    "NotoSansCJKkr-Regular.otf",
    "NanumGothic.ttf",
    "AppleSDGothicNeo.ttc",
    "malgun.ttf",
)
"""Files of fonts with Hangul, as systems name them; Pillow knows where each system keeps them."""
_FONT_FOR_KOREAN = ("fc-match", "--format=%{file}", ":lang=ko")
_NO_LETTER = "\U0010ffff"
_SIZE_PX, _PAD_PX, _BAR_PX = 15, 10, 8
_STRIP_PX = 2 * _SIZE_PX + 4 * _PAD_PX + _BAR_PX + 4
_LEAST_WIDTH_PX = 480
"""Of the film: a picture that is narrower stands in its middle, so that the words have room."""
_LINE_PX = 3
_LEAST_SHOWN_S = 1.0
_GROUND = "#121519"
_STRIP: Palette = DARK


@dataclass(frozen=True, slots=True)
class Artist:
    """Draws the frames of `report`, one by one, with the words of `say` in `font`."""

    report: Report
    say: Words
    font: marks.Font

    @classmethod
    def of(cls, report: Report, say: Words) -> "Artist":
        """Return an artist who speaks `say`, or English where no font here can show its letters."""
        if say.language == "ko":
            font = _hangul()
            return cls(report, say, font) if font else cls.of(report, words("en"))
        return cls(report, say, ImageFont.load_default(_SIZE_PX))

    def drawn(self, frame: Image.Image, index: int, time_s: float) -> Image.Image:
        """Return `frame`, number `index` at `time_s`, with all that is told of it; see `size`."""
        picture, shown = frame.copy(), self._shown(time_s)
        meant = {event.element for _, event in self._all() if not event.explained}
        for element in self.report.elements:
            if element.role is Role.SUBJECT or (
                element.id in meant and element.role is not Role.BACKGROUND
            ):
                self._thing(picture, element, index)
        for number, event in shown:
            self._event(picture, number, event, index)
        width, height = size(frame.size)
        whole = Image.new("RGB", (width, height), _GROUND)
        whole.paste(picture, ((width - picture.width) // 2, 0))
        self._strip(whole, height - _STRIP_PX, (index, time_s), shown)
        return whole

    def _all(self) -> list[tuple[int, Event]]:
        return list(enumerate(self.report.events, 1))

    def _shown(self, time_s: float) -> list[tuple[int, Event]]:
        times = dict(zip(self.report.frames.index, self.report.frames.time_s, strict=True))
        return [
            (number, event)
            for number, event in self._all()
            if times.get(event.start, 0.0)
            <= time_s
            <= max(times.get(event.end, 0.0), times.get(event.start, 0.0) + _LEAST_SHOWN_S)
        ]

    def _thing(self, picture: Image.Image, element: Element, index: int) -> None:
        box = self._place(element.id, index)
        if box:
            marks.outline(
                picture, box, LIGHT.roles[element.role], dashed=True, line_px=_LINE_PX, halo=False
            )

    def _event(self, picture: Image.Image, number: int, event: Event, index: int) -> None:
        colour = LIGHT.of(event)
        if event.box is None:  # of the whole picture
            ImageDraw.Draw(picture).rectangle(
                (0, 0, picture.width - 1, picture.height - 1), outline=colour, width=4
            )
            return
        followed = None if event.element is None else self._place(event.element, index)
        box = followed or event.box
        marks.outline(picture, box, colour, dashed=bool(event.explained), line_px=_LINE_PX)
        # Its name stands below: over small things close together names would hide each other.
        marks.tag(picture, box, colour, str(number), self.font, _SIZE_PX)

    def _place(self, element: int, index: int) -> Box | None:
        trails = self.report.trails
        return between(trails.index, trails.boxes.get(element, ()), index)

    def _strip(
        self,
        whole: Image.Image,
        top: int,
        moment: tuple[int, float],
        shown: Sequence[tuple[int, Event]],
    ) -> None:
        """Draw the number of the frame, what happens in it, and a line of the whole clip."""
        draw, (index, time_s) = ImageDraw.Draw(whole), moment
        told = self.say("html_report.moment", index=index, time_s=time_s)
        draw.text((_PAD_PX, top + _PAD_PX), told, _STRIP.ink, font=self.font)
        left, line = _PAD_PX, top + 2 * _PAD_PX + _SIZE_PX
        for number, event in shown:
            name = self.say("events.row", number=number, kind=self.say(f"kinds.{event.kind}.name"))
            length = draw.textlength(name, font=self.font)
            if left + length > whole.width - _PAD_PX:
                draw.text((left, line), "…", _STRIP.muted, font=self.font)
                break
            draw.text((left, line), name, _STRIP.of(event), font=self.font)
            left += round(length) + 2 * _PAD_PX
        self._line(draw, whole, index)

    def _line(self, draw: ImageDraw.ImageDraw, whole: Image.Image, index: int) -> None:
        first, last = self.report.frames.index[0], self.report.frames.index[-1]
        wide = whole.width - 2 * _PAD_PX

        def at(frame: int) -> float:
            return _PAD_PX + wide * (frame - first) / max(1, last - first)

        middle = whole.height - _PAD_PX - _BAR_PX / 2
        draw.line((at(first), middle, at(last), middle), _STRIP.line, 2)
        for _, event in self._all():
            ends = (
                at(event.start),
                middle - 2,
                max(at(event.end), at(event.start) + 2),
                middle + 1,
            )
            draw.rectangle(ends, _STRIP.of(event))
        draw.rectangle((at(index) - 1, middle - 6, at(index) + 1, middle + 5), _STRIP.ink)


def size(frame: tuple[int, int]) -> tuple[int, int]:
    """Return (width, height) of the film for frames of that size: even, as H.264 wants it.

    >>> size((640, 360))
    (640, 442)
    """
    width, height = max(frame[0], _LEAST_WIDTH_PX), frame[1] + _STRIP_PX
    return width + width % 2, height + height % 2


def between(index: Sequence[int], boxes: Sequence[Box | None], frame: int) -> Box | None:
    """Return where something is in `frame`, of which `boxes` tell in the frames of `index`.

    None where one of the two frames around it does not know the place.

    >>> between((0, 10), (Box(0, 0, 0.1, 0.1), Box(0.2, 0, 0.1, 0.3)), 5)
    Box(x=0.1, y=0.0, w=0.1, h=0.2)
    """
    after = bisect_right(index, frame)
    if not boxes or after == 0:
        return None
    before = boxes[after - 1]
    if before is None or index[after - 1] == frame or after == len(index):
        return before
    behind = boxes[after]
    if behind is None:
        return None
    share = (frame - index[after - 1]) / (index[after] - index[after - 1])
    return Box(*(a + share * (b - a) for a, b in zip(before, behind, strict=True)))


def _hangul() -> marks.Font | None:
    for name in (*_HANGUL, *_known_to_the_system()):
        try:
            font = ImageFont.truetype(name, _SIZE_PX)
        except OSError:
            continue
        if shows(font, "한"):
            return font
    return None


def shows(font: marks.Font, letter: str) -> bool:
    """Return whether `font` has a picture of `letter`, other than that of letters it has not."""
    return bytes(font.getmask(letter)) != bytes(font.getmask(_NO_LETTER))


def _known_to_the_system() -> tuple[str, ...]:
    """Return the file that fontconfig would take for Korean; it names one even if none can."""
    try:
        found = subprocess.run(  # noqa: S603 - no words but our own
            _FONT_FOR_KOREAN, capture_output=True, text=True, timeout=10, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    return (found.stdout,)
