"""Nothing is published without the approval of somebody who did not work on it."""

import pytest

from claims.workflow import actions, drafting
from tests import given
from tests.helpers.attacks import allowed, approve, insert, move, refused, review, set_verdict, sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CONTRIBUTOR = "A contributor cannot approve."


def approval(by, at) -> dict:
    return {"approved_at": at, "approved_by_id": by.pk}


def test_a_stranger_approves():
    verdict = given.in_review()
    with allowed():
        approve(verdict, given.person("bo"), given.moment())


def test_the_author_cannot_approve():
    verdict = given.in_review()
    with refused(CONTRIBUTOR):
        approve(verdict, verdict.author, given.moment())


def test_the_author_cannot_approve_without_a_review():
    verdict, at = given.in_review(), given.moment()
    with refused(CONTRIBUTOR):
        move(verdict, "approved", verdict.author, at, **approval(verdict.author, at))


def test_whoever_edited_it_cannot_approve():
    verdict = given.draft()
    drafting.edit(verdict, by=given.person("dov"), at=given.moment(), finding="Another.")
    with refused(CONTRIBUTOR):
        approve(given.in_review(verdict=verdict), given.person("dov"), given.moment())


def test_whoever_edited_it_once_cannot_approve_after_another_edited_it():
    verdict = given.draft()
    drafting.edit(verdict, by=given.person("dov"), at=given.moment(), finding="Another.")
    set_verdict(verdict, edited_by_id=verdict.author_id)
    with refused(CONTRIBUTOR):
        approve(given.in_review(verdict=verdict), given.person("dov"), given.moment())


def test_whoever_cited_evidence_cannot_approve():
    verdict = given.draft()
    at, dov = given.moment(), given.person("dov")
    insert(
        "claims_evidence",
        verdict_id=verdict.pk,
        passage_id=given.passage(given.DOUBT).pk,
        stance="context",
        note="",
        position=2,
        cited_at=at,
        cited_by_id=dov.pk,
    )
    with refused(CONTRIBUTOR):
        approve(given.in_review(verdict=verdict), dov, given.moment())


def test_whoever_cited_evidence_that_was_taken_out_cannot_approve():
    verdict = given.draft()
    dov = given.person("dov")
    cited = drafting.cite(
        verdict, given.passage(given.DOUBT), by=dov, at=given.moment(), stance="context"
    )
    sql("DELETE FROM claims_evidence WHERE id = %s", cited.pk)
    with refused(CONTRIBUTOR):
        approve(given.in_review(verdict=verdict), dov, given.moment())


def test_evidence_signed_over_to_another_still_counts_its_first_citer():
    verdict = given.draft()
    dov = given.person("dov")
    cited = drafting.cite(
        verdict, given.passage(given.DOUBT), by=dov, at=given.moment(), stance="context"
    )
    sql("UPDATE claims_evidence SET cited_by_id = %s WHERE id = %s", verdict.author_id, cited.pk)
    with refused(CONTRIBUTOR):
        approve(given.in_review(verdict=verdict), dov, given.moment())


def test_a_contributor_cannot_be_struck_off_first():
    verdict = given.in_review()
    with refused("permission denied"):
        sql("DELETE FROM claims_contributor WHERE verdict_id = %s", verdict.pk)


def test_a_contributor_cannot_become_somebody_else():
    verdict = given.in_review()
    with refused("permission denied"):
        sql(
            "UPDATE claims_contributor SET person_id = %s WHERE verdict_id = %s",
            given.person("gwen").pk,
            verdict.pk,
        )


def test_nobody_is_made_a_contributor_outside_draft():
    verdict = given.in_review()
    with refused("Nobody contributes to a verdict outside draft."):
        insert("claims_contributor", verdict_id=verdict.pk, person_id=given.person("bo").pk)


def test_somebody_is_made_a_contributor_in_draft():
    verdict = given.draft()
    with allowed():
        insert("claims_contributor", verdict_id=verdict.pk, person_id=given.person("bo").pk)


@pytest.mark.parametrize("swapped", ["author_id", "edited_by_id"])
def test_the_author_cannot_be_swapped_in_the_update_that_approves(swapped):
    verdict = given.in_review()
    with refused("never change" if swapped == "author_id" else "changes only in draft"):
        review(verdict, given.person("bo"), given.moment())
        at = given.moment()
        move(
            verdict,
            "approved",
            verdict.author,
            at,
            **approval(verdict.author, at) | {swapped: given.person("bo").pk},
        )


def test_approving_without_an_approver_is_refused():
    verdict = given.in_review()
    with refused("Who approves is who moves it."):
        move(verdict, "approved", given.person("bo"), given.moment())


def test_approving_in_the_name_of_another_is_refused():
    verdict, at = given.in_review(), given.moment()
    with refused("Who approves is who moves it."):
        review(verdict, given.person("bo"), at)
        move(verdict, "approved", verdict.author, at, **approval(given.person("bo"), at))


def test_approving_without_a_review_is_refused():
    verdict, at, bo = given.in_review(), given.moment(), given.person("bo")
    with refused("No review approves this submission."):
        move(verdict, "approved", bo, at, **approval(bo, at))


def test_a_review_that_sends_back_is_no_approval():
    verdict, at, bo = given.in_review(), given.moment(), given.person("bo")
    with refused("No review approves this submission."):
        review(verdict, bo, at, answer="send_back", comment="No.")
        move(verdict, "approved", bo, at, **approval(bo, at))


def test_the_review_of_another_moment_is_no_approval():
    verdict, bo = given.in_review(), given.person("bo")
    with refused("No review approves this submission."):
        review(verdict, bo, given.moment())
        at = given.moment()
        move(verdict, "approved", bo, at, **approval(bo, at))


def test_an_approval_does_not_outlive_its_submission():
    verdict = given.approved()
    actions.withdraw(verdict, by=verdict.author, at=given.moment())
    verdict.refresh_from_db()
    again = given.in_review(verdict=verdict)
    bo = given.person("bo")
    old = again.reviews.get()
    with refused("No review approves this submission."):
        move(again, "approved", bo, old.reviewed_at, **approval(bo, old.reviewed_at))


# ── publishing ──────────────────────────────────────────────────────────────────────────────────
def publication(by, at) -> dict:
    return {"published_at": at, "published_by_id": by.pk}


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_publishing_without_approval_is_refused(state):
    verdict, at, carla = given.STATES[state](), given.moment(), given.person("carla")
    with refused(f"A verdict cannot move from {state} to published."):
        move(verdict, "published", carla, at, **publication(carla, at))


def test_publishing_takes_no_approval_of_its_own():
    verdict, at, carla = given.approved(), given.moment(), given.person("carla")
    with refused("A move writes only what belongs to it."):
        move(verdict, "published", carla, at, **publication(carla, at) | approval(carla, at))


def test_publishing_in_the_name_of_another_is_refused():
    verdict, at = given.approved(), given.moment()
    with refused("Who publishes is who moves it."):
        move(verdict, "published", given.person("carla"), at, **publication(given.person("bo"), at))


def test_publishing_without_a_publisher_is_refused():
    verdict = given.approved()
    with refused("Who publishes is who moves it."):
        move(verdict, "published", given.person("carla"), given.moment())


def test_a_declined_claim_is_not_published():
    verdict, at, carla = given.approved(), given.moment(), given.person("carla")
    sql(
        "UPDATE claims_claim SET declined_at = %s, declined_by_id = %s, decline_reason = 'opinion'"
        " WHERE id = %s",
        at,
        carla.pk,
        verdict.claim_id,
    )
    with refused("The claim was declined or merged."):
        move(verdict, "published", carla, at, **publication(carla, at))


def test_a_merged_claim_is_not_published():
    verdict, at, carla = given.approved(), given.moment(), given.person("carla")
    sql(
        "UPDATE claims_claim SET merged_at = %s, merged_by_id = %s, merged_into_id = %s"
        " WHERE id = %s",
        at,
        carla.pk,
        given.claim("Another claim").pk,
        verdict.claim_id,
    )
    with refused("The claim was declined or merged."):
        move(verdict, "published", carla, at, **publication(carla, at))


def test_a_second_revision_is_not_published_without_a_change():
    first = given.retracted()
    second = _second_without_a_change(first)
    at, carla = given.moment(), given.person("carla")
    with refused("A later revision says what changed."):
        move(second, "published", carla, at, **publication(carla, at))


def _second_without_a_change(first):
    ana = given.person("ana")
    second = actions.begin(
        first.claim, by=ana, at=given.moment(), verb="correct", **given.content()
    )
    drafting.cite(second, given.passage(given.OFFICE), by=ana, at=given.moment(), stance="refutes")
    return given.approved(verdict=given.in_review(verdict=second))


def test_only_a_later_approved_revision_supersedes():
    verdict, at = given.published(), given.moment()
    following = given.corrected(verdict)
    given.in_review(verdict=following)
    with refused("Only a later, approved revision supersedes."):
        move(verdict, "superseded", given.person("carla"), at, ended_at=at)


# ── two people for what is published ────────────────────────────────────────────────────────────
def proposal(verdict, by, **confirmed) -> None:
    insert(
        "claims_change",
        verdict_id=verdict.pk,
        previous_id=verdict.pk,
        kind="retraction",
        cause="our-error",
        note="Wrong.",
        opened_at=given.moment(),
        opened_by_id=by.pk,
        **confirmed,
    )


def confirm(verdict, by, at) -> None:
    sql(
        "UPDATE claims_change SET confirmed_at = %s, confirmed_by_id = %s WHERE verdict_id = %s"
        " AND kind = 'retraction'",
        at,
        by.pk,
        verdict.pk,
    )


def test_one_person_cannot_retract():
    verdict, at, carla = given.published(), given.moment(), given.person("carla")
    with refused("confirmed_by_a_second_person"):
        proposal(verdict, carla)
        confirm(verdict, carla, at)


def test_nobody_retracts_what_nobody_confirmed():
    verdict, at, carla = given.published(), given.moment(), given.person("carla")
    with refused("It takes two people to retract."):
        proposal(verdict, carla)
        move(verdict, "retracted", carla, at, ended_at=at)


def test_one_person_cannot_retract_in_the_name_of_a_second():
    verdict, at, carla = given.published(), given.moment(), given.person("carla")
    with refused("It takes two people to retract."):
        proposal(verdict, carla)
        confirm(verdict, given.person("filip"), at)
        move(verdict, "retracted", carla, at, ended_at=at)


def test_a_retraction_cannot_begin_confirmed():
    verdict, at = given.published(), given.moment()
    with refused("A change begins unannounced"):
        proposal(
            verdict,
            given.person("carla"),
            confirmed_at=at,
            confirmed_by_id=given.person("filip").pk,
        )


def test_there_is_one_pending_retraction():
    verdict = given.published()
    proposal(verdict, given.person("carla"))
    with refused("one_pending_retraction"):
        proposal(verdict, given.person("filip"))


def test_whoever_suspended_cannot_reinstate():
    verdict = given.suspended()
    at, carla = given.moment(), given.person("carla")
    with refused("It takes two people to reinstate."):
        insert(
            "claims_change",
            verdict_id=verdict.pk,
            previous_id=verdict.pk,
            kind="reinstatement",
            cause="reply",
            note="Again.",
            opened_at=at,
            opened_by_id=carla.pk,
        )
        move(verdict, "published", carla, at, ended_at=None)


def test_nobody_suspends_without_telling_readers():
    verdict, at = given.published(), given.moment()
    with refused("Readers are told of a suspension."):
        move(verdict, "suspended", given.person("carla"), at, ended_at=at)


def test_nobody_reinstates_without_telling_readers():
    verdict, at = given.suspended(), given.moment()
    with refused("Readers are told of a reinstatement."):
        move(verdict, "published", given.person("filip"), at, ended_at=None)


# ── reviews ─────────────────────────────────────────────────────────────────────────────────────
OF_WHAT_IS_IN_REVIEW = "A review answers the submission that is in review."


def test_a_review_of_what_is_in_review_can_be_inserted():
    verdict = given.in_review()
    with allowed():
        review(verdict, given.person("bo"), given.moment())


def test_a_contributor_cannot_even_write_an_approving_review():
    verdict = given.in_review()
    with refused(CONTRIBUTOR):
        review(verdict, verdict.author, given.moment())


def test_a_review_of_another_verdicts_submission_is_refused():
    verdict, other = given.in_review(), given.in_review()
    with refused(OF_WHAT_IS_IN_REVIEW):
        review(
            verdict,
            given.person("bo"),
            given.moment(),
            submission_id=other.submission_id,
            sha256=other.submission.sha256,
        )


def test_a_review_of_an_earlier_submission_is_refused():
    verdict = given.in_review()
    earlier = verdict.submission
    actions.withdraw(verdict, by=verdict.author, at=given.moment())
    verdict.refresh_from_db()
    verdict = given.in_review(verdict=verdict)
    with refused(OF_WHAT_IS_IN_REVIEW):
        review(verdict, given.person("bo"), given.moment(), submission_id=earlier.pk)


def test_a_review_with_another_digest_is_refused():
    verdict = given.in_review()
    with refused(OF_WHAT_IS_IN_REVIEW):
        review(verdict, given.person("bo"), given.moment(), sha256="0" * 64)


def test_a_draft_is_not_reviewed():
    verdict = given.sent_back()
    with refused(OF_WHAT_IS_IN_REVIEW):
        review(verdict, given.person("bo"), given.moment(), submission_id=verdict.submission_id)


def test_what_is_sent_back_says_why():
    verdict = given.in_review()
    with refused("What is sent back says what has to change."):
        review(verdict, given.person("bo"), given.moment(), answer="send_back")
