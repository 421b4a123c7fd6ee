"""Choose the operating-system user that PostgreSQL runs as.

An ordinary user runs the server as itself. PostgreSQL refuses to run as root, so root starts it in
a user namespace, where root has another number but still owns root's files: the data can then be
in root's private home. Where namespaces are forbidden (in most containers) the server runs as the
system's unprivileged user, and what that user cannot enter is kept in STATE_FOLDER.
"""

import os
import pwd
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from factcheck.embedded_postgres.cluster import DatabaseUnavailable

STATE_FOLDER = Path("/var/lib/factcheck")
UNPRIVILEGED_NAME = "nobody"


@dataclass(frozen=True)
class OSUser:
    """A user for the server: the owner of its files, and a prefix for its commands."""

    name: str
    uid: int
    gid: int
    prefix: tuple[str, ...] = ()

    def run(self, command: Sequence, **options) -> subprocess.CompletedProcess:
        """Run a command as this user, in / and without our locale and PG… variables."""
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PG", "LC_", "LANG"))
        }
        options |= {"env": environment | {"LC_ALL": "C"}, "cwd": "/"}
        if "input" not in options:
            options["stdin"] = subprocess.DEVNULL
        if self.uid != os.geteuid():
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run([*self.prefix, *command], **options)

    def is_usable(self) -> bool:
        """Whether we can run commands as this user, and PostgreSQL does not take it for root."""
        try:
            return self._run_test('test "$(id -u)" != 0')
        except (OSError, subprocess.SubprocessError):
            return False

    def can_access(self, path: Path) -> bool:
        """Whether this user can enter the folder, or run the program."""
        return self._run_test('test -x "$0"', str(path))

    def take_ownership(self, folder: Path) -> None:
        """Make this user the owner of the folder and everything in it."""
        if folder.stat().st_uid != self.uid:
            for path in [*folder.rglob("*"), folder]:  # the folder last: it shows completion
                os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def _run_test(self, *script: str) -> bool:
        return self.run(["/bin/sh", "-c", *script], capture_output=True).returncode == 0


def choose_user() -> OSUser:
    if os.geteuid() != 0:
        return OSUser("current user", os.geteuid(), os.getegid())
    with suppress(KeyError):
        for user in (get_namespace_user(), get_unprivileged_user()):
            if user.is_usable():
                return user
    raise DatabaseUnavailable(
        "PostgreSQL refuses to run as root, and root can neither create a user namespace here nor"
        f" run commands as {UNPRIVILEGED_NAME}. Run this as an ordinary user, or set DATABASE_URL."
    )


def get_namespace_user() -> OSUser:
    """Root, under the unprivileged user's number inside a user namespace."""
    user = get_unprivileged_user()
    prefix = ("unshare", f"--map-user={user.uid}", f"--map-group={user.gid}", "--")
    return OSUser("user namespace", os.geteuid(), os.getegid(), prefix)


def get_unprivileged_user() -> OSUser:
    """The system's user without rights. Raises KeyError if there is none."""
    entry = pwd.getpwnam(UNPRIVILEGED_NAME)
    return OSUser("unprivileged user", entry.pw_uid, entry.pw_gid)


def create_state_folder() -> Path:
    """Create root's folder for files that the server's user must be able to reach."""
    STATE_FOLDER.mkdir(parents=True, exist_ok=True)
    STATE_FOLDER.chmod(0o755)
    return STATE_FOLDER
