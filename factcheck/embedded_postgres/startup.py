"""How is a server started, and on what terms?

Called by the launcher alone, which holds the door and the lock on `alive`: while this runs, no
server is at work on the data.
"""

import signal
import time
from pathlib import Path

from factcheck.embedded_postgres import binaries as origin
from factcheck.embedded_postgres import initdb, os_user, versions
from factcheck.embedded_postgres.binaries import Binaries
from factcheck.embedded_postgres.cluster import (
    PORT,
    Cluster,
    DatabaseUnavailable,
    claim_socket_folder,
)
from factcheck.embedded_postgres.os_user import Identity
from factcheck.embedded_postgres.process import listener, lives, noted, postmaster, tell

LONGEST_LOG = 5_000_000  # bytes
NO_PID = 2**31 - 1  # larger than any system's largest number of a program
GRACE = 6  # seconds from asking a stray server to end to telling it

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "jit": "off",  # it compiles for longer than a small site's queries run
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",  # `last_words` looks for FATAL
}
CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    # It counts the rows that tests roll back, and finds none: plans for empty tables then take
    # minutes over twenty rows.
    "autovacuum": "off",
}


def start(cluster: Cluster, identity: Identity | None, alive: int) -> int:
    """A server is starting, and has inherited `alive`. Returns how long the log was before."""
    binaries, identity = origin.find(), identity or os_user.choose()
    if not identity.reaches(binaries.folder / "postgres"):
        binaries = origin.copied(binaries, initdb.state())
    _prepare_data(cluster, identity, binaries)
    _correct_stale_pid(cluster)
    _prepare_socket(cluster, identity)
    return _spawn(cluster, identity, binaries, alive)


def last_words(cluster: Cluster, said_before: int) -> str:
    """Why the server ended, in its own words since it was started."""
    with open(cluster.log, errors="replace") as log:
        log.seek(said_before)
        lines = log.read().splitlines() or ["nothing"]
    return next((line for line in reversed(lines) if "FATAL" in line), lines[-1]).strip()


def _prepare_data(cluster: Cluster, identity: Identity, binaries: Binaries) -> None:
    """There are data, of this version, which belong to the identity."""
    if not cluster.durable and versions.major(cluster) not in (None, binaries.major):
        initdb.discard(cluster)
    if not cluster.data.exists():
        initdb.make(cluster, identity, binaries)
    versions.refuse_other_data(cluster, binaries.major)
    identity.own(cluster.data)
    if not identity.reaches(cluster.data):
        raise DatabaseUnavailable(
            f"The server would run as the user number {identity.uid}, who cannot enter"
            f" {cluster.data}: let every user pass through the folders above it, or run this as"
            " an ordinary user."
        )


def _correct_stale_pid(cluster: Cluster) -> None:
    """Replace a dead server's number that meanwhile belongs to a stranger (or a copied one).

    PostgreSQL would take any living program of that number for its predecessor. The rest of the
    file stays: from it PostgreSQL makes sure that nobody is attached to the old shared memory.
    """
    found = noted(cluster)
    if found is None or not lives(found.pid):
        return
    if (server := postmaster(cluster)) and server.is_home(cluster):
        raise DatabaseUnavailable(
            f"A server that Factcheck did not start works on {cluster.data}: stop it (its number"
            f" is {found.pid})."
        )
    file = cluster.data / "postmaster.pid"
    _, _, rest = file.read_text().partition("\n")
    file.write_text(f"{NO_PID}\n{rest}")


def _prepare_socket(cluster: Cluster, identity: Identity) -> None:
    """The socket's folder is ours, and empty: whoever listens there still, has lost its data."""
    claim_socket_folder(cluster, identity.uid, identity.gid)
    began = time.monotonic()
    while pid := listener(cluster):
        waited = time.monotonic() - began
        tell(pid, signal.SIGINT if waited < GRACE else signal.SIGQUIT)
        time.sleep(0.05)
    for name in (cluster.socket.name, f"{cluster.socket.name}.lock"):
        (cluster.socket_folder / name).unlink(missing_ok=True)


def _spawn(cluster: Cluster, identity: Identity, binaries: Binaries, alive: int) -> int:
    """The server runs on its own: nobody's child, and in no terminal."""
    settings = SETTINGS if cluster.durable else SETTINGS | CARELESS
    command = [binaries.postgres, "-D", str(cluster.data), "-k", str(cluster.socket_folder)]
    command += ["-p", str(PORT)]
    for name, setting in settings.items():
        command += ["-c", f"{name}={setting}"]
    with open(_log(cluster), "ab") as log:
        said_before = log.tell()
        identity.run(
            # The shell ends at once and leaves the server to the system. A child of ours would
            # stay a zombie after its end, with a number that seems to live.
            ["/bin/sh", "-c", '"$@" &', "sh", *command],
            stdout=log,
            stderr=log,
            pass_fds=(alive,),
            start_new_session=True,
        )
    return said_before


def _log(cluster: Cluster) -> Path:
    cluster.log.touch(mode=0o600)
    if cluster.log.stat().st_size > LONGEST_LOG:
        cluster.log.replace(cluster.log.with_suffix(".log.1"))
    return cluster.log
