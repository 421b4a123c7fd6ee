"""Triggers on accounts, and the table of shared counters."""

from pathlib import Path

from django.db import migrations

from factcheck.core.sql_files import run_sql_files

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_tables"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = run_sql_files(
        SQL,
        "triggers/immutable_rows.sql",
        "triggers/acts.sql",
        "triggers/accounts.sql",
        "triggers/account_changes.sql",
        "triggers/account_history.sql",
        "counters.sql",
    )
