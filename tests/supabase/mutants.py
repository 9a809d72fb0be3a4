"""`python -m tests.supabase.mutants`: break each rule of the migrations; some test must fail.

Each policy is dropped and opened; each trigger, revoke, refusal, lock and row-level security is
removed; each grant widened; each function turned from its caller's rights to its owner's or back.
Words after the command keep to mutants that are named so. Prints a table; status 1 if one lives.
"""

import json
import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import asdict, dataclass
from io import StringIO
from pathlib import Path

import pytest

from tests.supabase.stack import HERE, MIGRATIONS, Stack, missing, running, shim

STATEMENT = re.compile(
    r"^(?:create|alter|revoke|grant)\b.*?;[^\S\n]*(?=\n|$)", re.DOTALL | re.MULTILINE
)
NESTED = r"\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\)"
"""Something in parentheses, three deep."""
FUNCTION = re.compile(r"^create function (\S+?)\(.*?^\$\$;$", re.DOTALL | re.MULTILINE)
OWNED = "here the service of accounts owns the tables; on Supabase it does not"
EQUIVALENT = {
    "private.is_moderator as definer": "it asks about its caller either way",
    "public.my_profile as definer": "it asks about its caller either way",
    "public.open_issues as definer": "it asks whether its caller moderates either way",
    "private.welcome as invoker": OWNED,
    "private.leave as invoker": OWNED,
    "private.moderators_only without private.refuse('422', 'text') (2)": "so does the log's check",
    "grants more: grant usage on schema private to anon, authenticated": "nothing is open in it",
}
"""What no test can tell, because something else stands behind it."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one migration, and the words of tests that should notice first."""

    name: str
    migration: Path
    text: str
    first: str


def mutants() -> Iterator[Mutant]:
    """Yield every mutant, in the order of the migrations."""
    for migration in sorted(MIGRATIONS.glob("*.sql")):
        text = migration.read_text("utf-8")
        functions = [match.span() for match in FUNCTION.finditer(text)]
        for match in STATEMENT.finditer(text):
            if not any(start <= match.start() < end for start, end in functions):
                for name, changed in _of_statement(match.group()):
                    new = text[: match.start()] + changed + text[match.end() :]
                    yield Mutant(name, migration, new, _about(match.group()))
        for match in FUNCTION.finditer(text):
            for name, changed in _of_function(match.group(1), match.group()):
                new = text[: match.start()] + changed + text[match.end() :]
                yield Mutant(name, migration, new, "every_function" * ("search_path" in name))


def _about(statement: str) -> str:
    if statement.startswith("revoke execute on function private"):
        return "private"
    found = re.search(r"\b(?:on|table) public\.(\w+)", statement)
    return found.group(1) if found else ""


def _of_statement(statement: str) -> Iterator[tuple[str, str]]:
    line = " ".join(statement.rstrip(";").split())[:110]
    if statement.startswith(("create trigger", "revoke")) or "enable row level" in statement:
        yield f"without: {line}", ""
    elif statement.startswith("create policy"):
        yield f"without: {line}", ""
        for part in ("using", "with check"):
            opened = re.sub(rf"\b{part} {NESTED}", f"{part} (true)", statement)
            if opened != statement:
                yield f"{part} (true): {line}", opened
    elif found := re.match(r"grant .* on (public\.\w+)\s+to (.*);", statement, re.DOTALL):
        yield f"grants all: {line}", f"grant all on {found[1]} to anon, authenticated;"
    elif "to authenticated" in statement and statement.startswith("grant"):
        yield (
            f"grants more: {line}",
            statement.replace("to authenticated", "to anon, authenticated"),
        )


def _of_function(name: str, body: str) -> Iterator[tuple[str, str]]:
    for n, match in enumerate(re.finditer(r"perform (?:private\.)?\w+\([^;]*\);", body)):
        call = match.group().removeprefix("perform ").rstrip(";")
        changed = body[: match.start()] + "null;" + body[match.end() :]
        yield f"{name} without {call} ({n + 1})", changed
    for rights, others in (("definer", "invoker"), ("invoker", "definer")):
        if f"security {rights}" in body:
            yield f"{name} as {others}", body.replace(f"security {rights}", f"security {others}")
    if match := re.search(r" set search_path = ''", body):
        yield f"{name} without search_path", body[: match.start()] + body[match.end() :]
    for answer in ("true", "false"):
        if "returns boolean" in body:
            opened = re.sub(r"\$\$.*\$\$", f"$$ select {answer} $$", body, flags=re.DOTALL)
            yield f"{name} is always {answer}", opened


def rebuild(it: Stack, mutant: Mutant | None) -> str:
    """Build the database anew with `mutant`; return "" or why that fails."""
    it.sql("drop schema if exists public, private cascade; create schema public")
    it.sql("delete from auth.users")
    shim(it)
    texts = {path: path.read_text("utf-8") for path in sorted(MIGRATIONS.glob("*.sql"))}
    if mutant:
        texts[mutant.migration] = mutant.text
    try:
        it.sql("\n".join(texts.values()))
    except RuntimeError as error:
        return str(error)
    it.sql("notify pgrst, 'reload schema'")
    time.sleep(0.5)
    return ""


class _First:
    """A plugin of pytest that remembers the first test that fails."""

    name = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.name:
            self.name = report.nodeid.rpartition("::")[2]


def failing(it: Stack, words: str, *files: str) -> str:
    """Return the first test that fails, "" if all pass."""
    first, chosen = _First(), [str(HERE / file) for file in files]
    words = f"not memory and not bad_token and ({words})"
    how = ["-x", "-q", "-n", "0", "--assert=plain", "-p", "no:cacheprovider", "-m", "", "-k", words]
    os.environ["STREAM_TEST_STACK"] = json.dumps(asdict(it))
    with redirect_stdout(StringIO()) as said:
        status = pytest.main([*chosen, *how], plugins=[first])
    if not first.name and status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise RuntimeError(said.getvalue())
    return first.name


def caught(it: Stack, mutant: Mutant | None) -> str:
    """Return the test, or the migration, that notices `mutant`; "" if nothing does."""
    if refused := rebuild(it, mutant):
        return f"the migration itself: {refused.splitlines()[0][-60:]}"
    if mutant and mutant.first and (found := failing(it, mutant.first, "test_access.py")):
        return found
    catalogue = "every_table or every_function or private or knows_every or signed_out"
    if found := failing(it, catalogue, "test_access.py"):
        return found
    for file in ("test_rules.py", "test_store.py", "test_access.py"):
        if found := failing(it, "test", file):
            return found
    return ""


def main() -> None:
    """Run them all."""
    if sentence := missing():
        raise SystemExit(f"{sentence}.")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    word = " ".join(sys.argv[1:])
    alive = 0
    with running() as it:
        if found := caught(it, None):
            raise SystemExit(f"The tests fail without any mutant: {found}")
        print("| mutant | caught by |\n| --- | --- |")
        chosen = [mutant for mutant in mutants() if word in mutant.name]
        for mutant in chosen:
            by = caught(it, mutant) or EQUIVALENT.get(mutant.name, "")
            alive += not by
            print(f"| {mutant.name} | {by or '**nothing**'} |", flush=True)
        print(f"\n{len(chosen)} mutants, {alive} alive")
    sys.exit(bool(alive))


if __name__ == "__main__":
    main()
