"""What is known of a clip before its analysis ends: its facts, a few frames, lines that grow."""

import streamlit as st

from components import drawing, session
from components.plain import plain
from continuity.early import PICTURES, Early, Facts
from figures import growing

_WIDE_PX = 612
"""As wide as the text beside it."""


def show(name: str, early: Early) -> None:
    """Draw what is known so far of the clip that the visitor calls `name`."""
    if early.facts is None:
        return
    with st.container(key="growing", width=_WIDE_PX):
        st.caption(_facts(name, early.facts))
        if early.pictures:
            _pictures(early)
        if len(early.index) > 1:
            _lines(early, early.facts)


def _facts(name: str, facts: Facts) -> str:
    """Return a line like that over a result, without what the file does not say."""
    say = session.speak()
    parts = [plain(name), f"{facts.width} × {facts.height}"]
    parts += [say("waiting.fps", fps=facts.fps)] if facts.fps else []
    parts += [say("waiting.frames", frames=facts.frames)] if facts.frames else []
    parts += [say("waiting.duration", duration_s=facts.duration_s)] if facts.duration_s else []
    return " · ".join(parts)


def _pictures(early: Early) -> None:
    say = session.speak()
    captions = {index: say("waiting.picture", index=index) for index in early.pictures}
    drawing.show(growing.strip(early.pictures, captions, PICTURES), key="first-frames")


def _lines(early: Early, facts: Facts) -> None:
    say = session.speak()
    analysed = session.registry().limits.seconds / facts.duration_s if facts.duration_s else 1.0
    last = max(early.index[-1], round(min(1.0, analysed) * facts.frames) - 1)
    labels = {name: say(f"measures.{name}") for name in early.series}
    alt = say("waiting.lines_alt", frames=len(early.index), names=", ".join(labels.values()))
    drawing.show(growing.growing(early, last, labels, alt), key="growing-lines")
    st.caption(say("waiting.lines"))
