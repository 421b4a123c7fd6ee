"""Evidence can change only in a draft, and an appearance of the claim never supports it."""

import pytest

from claims.choices import State
from claims.intake import claims
from claims.workflow import drafting
from tests import given
from tests.helpers.attacks import (
    assert_allowed,
    assert_refused,
    execute_sql,
    insert_row,
    update_verdict,
)
from tests.helpers.submissions import submit_with_sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ONLY_IN_DRAFT = "Evidence can change only in a draft."
LATE = [state for state in State if state != State.DRAFT]


def cite(verdict, passage, **changed) -> None:
    row = {
        "verdict_id": verdict.pk,
        "passage_id": passage.pk,
        "stance": "context",
        "note": "",
        "position": 9,
        "cited_at": given.moment(),
        "cited_by_id": verdict.author_id,
    }
    insert_row("claims_evidence", **row | changed)


def test_evidence_of_a_draft_can_be_added_and_removed():
    verdict, passage = given.draft(), given.passage(given.DOUBT)
    with assert_allowed():
        cite(verdict, passage)
        execute_sql(
            "UPDATE claims_evidence SET stance = 'refutes' WHERE verdict_id = %s", verdict.pk
        )
        execute_sql("DELETE FROM claims_evidence WHERE verdict_id = %s", verdict.pk)


@pytest.mark.parametrize("state", LATE)
def test_changing_evidence_outside_draft_is_refused(state):
    verdict, passage = given.STATES[state](), given.passage(given.DOUBT)
    draft = given.draft()
    with assert_refused(ONLY_IN_DRAFT):
        cite(verdict, passage)
    for change in ("stance = 'supports'", "note = 'Another.'", "position = 7"):
        with assert_refused(ONLY_IN_DRAFT):
            execute_sql(f"UPDATE claims_evidence SET {change} WHERE verdict_id = %s", verdict.pk)
    with assert_refused(ONLY_IN_DRAFT):
        execute_sql("DELETE FROM claims_evidence WHERE verdict_id = %s", verdict.pk)
    with assert_refused(ONLY_IN_DRAFT):
        execute_sql(
            "UPDATE claims_evidence SET position = 5, verdict_id = %s WHERE verdict_id = %s",
            draft.pk,
            verdict.pk,
        )
    with assert_refused(ONLY_IN_DRAFT):
        execute_sql(
            "UPDATE claims_evidence SET position = 5, verdict_id = %s WHERE verdict_id = %s",
            verdict.pk,
            draft.pk,
        )


def test_upserting_evidence_outside_draft_is_refused():
    verdict = given.published()
    with assert_refused(ONLY_IN_DRAFT):
        execute_sql(
            "INSERT INTO claims_evidence SELECT * FROM claims_evidence WHERE verdict_id = %s"
            " ON CONFLICT (id) DO UPDATE SET stance = 'supports'",
            verdict.pk,
        )


def test_a_submission_without_evidence_is_refused():
    verdict = given.draft()
    verdict.evidence.all().delete()
    with assert_refused("A verdict needs at least one piece of evidence."):
        submit_with_sql(verdict)


@pytest.mark.parametrize(
    "missing", [{"rating": None}, {"basis": ""}, {"conclusion": ""}, {"valid_as_of": None}]
)
def test_a_submission_without_its_main_parts_is_refused(missing):
    verdict = given.draft(**missing)
    with assert_refused("A submission needs a rating, a basis, a conclusion and a date."):
        submit_with_sql(verdict)


def test_an_appearance_as_supporting_evidence_is_refused():
    verdict = given.draft()
    appearance = given.passage(given.ROSE)
    drafting.cite(verdict, appearance, by=verdict.author, at=given.moment(), stance="supports")
    claims.add_appearance(
        verdict.claim, by=verdict.author, at=given.moment(), text="It rose.", passage=appearance
    )
    with assert_refused("A passage in which the claimant makes the claim cannot support it."):
        submit_with_sql(verdict)


def test_an_appearance_as_refuting_evidence_is_allowed():
    verdict = given.draft()
    appearance = given.passage(given.ROSE)
    drafting.cite(verdict, appearance, by=verdict.author, at=given.moment(), stance="refutes")
    claims.add_appearance(
        verdict.claim, by=verdict.author, at=given.moment(), text="It rose.", passage=appearance
    )
    with assert_allowed():
        submit_with_sql(verdict)


def test_citing_a_passage_twice_is_refused():
    verdict = given.draft()
    with assert_refused("passage_cited_once"):
        cite(verdict, verdict.evidence.get().passage)


def test_submitting_a_provisional_verdict_needs_a_revisit_date():
    verdict = given.draft()
    update_verdict(verdict, provisional=True)
    with assert_refused("provisional_has_revisit_date"):
        submit_with_sql(verdict)
