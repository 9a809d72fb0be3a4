"""The home page: what this is, two doors, the lessons."""

from html import escape

import streamlit as st

from components import heading, onward, session, strip
from course import Card, catalogue


def opening() -> None:
    """Draw the sentence that says what this is, and the picture that shows it."""
    say = session.speak()
    heading.top(say("home.sentence"), say("home.more"))
    strip.show()


def doors() -> None:
    """Draw the two ways in: a sample clip, and the first lesson there is."""
    say = session.speak()
    first = next(iter(catalogue()), None)
    with st.container(key="side-by-side-doors"):
        _door("sample", say("home.sample_title"), say("home.sample_text"), "clip_lab")
        if first:
            title = first.title.in_(session.language())
            text = say("home.lesson_text", title=title, minutes=first.minutes)
            _door("lesson", say("home.lesson_title", number=first.number), text, first.id)
    st.caption(say("home.private"))


def _door(name: str, title: str, text: str, page: str) -> None:
    with st.container(key=f"panel-door-{name}", height="stretch"):
        st.markdown(f"## {title}\n\n{text}", anchors=False)
        onward.link(f"pages/{page}.py", session.speak()(f"home.{name}_link"))


def lessons() -> None:
    """Draw a quiet row per lesson."""
    heading.part(session.speak()("home.track"))
    rows = "".join(_row(card) for card in catalogue())
    st.html(f'<ol class="track">{rows}</ol>')


def _row(card: Card) -> str:
    say, language = session.speak(), session.language()
    title = escape(card.title.in_(language))
    return (
        f'<li><a href="{card.id}?lang={language}" target="_self"><span>{card.number:02d}</span>'
        f"<b>{title}</b><span>{escape(say('home.minutes', minutes=card.minutes))}</span></a></li>"
    )
