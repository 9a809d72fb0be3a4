"""The home page: what this is, two doors, the lessons."""

from html import escape

import streamlit as st

from components import heading, onward, session, strip
from course import Card, catalogue


def opening() -> None:
    """Draw the sentence that says what this is, and the picture that shows it."""
    say = session.speak()
    with st.container(key="opening"):
        st.title(say("home.sentence"), anchor=False)
        heading.lead(say("home.more"))
    strip.show()


def doors() -> None:
    """Draw the two ways in: a sample clip, and the first lesson there is."""
    say = session.speak()
    sample, lesson = st.columns(2, gap="medium")
    with sample, st.container(key="panel-door-sample", height="stretch"):
        heading.part(say("home.sample_title"))
        st.markdown(say("home.sample_text"))
        onward.link("pages/clip_lab.py", say("home.sample_link"))
    first = next(iter(catalogue()), None)
    if first:
        with lesson, st.container(key="panel-door-lesson", height="stretch"):
            heading.part(say("home.lesson_title", number=first.number))
            title = first.title.in_(session.language())
            st.markdown(say("home.lesson_text", title=title, minutes=first.minutes))
            onward.link(f"pages/{first.id}.py", say("home.lesson_link"))
    st.caption(say("home.private"))


def lessons() -> None:
    """Draw a quiet row per lesson."""
    say = session.speak()
    heading.part(say("home.track"))
    rows = "".join(_row(card) for card in catalogue())
    st.html(f'<ol class="track">{rows}</ol>')


def _row(card: Card) -> str:
    say, language = session.speak(), session.language()
    title = escape(card.title.in_(language))
    return (
        f'<li><a href="{card.id}?lang={language}" target="_self"><span>{card.number:02d}</span>'
        f"<b>{title}</b><span>{escape(say('home.minutes', minutes=card.minutes))}</span></a></li>"
    )
