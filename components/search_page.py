"""A field to search by, and what was found, each with a passage and a link to the very place."""

from html import escape
from urllib.parse import quote

import streamlit as st

from components import session
from course.places import Place
from course.search import MOST, MOST_LETTERS, Hit, near, search
from i18n import Language

KEY = "q"
"""Key of the field, and its name in the address: a search can be passed on as a link."""

_CSS = """
.stMain .hits { list-style: none; margin: 0; padding: 0; max-width: 44rem; }
.stMain .hits li { margin: 0; padding: 0.9rem 0 1rem; }
.hits li + li { border-top: 1px solid var(--line); }
.hits a, .asked a { color: var(--accent); font-weight: 600; text-decoration: none; }
.hits a { display: block; }
.hits a:hover, .asked a:hover { text-decoration: underline; }
.stMain :is(.hits span, .asked) { font-size: 0.88rem; color: var(--quiet); }
.stMain .hits p { margin: 0.3rem 0 0; }
.hits mark { color: inherit; background: light-dark(#D5E9EE, #1F4650); padding: 0 0.1em; }
.stMain .asked { margin: 0.4rem 0 0.6rem; }
"""


def show() -> None:
    """Draw the field and, below it, what it finds."""
    asked = st.text_input(
        session.speak()("search.label"),
        key=KEY,
        max_chars=MOST_LETTERS,
        bind="query-params",
        width=480,
    ).strip()
    st.html(f"{_found(asked) if asked else _examples()}<style>{_CSS}</style>")


def _found(asked: str) -> str:
    say, language = session.speak(), session.language()
    hits = search(asked, language)
    if not hits:
        word = near(asked, language)
        hint = f" {say('search.near', word=_again(word))}" if word else ""
        nothing = say("search.nothing", asked=escape(asked))
        return f'<p class="asked" role="status">{nothing}{hint}</p>{_examples()}'
    form = "found_one" if len(hits) == 1 else "found_most" if len(hits) == MOST else "found"
    count = say(f"search.{form}", count=len(hits), asked=escape(asked))
    rows = "".join(_row(hit, language) for hit in hits)
    return f'<p class="asked" role="status">{count}</p><ol class="hits">{rows}</ol>'


def _examples() -> str:
    say = session.speak()
    links = ", ".join(map(_again, say("search.examples").split(", ")))
    return f'<p class="asked">{say("search.try")}: {links}</p>'


def _again(asked: str) -> str:
    address = f"search?lang={session.language()}&{KEY}={quote(asked)}"
    return f'<a href="{escape(address)}" target="_self">{escape(asked)}</a>'


def _row(hit: Hit, language: Language) -> str:
    place, heading = hit.place, escape(hit.place.heading.in_(language))
    address = f"{place.page}?lang={language}#{place.anchor}".removesuffix("#")
    words = "".join(
        f"<mark>{escape(part)}</mark>" if n % 2 else escape(part)
        for n, part in enumerate(hit.passage)
    )
    return (
        f'<li><a href="{address}" target="_self">{heading}</a><span>{escape(_where(place))}</span>'
        f'<p lang="{hit.language}">{words}</p></li>'
    )


def _where(place: Place) -> str:
    say = session.speak()
    if place.lesson:
        title = place.lesson.in_(say.language)
        return say("search.lesson", number=place.number, title=title)
    return say("search.head", number=place.number) if place.number else say("search.word")
