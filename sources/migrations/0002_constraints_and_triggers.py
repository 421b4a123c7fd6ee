"""Triggers on sources, snapshots and passages, and the function that groups sources."""

from pathlib import Path

from django.db import migrations

from factcheck.core.sql_files import run_sql_files

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0001_tables"),
        ("accounts", "0002_constraints_and_triggers"),
    ]

    operations = [
        *run_sql_files(SQL, "source_groups.sql"),
        *run_sql_files(
            SQL / "triggers",
            "immutable_rows.sql",
            "identifiers.sql",
            "history.sql",
            "snapshots.sql",
            "passages.sql",
            "retrievals.sql",
            "quote_checks.sql",
            "acts.sql",
        ),
    ]
