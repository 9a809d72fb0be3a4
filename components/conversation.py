"""What one visit sees of the comments under a lesson, and what it asked to be done about them.

The browser asks, each time under a name of its own; what is asked of the store runs beside the
page. What an answer changed is read again.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from components import account, comment_requests, server_line, session, unread
from components.call import Call
from components.server_line import Line
from i18n import LANGUAGES
from learner.accounts import Code, Profile, Reason, Trouble
from learner.comments import PAGE, CommentPage

if TYPE_CHECKING:
    from learner.stores import Store

_MOST_NUMBER = 2**31
_MOST_PAGES = 25
"""How far a thread that somebody was told of is looked for."""


@dataclass(frozen=True, slots=True)
class View:
    """Which comments somebody looks at; `language` "" is all of them."""

    newest: bool = True
    language: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Led:
    """To which thread somebody was led, and by which notice; None by none."""

    thread: int | None = None
    notice: int | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What the store told: a page, where it was found, and the profile of whoever reads."""

    view: View
    page: CommentPage
    profile: Profile | None


@dataclass(slots=True)
class Conversation:
    """The comments under one lesson as one account sees them, for as long as the visit.

    `asked` is the name under which the browser asked for what is being read, if it did.
    """

    lesson: str
    view: View = field(default_factory=View)
    read: Read | None = None
    reading: Call | None = None
    asked: str = ""
    trouble: Trouble | None = None
    line: Line = field(default_factory=Line)

    @property
    def is_busy(self) -> bool:
        """Return whether something has not come back yet."""
        return bool(self.reading or self.line.under_way)

    def look(self, view: View, led: Led = Led(), asked: str = "") -> None:
        """Read the comments of a view; where somebody was led to a thread, the page it is on."""
        self.view, self.asked = view, asked
        known, signed_in = me(self), account.signed_in() is not None

        def work(store: "Store") -> Read:
            found = _found(store, self.lesson, view, led.thread)
            if led.notice and signed_in:
                _mark(store, led.notice)
            return Read(*found, known or (_profile(store) if signed_in else None))

        self.reading = Call(work)

    def hear(self, told: object) -> None:
        """Do what the browser asks, once."""
        asked = server_line.question(told)
        if asked is None or self.line.knows(asked[0]):
            return
        name, what = asked
        if what.get("do") == "read":
            self._hear_view(name, what)
        elif what.get("do") != "look":
            self._do(name, what)

    def _do(self, name: str, told: Mapping[str, object]) -> None:
        try:
            work = comment_requests.work(self.lesson, session.language(), told)
        except ValueError:
            self.line.answer(name, Trouble(Code.INVALID, Reason.TEXT))
        else:
            self.line.ask(name, Call(work), self._then(told))

    def _hear_view(self, name: str, told: Mapping[str, object]) -> None:
        page = _number(told.get("page"))
        if name != self.asked and page is not None:
            if _number(told.get("notice")):
                unread.state().one_less()
            view = View(told.get("newest") is True, _language(told.get("language")), page)
            self.look(view, Led(_number(told.get("thread")), _number(told.get("notice"))), name)

    def _then(self, told: Mapping[str, object]) -> Callable[[], None]:
        """Return what follows when it went well."""
        if told["do"] == "report":
            return lambda: None
        begins = told["do"] == "comment" and told.get("parent") is None
        return lambda: self.look(self._where_it_begins() if begins else self.view)

    def _where_it_begins(self) -> View:
        """Return the view in which a new thread is seen."""
        total = self.read.page.total if self.read else 0
        last = 0 if self.view.newest else total // PAGE
        return View(self.view.newest, "", last)

    def gather(self) -> None:
        """Take what has come back: called when the comments are drawn."""
        self.line.gather()
        if self.reading is not None and self.reading.done:
            back, self.reading = self.reading, None
            self.trouble = back.trouble
            if self.asked:
                self.line.answer(self.asked, back.trouble)
            if isinstance(back.result, Read):
                self.read = back.result
                self.view = back.result.view


def _number(told: object) -> int | None:
    return told if type(told) is int and 0 <= told < _MOST_NUMBER else None


def _language(asked: object) -> str:
    return next((language for language in LANGUAGES if language == asked), "")


def of(lesson: str) -> Conversation:
    """Return the comments under a lesson as whoever is signed in sees them."""
    here = account.signed_in()
    key = f"conversation {lesson} {here.user_id if here else ''}"
    return session.kept(key, lambda: Conversation(lesson))


def _found(store: "Store", lesson: str, view: View, thread: int | None) -> tuple[View, CommentPage]:
    found = store.comments(lesson, newest=view.newest, page=view.page, language=view.language)
    if thread is not None:
        return _with_thread(store, lesson, view, found, thread)
    if view.page and not found.threads and found.total:  # what stood there has gone
        last = (found.total - 1) // PAGE
        return _found(store, lesson, replace(view, page=last), None)
    return view, found


def _with_thread(
    store: "Store", lesson: str, view: View, page: CommentPage, thread: int
) -> tuple[View, CommentPage]:
    first = view, page
    for number in range(min(_MOST_PAGES, -(-page.total // PAGE))):
        if number:
            view = replace(view, page=number)
            page = store.comments(lesson, newest=view.newest, page=number, language=view.language)
        if any(it.id == thread for it in page.threads):
            return view, page
    return first


def _mark(store: "Store", notice: int) -> None:
    """Mark a notice as read, if that goes well: its thread is what was asked for."""
    with suppress(Trouble):
        store.mark_read([notice])


def _profile(store: "Store") -> Profile | None:
    """Return the profile of whoever reads; comments can be read without it."""
    try:
        return store.profile()
    except Trouble:
        return None


def me(conversation: Conversation) -> Profile | None:
    """Return the profile of whoever reads, as far as it is known."""
    if account.signed_in() is None:
        return None
    return unread.reader() or (conversation.read.profile if conversation.read else None)
