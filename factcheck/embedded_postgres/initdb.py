"""What does a new cluster contain?

PostgreSQL's own superuser `postgres`; the two roles, of which the application's can neither own nor
define anything; and the database. Everything is made in a folder beside, which is renamed when it
is complete: whoever is interrupted leaves nothing that looks like a cluster.
"""

import os
import shutil
import tempfile
from pathlib import Path

from factcheck.embedded_postgres.binaries import EXTENSIONS, Binaries
from factcheck.embedded_postgres.cluster import Cluster, DatabaseUnavailable
from factcheck.embedded_postgres.os_user import STATE, Identity

# How words are told from what stands between them is the business of the system's C library, and
# the names under which it knows Unicode differ.
CTYPES = ("C.UTF-8", "C.utf8", "en_US.UTF-8")

# Read by PostgreSQL in single-user mode, where an empty line ends a command.
CONTENTS = f"""
CREATE ROLE factcheck_owner LOGIN NOSUPERUSER CREATEDB NOCREATEROLE NOBYPASSRLS;

CREATE ROLE factcheck_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;

CREATE DATABASE factcheck OWNER factcheck_owner;

REVOKE ALL ON DATABASE factcheck FROM PUBLIC;

GRANT CONNECT, TEMPORARY ON DATABASE factcheck TO factcheck_app;

DO $$
DECLARE missing text;
BEGIN
    SELECT string_agg(wanted, ', ') INTO missing
    FROM unnest('{{{",".join(EXTENSIONS)}}}'::text[]) AS wanted
    WHERE wanted NOT IN (SELECT name FROM pg_available_extensions);
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION 'this PostgreSQL lacks the extensions %', missing;
    END IF;
END $$;

"""


def make(cluster: Cluster, identity: Identity, binaries: Binaries) -> None:
    """The cluster's data exist, complete, and belong to the identity."""
    _refuse_lost_data(cluster)
    place = _place(cluster, identity)
    _clear(cluster, place)
    building = Path(tempfile.mkdtemp(dir=place, prefix=f"making-{cluster.digest}-"))
    try:
        os.chown(building, identity.uid, identity.gid)
        _initdb(building, cluster, identity, binaries)
        _fill(building, cluster, identity, binaries)
        _put(building, cluster, place)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def discard(cluster: Cluster) -> None:
    """The cluster's data are gone."""
    shutil.rmtree(cluster.data)
    (cluster.folder / "data").unlink(missing_ok=True)  # the link, where they lay elsewhere


def _place(cluster: Cluster, identity: Identity) -> Path:
    """Where the data will lie: in the cluster's folder, if the server's user can enter it."""
    if identity.reaches(cluster.folder):
        return cluster.folder
    if os.geteuid() != 0:
        raise DatabaseUnavailable(f"The database's folder {cluster.folder} cannot be entered.")
    return state()


def state() -> Path:
    """Root's own folder for what the server's user must be able to reach."""
    STATE.mkdir(parents=True, exist_ok=True)
    STATE.chmod(0o755)
    return STATE


def _refuse_lost_data(cluster: Cluster) -> None:
    link = cluster.folder / "data"
    if not link.is_symlink():
        return
    if cluster.durable:
        raise DatabaseUnavailable(
            f"The data of {cluster.folder} lay in {cluster.data}, which is gone: bring it back, or"
            f" remove {link} to begin with an empty database."
        )
    link.unlink()


def _clear(cluster: Cluster, place: Path) -> None:
    for interrupted in place.glob(f"making-{cluster.digest}-*"):
        shutil.rmtree(interrupted, ignore_errors=True)


def _initdb(building: Path, cluster: Cluster, identity: Identity, binaries: Binaries) -> None:
    command = [binaries.initdb, "-D", str(building), "--username=postgres"]
    command += ["--auth-local=trust", "--auth-host=reject", "--data-checksums"]
    if not cluster.durable:
        command += ["--no-sync"]
    for ctype in CTYPES:
        done = identity.run(
            command + _locale(ctype, binaries.major), capture_output=True, text=True
        )
        if done.returncode == 0 or "invalid locale" not in done.stderr:
            break
    _check(done, "initdb", binaries)


def _locale(ctype: str, major: int) -> list[str]:
    """UTF-8, sorted by code point: the same everywhere, whatever the C library is upgraded to."""
    options = ["--encoding=UTF8", "--locale=C", f"--lc-ctype={ctype}"]
    if major >= 17:
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return options


def _fill(building: Path, cluster: Cluster, identity: Identity, binaries: Binaries) -> None:
    command = [binaries.postgres, "--single", "-j", "-D", str(building), "-c", "exit_on_error=true"]
    if not cluster.durable:
        command += ["-F"]
    done = identity.run([*command, "postgres"], input=CONTENTS, capture_output=True, text=True)
    _check(done, "postgres", binaries)


def _check(done, name: str, binaries: Binaries) -> None:
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "nothing").splitlines()
        faults = [line for line in said if "error:" in line.lower() or "fatal:" in line.lower()]
        raise DatabaseUnavailable(
            f"The database could not be made: {name} of {binaries.folder} said"
            f" “{(faults or said)[-1].strip()}”."
        )


def _put(building: Path, cluster: Cluster, place: Path) -> None:
    link = cluster.folder / "data"
    if place == cluster.folder:
        building.rename(link)
    else:
        target = Path(tempfile.mkdtemp(dir=place, prefix=f"data-{cluster.digest}-"))
        building.rename(target)
        link.symlink_to(target)
    if cluster.durable:
        _write_down(place)
        _write_down(cluster.folder)


def _write_down(folder: Path) -> None:
    """The new name is on the disk before the first row is: what is left is cleared away."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
