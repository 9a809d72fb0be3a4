"""Every word of the course with its meaning, and the lessons that use it."""

from collections.abc import Iterable, Iterator
from html import escape

import streamlit as st

from components import session
from course import Card
from course.glossary import Term, glossary, uses

_CSS = """
.stMain .st-key-glossary h2 { padding: 1.6rem 0 0.2rem; font-size: 1.08rem; font-weight: 600; }
.st-key-glossary h2 small { font-size: 0.9rem; font-weight: 400; }
.st-key-glossary :is(h2 small, .used), .st-key-glossary .used a { color: var(--quiet); }
.st-key-glossary .used a { white-space: nowrap; }
.stMain .st-key-glossary p { margin: 0; }
.stMain .st-key-glossary .used { font-size: 0.88rem; }
"""


def show() -> None:
    """Draw the words in the order of the visitor's language, each with an anchor of its own."""
    language = session.language()
    terms = sorted(glossary(), key=lambda term: term.word.in_(language).casefold())
    places = uses(language)
    entries = ("\n\n".join(_entry(term, places.get(term.id, ()))) for term in terms)
    with st.container(key="glossary"):
        st.markdown("\n\n".join(entries), unsafe_allow_html=True)
        st.html(f"<style>{_CSS}</style>")


def _entry(term: Term, places: Iterable[tuple[Card, str]]) -> Iterator[str]:
    language, say = session.language(), session.speak()
    word, other = term.word.in_(language), term.word.in_("en" if language == "ko" else "ko")
    beside = f" <small>{escape(other)}</small>" if other != word else ""
    yield f'<h2 data-anchor="{term.id}">{escape(word)}{beside}</h2>'
    yield f"<p>{escape(term.meaning.in_(language))}</p>"
    links = [
        f'<a href="{card.id}?lang={language}#{section}" target="_self">'
        f"{escape(say('glossary.lesson', number=card.number))}</a>"
        for card, section in places
    ]
    if links:
        yield f'<p class="used">{", ".join(links)}</p>'
