"""What an element of ours asks of the server, each time under a name, until it is answered.

The other end is `server_line.js`: it asks again where no answer comes, so each name counts once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from components import errand, session
from components.call import Call
from learner.accounts import Trouble

_MOST_ANSWERS = 30
_LONGEST_NAME = 40


def question(told: object) -> tuple[str, Mapping[str, object]] | None:
    """Return the name and the content of what the browser asks; None if it is of another visit."""
    if not isinstance(told, dict) or told.get("visit") != session.visitor():
        return None
    name = told.get("id")
    return (name, told) if isinstance(name, str) and 0 < len(name) <= _LONGEST_NAME else None


@dataclass(slots=True)
class Line:
    """What is under way, and what came of what was: None where all went well."""

    under_way: dict[str, tuple[Call, Callable[[], None]]] = field(default_factory=dict)
    answers: dict[str, Trouble | None] = field(default_factory=dict)

    def knows(self, name: str) -> bool:
        """Return whether this has been asked before."""
        return name in self.under_way or name in self.answers

    def ask(self, name: str, call: Call, then: Callable[[], None] = lambda: None) -> None:
        """Begin something; `then` follows when it went well."""
        self.under_way[name] = call, then

    def answer(self, name: str, trouble: Trouble | None) -> None:
        """Answer at once. The oldest answers are forgotten: they were heard long ago."""
        self.answers[name] = trouble
        while len(self.answers) > _MOST_ANSWERS:
            del self.answers[next(iter(self.answers))]

    def gather(self) -> None:
        """Take what has come back: called when the element is drawn."""
        for name, (call, then) in list(self.under_way.items()):
            if call.done:
                del self.under_way[name]
                self.answer(name, call.trouble)
                if call.trouble is None:
                    then()

    def told(self) -> dict[str, str]:
        """Return the answers as the browser takes them: a sentence where something went wrong."""
        return {
            name: errand.sentence(trouble) if trouble else ""
            for name, trouble in self.answers.items()
        }
