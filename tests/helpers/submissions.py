"""How is a verdict submitted by hand? With the row that `workflow.submit` would make."""

from claims.models import Verdict
from claims.publication import record
from sources.models.snapshot import digest
from tests import given
from tests.helpers.attacks import insert, move, sql


def row_of(verdict, content: dict | None = None, **changed) -> dict:
    fresh = Verdict.objects.select_related("claim__claimant", "rating").get(pk=verdict.pk)
    text = record.canonical(record.compose(fresh) if content is None else content)
    return {
        "verdict_id": verdict.pk,
        "number": verdict.submissions.count() + 1,
        "form": record.FORM,
        "content": text,
        "sha256": digest(text),
        "search_config": "factcheck_english",
        "submitted_at": given.moment(),
        "submitted_by_id": verdict.author_id,
    } | changed


def content_of(verdict) -> dict:
    return record.compose(
        Verdict.objects.select_related("claim__claimant", "rating").get(pk=verdict.pk)
    )


def submit(verdict, content: dict | None = None, **changed) -> None:
    """INSERT the submission and move the verdict into review with it."""
    row = row_of(verdict, content, **changed)
    insert("claims_submission", **row)
    ((newest,),) = sql(
        "SELECT id FROM claims_submission WHERE verdict_id = %s ORDER BY number DESC LIMIT 1",
        verdict.pk,
    )
    move(verdict, "in_review", verdict.author, row["submitted_at"], submission_id=newest)
