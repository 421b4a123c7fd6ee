"""Production is the default mode and refuses to start on insecure settings."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

from tests.helpers import databases

SECURE = {
    "FACTCHECK_SECRET_KEY": "b7Zq-xV3-kJ9_mW2=pL8+rT6/yN4!dF1" * 2,
    "FACTCHECK_ALLOWED_HOSTS": "facts.example",
    "FACTCHECK_SITE_URL": "https://facts.example",
    "FACTCHECK_LEDGER_KEYS": "bGVkZ2VyIGtleSBvZiAzMiBieXRlcyBmb3IgdGVzdHM=",
}
DATABASE_URL = "postgres://app@db/factcheck"
ENVIRONMENT_VARIABLE = re.compile(r'env\.\w+\(\s*"(\w+)"')


def run_manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Runs `manage.py` in a new process with only this environment."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "FACTCHECK_MODE": "production", **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def get_database_url(alias: str, **changed) -> str:
    """The URL of this test's database, for one role."""
    database = settings.DATABASES[alias] | changed
    return f"postgres://{database['USER']}@/{database['NAME']}?host={database['HOST']}"


@pytest.mark.parametrize(
    ("insecure", "message"),
    [
        ({"FACTCHECK_SECRET_KEY": "short"}, "FACTCHECK_SECRET_KEY is too short"),
        ({"FACTCHECK_SECRET_KEY": "a" * 60}, "FACTCHECK_SECRET_KEY is too short or too simple"),
        ({"FACTCHECK_ALLOWED_HOSTS": "*"}, "without “*”"),
        ({"FACTCHECK_SITE_URL": "http://facts.example"}, "beginning with https://"),
        ({"DATABASE_URL": ""}, "production needs a PostgreSQL"),
        ({"FACTCHECK_OWNER_DATABASE_URL": DATABASE_URL}, "must not own its tables"),
        ({"FACTCHECK_LEDGER_KEYS": "c2hvcnQ="}, "must be 32 bytes each, in Base64"),
        ({"FACTCHECK_LEDGER_KEYS": ""}, "must be 32 bytes each, in Base64"),
        ({"FACTCHECK_LEDGER_ORIGIN": "a+b"}, "must not contain spaces or “+”"),
        ({"FACTCHECK_CHECKLIST": "primary,crimes"}, "has unknown codes: crimes."),
        ({"FACTCHECK_SIGNED_ACTIONS": "publish,suspend"}, "Suspending is never signed"),
        ({"FACTCHECK_DAILY_SUMMARY_HOUR": "24"}, "it must be 0 to 23"),
        ({"FACTCHECK_DEMO_MODE": "on"}, "must not be set in production"),
        ({"FACTCHECK_DEMO_SITE_PORT": "8010"}, "must not be set in production"),
        ({"FACTCHECK_MODE": "demo"}, "production, development or test"),
    ],
)
def test_production_refuses_to_start(insecure, message):
    environment = SECURE | {"DATABASE_URL": DATABASE_URL} | insecure
    result = run_manage("check", **environment)
    assert result.returncode != 0
    assert message in result.stderr


def test_production_is_the_default_mode():
    assert "SECRET_KEY" in run_manage("check", FACTCHECK_MODE="production").stderr


def test_a_secure_installation_passes_every_check(own_database):
    databases.set_strict(True)
    result = run_manage(
        "check",
        "--deploy",
        "--fail-level=WARNING",
        "--database=default",
        DATABASE_URL=get_database_url("default"),
        **SECURE,
    )
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


def test_cookies_of_production_belong_to_this_host_and_to_https(own_database):
    program = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        " s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY,"
        " s.SESSION_COOKIE_DOMAIN, s.SESSION_COOKIE_PATH, s.SESSION_COOKIE_SAMESITE)"
    )
    result = run_manage(
        "shell", "-v0", "-c", program, DATABASE_URL=get_database_url("default"), **SECURE
    )
    assert result.stdout.split() == [
        *("__Host-session", "__Host-csrf", "True", "True", "True", "True", "None", "/", "Lax")
    ]


def test_the_check_fails_for_an_application_that_owns_its_tables(own_database):
    result = run_manage(
        "check", "--database=default", DATABASE_URL=get_database_url("owner"), **SECURE
    )
    assert "as the owner of its tables" in result.stderr


def test_migrating_tells_the_database_what_must_be_signed(own_database):
    application = {"DATABASE_URL": get_database_url("default")} | SECURE
    signed = application | {"FACTCHECK_SIGNED_ACTIONS": "publish,retract"}
    owner = {"FACTCHECK_OWNER_DATABASE_URL": get_database_url("owner")}
    differs = "FACTCHECK_SIGNED_ACTIONS differs from what the database requires"
    check = ("check", "--database=default")
    assert differs in run_manage(*check, **signed).stderr
    assert run_manage("migrate", **signed, **owner).returncode == 0
    assert differs not in run_manage(*check, **signed).stderr
    assert differs in run_manage(*check, **application).stderr
    assert run_manage("migrate", **application, **owner).returncode == 0
    assert differs not in run_manage(*check, **application).stderr


def test_migrations_require_the_owner(own_database):
    result = run_manage("migrate", DATABASE_URL=get_database_url("default"), **SECURE)
    assert "set FACTCHECK_OWNER_DATABASE_URL" in result.stderr


def test_migrations_run_as_the_owner_and_grant_the_application_its_permissions(own_database):
    result = run_manage(
        "migrate",
        DATABASE_URL=get_database_url("default"),
        FACTCHECK_OWNER_DATABASE_URL=get_database_url("owner"),
        **SECURE,
    )
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("command", ["load_demo", "serve"])
def test_production_has_no_demo(command, own_database):
    result = run_manage(command, DATABASE_URL=get_database_url("default"), **SECURE)
    assert result.returncode != 0
    assert result.stderr.startswith("CommandError")


@pytest.mark.parametrize(
    ("roles", "message"),
    [
        ("", "FACTCHECK_MFA_REQUIRED_ROLES must include: reviewer, editor."),
        ("editor,administrator", "FACTCHECK_MFA_REQUIRED_ROLES must include: reviewer."),
        ("reviewer,editor,king", "FACTCHECK_MFA_REQUIRED_ROLES names unknown roles: king."),
    ],
)
def test_production_requires_mfa_for_reviewers_and_editors(roles, message):
    result = run_manage(
        "check", **SECURE, DATABASE_URL=DATABASE_URL, FACTCHECK_MFA_REQUIRED_ROLES=roles
    )
    assert result.returncode != 0
    assert message in result.stderr


def test_requiring_mfa_for_reporters_includes_the_roles_above_them():
    result = run_manage(
        "check", **SECURE, DATABASE_URL=DATABASE_URL, FACTCHECK_MFA_REQUIRED_ROLES="reporter"
    )
    assert result.returncode == 0, result.stderr


def test_every_environment_variable_is_documented():
    code = (settings.BASE_DIR / "factcheck" / "settings.py").read_text()
    page = (settings.BASE_DIR / "docs" / "settings.md").read_text()
    names = {f"FACTCHECK_{name}" for name in ENVIRONMENT_VARIABLE.findall(code)}
    names |= {"DATABASE_URL", "PORT"}
    assert len(names) > 30
    undocumented = [name for name in sorted(names) if f"`{name}`" not in page]
    assert undocumented == []
