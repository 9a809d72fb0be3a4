"""What every store of accounts can do; each call may raise `learner.accounts.Trouble`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from learner.accounts import Profile
from learner.comments import (
    Action,
    CommentPage,
    Issue,
    Logged,
    NoticePage,
    Reported,
    Why,
)
from learner.facts import Fact
from learner.stored import Stored


class ProgressStore(Protocol):
    """Where one account's facts are kept. It only grows, and keeps each fact once."""

    def facts(self) -> Stored:
        """Return all facts of this account, and how many rows this version cannot read."""

    def add_facts(self, facts: Iterable[Fact]) -> int:
        """Add `facts` (at most 500), and return how many there are now. Repeating is harmless."""


class Store(ProgressStore, Protocol):
    """Everything else, for one visit: somebody signed in, or nobody."""

    def profile(self) -> Profile:
        """Return this account's profile."""

    def change_profile(
        self,
        display_name: str | None = None,
        language: str | None = None,
        notify_replies: bool | None = None,
    ) -> Profile:
        """Change what is given, and return the profile."""

    def export(self) -> Mapping[str, object]:
        """Return everything kept about this account, as JSON has it."""

    def delete_account(self) -> None:
        """Delete this account and its data, for good. Replies of others stay where they are."""

    def comments(
        self, lesson: str, *, newest: bool = True, page: int = 0, language: str = ""
    ) -> CommentPage:
        """Return a page of the threads under a lesson; a thread is as old as its beginning.

        With a `language`, of those that begin in it.
        """

    def comment(self, lesson: str, language: str, body: str, parent: int | None = None) -> int:
        """Write a comment, or a reply to one that begins a thread; return its id."""

    def edit(self, comment: int, body: str) -> None:
        """Change the words of one's own comment."""

    def delete(self, comment: int) -> None:
        """Delete one's own comment: its place stays, its words are gone."""

    def ring(self, thread: int, wanted: bool) -> None:
        """Say whether replies in a thread are to be told of, whatever the profile says."""

    def notices(self, page: int = 0) -> NoticePage:
        """Return a page of what this account was told."""

    def unread(self) -> int:
        """Return how many notices are unread."""

    def mark_read(self, notices: Sequence[int] | None = None) -> None:
        """Mark these notices as read; without any, all of them."""

    def report(self, comment: int, why: Why, words: str = "") -> None:
        """Report a comment to the moderators, once."""

    def report_issue(self, issue: Issue) -> None:
        """Report a mistake on a page; also for nobody in particular."""

    def queue(self) -> tuple[Reported, ...]:
        """Return the comments with open reports, and those hidden; for moderators."""

    def moderate(self, comment: int, action: Action, reason: str) -> None:
        """Do something about a comment, and close its reports; for moderators."""

    def mute(self, user_id: str, hours: int, reason: str) -> None:
        """Keep an account from writing for `hours`; 0 lets it write again. For moderators."""

    def issues(self) -> tuple[Issue, ...]:
        """Return the reported mistakes that are open, the newest first; for moderators."""

    def close_issue(self, issue: int, reason: str) -> None:
        """Close a reported mistake; for moderators."""

    def log(self, page: int = 0) -> tuple[Logged, ...]:
        """Return a page of what moderators did, the newest first; for moderators."""
