"""The home page: what this is, two ways on, the lessons and how far each has come."""

import time
from html import escape
from math import ceil

import streamlit as st

from components import heading, learning, onward, session, strip
from course import Card, catalogue
from i18n import Words
from learner import XP, LessonProgress, Part
from learner.answers import DAY_MS

MINUTES_PER_REVIEW = 0.5


def opening() -> None:
    """Draw the sentence that says what this is, and the picture that shows it."""
    say = session.speak()
    heading.top(say("home.sentence"), say("home.more"))
    strip.show()


def ways() -> None:
    """Draw the two ways on: where this learner left off and what to recall, or two doors."""
    with st.container(key="side-by-side-ways"):
        if learning.progress().complete == len(catalogue()) > 0:
            _panel("complete", "clip_lab")
        else:
            _lesson()
        if learning.reviews():
            _reviews()
        else:
            _panel("sample", "clip_lab")
    st.caption(session.speak()("home.private"))


def lessons() -> None:
    """Draw a quiet row per lesson."""
    say = session.speak()
    heading.part(say("home.track"))
    rows = "".join(_row(card, say) for card in catalogue())
    st.html(f'<p class="quiet">{escape(say("home.how"))}</p><ol class="track">{rows}</ol>')


def _lesson() -> None:
    say, cards = session.speak(), {card.id: card for card in catalogue()}
    card = cards.get(learning.left_off() or "")
    if card:
        part = learning.progress().lessons[card.id].next_part or Part.READ
        title, todo = card.title.in_(say.language), say(f"home.next.{part}")
        text = say("home.go_on_text", number=card.number, title=title, next=todo)
        _panel("go_on", card.id, text=text)
    elif first := next(iter(cards.values()), None):
        title = say("home.lesson_title", number=first.number)
        name, minutes = first.title.in_(say.language), first.minutes
        text = say("home.lesson_text", title=name, minutes=minutes)
        _panel("lesson", first.id, title=title, text=text)


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


def _panel(name: str, page: str = "", *, title: str = "", text: str = "") -> None:
    say = session.speak()
    title, text = title or say(f"home.{name}_title"), text or say(f"home.{name}_text")
    with st.container(key=f"panel-way-{name}", height="stretch"):
        st.markdown(f"## {title}\n\n{text}", anchors=False)
        if page:
            onward.link(page, f"{say(f'home.{name}_link')} →")


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
