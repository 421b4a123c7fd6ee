"""Whom does the server run as?

As whoever starts it, except that PostgreSQL refuses to run as root. Root starts it in a user
namespace, where root is called nobody but is still the user who owns root's files: the data may
then lie below root's private home. Where namespaces are forbidden (most containers) the server runs
as the user nobody itself; what that user cannot enter is then kept below STATE.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from factcheck.embedded_postgres.cluster import DatabaseUnavailable

# Root's place for what the server's user could not reach in the project's folder.
STATE = Path("/var/lib/factcheck")


@dataclass(frozen=True)
class Identity:
    """A user for the server: its number on the disk, and what stands before its commands."""

    name: str
    uid: int
    gid: int
    prefix: tuple[str, ...] = ()

    def run(self, command: Iterable[str], **options) -> subprocess.CompletedProcess:
        """Run to the end, without our surroundings: no PG… variables, no language, no folder."""
        if "input" not in options:
            options["stdin"] = subprocess.DEVNULL
        return subprocess.run(
            [*self.prefix, *command], env=_surroundings(), cwd="/", **self._switch, **options
        )

    def works(self) -> bool:
        try:
            tried = self.run(["/bin/sh", "-c", 'test "$(id -u)" != 0'], capture_output=True)
        except (OSError, subprocess.SubprocessError):
            return False
        return tried.returncode == 0

    def reaches(self, path: Path) -> bool:
        """Whether this user can enter the folder, or run the program."""
        tried = self.run(["/bin/sh", "-c", 'test -x "$0"', str(path)], capture_output=True)
        return tried.returncode == 0

    def own(self, folder: Path) -> None:
        """Everything in the folder belongs to this user."""
        if folder.stat().st_uid == self.uid:
            return
        for path in [*folder.rglob("*"), folder]:  # the folder last: it tells that all is done
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    @property
    def _switch(self) -> dict:
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def choose() -> Identity:
    """Who the server can run as here."""
    if os.geteuid() != 0:
        return myself()
    if found := next((identity for identity in for_root() if identity.works()), None):
        return found
    raise DatabaseUnavailable(
        "PostgreSQL refuses to run as root, and here root can neither make a user namespace nor"
        " become nobody: run this as an ordinary user, or name a running server in DATABASE_URL."
    )


def myself() -> Identity:
    return Identity("myself", os.geteuid(), os.getegid())


def for_root() -> Iterator[Identity]:
    if shutil.which("unshare"):
        yield namespace()
    yield nobody()


def namespace() -> Identity:
    """Root, under another number inside than outside."""
    inside = _nobody()
    prefix = ("unshare", f"--map-user={inside.pw_uid}", f"--map-group={inside.pw_gid}", "--")
    return Identity("namespace", os.geteuid(), os.getegid(), prefix)


def nobody() -> Identity:
    user = _nobody()
    return Identity("nobody", user.pw_uid, user.pw_gid)


def _nobody() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        raise DatabaseUnavailable(
            "PostgreSQL refuses to run as root, and this system has no user called nobody: run"
            " this as an ordinary user, or name a running server in DATABASE_URL."
        ) from None


def _surroundings() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}
