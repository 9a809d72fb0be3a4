"""The one door to Supabase's database. Its libraries are loaded with the first call, not before.

A store is of one access token and keeps nothing else, so no visit can answer for another: when the
browser hands in a fresh token, make a new store, which costs nothing. All stores share one pool of
connections, which keeps neither tokens nor cookies.
"""

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, TypeVar

from learner.accounts import Account, Code, Profile, Project, Reason, Trouble
from learner.comments import (
    Action,
    Comment,
    CommentPage,
    Issue,
    Logged,
    NoticePage,
    Reported,
    Why,
)
from learner.facts import Fact
from learner.stored import Stored, from_rows, rows
from learner.stores import Store
from learner.troubles import of_database

if TYPE_CHECKING:
    import httpx
    from postgrest import SyncPostgrestClient

Row = TypeVar("Row")
_NOTHING: Any = "minimal"  # an enum of the library, which is loaded later

TIMEOUT_S, CONNECT_S = 8.0, 4.0
"""How long an answer, and a connection, may take."""


def open_store(project: Project, account: Account | None = None) -> Store:
    """Return the store as `account` sees it, or as somebody signed out."""
    return _SupabaseStore(project, account)


@functools.cache
def connections() -> "httpx.Client":
    """Return the pool that everything shares. It follows nobody who sends it elsewhere."""
    import httpx

    pool = httpx.Client(timeout=httpx.Timeout(TIMEOUT_S, connect=CONNECT_S))
    pool.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return pool


@contextmanager
def _only_trouble() -> Iterator[None]:
    """Turn whatever goes wrong on the way, or with the answer, into a `Trouble`."""
    import httpx
    from postgrest import APIError

    try:
        yield
    except APIError as error:
        raise of_database(str(error.code or ""), str(error.hint or "")) from error
    except httpx.TimeoutException as error:
        raise Trouble(Code.SLOW) from error
    except httpx.HTTPError as error:
        raise Trouble(Code.OFFLINE) from error
    except (
        ValueError,
        TypeError,
        KeyError,
        httpx.InvalidURL,
    ) as error:  # an answer of another shape
        raise Trouble(Code.UNKNOWN) from error


class _SupabaseStore:
    """See `learner.stores.Store`. A change that security lets no row through is refused."""

    def __init__(self, project: Project, account: Account | None) -> None:
        self._project, self._account = project, account

    @functools.cached_property
    def _client(self) -> "SyncPostgrestClient":
        from postgrest import SyncPostgrestClient

        headers = {"apikey": self._project.key}
        if self._account:
            headers["Authorization"] = f"Bearer {self._account.access_token}"
        return SyncPostgrestClient(
            f"{self._project.url}/rest/v1",
            headers=headers,
            http_client=connections(),
            retry_enabled=False,  # it would keep whoever waits for 7 s
        )

    def _call(self, function: str, shape: type[Row], **given: Any) -> Row:  # noqa: ANN401 (JSON)
        """Call a function of the database, and return its answer if it has the shape wanted."""
        from pydantic import TypeAdapter

        with _only_trouble():
            answer = self._client.rpc(function, given).execute().data
            return TypeAdapter(shape).validate_python(answer)

    def _insert(self, table: str, row: Mapping[str, object]) -> None:
        with _only_trouble():
            self._client.from_(table).insert(dict(row), returning=_NOTHING).execute()

    def _update(self, table: str, row: Mapping[str, object], **which: str | int) -> None:
        with _only_trouble():
            ((column, value),) = which.items()
            changed = self._client.from_(table).update(dict(row)).eq(column, value)
            if not _rows(changed.execute().data):
                raise Trouble(Code.REFUSED, Reason.GONE)

    def facts(self) -> Stored:
        return from_rows(self._call("my_facts", list))

    def add_facts(self, facts: Iterable[Fact]) -> int:
        return self._call("add_facts", int, items=rows(facts))

    def profile(self) -> Profile:
        return self._call("my_profile", Profile)

    def change_profile(
        self,
        display_name: str | None = None,
        language: str | None = None,
        notify_replies: bool | None = None,
    ) -> Profile:
        me = self._me()
        if display_name is not None:
            self._update("profiles", {"display_name": display_name.strip()}, id=me)
        changed = {"language": language, "notify_replies": notify_replies}
        if given := {name: value for name, value in changed.items() if value is not None}:
            self._update("preferences", given, user_id=me)
        return self.profile()

    def export(self) -> Mapping[str, object]:
        return self._call("export_my_data", dict[str, object])

    def delete_account(self) -> None:
        self._call("delete_my_account", object)

    def comments(
        self, lesson: str, *, newest: bool = True, page: int = 0, language: str = ""
    ) -> CommentPage:
        found = self._call(
            "comment_page",
            _Threads,
            of_lesson=lesson,
            newest=newest,
            page=page,
            of_language=language,
        )
        return found.page(newest)

    def comment(self, lesson: str, language: str, body: str, parent: int | None = None) -> int:
        row = {"lesson": lesson, "language": language, "body": body, "parent": parent}
        with _only_trouble():
            (kept,) = _rows(self._client.from_("comments").insert(row).execute().data)
            return int(kept["id"])

    def edit(self, comment: int, body: str) -> None:
        self._update("comments", {"body": body}, id=comment)

    def delete(self, comment: int) -> None:
        self._update("comments", {"state": "deleted"}, id=comment)

    def ring(self, thread: int, wanted: bool) -> None:
        row = {"user_id": self._me(), "thread": thread, "wanted": wanted}
        with _only_trouble():
            self._client.from_("bells").upsert(row, on_conflict="user_id,thread").execute()

    def notices(self, page: int = 0) -> NoticePage:
        return self._call("notice_page", NoticePage, page=page)

    def unread(self) -> int:
        return self._call("unread_notices", int)

    def mark_read(self, notices: Sequence[int] | None = None) -> None:
        with _only_trouble():
            marked = self._client.from_("notices").update({"read": True}, returning=_NOTHING)
            marked = marked.eq("read", "false")
            (marked if notices is None else marked.in_("id", list(notices))).execute()

    def report(self, comment: int, why: Why, words: str = "") -> None:
        self._insert("comment_reports", {"comment": comment, "why": why, "words": words})

    def report_issue(self, issue: Issue) -> None:
        names = ("lesson", "section", "language", "revision", "link", "body")
        self._insert("issue_reports", {name: getattr(issue, name) for name in names})

    def queue(self) -> tuple[Reported, ...]:
        return self._call("moderation_queue", tuple[Reported, ...])

    def moderate(self, comment: int, action: Action, reason: str) -> None:
        self._call("moderate", object, target=comment, action=action, reason=reason)

    def mute(self, user_id: str, hours: int, reason: str) -> None:
        self._call("mute", object, target=user_id, hours=hours, reason=reason)

    def issues(self) -> tuple[Issue, ...]:
        return self._call("open_issues", tuple[Issue, ...])

    def close_issue(self, issue: int, reason: str) -> None:
        self._call("close_issue", object, target=issue, reason=reason)

    def log(self, page: int = 0) -> tuple[Logged, ...]:
        return self._call("moderation_log_page", tuple[Logged, ...], page=page)

    def _me(self) -> str:
        if self._account is None:
            raise Trouble(Code.REFUSED, Reason.SIGN_IN)
        return self._account.user_id


@dataclass(frozen=True, slots=True)
class _Threads:
    """A page as the database tells it: comments and replies in one list, and how many threads."""

    total: int
    comments: tuple[Comment, ...]

    def page(self, newest: bool) -> CommentPage:
        replies: defaultdict[int | None, list[Comment]] = defaultdict(list)
        for comment in self.comments:
            replies[comment.parent].append(comment)
        threads = [replace(it, replies=tuple(replies[it.id])) for it in replies[None]]
        return CommentPage(tuple(threads[::-1] if newest else threads), self.total)


def _rows(answer: object) -> list[Any]:
    """Return the rows of an answer. What is no list came from something else than the database."""
    if not isinstance(answer, list):
        raise TypeError("rows were expected")
    return answer
