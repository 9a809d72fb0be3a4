"""A small world with a row of everything, and what each visitor may do to each table.

`TABLES` is the policy of the database in one table: the tests read it, and a table or an operation
that is not in it is a failure.
"""

from dataclasses import dataclass

from tests.supabase import people

ACTORS = ("anon", "owner", "other", "moderator")
TABLES = {
    # as anon, owner, other, moderator: y it happens, - nothing is there, x refused
    "roles select": "x - - y",
    "roles insert": "x x x x",
    "roles update": "x x x x",
    "roles delete": "x x x x",
    "mutes select": "x y - y",
    "mutes insert": "x x x x",
    "mutes update": "x x x x",
    "mutes delete": "x x x x",
    "profiles select": "y y y y",
    "profiles select of a silent one": "- - - -",
    "profiles insert": "x x x x",
    "profiles update": "x y - -",
    "profiles update id": "x x x x",
    "profiles delete": "x x x x",
    "preferences select": "x y - -",
    "preferences insert": "x x x x",
    "preferences update": "x y - -",
    "preferences update user_id": "x x x x",
    "preferences delete": "x x x x",
    "facts select": "x y - -",
    "facts insert": "x y x x",
    "facts update": "x x x x",
    "facts delete": "x x x x",
    "comments select": "y y y y",
    "comments insert": "x y x x",
    "comments insert hidden": "x x x x",
    "comments update": "x y - -",
    "comments update to deleted": "x y - -",
    "comments update to hidden": "x x - -",
    "comments update of a deleted one": "x - - -",
    "comments update of a hidden one": "x x - -",
    "comments update created_at": "x x x x",
    "comments update user_id": "x x x x",
    "comments delete": "x x x x",
    "bells select": "- y - -",
    "bells insert": "x y x x",
    "bells insert for a reply": "x x x x",
    "bells update": "x y - -",
    "bells update thread to a reply": "x x - -",
    "bells update user_id": "x x - -",
    "bells delete": "x y - -",
    "notices select": "x y - -",
    "notices insert": "x x x x",
    "notices update": "x y - -",
    "notices update comment": "x x x x",
    "notices delete": "x x x x",
    "comment_reports select": "x y - y",
    "comment_reports insert": "x y x x",
    "comment_reports insert of one's own": "x x x x",
    "comment_reports insert of a hidden one": "x x x x",
    "comment_reports update": "x x x x",
    "comment_reports delete": "x x x x",
    "issue_reports select": "x y - y",
    "issue_reports select of nobody's": "x - - y",
    "issue_reports insert": "x y x x",
    "issue_reports insert as nobody": "y x x x",
    "issue_reports update": "x x x x",
    "issue_reports delete": "x x x x",
    "moderation_log select": "x - - y",
    "moderation_log insert": "x x x x",
    "moderation_log update": "x x x x",
    "moderation_log delete": "x x x x",
}
FUNCTIONS = {
    "comment_page": "y y y y",
    "add_facts": "x y y y",
    "my_facts": "x y - -",
    "my_profile": "x y y y",
    "notice_page": "x y y y",
    "unread_notices": "x y y y",
    "export_my_data": "x y y y",
    "delete_my_account": "x y y y",
    "open_issues": "x - - y",
    "moderation_log_page": "x - - y",
    "moderation_queue": "x x x y",
    "moderate": "x x x y",
    "mute": "x x x y",
    "close_issue": "x x x y",
}


@dataclass(frozen=True, slots=True)
class World:
    """Who is there, and the ids of what is the owner's (`reply` is the other's)."""

    owner: str
    other: str
    moderator: str
    silent: str
    thread: int
    bare_thread: int
    deleted: int
    hidden: int
    reply: int
    other_reply: int
    notice: int
    report: int
    issue: int
    nobodys_issue: int
    entry: int


def made(stack) -> World:
    """Return a new world, whose people have nothing to do with others'."""
    owner, other = people.regular(stack, "Owner"), people.regular(stack, "Other")
    mod, silent = people.moderator(stack), people.newcomer(stack, "Silent")
    ids = stack.sql(
        f"""
        begin;
        set local session_replication_role = replica; -- no triggers: they have rules for this
        create temporary table made (n serial, id bigint);
        with c as (insert into public.comments (lesson, language, user_id, body, state, parent)
          select 'motion', 'en', who::uuid, body, state, null from (values
            ('{owner}', 'A thread', 'visible'), ('{owner}', 'Another', 'visible'),
            ('{owner}', '', 'deleted'), ('{owner}', '', 'hidden')
          ) as v (who, body, state) returning id)
        insert into made (id) select id from c order by id;
        insert into private.hidden_words select id, 'Hidden words' from made where n = 4;
        with c as (insert into public.comments (lesson, language, user_id, body, parent)
          select 'motion', 'en', '{other}', body, (select id from made where n = 1)
          from (values ('A reply'), ('Another reply')) as v (body) returning id)
        insert into made (id) select id from c order by id;
        with r as (insert into public.notices (user_id, comment)
          select '{owner}', id from made where n = 5 returning id) insert into made (id) table r;
        insert into public.bells select '{owner}', id, true from made where n = 1;
        with r as (insert into public.comment_reports (comment, user_id, why)
          select id, '{owner}', 'spam' from made where n = 5 returning id)
        insert into made (id) table r;
        with r as (insert into public.issue_reports
          (lesson, language, body, user_id, created_at)
          values ('motion', 'en', 'A mistake', '{owner}', '2026-01-01') returning id)
        insert into made (id) table r;
        with r as (insert into public.issue_reports
          (lesson, language, body, user_id, created_at)
          values ('motion', 'en', 'A mistake', null, '2026-01-01') returning id)
        insert into made (id) table r;
        with r as (insert into public.moderation_log (moderator, action, user_id, reason) values
          ('{mod}', 'mute', '{owner}', 'Why') returning id) insert into made (id) table r;
        insert into public.mutes values ('{owner}', now() - interval '1 hour', 'Over');
        insert into public.facts (user_id, fact)
          values ('{owner}', '{{"kind": "read", "at_ms": 1}}');
        select string_agg(id::text, ' ' order by n) from made;
        commit
        """
    )
    return World(owner, other, mod, silent, *(int(id) for id in ids.split()))


def row(of: str, at: World) -> tuple[str, dict[str, object], str]:
    """Return the table of an entry of `TABLES`, what it sends, and which row it is about."""
    table = of.split()[0]
    mine = {"user_id": at.owner}
    comment = {"lesson": "motion", "language": "en", "body": "Some words"}
    issue = {"lesson": "motion", "language": "en", "body": "A mistake"}
    which = {
        "roles": f"user_id=eq.{at.moderator}",
        "profiles": f"id=eq.{at.silent if 'silent' in of else at.owner}",
        "comments": f"id=eq.{_comment(of, at)}",
        "bells": f"user_id=eq.{at.owner}&thread=eq.{at.thread}",
        "notices": f"id=eq.{at.notice}",
        "comment_reports": f"id=eq.{at.report}",
        "issue_reports": f"id=eq.{at.nobodys_issue if 'nobody' in of else at.issue}",
        "moderation_log": f"id=eq.{at.entry}",
    }.get(table, f"user_id=eq.{at.owner}")
    sent: dict[str, dict[str, object]] = {
        "roles insert": {"user_id": at.owner, "role": "moderator"},
        "roles update": {"user_id": at.owner},
        "mutes insert": {"user_id": at.other, "until": "2100-01-01", "reason": "x"},
        "mutes update": {"until": "2000-01-01"},
        "profiles insert": {"id": at.owner, "display_name": "x"},
        "profiles update": {"display_name": "x"},
        "profiles update id": {"id": at.silent},
        "preferences insert": mine,
        "preferences update": {"notify_replies": True},
        "preferences update user_id": {"user_id": at.silent},
        "facts insert": {**mine, "fact": {"kind": "read", "at_ms": 2}},
        "facts update": {"received_at": "2000-01-01"},
        "comments insert": {**mine, **comment},
        "comments insert hidden": {**mine, **comment, "body": "", "state": "hidden"},
        "comments update": {"body": "Other words"},
        "comments update to deleted": {"state": "deleted"},
        "comments update to hidden": {"state": "hidden", "body": ""},
        "comments update of a deleted one": {"state": "visible", "body": "Back again"},
        "comments update of a hidden one": {"state": "visible", "body": "Back again"},
        "comments update created_at": {"created_at": "2000-01-01"},
        "comments update user_id": {"user_id": at.other},
        "bells insert": {**mine, "thread": at.bare_thread, "wanted": True},
        "bells insert for a reply": {**mine, "thread": at.reply, "wanted": True},
        "bells update": {"wanted": False},
        "bells update thread to a reply": {"thread": at.reply},
        "bells update user_id": {"user_id": at.silent},
        "notices insert": {**mine, "comment": at.other_reply},
        "notices update": {"read": True},
        "notices update comment": {"comment": at.other_reply},
        "comment_reports insert": {**mine, "comment": at.other_reply, "why": "spam"},
        "comment_reports insert of one's own": {**mine, "comment": at.thread, "why": "spam"},
        "comment_reports insert of a hidden one": {**mine, "comment": at.hidden, "why": "spam"},
        "comment_reports update": {"words": "x"},
        "issue_reports insert": {**mine, **issue},
        "issue_reports insert as nobody": {**issue, "user_id": None},
        "issue_reports update": {"body": "x"},
        "moderation_log insert": {"moderator": at.owner, "action": "hide", "reason": "x"},
        "moderation_log update": {"reason": "x"},
    }
    return table, sent.get(of, {}), which


def _comment(of: str, at: World) -> int:
    return at.deleted if "deleted one" in of else at.hidden if "hidden one" in of else at.thread


def given(function: str, at: World) -> dict[str, object]:
    """Return what a function is called with."""
    return {
        "comment_page": {"of_lesson": "motion", "newest": True, "page": 0},
        "add_facts": {"items": [{"kind": "read", "at_ms": 3}]},
        "notice_page": {"page": 0},
        "moderation_log_page": {"page": 0},
        "moderate": {"target": at.thread, "action": "hide", "reason": "Why"},
        "mute": {"target": at.other, "hours": 1, "reason": "Why"},
        "close_issue": {"target": at.issue, "reason": "Why"},
    }.get(function, {})
