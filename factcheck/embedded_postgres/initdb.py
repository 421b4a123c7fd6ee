"""Create a cluster's data with initdb, and check data that exist.

A new cluster has PostgreSQL's superuser `postgres`, the role `factcheck_owner` for migrations, the
role `factcheck_app` for the application, which owns nothing, and the database `factcheck`. It is
built in a temporary folder, which is renamed once complete: an interruption leaves no half-built
cluster.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from factcheck.embedded_postgres.binaries import VARIABLE, Binaries
from factcheck.embedded_postgres.cluster import Cluster, DatabaseUnavailable
from factcheck.embedded_postgres.os_user import OSUser, create_state_folder

# Text search asks the C library which characters are letters, so it needs a Unicode locale.
CTYPE = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"

# Input for PostgreSQL's single-user mode, where an empty line ends a command.
CONTENTS = """
CREATE ROLE factcheck_owner LOGIN NOSUPERUSER CREATEDB NOCREATEROLE NOBYPASSRLS;

CREATE ROLE factcheck_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;

CREATE DATABASE factcheck OWNER factcheck_owner;

REVOKE ALL ON DATABASE factcheck FROM PUBLIC;

GRANT CONNECT, TEMPORARY ON DATABASE factcheck TO factcheck_app;

"""


def prepare_data(cluster: Cluster, user: OSUser, binaries: Binaries) -> None:
    """Create the data if they are missing; raise if this version or this user cannot use them."""
    data, link = cluster.data, cluster.data_link
    if not cluster.durable and read_major_version(cluster) not in (None, binaries.major):
        shutil.rmtree(data)
    if not data.exists():
        if cluster.durable and link.is_symlink():
            raise DatabaseUnavailable(
                f"The data of {cluster.folder} were in {data}, which does not exist. Restore it,"
                f" or remove {link} to start with an empty database."
            )
        link.unlink(missing_ok=True)
        _create_data(cluster, user, binaries)
    _validate_version(cluster, binaries.major)
    user.take_ownership(cluster.data)
    if not user.can_access(cluster.data):
        raise DatabaseUnavailable(
            f"The server would run as user {user.uid}, who cannot enter {cluster.data}. Allow all"
            " users to pass through the folders above it, or run this as an ordinary user."
        )


def read_major_version(cluster: Cluster) -> int | None:
    """Return the version that created the data; None if they are not PostgreSQL's."""
    try:
        return int((cluster.data / "PG_VERSION").read_text())
    except (OSError, ValueError):
        return None


def _validate_version(cluster: Cluster, binaries_major: int) -> None:
    """Raise if the data are of another major version, which this one cannot read."""
    major = read_major_version(cluster)
    if major is None:
        raise DatabaseUnavailable(f"{cluster.data} contains no PostgreSQL data. Move it away.")
    if major != binaries_major:
        raise DatabaseUnavailable(
            f"The data in {cluster.folder} were created by PostgreSQL {major}, but this is"
            f" PostgreSQL {binaries_major}. To upgrade: start the old server once more with"
            f" {VARIABLE} set to the bin folder of PostgreSQL {major}, dump the data with"
            " pg_dumpall, move the folder away, start the new server, and load the dump with psql."
        )


def _create_data(cluster: Cluster, user: OSUser, binaries: Binaries) -> None:
    folder = cluster.folder if user.can_access(cluster.folder) else create_state_folder()
    prefix = f"initdb-{cluster.digest}-"
    for interrupted in folder.glob(f"{prefix}*"):
        shutil.rmtree(interrupted, ignore_errors=True)
    # A random name, because the initdb of a killed program may still be running.
    data = Path(tempfile.mkdtemp(dir=folder, prefix=prefix))
    os.chown(data, user.uid, user.gid)
    _run_initdb(data, cluster.durable, user, binaries)
    if folder == cluster.folder:
        data.rename(cluster.data_link)
    else:
        # A new name, because folders named initdb-… are removed above.
        cluster.data_link.symlink_to(data.rename(folder / f"data-{data.name}"))


def _run_initdb(data: Path, durable: bool, user: OSUser, binaries: Binaries) -> None:
    # UTF-8, sorted by code point, which no upgrade of the C library changes.
    locale = ["--encoding=UTF8", "--locale=C", f"--lc-ctype={CTYPE}"]
    if binaries.major >= 17:
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    initdb = [binaries.folder / "initdb", "-D", data, "--username=postgres", "--data-checksums"]
    initdb += ["--auth-local=trust", "--auth-host=reject", *locale]
    postgres = [binaries.folder / "postgres", "--single", "-j", "-D", data]
    postgres += ["-c", "exit_on_error=true"]
    if not durable:
        initdb += ["--no-sync"]
        postgres += ["-F"]
    _run(user, initdb)
    _run(user, [*postgres, "postgres"], input=CONTENTS)


def _run(user: OSUser, command: Sequence, **options) -> None:
    result = user.run(command, capture_output=True, text=True, **options)
    if result.returncode:
        lines = (result.stderr.strip() or result.stdout.strip() or "no message").splitlines()
        errors = [line for line in lines if "error:" in line.lower() or "fatal:" in line.lower()]
        raise DatabaseUnavailable(
            f"The database could not be created: {command[0]} reported"
            f" “{(errors or lines)[-1].strip()}”."
        )
