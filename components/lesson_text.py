"""The sections of a lesson: headings with anchors, prose, notes, myths, figures and labs."""

from base64 import b64encode
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from components import analyser, session
from course.lesson import Lesson
from course.prose import PICTURES, Fence, Prose, Section

LABS: dict[str, Callable[[], None]] = {"clip-analyser": partial(analyser.show, "lesson")}
"""What draws a lab, by the id that lessons give it."""

TEXT_PX = 612  # 36 letters of 17 px: some 70 Latin ones or 36 Hangul to the line


def show(folder: Path, lesson: Lesson) -> None:
    """Draw the text of `lesson`, whose pictures lie in `folder`."""
    for section in lesson.sections(session.language()):
        with st.container(key=f"section-{section.id}"):
            _show_section(folder, lesson, section)


def heading(title: str, anchor: str) -> None:
    """Draw the heading of a section that the address `#anchor` leads to."""
    with st.container(width=TEXT_PX):
        st.header(title, anchor=anchor)


def _show_section(folder: Path, lesson: Lesson, section: Section) -> None:
    heading(section.title, section.id)
    if section.stale:
        with st.container(width=TEXT_PX):
            st.caption(session.speak()("lesson.stale", address=f"?lang=en#{section.id}"))
    for block in section.blocks:
        if isinstance(block, Fence) and block.name == "lab":
            _lab(lesson, block)
        else:
            with st.container(width=TEXT_PX):
                _show_block(folder, block)


def _show_block(folder: Path, block: Prose | Fence) -> None:
    match block:
        case Prose():
            st.markdown(block.markdown)
        case Fence(name="figure"):
            st.html(_figure(folder / block.argument, block))
        case Fence():
            _boxed(block)


def _boxed(fence: Fence) -> None:
    with st.container(key=f"lesson-{fence.name}-{fence.line}", gap="small"):
        if fence.name == "myth":
            st.html(f'<p class="lesson-label">{escape(session.speak()("lesson.myth"))}</p>')
        if fence.argument:
            st.markdown(f"**{fence.argument}**")
        st.markdown(fence.markdown)


def _figure(picture: Path, fence: Fence) -> str:
    # Not st.image: that loads NumPy and Pillow, some 15 MB, to pass these bytes on.
    source = f"data:{PICTURES[picture.suffix]};base64,{b64encode(picture.read_bytes()).decode()}"
    return (
        f'<figure class="lesson-figure"><img src="{source}" alt="{escape(fence.alt)}">'
        f"<figcaption>{escape(fence.markdown)}</figcaption></figure>"
    )


def _lab(lesson: Lesson, fence: Fence) -> None:
    lab = next(lab for lab in lesson.labs if lab.id == fence.argument)
    with st.container(key=f"lesson-lab-{lab.id}"):
        st.subheader(lab.title.in_(session.language()), anchor=lab.id)
        LABS[lab.id]()
