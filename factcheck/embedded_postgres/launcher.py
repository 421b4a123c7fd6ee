"""Start, share and stop the server of a cluster. Any number of programs may do so at once.

Two things show what is running, because either can be wrong: `server.lock` is locked as long as any
process of a server exists, even one that outlived a killed server; and postmaster.pid, compared
with the command line of the process that it names, says which server that is.
"""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from factcheck.embedded_postgres import binaries, initdb, locks, os_user
from factcheck.embedded_postgres.cluster import PORT, Cluster, DatabaseUnavailable

START_SECONDS = 120  # for initdb on a slow disk, or for recovery after a crash
STOP_SECONDS = 30  # for a server that writes its memory to the disk
ABORT_SECONDS = 6  # for a server that does not

SERVER_SETTINGS = {
    "port": PORT,
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "jit": "off",  # it compiles for longer than a small site's queries run
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "log",  # no errors of statements: they repeat what users entered
    "lc_messages": "C",  # `_read_failure` searches the log for FATAL
}
NOT_DURABLE_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    # It would count the rows that tests roll back, and find none: queries planned for empty tables
    # then take minutes over twenty rows.
    "autovacuum": "off",
}


@dataclass(frozen=True)
class Server:
    """The first process of a server, as described by its lock file."""

    pid: int
    data: str
    socket_folder: str
    is_ready: bool

    def is_running(self) -> bool:
        """Whether the process exists and is this server: pids are reused after a crash."""
        return f" -D {self.data} " in _read_command_line(self.pid)

    def is_reachable(self, cluster: Cluster) -> bool:
        """False if its folder was moved, or its socket deleted, since it was started."""
        is_at_home = self.data == str(cluster.data)
        has_socket = self.socket_folder == str(cluster.socket_folder) and cluster.socket.exists()
        return is_at_home and has_socket

    def stop(self) -> None:
        """Stop the server in an orderly way, or else without writing its memory to the disk."""
        for number, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, ABORT_SECONDS)):
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline:
                if not self.is_running():
                    return
                time.sleep(0.01)
        raise DatabaseUnavailable(f"The server of {self.data} (process {self.pid}) does not stop.")


def ensure_server(cluster: Cluster, user: os_user.OSUser | None = None) -> None:
    """Make sure that a server accepts connections until this program ends or releases it.

    Takes microseconds if one is running. A new one runs as `user`, by default as `choose_user`
    decides. Raises DatabaseUnavailable.
    """
    with _guard(cluster):
        cluster.prepare_folder()
        locks.hold_shared_lock(cluster.users_lock, partial(_stop_if_running, cluster))
        deadline = time.monotonic() + START_SECONDS
        while not _is_server_usable(cluster):
            if (lock := locks.take_exclusive_lock(cluster.server_lock)) is not None:
                _start(cluster, user or os_user.choose_user(), lock, deadline)
                continue
            server = find_server(cluster)
            if server and server.is_ready and not server.is_reachable(cluster):
                server.stop()
            _wait(cluster, deadline)


def release_server(cluster: Cluster) -> None:
    """End this program's use of the server, which is stopped if no other program uses it."""
    with _guard(cluster):
        locks.release_shared_lock(cluster.users_lock)


def stop_server(cluster: Cluster) -> None:
    """Stop the server, even if programs use it. Raises DatabaseUnavailable if it keeps running."""
    with _guard(cluster):
        _stop_if_running(cluster)


def is_server_running(cluster: Cluster) -> bool:
    return find_server(cluster) is not None


def find_server(cluster: Cluster) -> Server | None:
    """Return the running server that uses this cluster's data.

    After a folder was moved, its postmaster.pid names the old path. In a copy of a folder it names
    the original's server, which does not use the copy.
    """
    server = _read_server(cluster.pid_file)
    if server is None or server.data == str(cluster.data):
        return server
    original = _read_server(Path(server.data, "postmaster.pid"))
    return None if original and original.pid == server.pid else server


def _read_server(lock_file: Path) -> Server | None:
    """Return the running server that wrote a lock file: postmaster.pid or the socket's."""
    try:
        lines = lock_file.read_text(errors="replace").splitlines()
        is_ready = len(lines) > 7 and lines[7].strip() == "ready"
        server = Server(int(lines[0]), lines[1], lines[4], is_ready)
    except (OSError, IndexError, ValueError):
        return None
    return server if server.is_running() else None


def _read_command_line(pid: int) -> str:
    if Path("/proc/self").exists():
        try:
            return os.fsdecode(Path(f"/proc/{pid}/cmdline").read_bytes()).replace("\0", " ")
        except OSError:
            return ""
    command = ["ps", "-ww", "-o", "command=", "-p", str(pid)]  # macOS has no /proc
    return subprocess.run(command, capture_output=True, text=True).stdout


@contextmanager
def _guard(cluster: Cluster) -> Iterator[None]:
    """Allow one thread at a time, and raise errors of the file system as DatabaseUnavailable."""
    with locks.thread_lock:
        try:
            yield
        except OSError as error:
            message = f"The database in {cluster.folder} cannot be used: {error}."
            raise DatabaseUnavailable(message) from error


def _is_server_usable(cluster: Cluster) -> bool:
    """Whether the server accepts connections. Raises if this program must not use it."""
    server = find_server(cluster)
    if server is None or not server.is_ready or not server.is_reachable(cluster):
        return False
    cluster.validate_socket_folder(cluster.data.stat().st_uid)
    named, major = binaries.find_named_binaries(), initdb.read_major_version(cluster)
    if named and named.major != major:
        raise DatabaseUnavailable(
            f"PostgreSQL {major} is running in {cluster.folder}, but {binaries.VARIABLE} names"
            f" PostgreSQL {named.version}. Stop the running server first."
        )
    return True


def _start(cluster: Cluster, user: os_user.OSUser, lock: int, deadline: float) -> None:
    """Start a server and wait until it is ready. Closes `lock`, which the server inherits."""
    try:
        programs = binaries.find_binaries()
        if not user.can_access(programs.folder / "postgres"):
            programs = binaries.copy_binaries(programs, os_user.create_state_folder())
        initdb.prepare_data(cluster, user, programs)
        cluster.prepare_socket_folder(user.uid, user.gid)
        _remove_stale_files(cluster)
        _run_detached(cluster, user, programs, lock)
    finally:
        os.close(lock)  # or else the file would stay locked after the server has ended
    while not _is_server_usable(cluster):
        if not locks.is_locked(cluster.server_lock):
            raise DatabaseUnavailable(
                "The database's server ended while it was starting:"
                f" “{_read_failure(cluster)}”. See {cluster.log}."
            )
        _wait(cluster, deadline)


def _remove_stale_files(cluster: Cluster) -> None:
    """Remove lock files that a crash left or that were copied: PostgreSQL trusts any living pid.

    The caller holds `server.lock`, so a server that listens on our socket has lost its data.
    """
    if find_server(cluster) is None:
        cluster.pid_file.unlink(missing_ok=True)
    if stray := _read_server(cluster.socket_lock):
        stray.stop()
    cluster.socket.unlink(missing_ok=True)
    cluster.socket_lock.unlink(missing_ok=True)


def _run_detached(
    cluster: Cluster, user: os_user.OSUser, programs: binaries.Binaries, lock: int
) -> None:
    """Start the server detached from this program, with a new log."""
    command = [programs.folder / "postgres", "-D", cluster.data, "-k", cluster.socket_folder]
    settings = SERVER_SETTINGS if cluster.durable else SERVER_SETTINGS | NOT_DURABLE_SETTINGS
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with suppress(FileNotFoundError):
        cluster.log.replace(cluster.log.with_suffix(".log.1"))
    cluster.log.touch(mode=0o600)
    with open(cluster.log, "ab") as log:
        # The shell ends at once and leaves the server to the system. A child of this program would
        # remain as a zombie after its end.
        user.run(
            ["/bin/sh", "-c", '"$@" &', "sh", *command],
            stdout=log,
            stderr=log,
            pass_fds=(lock,),
            start_new_session=True,
        )


def _read_failure(cluster: Cluster) -> str:
    """Return the line of the log that says why the server ended."""
    lines = cluster.log.read_text(errors="replace").splitlines() or ["no message"]
    return next((line for line in reversed(lines) if "FATAL" in line), lines[-1]).strip()


def _wait(cluster: Cluster, deadline: float) -> None:
    if time.monotonic() > deadline:
        raise DatabaseUnavailable(
            f"The database in {cluster.folder} is not ready after {START_SECONDS} seconds. Either"
            " it is still starting, or processes of an earlier server or of another container use"
            f" its data. See {cluster.log}, and try again."
        )
    time.sleep(0.01)


def _stop_if_running(cluster: Cluster) -> None:
    if server := find_server(cluster):
        server.stop()
        with suppress(OSError):
            cluster.socket_folder.rmdir()
