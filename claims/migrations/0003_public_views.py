"""Views of the data that readers may see: published rows and nothing else.

There is no column for a draft, a review, a comment, an unpublished source or a private person. The
desk and the triggers use `comment_request_statuses.sql` and the first view of
`claim_relations.sql`. The functions that compose the published record use them, too.
"""

from pathlib import Path

from django.db import migrations

from factcheck.core.sql_files import run_sql_files

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_constraints_and_triggers")]

    # The order matters, because most views use others.
    operations = [
        *run_sql_files(
            SQL / "views",
            "hidden_claims.sql",
            "withheld_verdicts.sql",
            "private_persons.sql",
            "archived_sources.sql",
            "verdicts.sql",
            "evidence.sql",
            "passages.sql",
            "sources.sql",
            "claimants_and_topics.sql",
            "changes.sql",
            "ratings_and_ledger.sql",
            "quote_checks.sql",
            "claim_relations.sql",
            "complaints.sql",
            "comment_request_statuses.sql",
        ),
        *run_sql_files(SQL, "record.sql", "triggers/descriptions.sql"),
    ]
