"""Every table, operation and function, as everybody: what `world` says, and nothing else."""

import re

import httpx
import pytest

from tests.supabase import people, world
from tests.supabase.stack import MIGRATIONS

pytestmark = pytest.mark.long

CLIENT = httpx.Client(timeout=60)
METHODS = {"select": "GET", "insert": "POST", "update": "PATCH", "delete": "DELETE"}


def cells(table):
    return [
        pytest.param(of, actor, expected, id=f"{of} as {actor}")
        for of, line in table.items()
        for actor, expected in zip(world.ACTORS, line.split(), strict=True)
    ]


def ask(stack, method, path, token=None, row=None):
    headers = {"apikey": stack.key, "Prefer": "return=minimal,count=exact"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    if method == "GET":
        headers["Prefer"] = "count=exact"
    body = row if method in ("POST", "PATCH") else None
    return CLIENT.request(method, f"{stack.url}/rest/v1/{path}", headers=headers, json=body)


def what_came_of_it(answer):
    if answer.status_code in (401, 403):
        return "x"
    assert answer.is_success, answer.text
    touched = answer.headers.get("content-range", "").rpartition("/")[2]
    return "-" if touched == "0" else "y"


def do(stack, at, of, token):
    table, row, which = world.row(of, at)
    does = of.split()[1]
    path = table if does == "insert" else f"{table}?{which}"
    if table == "profiles" and does == "select":
        path += "&select=id,display_name"
    return ask(stack, METHODS[does], path, token, row)


def token_of(stack, at, actor):
    return None if actor == "anon" else people.token(stack, getattr(at, actor))


@pytest.fixture(scope="module")
def untouched(stack):
    """Return a world that nobody changes: for what is refused anyway."""
    return world.made(stack)


@pytest.mark.parametrize(("of", "actor", "expected"), cells(world.TABLES))
def test_a_table_lets_everybody_do_what_it_says(stack, untouched, of, actor, expected):
    at = world.made(stack) if expected == "y" and of.split()[1] != "select" else untouched
    answer = do(stack, at, of, token_of(stack, at, actor))
    assert what_came_of_it(answer) == expected, answer.text


@pytest.mark.parametrize(("of", "actor", "expected"), cells(world.FUNCTIONS))
def test_a_function_answers_whom_it_should(stack, untouched, of, actor, expected):
    at = world.made(stack) if expected == "y" else untouched
    row = world.given(of, at)
    answer = ask(stack, "POST", f"rpc/{of}", token_of(stack, at, actor), row)
    came = "x" if answer.status_code in (401, 403) else "-" if answer.text == "[]" else "y"
    assert came == expected, answer.text
    assert answer.is_success or came == "x"


FORGED = {
    "signed with another secret": {"secret": "somebody else's secret, which is long enough"},
    "not signed at all": {"algorithm": "none"},
    "expired": {"valid_s": -people.HOUR_S},
}


@pytest.mark.parametrize("how", FORGED)
@pytest.mark.parametrize("of", [*world.TABLES, *world.FUNCTIONS])
def test_a_bad_token_opens_nothing(stack, untouched, of, how):
    allowed = "".join({**world.TABLES, **world.FUNCTIONS}[of].split()).rfind("y")
    who = getattr(untouched, world.ACTORS[max(allowed, 1)])
    token = people.token(stack, who, **FORGED[how])
    if of in world.TABLES:
        answer = do(stack, untouched, of, token)
    else:
        answer = ask(stack, "POST", f"rpc/{of}", token, world.given(of, untouched))
    assert answer.status_code == 401, answer.text


CHANGES = {
    "profiles": {"display_name": "Mine"},
    "preferences": {"notify_replies": True},
    "comments": {"body": "Mine"},
    "bells": {"wanted": False},
    "notices": {"read": True},
}


@pytest.mark.parametrize("does", ["update", "delete"])
@pytest.mark.parametrize("table", CHANGES)
def test_whoever_names_no_row_touches_their_own(stack, table, does):
    """Without a condition, what may be read does not narrow what is changed."""
    at = world.made(stack)
    key = "id" if table == "profiles" else "user_id"
    look = f"select jsonb_agg(t) from public.{table} t where {key} = '{at.owner}'"
    before = stack.sql(look)
    answer = ask(stack, METHODS[does], table, people.token(stack, at.other), CHANGES[table])
    may = f"{table} {does}" in ("bells delete", *(f"{name} update" for name in CHANGES))
    assert answer.is_success == may, answer.text
    assert before
    assert stack.sql(look) == before


def test_without_the_key_of_the_project_nobody_answers(stack):
    assert httpx.get(f"{stack.url}/rest/v1/comments").status_code == 401


def test_what_is_private_is_not_served(stack, untouched):
    token = people.token(stack, untouched.moderator)
    for name in ("is_moderator", "is_muted", "refuse", "my_hidden_words", "welcome", "leave"):
        assert ask(stack, "POST", f"rpc/{name}", token, {}).status_code == 404
    assert ask(stack, "GET", "hidden_words", token).status_code == 404


def names(stack, query):
    return set(stack.sql(query).split())


def test_the_table_of_policies_knows_every_table_and_operation(stack):
    there = names(stack, "select tablename from pg_tables where schemaname = 'public'")
    known = {tuple(of.split()[:2]) for of in world.TABLES}
    assert known == {(table, does) for table in there for does in METHODS}
    functions = names(
        stack, "select proname from pg_proc where pronamespace = 'public'::regnamespace"
    )
    assert functions == set(world.FUNCTIONS)


def test_every_table_has_row_level_security(stack):
    assert not names(
        stack,
        "select relname from pg_class where relkind = 'r' and not relrowsecurity"
        " and relnamespace in ('public'::regnamespace, 'private'::regnamespace)",
    )


def test_every_table_enables_it_in_the_migration_that_creates_it():
    for migration in MIGRATIONS.glob("*.sql"):
        text = migration.read_text("utf-8")
        created = re.findall(r"^create table (\S+)", text, re.MULTILINE)
        assert created == re.findall(
            r"^alter table (\S+) enable row level security", text, re.MULTILINE
        )


def test_every_function_has_a_fixed_search_path(stack):
    assert not names(
        stack,
        "select proname from pg_proc"
        " where pronamespace in ('public'::regnamespace, 'private'::regnamespace)"
        " and not coalesce('search_path=\"\"' = any (proconfig), false)",
    )


def test_only_what_is_for_the_signed_out_can_be_called_by_them(stack):
    callable = names(
        stack,
        "select proname from pg_proc where pronamespace = 'public'::regnamespace"
        " and has_function_privilege('anon', oid, 'execute')",
    )
    assert callable == {name for name, line in world.FUNCTIONS.items() if line[0] == "y"}


def test_nobody_may_call_a_private_function_but_those_that_policies_need(stack):
    callable = names(
        stack,
        "select proname || ':' || r from pg_proc, unnest(array['anon', 'authenticated']) r"
        " where pronamespace = 'private'::regnamespace"
        " and has_function_privilege(r, oid, 'execute')",
    )
    assert callable == {
        "refuse:anon",
        "refuse:authenticated",
        "is_moderator:authenticated",
        "may_change:authenticated",
        "my_hidden_words:authenticated",
    }
