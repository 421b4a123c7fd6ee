"""Submit a verdict with plain SQL, with the row that the action `submit` would create."""

from claims.models import Verdict
from claims.publication import record
from sources.models.snapshot import compute_sha256
from tests import given
from tests.helpers.attacks import change_state, execute_sql, insert_row


def build_submission_row(verdict, content: dict | None = None, **changed) -> dict:
    text = record.canonical_json(build_content(verdict) if content is None else content)
    return {
        "verdict_id": verdict.pk,
        "number": verdict.submissions.count() + 1,
        "schema_version": record.SCHEMA_VERSION,
        "content": text,
        "sha256": compute_sha256(text),
        "search_config": "factcheck_english",
        "submitted_at": given.moment(),
        "submitted_by_id": verdict.author_id,
    } | changed


def build_content(verdict) -> dict:
    verdicts = Verdict.objects.select_related("claim__claimant", "rating")
    return record.build_record(verdicts.get(pk=verdict.pk))


def submit_with_sql(verdict, content: dict | None = None, **changed) -> None:
    """INSERT the submission and change the state to in review."""
    row = build_submission_row(verdict, content, **changed)
    insert_row("claims_submission", **row)
    ((submission_id,),) = execute_sql(
        "SELECT id FROM claims_submission WHERE verdict_id = %s ORDER BY number DESC LIMIT 1",
        verdict.pk,
    )
    change_state(
        verdict, "in_review", verdict.author, row["submitted_at"], submission_id=submission_id
    )
