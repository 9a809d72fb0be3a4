"""A cloud in memory: what the tests of pages use in place of a database.

It keeps the promises of `learner.stores`, and the rules that a page has to show a refusal of: who
may what, and muting. How often somebody may write is the database's alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta

from learner.accounts import Code, Profile, Reason, Trouble
from learner.comments import (
    MOST_LETTERS,
    MOST_REASON,
    PAGE,
    Action,
    Comment,
    CommentPage,
    Issue,
    Logged,
    Notice,
    NoticePage,
    Reported,
    State,
    Why,
)
from learner.facts import Fact
from learner.stored import MOST_FACTS, Stored, rows
from learner.stores import Store


@dataclass(slots=True)
class Report:
    """A report of a comment; closed once a moderator has looked."""

    comment: int
    by: str
    why: Why
    words: str
    closed: bool = False


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class MemoryCloud:
    """What all accounts keep. `moderators` may moderate; `now` can be another clock."""

    moderators: frozenset[str] = frozenset()
    now: Callable[[], datetime] = _now
    facts: defaultdict[str, set[Fact]] = field(default_factory=lambda: defaultdict(set))
    profiles: dict[str, Profile] = field(default_factory=dict)
    comments: dict[int, Comment] = field(default_factory=dict)
    hidden: dict[int, str] = field(default_factory=dict)
    bells: dict[tuple[str, int], bool] = field(default_factory=dict)
    notices: list[tuple[str, Notice]] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    issues: list[tuple[str, Issue]] = field(default_factory=list)
    log: list[Logged] = field(default_factory=list)

    def profile_of(self, user_id: str) -> Profile:
        """Return a profile; whoever was not there before gets one."""
        new = Profile(user_id, "", "", notify_replies=False)
        kept = self.profiles.setdefault(user_id, new)
        muted = kept.muted_until if (kept.muted_until or "") > self.now().isoformat() else None
        return replace(kept, moderator=user_id in self.moderators, muted_until=muted)


def memory_store(cloud: MemoryCloud, user_id: str = "") -> Store:
    """Return `cloud` as `user_id` sees it, "" for somebody signed out."""
    return _MemoryStore(cloud, user_id)


class _MemoryStore:
    def __init__(self, cloud: MemoryCloud, user_id: str = "") -> None:
        self._cloud, self._user = cloud, user_id
        if user_id:
            cloud.profiles.setdefault(user_id, cloud.profile_of(user_id))

    def facts(self) -> Stored:
        return Stored(frozenset(self._cloud.facts[self._me()]))

    def add_facts(self, facts: Iterable[Fact]) -> int:
        kept = self._cloud.facts[self._me()]
        if len(kept | set(facts)) > MOST_FACTS:
            raise Trouble(Code.LIMITED, Reason.FULL)
        kept.update(facts)
        return len(kept)

    def profile(self) -> Profile:
        return self._cloud.profile_of(self._me())

    def change_profile(
        self,
        display_name: str | None = None,
        language: str | None = None,
        notify_replies: bool | None = None,
    ) -> Profile:
        kept = self.profile()
        name = kept.display_name if display_name is None else display_name.strip()
        if len(name) > 40 or not name.isprintable() or (language or "en") not in ("en", "ko"):
            raise Trouble(Code.INVALID, Reason.TEXT)
        tell = kept.notify_replies if notify_replies is None else notify_replies
        self._cloud.profiles[self._user] = replace(
            kept, display_name=name, language=language or kept.language, notify_replies=tell
        )
        return self.profile()

    def export(self) -> Mapping[str, object]:
        profile, mine = self.profile(), self._cloud.comments.values()
        return {
            "account": {"id": profile.user_id, "email": None},
            "profile": asdict(profile),
            "facts": [{"fact": row} for row in rows(self._cloud.facts[self._user])],
            "comments": [asdict(it) for it in mine if it.author_id == self._user],
        }

    def delete_account(self) -> None:
        me, cloud = self._me(), self._cloud
        answered = {it.parent for it in cloud.comments.values() if it.author_id != me}
        for it in [it for it in cloud.comments.values() if it.author_id == me]:
            if it.id in answered:
                self._change(it, body="", state=State.DELETED, author_id="")
            else:
                del cloud.comments[it.id]
        cloud.notices = [
            (who, it) for who, it in cloud.notices if who != me and it.comment in cloud.comments
        ]
        cloud.reports = [it for it in cloud.reports if it.by != me and it.comment in cloud.comments]
        cloud.issues = [(who, it) for who, it in cloud.issues if who != me]
        cloud.bells = {key: it for key, it in cloud.bells.items() if key[0] != me}
        cloud.facts.pop(me, None)
        cloud.profiles.pop(me, None)

    def comments(
        self, lesson: str, *, newest: bool = True, page: int = 0, language: str = ""
    ) -> CommentPage:
        here = [it for it in self._cloud.comments.values() if it.lesson == lesson]
        begun = [it for it in here if it.parent is None and language in ("", it.language)]
        threads = begun[:: -1 if newest else 1]
        shown = threads[page * PAGE : (page + 1) * PAGE]
        return CommentPage(tuple(self._thread(it, here) for it in shown), len(threads))

    def _thread(self, it: Comment, here: Sequence[Comment]) -> Comment:
        replies = tuple(self._named(reply) for reply in here if reply.parent == it.id)
        bell = self._cloud.bells.get((self._user, it.id))
        return replace(self._named(it), replies=replies, bell=bell)

    def _named(self, it: Comment) -> Comment:
        profile = self._cloud.profiles.get(it.author_id)
        return replace(it, author=profile.display_name if profile else "")

    def comment(self, lesson: str, language: str, body: str, parent: int | None = None) -> int:
        me = self._may_write(body)
        if parent is not None:
            above = self._cloud.comments.get(parent)
            if above is None or above.lesson != lesson or above.parent is not None:
                raise Trouble(Code.INVALID, Reason.PARENT)
            if above.state is not State.VISIBLE:
                raise Trouble(Code.REFUSED, Reason.GONE)
        id = max(self._cloud.comments, default=0) + 1
        said = Comment(id, lesson, language, parent, me, "", body, State.VISIBLE, self._time())
        self._cloud.comments[id] = said
        if parent is not None:
            self._tell(said, parent)
        return id

    def _tell(self, said: Comment, thread: int) -> None:
        bells = self._cloud.bells
        wanted = {who for (who, of), it in bells.items() if of == thread and it}
        author = self._cloud.comments[thread].author_id
        if author and (author, thread) not in bells:
            wanted |= {author} if self._cloud.profile_of(author).notify_replies else set()
        for who in sorted(wanted - {said.author_id}):
            id = len(self._cloud.notices) + 1
            begins = (said.lesson, said.author_id, said.body[:160], said.created_at)
            notice = Notice(id, said.id, thread, *begins, read=False)
            self._cloud.notices.append((who, notice))

    def edit(self, comment: int, body: str) -> None:
        it = self._own(comment)
        if it.state is not State.VISIBLE:
            raise Trouble(Code.REFUSED, Reason.GONE)
        self._may_write(body)
        self._change(it, body=body, edited_at=self._time())

    def delete(self, comment: int) -> None:
        self._remove(self._own(comment))

    def _own(self, comment: int) -> Comment:
        it = self._cloud.comments.get(comment)
        if it is None or it.author_id != self._me() or it.state is State.DELETED:
            raise Trouble(Code.REFUSED, Reason.GONE)
        return it

    def ring(self, thread: int, wanted: bool) -> None:
        it = self._cloud.comments.get(thread)
        if it is None or it.parent is not None:
            raise Trouble(Code.REFUSED)
        self._cloud.bells[self._me(), thread] = wanted

    def notices(self, page: int = 0) -> NoticePage:
        me = self._me()
        mine = [it for who, it in self._cloud.notices if who == me][::-1]
        shown = tuple(
            replace(it, author=self._cloud.profile_of(it.author).display_name)
            for it in mine[page * PAGE : (page + 1) * PAGE]
        )
        return NoticePage(shown, len(mine), sum(not it.read for it in mine))

    def unread(self) -> int:
        return self.notices().unread

    def mark_read(self, notices: Sequence[int] | None = None) -> None:
        me = self._me()
        self._cloud.notices = [
            (who, replace(it, read=True))
            if who == me and (notices is None or it.id in notices)
            else (who, it)
            for who, it in self._cloud.notices
        ]

    def report(self, comment: int, why: Why, words: str = "") -> None:
        me, it = self._me(), self._cloud.comments.get(comment)
        if any(known.comment == comment and known.by == me for known in self._cloud.reports):
            raise Trouble(Code.REFUSED, Reason.AGAIN)
        if it is None or it.state is not State.VISIBLE or it.author_id == me:
            raise Trouble(Code.REFUSED)
        if len(words) > MOST_REASON:
            raise Trouble(Code.INVALID, Reason.TEXT)
        self._cloud.reports.append(Report(comment, me, why, words))

    def report_issue(self, issue: Issue) -> None:
        if not 1 <= len(issue.body.strip()) <= MOST_LETTERS or issue.link[:2] == "//":
            raise Trouble(Code.INVALID, Reason.TEXT)
        id = len(self._cloud.issues) + 1
        kept = replace(issue, id=id, created_at=self._time())
        self._cloud.issues.append((self._user, kept))

    def queue(self) -> tuple[Reported, ...]:
        self._moderates("-")
        found = []
        for it in self._cloud.comments.values():
            open_ones = [r for r in self._cloud.reports if r.comment == it.id and not r.closed]
            if it.state is State.HIDDEN or (it.state is State.VISIBLE and open_ones):
                words = tuple(r.words for r in open_ones if r.words)
                named = replace(self._named(it), body=self._cloud.hidden.get(it.id, it.body))
                found.append(Reported(named, tuple(r.why for r in open_ones), words))
        return tuple(sorted(found, key=lambda it: (-len(it.why), -it.comment.id)))

    def moderate(self, comment: int, action: Action, reason: str) -> None:
        self._moderates(reason)
        it, hidden = self._cloud.comments.get(comment), self._cloud.hidden
        if it is None:
            raise Trouble(Code.REFUSED, Reason.GONE)
        match action, it.state:
            case Action.HIDE, State.VISIBLE:
                hidden[comment] = it.body
                self._change(it, body="", state=State.HIDDEN)
            case Action.RESTORE, State.HIDDEN:
                self._change(it, body=hidden.pop(comment), state=State.VISIBLE)
            case Action.DELETE, State.VISIBLE | State.HIDDEN:
                self._remove(it)
            case Action.DISMISS, _:
                pass
            case _:
                raise Trouble(Code.REFUSED, Reason.GONE)
        for report in self._cloud.reports:
            report.closed |= report.comment == comment and action is not Action.RESTORE
        self._note(action, comment, it.author_id, reason)

    def mute(self, user_id: str, hours: int, reason: str) -> None:
        self._moderates(reason)
        if not 0 <= hours <= 8_760:
            raise Trouble(Code.INVALID, Reason.TEXT)
        if user_id in self._cloud.moderators:
            raise Trouble(Code.REFUSED)
        if user_id not in self._cloud.profiles:
            raise Trouble(Code.REFUSED, Reason.GONE)
        until = (self._cloud.now() + timedelta(hours=hours)).isoformat()
        profile = self._cloud.profile_of(user_id)
        self._cloud.profiles[user_id] = replace(profile, muted_until=until)
        self._note("mute" if hours else "unmute", None, user_id, reason)

    def issues(self) -> tuple[Issue, ...]:
        self._moderates("-")
        return tuple(it for _, it in self._cloud.issues if not it.closed)[::-1]

    def close_issue(self, issue: int, reason: str) -> None:
        self._moderates(reason)
        known = {it.id: place for place, (_, it) in enumerate(self._cloud.issues) if not it.closed}
        if issue not in known:
            raise Trouble(Code.REFUSED, Reason.GONE)
        who, it = self._cloud.issues[known[issue]]
        self._cloud.issues[known[issue]] = who, replace(it, closed=True)
        self._note("close-issue", None, "", reason)

    def log(self, page: int = 0) -> tuple[Logged, ...]:
        if self._user not in self._cloud.moderators:
            return ()
        return tuple(self._cloud.log[::-1][page * PAGE : (page + 1) * PAGE])

    def _me(self) -> str:
        if self._user not in self._cloud.profiles:
            raise Trouble(Code.REFUSED, Reason.SIGN_IN)
        return self._user

    def _may_write(self, body: str) -> str:
        if self.profile().muted_until:
            raise Trouble(Code.REFUSED, Reason.MUTED)
        if not body.strip() or len(body) > MOST_LETTERS:
            raise Trouble(Code.INVALID, Reason.TEXT)
        return self._user

    def _moderates(self, reason: str) -> None:
        if self._me() not in self._cloud.moderators:
            raise Trouble(Code.REFUSED)
        if not 1 <= len(reason.strip()) <= MOST_REASON:
            raise Trouble(Code.INVALID, Reason.TEXT)

    def _note(self, action: str, comment: int | None, about: str, reason: str) -> None:
        log, name = self._cloud.log, self.profile().display_name
        log.append(Logged(len(log) + 1, self._time(), name, action, comment, about, reason))

    def _remove(self, it: Comment) -> None:
        self._cloud.hidden.pop(it.id, None)
        self._change(it, body="", state=State.DELETED)

    def _change(self, it: Comment, **changes: object) -> None:
        changed = replace(it, **changes)  # type: ignore[arg-type]
        self._cloud.comments[it.id] = changed
        if changed.state is not State.VISIBLE:
            notices = self._cloud.notices
            self._cloud.notices = [(who, n) for who, n in notices if n.comment != it.id]

    def _time(self) -> str:
        return self._cloud.now().isoformat()
