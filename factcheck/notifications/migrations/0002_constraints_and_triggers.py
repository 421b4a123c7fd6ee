"""Triggers on notifications."""

from pathlib import Path

from django.db import migrations

from factcheck.core.sql_files import run_sql_files

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0001_tables"),
        ("accounts", "0002_constraints_and_triggers"),
    ]

    operations = run_sql_files(SQL / "triggers", "notifications.sql")
