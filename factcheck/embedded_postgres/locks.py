"""File locks that count the programs using a server.

Every program that uses a server holds a shared lock on the cluster's `users.lock`. The kernel
releases it when the program ends, even after kill -9. A program that exits normally tries to make
its lock exclusive, which succeeds only if no other program holds one; it then stops the server. A
program that arrives at that moment waits for the lock, and finds the server stopped.

A lock of flock(2) belongs to the open file, which a forked child shares with its parent. A child
therefore closes the descriptors it inherited, which releases nothing of the parent's, and takes a
lock for itself when it needs the server.
"""

import atexit
import fcntl
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

# Held while this program changes locks or starts a server, by one thread at a time. No thread
# forks during that time, since the child would inherit the descriptors.
thread_lock = threading.RLock()

# The descriptor of each shared lock, and what to call when its last holder releases it.
_shared_locks: dict[Path, tuple[int, Callable[[], None]]] = {}


def hold_shared_lock(path: Path, on_last_release: Callable[[], None]) -> None:
    """Hold the lock until this program ends or releases it."""
    if path in _shared_locks and _is_open(_shared_locks[path][0], path):
        return
    descriptor = _open(path)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    _shared_locks[path] = (descriptor, on_last_release)


def release_shared_lock(path: Path) -> None:
    """Release the lock. If no other program holds it, call its `on_last_release` first."""
    descriptor, on_last_release = _shared_locks.pop(path, (-1, None))
    if _is_open(descriptor, path):
        try:
            if _lock_exclusively(descriptor):
                on_last_release()
        finally:
            os.close(descriptor)


def take_exclusive_lock(path: Path) -> int | None:
    """Return the descriptor of the locked file, or None if it is locked already."""
    descriptor = _open(path)
    if _lock_exclusively(descriptor):
        return descriptor
    os.close(descriptor)
    return None


def is_locked(path: Path) -> bool:
    descriptor = take_exclusive_lock(path)
    if descriptor is not None:
        os.close(descriptor)
    return descriptor is None


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)


def _lock_exclusively(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_open(descriptor: int, path: Path) -> bool:
    """False if the folder was deleted, or if the program closed our descriptor."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False


def _release_all() -> None:
    for path in list(_shared_locks):
        # An exiting program cannot handle an error. A server that keeps running is used, and
        # stopped, by the next program.
        with suppress(Exception):
            release_shared_lock(path)


def _close_inherited() -> None:
    for path, (descriptor, _) in _shared_locks.items():
        if _is_open(descriptor, path):
            os.close(descriptor)
    _shared_locks.clear()
    thread_lock.release()


atexit.register(_release_all)
os.register_at_fork(
    before=thread_lock.acquire,
    after_in_parent=thread_lock.release,
    after_in_child=_close_inherited,
)
