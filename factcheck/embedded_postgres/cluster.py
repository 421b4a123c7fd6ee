"""Where do a cluster's files lie, and may these places be trusted? A cluster is one folder:

    data        PostgreSQL's own files; a link to them where the server's user cannot enter here
    server.log  what the server says
    door        locked by whoever is starting or stopping the server
    in-use      locked, shared, by every program that uses the server
    alive       locked by the server: every process of it inherits the descriptor, so that the
                lock is free when the last of them has ended, however it ended

and one folder for the socket, under /tmp because a socket's path has at most 107 bytes.
"""

import os
import pwd
import stat
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

PORT = 5432  # only a part of the socket's name: nothing listens on the network


class DatabaseUnavailable(Exception):  # noqa: N818 (it says what is the case)
    """No server can be had. The message is one sentence for whoever tried to start it."""


@dataclass(frozen=True)
class Cluster:
    """One folder with a server of its own. Unless `durable`, losing it costs nothing (tests)."""

    folder: Path
    durable: bool = True

    def __post_init__(self):
        # Symbolic links resolved, so that every path to the folder finds the same server.
        object.__setattr__(self, "folder", Path(os.path.realpath(self.folder)))

    @property
    def digest(self) -> str:
        return blake2b(os.fsencode(self.folder), digest_size=6).hexdigest()

    @property
    def socket_folder(self) -> Path:
        """Computed from the folder alone, so that settings know it before there is a server."""
        return Path(f"/tmp/factcheck-{os.geteuid()}-{self.digest}")  # noqa: S108 (see `sound`)

    @property
    def socket(self) -> Path:
        return self.socket_folder / f".s.PGSQL.{PORT}"

    @property
    def data(self) -> Path:
        return Path(os.path.realpath(self.folder / "data"))

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def door(self) -> Path:
        return self.folder / "door"

    @property
    def in_use(self) -> Path:
        return self.folder / "in-use"

    @property
    def alive(self) -> Path:
        return self.folder / "alive"


def claim_folder(cluster: Cluster) -> None:
    """The folder exists and is ours. Others may pass through it, to files they cannot open."""
    try:
        owner = cluster.folder.stat().st_uid
    except FileNotFoundError:
        cluster.folder.mkdir(parents=True, exist_ok=True)
        cluster.folder.chmod(0o711)
        owner = cluster.folder.stat().st_uid
    if owner != os.geteuid():
        raise DatabaseUnavailable(
            f"The database's folder {cluster.folder} belongs to {_name(owner)}, and this is"
            f" {_name(os.geteuid())}: run this as {_name(owner)}, or move that folder away."
        )


def claim_socket_folder(cluster: Cluster, uid: int, gid: int) -> None:
    """The socket's folder exists, belongs to the server's user, and is closed to all others."""
    folder = cluster.socket_folder
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        sound(folder, (uid, os.geteuid()))
    if folder.lstat().st_uid != uid:
        os.chown(folder, uid, gid, follow_symlinks=False)


def sound(folder: Path, owners: tuple[int, ...]) -> None:
    """Refuse a socket's folder that somebody else could have put there.

    Everybody can work out its name and may write to /tmp: a server of theirs behind it would be
    sent everything that is meant for ours.
    """
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        fault = "is not a folder"
    elif found.st_uid not in owners:
        fault = f"belongs to {_name(found.st_uid)}"
    elif stat.S_IMODE(found.st_mode) & 0o077:
        fault = "is open to others"
    else:
        return
    raise DatabaseUnavailable(
        f"The database's socket cannot be put into {folder}, which {fault}: find out who made it,"
        " and remove it."
    )


def _name(uid: int) -> str:
    try:
        return f"the user {pwd.getpwuid(uid).pw_name}"
    except KeyError:
        return f"the user number {uid}"
