"""What the browser may ask to be done about comments, as calls to a store.

What comes from a browser is not trusted: what no page of ours asks is a ValueError.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from i18n import Language
from learner.comments import MOST_LETTERS, MOST_REASON, Why

if TYPE_CHECKING:
    from learner.stores import Store


def work(
    lesson: str, language: Language, told: Mapping[str, object]
) -> "Callable[[Store], object]":
    """Return what to ask of the store.

    Raises
    ------
    ValueError
        It is nothing that a page of ours asks.
    """
    match told.get("do"):
        case "comment":
            return _comment(lesson, language, told)
        case "edit":
            return _edit(told)
        case "delete":
            return _delete(told)
        case "ring":
            return _ring(told)
        case "report":
            return _report(told)
    raise ValueError("nobody asks that")


def _comment(
    lesson: str, language: Language, told: Mapping[str, object]
) -> "Callable[[Store], object]":
    body, parent = _words(told, "body", MOST_LETTERS), told.get("parent")
    above = None if parent is None else _number(parent)
    return lambda store: store.comment(lesson, language, body, above)


def _edit(told: Mapping[str, object]) -> "Callable[[Store], object]":
    comment, body = _number(told.get("comment")), _words(told, "body", MOST_LETTERS)
    return lambda store: store.edit(comment, body)


def _delete(told: Mapping[str, object]) -> "Callable[[Store], object]":
    comment = _number(told.get("comment"))
    return lambda store: store.delete(comment)


def _ring(told: Mapping[str, object]) -> "Callable[[Store], object]":
    thread, wanted = _number(told.get("thread")), told.get("wanted") is True
    return lambda store: store.ring(thread, wanted)


def _report(told: Mapping[str, object]) -> "Callable[[Store], object]":
    comment, why = _number(told.get("comment")), Why(str(told.get("why")))
    words = _words(told, "words", MOST_REASON)
    return lambda store: store.report(comment, why, words)


def _number(value: object) -> int:
    if type(value) is not int or value < 1:
        raise ValueError("a number was expected")
    return value


def _words(told: Mapping[str, object], name: str, most: int) -> str:
    words = told.get(name)
    if not isinstance(words, str) or len(words) > 2 * most:  # how much too long, the store says
        raise ValueError("words were expected")
    return words.strip()
