"""The home page: what this is, two ways on, the lessons and how far each has come."""

import time
from collections.abc import Callable
from functools import partial
from html import escape
from math import ceil

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import account, heading, learning, onward, session, strip
from course import Card, catalogue
from i18n import Words
from learner import XP, LessonProgress, Part
from learner.answers import DAY_MS

MINUTES_PER_REVIEW = 0.5
DOORS = (1, 5)
"""The lessons to begin with, by number."""
SAMPLE = "fading-vase"
"""The sample that a newcomer is shown; its failure is the one in the picture above."""
_CSS = """
.stMain .track { list-style: none; margin: 0; padding: 0; }
.track li { margin: 0; }
.track li:first-child { border-top: 1px solid var(--line); }
.track a {
  display: flex; gap: 1.2rem; align-items: baseline; padding: 0.75rem 0.2rem;
  border-bottom: 1px solid var(--line); color: inherit; text-decoration: none;
}
.track a:hover b { color: var(--accent); }
.track b { flex: 1; font-weight: 500; }
.track span { color: var(--quiet); font-size: 0.9rem; }
.stMain .track small {
  margin-left: 0.4em; font-size: 0.82rem; font-weight: 400; color: var(--quiet);
}
.track .parts { display: flex; gap: 2px; width: 7rem; height: 6px; align-self: center; }
.track .parts i {
  background: linear-gradient(to right, var(--accent) var(--done), var(--unfilled) var(--done));
}
@media (max-width: 640px) {
  .track a { flex-wrap: wrap; }
  .track .parts { order: 1; width: 100%; }
}
"""


def opening() -> None:
    """Draw the sentence that says what this is, and the picture that shows it."""
    say = session.speak()
    heading.top(say("home.sentence"), say("home.more"))
    strip.show()


def ways() -> None:
    """Draw the two ways on: where this learner left off and what to recall, or two doors."""
    way, beside = _way_on(), _reviews if learning.reviews() else _sample
    with st.container(key="side-by-side-ways"):
        # A newcomer on a phone sees the first of them without scrolling.
        for draw in (beside, way) if way is _begin else (way, beside):
            draw()
    st.caption(session.speak()(f"home.private{'_account' if account.signed_in() else ''}"))


def lessons() -> None:
    """Draw a quiet row per lesson."""
    say = session.speak()
    heading.part(say("home.track"))
    rows = "".join(_row(card, say) for card in catalogue())
    how = f'<p class="quiet">{escape(say("home.how"))}</p>'
    st.html(f'{how}<ol class="track">{rows}</ol><style>{_CSS}</style>')


def _way_on() -> Callable[[], object]:
    """Return what draws the way on through the lessons."""
    if learning.progress().complete == len(catalogue()) > 0:
        return partial(_panel, "complete", "clip_lab")
    for card in catalogue():
        if card.id == learning.left_off():
            return partial(_go_on, card)
    return _begin


def _go_on(card: Card) -> None:
    say = session.speak()
    part = learning.progress().lessons[card.id].next_part or Part.READ
    title, todo = card.title.in_(say.language), say(f"home.next.{part}")
    text = say("home.go_on_text", number=card.number, title=title, next=todo)
    _panel("go_on", card.id, text=text)


def _begin() -> None:
    """Draw the way to the first lesson, and to the one that the whole course turns on."""
    say = session.speak()
    with _panel("lesson"):
        for card in (card for card in catalogue() if card.number in DOORS):
            title = card.title.in_(say.language)
            facts = {"number": card.number, "title": title, "minutes": card.minutes}
            onward.link(card.id, f"{say('home.lesson_link', **facts)} →")


def _sample() -> None:
    say = session.speak()
    with _panel("sample"):
        onward.link("clip_lab", f"{say('home.sample_link')} →", sample=SAMPLE)
        onward.link("clip_lab", f"{say('home.own_link')} →")


def _reviews() -> None:
    say, count = session.speak(), len(learning.due())
    if count:
        form = "reviews_due_one" if count == 1 else "reviews_due"
        minutes = ceil(count * MINUTES_PER_REVIEW)
        _panel("reviews", "review", text=say(f"home.{form}", count=count, minutes=minutes))
        return
    days = ceil((learning.reviews()[0].due_ms - time.time() * 1000) / DAY_MS)
    when = say("home.in_days", days=days) if days > 1 else say("home.within_a_day")
    _panel("reviews", text=say("home.reviews_later", when=when))


def _panel(name: str, page: str = "", *, text: str = "") -> DeltaGenerator:
    """Draw a panel, with a link to `page` if one is named, and return it for more."""
    say = session.speak()
    panel = st.container(key=f"panel-way-{name}", height="stretch")
    with panel:
        text = text or say(f"home.{name}_text")
        st.markdown(f"## {say(f'home.{name}_title')}\n\n{text}", anchors=False)
        if page:
            onward.link(page, f"{say(f'home.{name}_link')} →")
    return panel


def _row(card: Card, say: Words) -> str:
    title = escape(card.title.in_(say.language))
    standing = learning.progress().lessons.get(card.id)
    done, minutes = say("home.done"), say("home.minutes", minutes=card.minutes)
    here = ""
    if learning.left_off() == card.id:
        here = f'<small class="progress-line">{escape(say("home.here"))}</small>'
    return (
        f'<li><a href="{card.id}?lang={say.language}" target="_self"><span>{card.number:02d}</span>'
        f"<b>{title} {here}</b>{_parts(standing, say) if standing else ''}"
        f"<span>{escape(done if standing and standing.complete else minutes)}</span></a></li>"
    )


def _parts(standing: LessonProgress, say: Words) -> str:
    """Return a bar of five cells, as wide as their XP; nothing for a lesson not begun."""
    if not any(standing.xp.values()):
        return ""
    full = sum(standing.xp[part] == XP[part] for part in Part)
    label = escape(say("home.parts", done=full, total=len(Part)))
    cells = "".join(
        f'<i style="flex: {XP[part]}; --done: {standing.xp[part] / XP[part]:.0%}"></i>'
        for part in Part
    )
    return f'<span class="parts progress-line" role="img" aria-label="{label}">{cells}</span>'
