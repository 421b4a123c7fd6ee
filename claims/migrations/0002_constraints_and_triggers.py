"""Triggers on claims and verdicts, and the columns for full-text search."""

from pathlib import Path

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations
from django.db.migrations import RunSQL

from factcheck.core.sql_files import run_sql_files

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0001_tables"),
        ("sources", "0002_constraints_and_triggers"),
    ]

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        *run_sql_files(SQL, "search.sql", "normalized_names.sql", "canonical_json.sql"),
        *run_sql_files(
            SQL / "triggers",
            "immutable_rows.sql",
            "identifiers.sql",
            "verdicts.sql",
            "transitions.sql",
            "contributors.sql",
            "evidence.sql",
            "submissions.sql",
            "reviews.sql",
            "changes.sql",
            "ledger.sql",
            "source_alerts.sql",
            "tips.sql",
            "comment_requests.sql",
            "publication_blocks.sql",
            "preservation_holds.sql",
            "visibility.sql",
            "scheduled_publications.sql",
            "claim_relations.sql",
            "complaints.sql",
            "claim_imports.sql",
            "removal.sql",
            "person_requests.sql",
            "draft_decisions.sql",
            "assignments.sql",
            "acts.sql",
        ),
        RunSQL("CALL pin_history_functions()"),
    ]
