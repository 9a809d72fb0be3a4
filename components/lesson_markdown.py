"""The text of a lesson as Markdown: headings with anchors, prose, boxes and figures.

What Markdown has no word for is HTML. The check of the course sees to it that a lesson's own words
hold none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from components import asking, pictures
from components.lesson_terms import marked
from course.lesson import Lab, Lesson
from course.prose import Fence, Prose, Section
from i18n import Words


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading, to which the address `#id` leads."""

    id: str
    title: str
    pieces: tuple[str | Lab, ...]

    @property
    def heading(self) -> str:
        """Return the heading."""
        return heading(2, self.id, self.title)

    @property
    def flat(self) -> "str | Part":
        """Return all of it as Markdown, or the part itself if it holds a lab."""
        texts = [piece for piece in self.pieces if isinstance(piece, str)]
        if len(texts) < len(self.pieces):
            return self
        return box(f"lesson-section section-{self.id}", self.heading, *texts, tag="section")


def of_section(folder: Path, lesson: Lesson, section: Section, say: Words) -> Part:
    """Return a `section` of the text of `lesson`, whose pictures lie in `folder`."""
    return Part(section.id, section.title, tuple(_pieces(folder, lesson, section, say)))


def heading(level: int, id: str, title: str) -> str:
    """Return the heading to which the address `#id` leads."""
    return f'<h{level} data-anchor="{id}">{escape(title)}</h{level}>'


def box(name: str, *texts: str, tag: str = "div") -> str:
    """Return the Markdown `texts`, one below the other, in an HTML element of the class `name`."""
    return "\n\n".join([f'<{tag} class="{name}">', *texts, f"</{tag}>"])


def line(name: str, text: str) -> str:
    """Return plain `text` as a paragraph of the class `name`."""
    return f'<p class="{name}">{escape(text)}</p>'


def listed(texts: Iterable[str], mark: str = "-") -> str:
    """Return a Markdown list."""
    return "\n".join(f"{mark} {text}" for text in texts)


def _pieces(folder: Path, lesson: Lesson, section: Section, say: Words) -> Iterator[str | Lab]:
    if section.stale:
        yield box("lesson-stale", say("lesson.stale", address=f"?lang=en#{section.id}"))
    for block in marked(section.blocks, say.language):
        yield block.markdown if isinstance(block, Prose) else _fenced(folder, lesson, block, say)


def _fenced(folder: Path, lesson: Lesson, fence: Fence, say: Words) -> str | Lab:
    match fence.name:
        case "lab":
            return next(lab for lab in lesson.labs if lab.id == fence.argument)
        case "predict":
            return asking.place(lesson, "predict", fence.argument)
        case "check":
            return asking.place(lesson, "check", fence.argument)
        case "figure":
            return _figure(folder / fence.argument, fence)
        case name:
            return box(f"lesson-box lesson-{name}", *_boxed(fence, say))


def _boxed(fence: Fence, say: Words) -> Iterator[str]:
    if fence.name == "myth":
        yield line("lesson-label", say("lesson.myth"))
    if fence.name == "snapshot":
        yield line("lesson-label", say("lesson.snapshot", date=fence.argument))
    elif fence.argument:
        yield f"**{fence.argument}**"
    yield fence.markdown


def _figure(picture: Path, fence: Fence) -> str:
    source = pictures.address(picture)
    caption = escape(" ".join(fence.markdown.split()))
    return (
        f'<figure class="lesson-figure"><img src="{source}" alt="{escape(fence.alt)}">'
        f"<figcaption>{caption}</figcaption></figure>"
    )
