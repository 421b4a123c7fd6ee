"""Triggers on accounts, and the table of shared counters."""

from pathlib import Path

from django.db import migrations

from factcheck.core.sql_files import run_sql_files

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_tables")]

    operations = run_sql_files(
        SQL,
        "triggers/immutable_rows.sql",
        "triggers/accounts.sql",
        "triggers/account_changes.sql",
        "counters.sql",
    )
