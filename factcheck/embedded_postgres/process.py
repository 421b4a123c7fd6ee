"""Which server is at work on a cluster? Asked of the server's own file, of its command line, and
of the kernel, because after a crash any one of them may be out of date.
"""

import os
import signal
import socket
import struct
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

from factcheck.embedded_postgres.cluster import Cluster, DatabaseUnavailable

ANSWER = 5  # seconds


@dataclass(frozen=True)
class Postmaster:
    """What a running server's first process has written into postmaster.pid."""

    pid: int
    data: str
    socket_folder: str
    ready: bool

    def is_home(self, cluster: Cluster) -> bool:
        """False when the folder was moved or copied under the server's feet."""
        return (self.data, self.socket_folder) == (str(cluster.data), str(cluster.socket_folder))


def postmaster(cluster: Cluster) -> Postmaster | None:
    """The living server that this folder's postmaster.pid names, or None.

    A file that a crash left behind names a number that may meanwhile belong to any program, so
    the number counts only if the program's own command line names the server's data. In the copy
    of a running server's folder it is the original's server.
    """
    if (server := noted(cluster)) is None:
        return None
    arguments = _command_line(server.pid)
    return server if ("-D", server.data) in pairwise(arguments) else None


def noted(cluster: Cluster) -> Postmaster | None:
    """What postmaster.pid says, true or not; None while there is none or it is half-written."""
    try:
        lines = (cluster.data / "postmaster.pid").read_text(errors="replace").splitlines()
        ready = len(lines) > 7 and lines[7].strip() == "ready"
        return Postmaster(int(lines[0]), lines[1], lines[4] if len(lines) > 4 else "", ready)
    except (FileNotFoundError, NotADirectoryError, IndexError, ValueError):
        return None


def _command_line(pid: int) -> list[str]:
    """The arguments a running program was started with; nothing for one that has ended."""
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return os.fsdecode(file.read()).split("\0")
    except OSError:
        return [] if os.path.exists("/proc/self") else _command_line_without_proc(pid)


def _command_line_without_proc(pid: int) -> list[str]:
    asked = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True
    )
    _, found, rest = asked.stdout.strip().partition(" -D ")
    return ["-D", rest.partition(" -k ")[0]] if found else []


def listener(cluster: Cluster) -> int | None:
    """Whoever listens on our socket, as the kernel knows it; None if nobody does.

    With no server at work on our data it is one whose data were deleted.
    """
    if not cluster.socket.exists():
        return None
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(ANSWER)
        try:
            probe.connect(str(cluster.socket))
        except (FileNotFoundError, ConnectionRefusedError):
            return None
        if pid := _peer(probe):
            return pid
    raise DatabaseUnavailable(
        f"A server in another container answers on {cluster.socket}: stop it, or wait a minute if"
        " its data were deleted."
    )


def _peer(probe: socket.socket) -> int:
    if hasattr(socket, "SO_PEERCRED"):
        return struct.unpack("3i", probe.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]
    return probe.getsockopt(0, 2)  # SOL_LOCAL, LOCAL_PEERPID


def tell(pid: int, order: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, order)


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return pid > 0
