"""Submit a verdict with plain SQL, with the row that the action `submit` would create."""

from tests import given
from tests.helpers.attacks import change_state, execute_sql, insert_row


def build_submission_row(verdict, **changed) -> dict:
    return {
        "verdict_id": verdict.pk,
        "search_config": "factcheck_english",
        "submitted_at": given.moment(),
        "submitted_by_id": verdict.author_id,
    } | changed


def submit_with_sql(verdict, **changed) -> None:
    """INSERT the submission and change the state to in review."""
    row = build_submission_row(verdict, **changed)
    insert_row("claims_submission", **row)
    ((submission_id,),) = execute_sql(
        "SELECT id FROM claims_submission WHERE verdict_id = %s ORDER BY number DESC LIMIT 1",
        verdict.pk,
    )
    change_state(
        verdict, "in_review", verdict.author, row["submitted_at"], submission_id=submission_id
    )
