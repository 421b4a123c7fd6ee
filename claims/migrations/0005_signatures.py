"""Triggers on signatures by passkey, on the passkeys and on the actions that need a signature."""

from pathlib import Path

from django.db import migrations

from factcheck.core.sql_files import run_sql_files

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0004_initial_ratings"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = run_sql_files(SQL / "triggers", "signatures.sql")
