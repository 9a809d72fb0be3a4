"""What learners say to one another under a lesson, and what moderators do about it.

Times are ISO 8601 with their zone, as the database's clock has them.
"""

from dataclasses import dataclass
from enum import StrEnum

PAGE = 20
"""How many threads, notices or entries of a log are asked for at once."""
MOST_LETTERS = 4_000
"""Of a comment, and of a report about a page."""
MOST_REASON = 500
"""Letters of a report of a comment, and of a moderator's reason."""
MOST_NAME = 40


class State(StrEnum):
    """What became of a comment. Only a visible one has words."""

    VISIBLE = "visible"
    DELETED = "deleted"
    HIDDEN = "hidden"


class Action(StrEnum):
    """What a moderator does about a comment."""

    HIDE = "hide"
    RESTORE = "restore"
    DELETE = "delete"
    DISMISS = "dismiss"
    """Close the reports and leave the comment as it is."""


class Why(StrEnum):
    """Why a comment is reported."""

    SPAM = "spam"
    HURTFUL = "hurtful"
    OFF_TOPIC = "off-topic"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment and, if it begins a thread, the replies to it, the oldest first.

    `author` is "" where the account is gone, and `author_id` too. `bell` says whether the visitor
    asked to be told of replies in this thread: None where nothing was said, so that the profile
    decides.
    """

    id: int
    lesson: str
    language: str
    parent: int | None
    author_id: str
    author: str
    body: str
    state: State
    created_at: str
    edited_at: str | None = None
    bell: bool | None = None
    replies: tuple["Comment", ...] = ()


@dataclass(frozen=True, slots=True)
class CommentPage:
    """At most `PAGE` threads of a lesson, and how many threads there are."""

    threads: tuple[Comment, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Somebody replied: where, who, and how the reply begins."""

    id: int
    comment: int
    thread: int
    lesson: str
    author: str
    beginning: str
    created_at: str
    read: bool


@dataclass(frozen=True, slots=True)
class NoticePage:
    """At most `PAGE` notices, the newest first; how many there are, and how many are unread."""

    notices: tuple[Notice, ...]
    total: int
    unread: int


@dataclass(frozen=True, slots=True)
class Issue:
    """A mistake on a page, as a reader reports it.

    `link` is an address within this site ("/attention?heads=2"), or "". `id`, `created_at` and
    `closed` are the database's.
    """

    lesson: str
    section: str
    language: str
    revision: str
    body: str
    link: str = ""
    id: int = 0
    created_at: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Reported:
    """A comment in the moderators' queue, with its words even where it is hidden.

    `why` has one entry per open report; `words` are what those who reported it wrote.
    """

    comment: Comment
    why: tuple[Why, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry of the moderators' log. `comment` is None where it was about somebody's account."""

    id: int
    at: str
    moderator: str
    action: str
    comment: int | None
    user_id: str
    reason: str
