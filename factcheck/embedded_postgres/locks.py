"""Who uses the server, and who is the last one out?

Every program that uses a server holds a shared lock on its cluster's `in-use` file, which the
kernel releases when the program ends, even by kill -9. A program that ends in good order tries to
make that lock exclusive: it can only if nobody else is there, and then it stops the server. Whoever
arrives in the meantime waits for the lock, and finds the server stopped rather than stopping.

A lock of flock belongs to the open file, which children of a fork share with their parent.
Therefore a child closes what it inherited (which releases nothing of the parent's) and takes a
lock of its own when it needs the server; and nobody forks while another thread holds the door.
"""

import atexit
import errno
import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from factcheck.embedded_postgres.cluster import DatabaseUnavailable

PATIENCE = 120  # seconds: a slow disk's initdb, or a recovery after a crash, in another program


@dataclass(frozen=True)
class _Hold:
    descriptor: int
    last_out: Callable[[], None]

    def is_of(self, path: Path) -> bool:
        """False when the folder was deleted, or the program closed our descriptor for us."""
        try:
            return os.path.samestat(os.fstat(self.descriptor), path.stat())
        except OSError:
            return False


_holds: dict[Path, _Hold] = {}
_turn = threading.RLock()


def one_at_a_time() -> threading.RLock:
    """The lock among this program's own threads; a fork waits for it."""
    return _turn


def hold(path: Path, last_out: Callable[[], None]) -> None:
    """This program uses the server till it ends; `last_out` is called if it is then the last."""
    held = _holds.get(path)
    if held is not None and held.is_of(path):
        return
    descriptor = _open(path)
    if not _locked_within(descriptor, fcntl.LOCK_SH, PATIENCE):
        os.close(descriptor)
        raise DatabaseUnavailable(f"The database has been stopping for {PATIENCE} s: see {path}.")
    _holds[path] = _Hold(descriptor, last_out)


def leave(path: Path) -> None:
    """This program no longer uses the server, and calls `last_out` if nobody else does."""
    held = _holds.pop(path, None)
    if held is None or not held.is_of(path):
        return
    try:
        if _locked_within(held.descriptor, fcntl.LOCK_EX, 0):
            held.last_out()
    finally:
        os.close(held.descriptor)


@contextmanager
def door(path: Path) -> Iterator[None]:
    """Nobody else starts or stops the server meanwhile."""
    descriptor = _open(path)
    try:
        if not _locked_within(descriptor, fcntl.LOCK_EX, PATIENCE):
            raise DatabaseUnavailable(
                f"Another program has been starting or stopping the database in {path.parent}"
                f" for {PATIENCE} seconds: see {path.parent / 'server.log'}."
            )
        yield
    finally:
        os.close(descriptor)


def take(path: Path) -> int | None:
    """The descriptor of the file, locked for us alone, or None if somebody has it."""
    descriptor = _open(path)
    if _locked_within(descriptor, fcntl.LOCK_EX, 0):
        return descriptor
    os.close(descriptor)
    return None


def is_taken(path: Path) -> bool:
    if (descriptor := take(path)) is None:
        return True
    os.close(descriptor)
    return False


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)


def _locked_within(descriptor: int, kind: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
            return True
        except OSError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                raise
        if time.monotonic() >= until:
            return False
        time.sleep(0.01)


def _leave_all() -> None:
    for path in list(_holds):
        # The program is over and nobody is left to be told: a server that goes on is found and
        # used by the next one.
        with suppress(DatabaseUnavailable, OSError):
            leave(path)


def _forget() -> None:
    """In the child of a fork: what was inherited stays its parent's."""
    global _turn
    _turn = threading.RLock()
    for path, held in _holds.items():
        if held.is_of(path):
            os.close(held.descriptor)
    _holds.clear()


atexit.register(_leave_all)
os.register_at_fork(
    before=lambda: _turn.acquire(), after_in_parent=lambda: _turn.release(), after_in_child=_forget
)
