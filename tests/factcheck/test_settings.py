"""Production is the default, and it refuses to start on insecure settings (law 14)."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

SECURE = {
    "SECRET_KEY": "b7Zq-xV3-kJ9_mW2=pL8+rT6/yN4!dF1" * 2,
    "ALLOWED_HOSTS": "facts.example",
    "SITE_URL": "https://facts.example",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """`manage.py` in a process of its own, with no more of the environment than this."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "FACTCHECK_MODE": "production", **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def server(alias: str, **changed) -> str:
    """The address of this test's database, for one role."""
    at = settings.DATABASES[alias] | changed
    return f"postgres://{at['USER']}@/{at['NAME']}?host={at['HOST']}"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY is too short or too simple"),
        ({"ALLOWED_HOSTS": "*"}, "“*” is refused"),
        ({"SITE_URL": "http://facts.example"}, "begins with https://"),
        ({"DATABASE_URL": ""}, "production names its own server"),
        ({"OWNER_DATABASE_URL": "postgres://app@db/factcheck"}, "must not own its tables"),
        ({"CHECKLIST": "primary,crimes"}, "names what is not on the checklist: crimes."),
        ({"FACTCHECK_MODE": "demo"}, "production, development or test"),
    ],
)
def test_production_refuses_to_start(wrong, sentence):
    given = SECURE | {"DATABASE_URL": "postgres://app@db/factcheck"} | wrong
    refused = manage("check", **given)
    assert refused.returncode != 0
    assert sentence in refused.stderr


def test_without_a_mode_it_is_production():
    assert "SECRET_KEY" in manage("check", FACTCHECK_MODE="production").stderr


def test_a_secure_installation_passes_every_check(own_database):
    done = manage(
        "check",
        "--deploy",
        "--fail-level=WARNING",
        "--database=default",
        DATABASE_URL=server("default"),
        **SECURE,
    )
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_an_application_that_owns_its_tables_fails_the_check(own_database):
    done = manage("check", "--database=default", DATABASE_URL=server("owner"), **SECURE)
    assert "as the owner of its tables" in done.stderr


def test_migrations_ask_for_the_owner(own_database):
    done = manage("migrate", DATABASE_URL=server("default"), **SECURE)
    assert "set OWNER_DATABASE_URL" in done.stderr


def test_migrations_as_the_owner_grant_the_application_its_part(own_database):
    done = manage(
        "migrate",
        DATABASE_URL=server("default"),
        OWNER_DATABASE_URL=server("owner"),
        **SECURE,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_production_has_no_demonstration(command, own_database):
    done = manage(command, DATABASE_URL=server("default"), **SECURE)
    assert done.returncode != 0
    assert done.stderr.startswith("CommandError")


@pytest.mark.parametrize(
    ("roles", "sentence"),
    [
        ("", "SECOND_FACTOR_FOR leaves out: reviewer, editor."),
        ("editor,administrator", "SECOND_FACTOR_FOR leaves out: reviewer."),
        ("reviewer,editor,king", "SECOND_FACTOR_FOR names no role that works here: king."),
    ],
)
def test_production_asks_reviewers_and_editors_for_a_second_factor(roles, sentence):
    there = SECURE | {"DATABASE_URL": "postgres://app@db/factcheck", "SECOND_FACTOR_FOR": roles}
    refused = manage("check", **there)
    assert refused.returncode != 0
    assert sentence in refused.stderr


def test_who_asks_reporters_asks_whoever_may_do_as_much():
    there = SECURE | {
        "DATABASE_URL": "postgres://app@db/factcheck",
        "SECOND_FACTOR_FOR": "reporter",
    }
    done = manage("check", **there)
    assert done.returncode == 0, done.stderr
