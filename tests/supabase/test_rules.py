"""How much and how soon: rules that hold in the database, whatever a page does."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from learner import Kind, fact
from learner.accounts import Code, Reason, Trouble
from learner.comments import Issue, Why
from tests.supabase import people, world
from tests.supabase.test_access import ask

pytestmark = pytest.mark.long

LESSON = "rules"
LINK = "Look: https://example.com"


def reasons(*calls):
    """Return why each call was refused, None where it was not."""
    found = []
    for call in calls:
        try:
            call()
            found.append(None)
        except Trouble as trouble:
            found.append(trouble.reason)
    return found


def writing(store, count, words="Words"):
    return [lambda n=n: store.comment(LESSON, "en", f"{words} {n}") for n in range(count)]


def long_ago(stack, user_id, interval):
    stack.sql(
        f"update public.comments set created_at = created_at - interval '{interval}'"
        f" where user_id = '{user_id}'"
    )


def test_a_newcomer_writes_four_comments_an_hour(stack, person):
    user_id, store = person(kind=people.newcomer)
    assert reasons(*writing(store, 5)) == [None] * 4 + [Reason.OFTEN]
    long_ago(stack, user_id, "61 minutes")
    assert reasons(*writing(store, 1, "More")) == [None]


def test_others_write_six_in_ten_minutes_and_sixty_a_day(stack, person):
    user_id, store = person()
    assert reasons(*writing(store, 7)) == [None] * 6 + [Reason.OFTEN]
    for n in range(9):
        long_ago(stack, user_id, "11 minutes")
        assert reasons(*writing(store, 6, f"Round {n}")) == [None] * 6
    long_ago(stack, user_id, "11 minutes")
    assert reasons(*writing(store, 1, "One more")) == [Reason.OFTEN]


@pytest.mark.parametrize("words", [LINK, "www.example.com", "HTTP://EXAMPLE.COM"])
def test_a_newcomer_brings_no_links(person, words):
    _, store = person(kind=people.newcomer)
    (mine,) = [store.comment(LESSON, "en", f"Plain, without {len(words)}")]
    calls = (lambda: store.comment(LESSON, "en", words), lambda: store.edit(mine, words))
    assert reasons(*calls) == [Reason.FIRST_LINK] * 2


def test_somebody_is_new_until_a_day_after_a_comment_that_stands(stack, person):
    user_id, store = person(kind=people.newcomer)
    mine = store.comment(LESSON, "en", "My first one")
    long_ago(stack, user_id, "23 hours")
    assert reasons(lambda: store.comment(LESSON, "en", LINK)) == [Reason.FIRST_LINK]
    long_ago(stack, user_id, "2 hours")
    assert reasons(lambda: store.comment(LESSON, "en", LINK)) == [None]
    store.delete(mine)
    assert reasons(lambda: store.comment(LESSON, "en", f"{LINK}/2")) == [Reason.FIRST_LINK]


def test_the_same_words_are_refused_for_a_day(stack, person):
    user_id, store = person()
    same = writing(store, 1)[0]
    assert reasons(same, same) == [None, Reason.SAME_WORDS]
    long_ago(stack, user_id, "25 hours")
    assert reasons(same) == [None]


def test_a_comment_is_edited_again_only_after_a_moment(stack, person):
    _, store = person()
    mine = store.comment(LESSON, "en", "Words")
    calls = [lambda: store.edit(mine, "Better"), lambda: store.edit(mine, "Best")]
    assert reasons(*calls) == [None, Reason.OFTEN]
    stack.sql(f"update public.comments set edited_at = now() - interval '6 s' where id = {mine}")
    assert reasons(calls[1]) == [None]


def test_rules_hold_for_what_comes_at_once(person):
    _, store = person()
    with ThreadPoolExecutor(8) as crowd:
        found = list(crowd.map(lambda call: reasons(call)[0], writing(store, 12)))
    assert found.count(None) == 6


AT_ONCE = {
    "facts": (
        "facts (user_id, fact) values ('{me}', jsonb_build_object('kind', 'read', 'at_ms', 7))",
        lambda store, _: store.add_facts([fact(Kind.READ, "motion", at_ms=8)]),
    ),
    "comments": (
        "comments (user_id, lesson, language, body) values ('{me}', 'rules', 'en', 'One')",
        lambda store, _: store.comment(LESSON, "en", "Two"),
    ),
    "comment_reports": (
        "comment_reports (user_id, comment, why) values ('{me}', {reply}, 'spam')",
        lambda store, at: store.report(at.other_reply, Why.SPAM),
    ),
    "issue_reports": (
        "issue_reports (user_id, lesson, language, body) values ('{me}', 'rules', 'en', 'One')",
        lambda store, _: store.report_issue(Issue(LESSON, "", "en", "", "Two")),
    ),
}


@pytest.mark.parametrize("table", AT_ONCE)
def test_what_comes_at_once_is_counted_in_turn(stack, table):
    """While one request of an account is under way, the next one waits until it counts."""
    at = world.made(stack)
    first, second = AT_ONCE[table]
    stack.sql(f"delete from public.comment_reports where user_id = '{at.owner}'")
    under_way = (
        f"begin; select set_config('request.jwt.claims', '{{\"sub\": \"{at.owner}\"}}', true);"
        f" insert into public.{first.format(me=at.owner, reply=at.reply)};"
        f" /* {at.owner} */ select pg_sleep(600)"
    )
    store = people.store_of(stack, at.owner)
    asleep = f"query like '%{at.owner}%' and wait_event = 'PgSleep'"
    with ThreadPoolExecutor(2) as crowd:
        one = crowd.submit(stack.sql, under_way)
        try:
            eventually(stack, asleep)
            two = crowd.submit(second, store, at)
            eventually(stack, "wait_event_type = 'Lock' and wait_event = 'advisory'")
        finally:
            stack.sql(f"select pg_terminate_backend(pid) from pg_stat_activity where {asleep}")
        with pytest.raises(RuntimeError):
            one.result()
        two.result()


def eventually(stack, what):
    for _ in range(200):
        if stack.sql(f"select count(*) from pg_stat_activity where {what}") != "0":
            return
        time.sleep(0.1)
    pytest.fail(f"no session has: {what}")


def test_twenty_reports_a_day(stack, person):
    user_id, store = person()
    _, author = person()
    at = author.comment(LESSON, "en", "Words")
    stack.sql(
        "set session_replication_role = replica;"
        "insert into public.comment_reports (comment, user_id, why)"
        f"select -n, '{user_id}', 'spam' from generate_series(1, 20) n"
    )
    assert reasons(lambda: store.report(at, Why.SPAM)) == [Reason.OFTEN]
    stack.sql("update public.comment_reports set created_at = now() - interval '25 hours'")
    assert reasons(lambda: store.report(at, Why.SPAM)) == [None]


def test_ten_mistakes_an_hour_and_thirty_of_the_signed_out(stack, person):
    stack.sql("delete from public.issue_reports where user_id is null")
    _, store = person()
    issue = Issue(LESSON, "", "en", "", "A mistake")
    assert reasons(*[lambda: store.report_issue(issue)] * 11) == [None] * 10 + [Reason.OFTEN]
    nobody = people.store_of(stack)
    found = reasons(*[lambda: nobody.report_issue(issue)] * 31)
    assert found == [None] * 30 + [Reason.OFTEN]
    stack.sql("update public.issue_reports set created_at = now() - interval '61 minutes'")
    assert reasons(lambda: nobody.report_issue(issue)) == [None]


@pytest.mark.parametrize(
    "link", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x", "/a b"]
)
def test_a_link_in_a_report_stays_within_the_site(person, link):
    _, store = person()
    issue = Issue(LESSON, "", "en", "", "A mistake", link)
    assert reasons(lambda: store.report_issue(issue)) == [Reason.TEXT]


@pytest.mark.parametrize(
    "fact",
    [
        None,
        [],
        "read",
        {},
        {"kind": "read"},
        {"at_ms": 1},
        {"kind": 1, "at_ms": 1},
        {"kind": "read", "at_ms": "1"},
        {"kind": "read", "at_ms": 1, "item": "x" * 1_000},
    ],
)
def test_what_is_no_fact_is_not_kept(stack, fact):
    user_id = people.newcomer(stack)
    token = people.token(stack, user_id)
    answer = ask(stack, "POST", "rpc/add_facts", token, {"items": [fact]})
    assert answer.status_code == 400
    assert stack.sql(f"select count(*) from public.facts where user_id = '{user_id}'") == "0"


@pytest.mark.parametrize("items", [None, {}, "x", [{"kind": "read", "at_ms": 1}] * 501])
def test_facts_come_in_lists_that_are_not_too_long(stack, items):
    token = people.token(stack, people.newcomer(stack))
    answer = ask(stack, "POST", "rpc/add_facts", token, {"items": items})
    assert answer.status_code == 422


def test_24_and_24_point_0_are_one_fact(stack):
    token = people.token(stack, people.newcomer(stack))
    items = [{"kind": "clip", "at_ms": 1, "fps": fps} for fps in (24, 24.0)]
    answers = [
        ask(stack, "POST", "rpc/add_facts", token, {"items": [it]}).json()
        for it in [*items, items[0]]
    ]
    assert answers == [1, 1, 1]


def test_a_fact_is_dated_by_the_database(stack):
    user_id = people.newcomer(stack)
    row = {"user_id": user_id, "fact": {"kind": "read", "at_ms": 1}, "received_at": "2000-01-01"}
    assert ask(stack, "POST", "facts", people.token(stack, user_id), row).status_code == 403


def test_two_devices_that_send_at_once_end_with_everything(stack):
    user_id = people.newcomer(stack)
    every = [fact(Kind.READ, f"lesson-{n}", at_ms=n) for n in range(120)]
    sides = [every[:90], every[30:][::-1]]

    def send(side):
        store = people.store_of(stack, user_id)
        for start in range(0, len(side), 7):
            store.add_facts(side[start : start + 7])

    with ThreadPoolExecutor(4) as devices:
        list(devices.map(send, sides * 2))
    assert people.store_of(stack, user_id).facts().facts == frozenset(every)


def test_two_devices_together_keep_within_the_limit(stack):
    user_id = people.newcomer(stack)
    stack.sql(
        "insert into public.facts (user_id, fact) select"
        f" '{user_id}', jsonb_build_object('kind', 'read', 'at_ms', n)"
        " from generate_series(1, 4900) n"
    )
    sides = [[fact(Kind.READ, x, at_ms=9_000 + n) for n in range(80)] for x in ("a", "b")]
    with ThreadPoolExecutor(2) as devices:
        sends = [
            devices.submit(
                reasons, lambda side=side: people.store_of(stack, user_id).add_facts(side)
            )
            for side in sides
        ]
        found = sorted(str(send.result()[0]) for send in sends)
    assert found == ["None", "full"]


@pytest.mark.parametrize(
    ("said", "language"),
    [('{"language": "ko"}', "ko"), ('{"language": ["ko"]}', ""), ("[]", ""), ("{}", "")],
)
def test_an_account_begins_in_the_language_it_was_made_in(stack, said, language):
    user_id = people.newcomer(stack, before=said)
    assert people.store_of(stack, user_id).profile().language == language


def test_names_are_told_of_those_who_wrote_and_of_nobody_else(stack):
    at = world.made(stack)
    for token in (None, people.token(stack, at.other)):
        told = ask(stack, "GET", "profiles?select=id", token).json()
        assert at.owner in [row["id"] for row in told]
        assert at.silent not in [row["id"] for row in told]
    assert ask(stack, "GET", "profiles?select=created_at").status_code == 401


def test_the_words_of_what_is_deleted_are_nowhere_to_be_read(stack, person):
    user_id, store = person()
    mine = store.comment(LESSON, "en", "Unrepeatable words")
    store.delete(mine)
    dump = stack.sql("select row_to_json(c) from public.comments c; table private.hidden_words")
    assert "Unrepeatable words" not in dump
    token = people.token(stack, user_id)
    sneak = ask(stack, "PATCH", f"comments?id=eq.{mine}", token, {"body": "Back"})
    assert sneak.headers["content-range"].endswith("/0")


def test_hiding_and_deleting_leave_no_words_behind(stack, person):
    _, store = person()
    _, mod = person(kind=people.moderator)
    for action in ("hide", "delete"):
        mine = store.comment(LESSON, "en", f"Words to {action}")
        mod.moderate(mine, action, "Why")
    rows = stack.sql("select body from public.comments")
    assert "Words to" not in rows
    assert stack.sql("select body from private.hidden_words").count("Words to delete") == 0


@pytest.mark.parametrize("whose", ["moderator's", "author's", "account's"])
def test_words_that_were_hidden_go_with_their_comment(stack, person, whose):
    _, store = person()
    _, mod = person(kind=people.moderator)
    _, other = person()
    mine = store.comment(LESSON, "en", f"Hidden until the {whose} end")
    other.comment(LESSON, "en", "A reply, so that the place stays", mine)
    mod.moderate(mine, "hide", "Why")
    hidden = f"select count(*) from private.hidden_words where comment = {mine}"
    assert stack.sql(hidden) == "1"
    match whose:
        case "moderator's":
            mod.moderate(mine, "delete", "Why")
        case "author's":
            store.delete(mine)
        case _:
            store.delete_account()
    assert stack.sql(f"select state from public.comments where id = {mine}") == "deleted"
    assert stack.sql(hidden) == "0"


def test_an_account_deleted_leaves_nothing_of_it(stack, person):
    user_id, store = person("Ann Leaving")
    _, other = person()
    store.change_profile(notify_replies=True)
    at = store.comment(LESSON, "en", "Leaving words")
    other.comment(LESSON, "en", "A reply", at)
    store.report(other.comment(LESSON, "en", "Rude"), Why.OTHER)
    store.report_issue(Issue(LESSON, "", "en", "", "A mistake of Ann"))
    store.ring(at, wanted=True)
    store.add_facts([fact(Kind.READ, "motion", at_ms=1)])
    store.delete_account()
    everywhere = stack.sql(
        "select string_agg(query_to_xml(format('table %I.%I', table_schema, table_name),"
        " false, false, '')::text, '') from information_schema.tables"
        " where table_schema in ('public', 'private', 'auth') and table_type = 'BASE TABLE'"
    )
    for trace in (user_id, "Ann Leaving", "Leaving words", "A mistake of Ann"):
        assert trace not in everywhere
    assert "A reply" in everywhere


def test_the_owner_of_the_project_can_delete_an_account_too(stack, person):
    user_id, store = person()
    at = store.comment(LESSON, "en", "Going words")
    stack.sql(f"delete from auth.users where id = '{user_id}'")
    assert stack.sql(f"select count(*) from public.comments where id = {at}") == "0"


def test_a_token_outlives_its_account_and_opens_nothing(person):
    _, store = person()
    store.delete_account()
    for call in (
        lambda: store.comment(LESSON, "en", "Ghost"),
        lambda: store.report_issue(Issue(LESSON, "", "en", "", "Ghost")),
        lambda: store.delete_account(),
    ):
        with pytest.raises(Trouble) as raised:
            call()
        assert raised.value.code in (Code.EXPIRED, Code.REFUSED)
