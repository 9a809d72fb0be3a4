"""The ways from a lesson to the one before and the one after."""

from components import onward, session
from course import Card, catalogue
from course.lesson import Lesson


def show(lesson: Lesson) -> None:
    """Draw a link to each of them."""
    cards = catalogue()
    before = [card for card in cards if card.number < lesson.number]
    after = [card for card in cards if card.number > lesson.number]
    if before:
        _link("previous", before[-1])
    if after:
        _link("next", after[0])


def _link(way: str, card: Card) -> None:
    title = f"{card.number:02d} {card.title.in_(session.language())}"
    onward.link(card.id, session.speak()(f"lesson.{way}", title=title))
