"""The databases of the tests: created once from the migrations, then copied.

Three templates are kept in the tests' cluster: one with nothing but the scale of ratings' table,
one with the demonstration, and one with very many rows; all are named by what they are made from,
so that a changed migration makes a new one. A test works in a transaction on a copy of its worker's
own, or on a copy of its own which is dropped when it ends: no test has to empty a table whose
rows cannot be deleted.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from factcheck.accounts import database_mode

TEMPLATE_SOURCES = (
    "requirements.txt",
    "*/migrations/*.py",
    "factcheck/*/migrations/*.py",
    "claims/sql/**/*.sql",
    "sources/sql/**/*.sql",
    "factcheck/*/sql/**/*.sql",
    "factcheck/accounts/roles.py",
    "factcheck/core/database_grants.py",
    "factcheck/demo/*.py",
    "fixtures/**/*.yaml",
    "tests/helpers/large_database.py",
)
KEPT_TEMPLATES = 4  # templates of each kind
ALIASES = ("default", settings.OWNER_DATABASE_ALIAS)


def get_worker_name(worker: str) -> str:
    """Return a database name for this worker that no other test run uses."""
    run = os.getpid() if worker == "main" else os.getppid()
    return f"tests_{run}_{worker}"


def drop_abandoned() -> None:
    """Drop what runs that were killed have left: their number names no living program."""
    with connect() as server:
        left = server.execute("SELECT datname FROM pg_database WHERE datname ~ '^tests_[0-9]+_'")
        names = [name for (name,) in left]
    for name in names:
        if not Path("/proc", name.split("_")[1]).exists() and Path("/proc/self").exists():
            drop_database(name)


def connect(role: str = "", name: str = "postgres") -> psycopg.Connection:
    """The owner or another role, in a database that no test uses or in the one named."""
    with connections[settings.OWNER_DATABASE_ALIAS].temporary_connection():
        pass  # the backend starts the server at its first connection
    owner = connections[settings.OWNER_DATABASE_ALIAS].settings_dict
    return psycopg.connect(
        dbname=name, user=role or owner["USER"], host=owner["HOST"], autocommit=True
    )


def execute_as_owner(statement: str) -> None:
    """Execute one statement in the database that Django uses, and commit it."""
    used, owner = connections["default"], settings.DATABASES[settings.OWNER_DATABASE_ALIAS]
    with psycopg.connect(
        dbname=used.settings_dict["NAME"],
        user=owner["USER"],
        host=used.settings_dict["HOST"],
        autocommit=True,
    ) as connection:
        connection.execute(statement)


def set_strict(is_strict: bool) -> None:
    """Write the mode of the database, while the test's own transaction is open."""
    execute_as_owner(f"UPDATE accounts_databasemode SET is_strict = {is_strict}")


def get_template(kind: str) -> str:
    """The name of the template `empty`, `demo` or `large`, made first if it is not there."""
    name = f"template_{kind}_{_fingerprint()}"
    lock = settings.RUN_DIR / "templates.lock"
    lock.parent.mkdir(mode=0o711, exist_ok=True)
    with lock.open("w") as held, connect() as server:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not _exists(server, name):
            _drop_oldest(server, kind)
            unfinished = f"{name}_unfinished"
            copy_database(unfinished, "template1")
            with use_database(unfinished):
                call_command("migrate", verbosity=0, skip_checks=True)
                database_mode.set_strict(False)  # tests pass moments in
                if kind == "demo":
                    _load_demo()
                elif kind == "large":
                    _fill_large(unfinished)
            server.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(unfinished), sql.Identifier(name)
                )
            )
    return name


def _load_demo() -> None:
    from factcheck.demo.fixtures import read_demo
    from factcheck.demo.loader import load_demo

    load_demo(read_demo(settings.BASE_DIR / "fixtures" / "demo"))


def _fill_large(name: str) -> None:
    from tests.helpers import large_database, permission_matrix

    with connect("postgres", name) as superuser:
        large_database.fill(permission_matrix.create_world, superuser)


def copy_database(name: str, source: str) -> None:
    """A new database with all that `source` holds; an old one of that name goes."""
    drop_database(name)
    with connect() as server:
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(source)
            )
        )


def drop_database(name: str) -> None:
    """Drop the database as the superuser, closing any connections to it."""
    with connect("postgres") as server:
        server.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


@contextmanager
def use_database(name: str) -> Iterator[None]:
    """Connect Django to the database `name` within this context."""
    before = {alias: connections.settings[alias]["NAME"] for alias in ALIASES}
    try:
        _connect_to(dict.fromkeys(ALIASES, name))
        yield
    finally:
        _connect_to(before)


def _connect_to(names: dict[str, str]) -> None:
    for alias, name in names.items():
        connections[alias].close()
        connections.settings[alias]["NAME"] = connections[alias].settings_dict["NAME"] = name


def _exists(server: psycopg.Connection, name: str) -> bool:
    return bool(
        server.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone() is not None
    )


def _drop_oldest(server: psycopg.Connection, kind: str) -> None:
    """All but the newest few: another run of the tests may still be copying one of these."""
    known = server.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid DESC OFFSET %s",
        [f"template\\_{kind}\\_%", KEPT_TEMPLATES],
    ).fetchall()
    for (old,) in known:
        drop_database(old)


@cache
def _fingerprint() -> str:
    found = hashlib.sha256()
    for pattern in TEMPLATE_SOURCES:
        for file in sorted(Path(settings.BASE_DIR).glob(pattern)):
            found.update(file.read_bytes())
    return found.hexdigest()[:16]
