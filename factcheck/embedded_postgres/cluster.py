"""The folder of a PostgreSQL server: its paths, and checks that no other user controls them.

The folder contains:

    data         PostgreSQL's own files, or a link to them if the server's user cannot enter here
    server.log   the server's log
    users.lock   locked, shared, by every program that uses the server
    server.lock  locked by the server: all of its processes inherit the descriptor, so the lock is
                 free once the last one has ended, even after kill -9

The socket is in a folder in /tmp, because the path of a socket has at most 107 bytes.
"""

import os
import pwd
import stat
from hashlib import blake2b
from pathlib import Path

PORT = 5432  # only part of the socket's name: the server does not listen on the network


class DatabaseUnavailable(Exception):
    """The server cannot be started or stopped. The message says why and what to do."""


class Cluster:
    """A folder with a server. The data of one that is not `durable` can be lost (in tests)."""

    def __init__(self, folder: Path, durable: bool = True):
        # Resolve symbolic links, so that every path to the folder leads to the same socket.
        self.folder = Path(os.path.realpath(folder))
        self.durable = durable
        self.digest = blake2b(os.fsencode(self.folder), digest_size=6).hexdigest()
        self.data_link = self.folder / "data"
        self.log = self.folder / "server.log"
        self.users_lock = self.folder / "users.lock"
        self.server_lock = self.folder / "server.lock"
        # Computed from the path alone, so that the settings know it before the server exists.
        self.socket_folder = Path(f"/tmp/factcheck-{os.geteuid()}-{self.digest}")  # noqa: S108
        self.socket = self.socket_folder / f".s.PGSQL.{PORT}"
        self.socket_lock = self.socket_folder / f".s.PGSQL.{PORT}.lock"

    @property
    def data(self) -> Path:
        return Path(os.path.realpath(self.data_link))

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    def prepare_folder(self) -> None:
        """Create the folder if it is missing, and raise if it belongs to another user."""
        if not self.folder.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            self.folder.chmod(0o711)  # the server may run as another user
        owner = self.folder.stat().st_uid
        if owner != os.geteuid():
            raise DatabaseUnavailable(
                f"The database's folder {self.folder} belongs to {_format_user(owner)}, but this"
                f" program runs as {_format_user(os.geteuid())}. Run it as {_format_user(owner)},"
                " or move the folder away."
            )

    def prepare_socket_folder(self, uid: int, gid: int) -> None:
        """Create the socket's folder if it is missing, owned by the server's user and private."""
        try:
            self.socket_folder.mkdir(mode=0o700)
        except FileExistsError:
            self.validate_socket_folder(uid, os.geteuid())
        if self.socket_folder.lstat().st_uid != uid:
            os.chown(self.socket_folder, uid, gid, follow_symlinks=False)

    def validate_socket_folder(self, *owners: int) -> None:
        """Raise if another user could have created the socket's folder.

        Its name is predictable and everyone can write to /tmp: a server of another user behind that
        name would receive everything that is meant for ours.
        """
        status = self.socket_folder.lstat()
        if not stat.S_ISDIR(status.st_mode):
            problem = "is not a folder"
        elif status.st_uid not in owners:
            problem = f"belongs to {_format_user(status.st_uid)}"
        elif stat.S_IMODE(status.st_mode) & 0o077:
            problem = "is open to other users"
        else:
            return
        raise DatabaseUnavailable(
            f"The database's socket cannot be created in {self.socket_folder}, which {problem}."
            " Find out who created it, and remove it."
        )


def _format_user(uid: int) -> str:
    try:
        return f"user {pwd.getpwuid(uid).pw_name}"
    except KeyError:
        return f"user {uid}"
