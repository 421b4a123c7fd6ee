"""Evidence changes only in draft, and a claimant's own words never support the claim."""

import pytest

from claims.choices import State
from claims.intake import claims
from claims.workflow import drafting
from tests import given
from tests.helpers.attacks import allowed, insert, refused, set_verdict, sql
from tests.helpers.submissions import submit

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ONLY_IN_DRAFT = "Evidence changes only in draft."
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
    insert("claims_evidence", **row | changed)


def test_a_draft_takes_evidence_and_gives_it_up():
    verdict, passage = given.draft(), given.passage(given.DOUBT)
    with allowed():
        cite(verdict, passage)
        sql("UPDATE claims_evidence SET stance = 'refutes' WHERE verdict_id = %s", verdict.pk)
        sql("DELETE FROM claims_evidence WHERE verdict_id = %s", verdict.pk)


@pytest.mark.parametrize("state", LATE)
def test_outside_draft_no_evidence_is_inserted_changed_moved_or_deleted(state):
    verdict, passage = given.STATES[state](), given.passage(given.DOUBT)
    draft = given.draft()
    with refused(ONLY_IN_DRAFT):
        cite(verdict, passage)
    for change in ("stance = 'supports'", "note = 'Another.'", "position = 7"):
        with refused(ONLY_IN_DRAFT):
            sql(f"UPDATE claims_evidence SET {change} WHERE verdict_id = %s", verdict.pk)
    with refused(ONLY_IN_DRAFT):
        sql("DELETE FROM claims_evidence WHERE verdict_id = %s", verdict.pk)
    with refused(ONLY_IN_DRAFT):
        sql(
            "UPDATE claims_evidence SET position = 5, verdict_id = %s WHERE verdict_id = %s",
            draft.pk,
            verdict.pk,
        )
    with refused(ONLY_IN_DRAFT):
        sql(
            "UPDATE claims_evidence SET position = 5, verdict_id = %s WHERE verdict_id = %s",
            verdict.pk,
            draft.pk,
        )


def test_evidence_is_not_put_in_by_an_upsert():
    verdict = given.published()
    with refused(ONLY_IN_DRAFT):
        sql(
            "INSERT INTO claims_evidence SELECT * FROM claims_evidence WHERE verdict_id = %s"
            " ON CONFLICT (id) DO UPDATE SET stance = 'supports'",
            verdict.pk,
        )


def test_a_submission_without_evidence_is_refused():
    verdict = given.draft()
    verdict.evidence.all().delete()
    with refused("No verdict without evidence."):
        submit(verdict)


@pytest.mark.parametrize(
    "missing", [{"rating": None}, {"basis": ""}, {"finding": ""}, {"holds_as_of": None}]
)
def test_a_submission_without_its_main_parts_is_refused(missing):
    verdict = given.draft(**missing)
    with refused("A submission has a rating, a basis, a finding and a date it holds as of."):
        submit(verdict)


def test_the_claimants_own_words_cannot_support_the_claim():
    verdict = given.draft()
    own = given.passage(given.ROSE)
    drafting.cite(verdict, own, by=verdict.author, at=given.moment(), stance="supports")
    claims.appear(
        verdict.claim, by=verdict.author, at=given.moment(), words="It rose.", passage=own
    )
    with refused("A passage in which the claimant makes the claim cannot support it."):
        submit(verdict)


def test_the_claimants_own_words_can_refute_the_claim():
    verdict = given.draft()
    own = given.passage(given.ROSE)
    drafting.cite(verdict, own, by=verdict.author, at=given.moment(), stance="refutes")
    claims.appear(
        verdict.claim, by=verdict.author, at=given.moment(), words="It rose.", passage=own
    )
    with allowed():
        submit(verdict)


def test_a_passage_is_cited_once():
    verdict = given.draft()
    with refused("cited_once"):
        cite(verdict, verdict.evidence.get().passage)


def test_a_provisional_finding_leaves_draft_only_with_a_date():
    verdict = given.draft()
    set_verdict(verdict, provisional=True)
    with refused("provisional_with_a_date"):
        submit(verdict)
