"""A minor edit is not announced, so it cannot change the rating, the basis or the evidence."""

import pytest

from claims.workflow import actions, drafting
from claims.workflow.transitions import check_allowed
from factcheck.core.errors import FactcheckError
from tests import given
from tests.helpers import submissions
from tests.helpers.attacks import assert_allowed, assert_refused, insert_row

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ONLY_WORDING = "A minor edit cannot change the rating, basis or evidence."


def create_minor_edit(kind="minor_edit", **changed):
    """The draft of a next revision that was opened as a minor edit."""
    following = actions.open_correction(
        given.published(),
        by=given.person("ana"),
        at=given.moment(),
        kind=kind,
        cause="our-error",
        note="A comma.",
    )
    changed = {"conclusion": "The statistical office reports a rise, of 4 percent."} | changed
    drafting.update_draft(following, by=following.author, at=given.moment(), **changed)
    following.refresh_from_db()
    return following


def cite(verdict, stance="context"):
    passage = given.passage(given.DOUBT, by=verdict.author)
    return drafting.cite(verdict, passage, by=verdict.author, at=given.moment(), stance=stance)


def test_a_minor_edit_of_the_wording_is_allowed():
    with assert_allowed():
        submissions.submit_with_sql(
            create_minor_edit(reasoning="The figure of the office is **lower**.")
        )
    given.published(verdict=given.approved(verdict=given.in_review(verdict=create_minor_edit())))


@pytest.mark.parametrize("column", ["rating", "basis"])
def test_a_minor_edit_of_the_rating_or_basis_is_refused(column):
    other = {"rating": given.rating("false"), "basis": "claimant_only"}[column]
    changed = {column: other} | ({"rating": given.rating()} if column == "basis" else {})
    verdict = create_minor_edit(**changed)
    with assert_refused(ONLY_WORDING):
        submissions.submit_with_sql(verdict)


def test_a_minor_edit_of_the_evidence_is_refused():
    more = create_minor_edit()
    cite(more)
    with assert_refused(ONLY_WORDING):
        submissions.submit_with_sql(more)
    other = create_minor_edit()
    before = other.evidence.get()
    cite(other, "refutes")
    drafting.remove_evidence(before, by=other.author, at=given.moment())
    with assert_refused(ONLY_WORDING):
        submissions.submit_with_sql(other)


def test_a_minor_edit_is_compared_with_the_newest_published_revision():
    first, ana = given.published(), given.person("ana")
    second = given.correction(first)
    drafting.update_draft(second, by=second.author, at=given.moment(), rating=given.rating("false"))
    second.refresh_from_db()
    given.published(verdict=given.approved(verdict=given.in_review(verdict=second)))
    third = actions.create_revision(
        first.claim, by=ana, at=given.moment(), action="correct", **given.verdict_content()
    )
    for evidence in first.evidence.all():
        drafting.cite(third, evidence.passage, by=ana, at=given.moment(), stance=evidence.stance)
    change = {"cause": "our-error", "note": "A comma.", "created_at": given.moment()}
    insert_row(
        "claims_change",
        **(change | {"verdict_id": third.pk, "previous_id": first.pk, "kind": "minor_edit"}),
        created_by_id=ana.pk,
    )
    third.refresh_from_db()
    with assert_refused(ONLY_WORDING):
        submissions.submit_with_sql(third)


def test_a_correction_of_everything_is_allowed():
    verdict = create_minor_edit("correction", rating=given.rating("false"))
    cite(verdict)
    with assert_allowed():
        submissions.submit_with_sql(verdict)


def test_the_workflow_refuses_such_a_minor_edit_first():
    verdict = create_minor_edit(rating=given.rating("false"))
    violation = check_allowed("submit", verdict, verdict.author, at=given.moment())
    assert "A minor edit cannot change the rating" in violation.message
    with pytest.raises(FactcheckError, match="open a correction"):
        given.in_review(verdict=verdict)
