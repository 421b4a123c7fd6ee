"""Run SQL files in migrations.

After a release a file never changes, like a migration: a later change is a new file, run by a new
migration.
"""

from pathlib import Path

from django.db.migrations import RunSQL


def run_sql_files(folder: Path, *names: str) -> list[RunSQL]:
    """One operation for each of these files in `folder`, in this order. None can be reversed."""
    return [RunSQL((folder / name).read_text(encoding="utf-8")) for name in names]
