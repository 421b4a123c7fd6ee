"""Is there a server to connect to? `ensure` sees to it and `stop` ends it, and any number of
programs may call them at the same moment.

Two witnesses are heard, because each alone can be wrong: the lock on `alive` says whether any
process of a server still works on the data, and postmaster.pid, checked against the running
program, says which server that is and whether it answers.
"""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial

from factcheck.embedded_postgres import locks, versions
from factcheck.embedded_postgres.cluster import Cluster, DatabaseUnavailable, claim_folder, sound
from factcheck.embedded_postgres.os_user import Identity
from factcheck.embedded_postgres.process import Postmaster, listener, postmaster, tell
from factcheck.embedded_postgres.startup import last_words, start

__all__ = ["Cluster", "DatabaseUnavailable", "ensure", "is_running", "leave", "stop"]

ORPHANS = 6  # seconds: what the children of a killed server get to notice it
STOPPING = 30  # seconds: a server writes down what it has in memory


def ensure(cluster: Cluster, identity: Identity | None = None) -> None:
    """A server answers on the cluster's socket, till this program ends or `leave`s.

    Costs microseconds when one runs already. A new one runs as `identity`, by default as
    `privileges.choose` says. Raises DatabaseUnavailable.
    """
    with _our_turn(cluster):
        claim_folder(cluster)
        locks.hold(cluster.in_use, last_out=partial(_shut_down, cluster))
        if not _is_ready(cluster):
            with locks.door(cluster.door):
                _bring_up(cluster, identity)


def leave(cluster: Cluster) -> None:
    """This program no longer uses the server, which is stopped if nobody else does either."""
    with _our_turn(cluster):
        locks.leave(cluster.in_use)


def stop(cluster: Cluster) -> None:
    """No server runs, whoever was using it. Raises DatabaseUnavailable if it will not end."""
    if cluster.folder.exists():
        with _our_turn(cluster), locks.door(cluster.door):
            _shut_down(cluster)


def is_running(cluster: Cluster) -> bool:
    return _at_work(cluster) is not None


@contextmanager
def _our_turn(cluster: Cluster) -> Iterator[None]:
    """One thread at a time, and what the disk refuses is said in a sentence."""
    with locks.one_at_a_time():
        try:
            yield
        except OSError as error:
            raise DatabaseUnavailable(
                f"The database in {cluster.folder} cannot be used: {error}."
            ) from error


def _at_work(cluster: Cluster) -> Postmaster | None:
    """The server at work on these data: the lock tells a moved folder from a copied one."""
    server = postmaster(cluster)
    if server is None or server.is_home(cluster) or locks.is_taken(cluster.alive):
        return server
    return None


def _is_ready(cluster: Cluster) -> bool:
    """Whether our server answers here. Raises if one runs that this program must not use."""
    server = postmaster(cluster)
    if server is None or not server.ready or not server.is_home(cluster):
        return False
    versions.refuse_other_server(cluster)
    try:
        sound(cluster.socket_folder, (cluster.data.stat().st_uid,))
        cluster.socket.lstat()
    except FileNotFoundError:
        raise DatabaseUnavailable(
            f"The database in {cluster.folder} runs (its number is {server.pid}), but its socket"
            f" {cluster.socket} is not to be seen from here: run this where the server was"
            " started, or stop it."
        ) from None
    return True


def _bring_up(cluster: Cluster, identity: Identity | None) -> None:
    """Wait for a server that is starting or ending, and start one if none is left."""
    began = time.monotonic()
    while not _is_ready(cluster):
        waited = time.monotonic() - began
        if (alive := locks.take(cluster.alive)) is not None:
            _start(cluster, identity, alive, last_try=waited > ORPHANS)
        else:
            server = postmaster(cluster)
            _end_stray(cluster, server)
            _refuse_orphans(cluster, server, waited)
        _lose_patience(cluster, waited)
        time.sleep(0.02)


def _start(cluster: Cluster, identity: Identity | None, alive: int, last_try: bool) -> None:
    """The server answers, or has ended for a reason that may have passed by the next try."""
    try:
        said_before = start(cluster, identity, alive)
    finally:
        os.close(alive)  # the server has its own by now, and our copy would outlive it
    began = time.monotonic()
    while not _is_ready(cluster):
        if not locks.is_taken(cluster.alive):
            _refuse_failure(cluster, said_before, last_try)
            return
        _lose_patience(cluster, time.monotonic() - began)
        time.sleep(0.01)


def _refuse_failure(cluster: Cluster, said_before: int, last_try: bool) -> None:
    words = last_words(cluster, said_before)
    # Killed from outside it names no reason; shared memory is freed when the last user has ended.
    passing = "FATAL" not in words or "shared memory block" in words
    if last_try or not passing:
        raise DatabaseUnavailable(
            f"The database's server ended while it was starting, and said “{words}”: see"
            f" {cluster.log}."
        )


def _end_stray(cluster: Cluster, server: Postmaster | None) -> None:
    """End what works on our data from another address, or at our address on deleted data."""
    if server is None:
        if pid := listener(cluster):
            tell(pid, signal.SIGINT)
    elif not server.is_home(cluster):
        tell(server.pid, signal.SIGINT)


def _refuse_orphans(cluster: Cluster, server: Postmaster | None, waited: float) -> None:
    if server is None and waited > ORPHANS:
        raise DatabaseUnavailable(
            f"What an earlier server left, or a server in another container, still works on"
            f" {cluster.data}: end it, or wait till it has ended."
        )


def _lose_patience(cluster: Cluster, waited: float) -> None:
    if waited > locks.PATIENCE:
        raise DatabaseUnavailable(
            f"The database in {cluster.folder} has not become ready in {locks.PATIENCE} seconds,"
            f" and goes on trying: see {cluster.log}, and try again."
        )


def _shut_down(cluster: Cluster) -> None:
    for order, seconds in ((signal.SIGINT, STOPPING), (signal.SIGQUIT, ORPHANS)):
        if (server := _at_work(cluster)) is None:
            return
        tell(server.pid, order)
        if _ended_within(cluster, seconds):
            with suppress(OSError):
                cluster.socket_folder.rmdir()
            return
    raise DatabaseUnavailable(
        f"The database in {cluster.folder} (its number is {server.pid}) has not stopped."
    )


def _ended_within(cluster: Cluster, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if _at_work(cluster) is None and not locks.is_taken(cluster.alive):
            return True
        time.sleep(0.01)
    return False
