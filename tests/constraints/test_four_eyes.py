"""A verdict is published only with the approval of a user who did not contribute to it."""

import pytest

from claims.workflow import actions, drafting
from tests import given
from tests.helpers.attacks import (
    approve_with_sql,
    assert_allowed,
    assert_refused,
    change_state,
    execute_sql,
    insert_review,
    insert_row,
    update_verdict,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CONTRIBUTOR = "A contributor cannot approve."


def approval(by, at) -> dict:
    return {"approved_at": at, "approved_by_id": by.pk}


def test_approving_is_allowed_to_a_user_who_did_not_contribute():
    verdict = given.in_review()
    with assert_allowed():
        approve_with_sql(verdict, given.person("bo"), given.moment())


def test_approving_is_refused_to_the_author():
    verdict = given.in_review()
    with assert_refused(CONTRIBUTOR):
        approve_with_sql(verdict, verdict.author, given.moment())


def test_approving_without_a_review_is_refused_to_the_author():
    verdict, at = given.in_review(), given.moment()
    given.promoted("ana", "reviewer")
    with assert_refused(CONTRIBUTOR):
        change_state(verdict, "approved", verdict.author, at, **approval(verdict.author, at))


def test_approving_is_refused_to_an_editor_of_the_draft():
    verdict = given.draft()
    drafting.update_draft(verdict, by=given.person("dov"), at=given.moment(), conclusion="Another.")
    with assert_refused(CONTRIBUTOR):
        approve_with_sql(given.in_review(verdict=verdict), given.person("dov"), given.moment())


def test_approving_is_refused_to_an_earlier_editor_of_the_draft():
    verdict = given.draft()
    drafting.update_draft(verdict, by=given.person("dov"), at=given.moment(), conclusion="Another.")
    update_verdict(verdict, edited_by_id=verdict.author_id)
    with assert_refused(CONTRIBUTOR):
        approve_with_sql(given.in_review(verdict=verdict), given.person("dov"), given.moment())


def test_approving_is_refused_to_a_user_who_cited_evidence():
    verdict = given.draft()
    at, dov = given.moment(), given.person("dov")
    insert_row(
        "claims_evidence",
        verdict_id=verdict.pk,
        passage_id=given.passage(given.DOUBT).pk,
        stance="context",
        note="",
        position=2,
        cited_at=at,
        cited_by_id=dov.pk,
    )
    with assert_refused(CONTRIBUTOR):
        approve_with_sql(given.in_review(verdict=verdict), dov, given.moment())


def test_approving_is_refused_to_a_user_who_cited_removed_evidence():
    verdict = given.draft()
    dov = given.person("dov")
    cited = drafting.cite(
        verdict, given.passage(given.DOUBT), by=dov, at=given.moment(), stance="context"
    )
    execute_sql("DELETE FROM claims_evidence WHERE id = %s", cited.pk)
    with assert_refused(CONTRIBUTOR):
        approve_with_sql(given.in_review(verdict=verdict), dov, given.moment())


def test_approving_is_refused_to_the_first_citer_of_reassigned_evidence():
    verdict = given.draft()
    dov = given.person("dov")
    cited = drafting.cite(
        verdict, given.passage(given.DOUBT), by=dov, at=given.moment(), stance="context"
    )
    execute_sql(
        "UPDATE claims_evidence SET cited_by_id = %s WHERE id = %s", verdict.author_id, cited.pk
    )
    with assert_refused(CONTRIBUTOR):
        approve_with_sql(given.in_review(verdict=verdict), dov, given.moment())


def test_deleting_a_contributor_is_refused():
    verdict = given.in_review()
    with assert_refused("permission denied"):
        execute_sql("DELETE FROM claims_contributor WHERE verdict_id = %s", verdict.pk)


def test_replacing_a_contributor_is_refused():
    verdict = given.in_review()
    with assert_refused("permission denied"):
        execute_sql(
            "UPDATE claims_contributor SET user_id = %s WHERE verdict_id = %s",
            given.person("gwen").pk,
            verdict.pk,
        )


def test_adding_a_contributor_outside_draft_is_refused():
    verdict = given.in_review()
    with assert_refused("Contributors can be added only to a draft."):
        insert_row("claims_contributor", verdict_id=verdict.pk, user_id=given.person("bo").pk)


def test_adding_a_contributor_in_draft_is_allowed():
    verdict = given.draft()
    with assert_allowed():
        insert_row("claims_contributor", verdict_id=verdict.pk, user_id=given.person("bo").pk)


@pytest.mark.parametrize("column", ["author_id", "edited_by_id"])
def test_replacing_the_author_while_approving_is_refused(column):
    verdict = given.in_review()
    given.promoted("ana", "reviewer")
    with assert_refused("never change" if column == "author_id" else "can change only in a draft"):
        insert_review(verdict, given.person("bo"), given.moment())
        at = given.moment()
        change_state(
            verdict,
            "approved",
            verdict.author,
            at,
            **approval(verdict.author, at) | {column: given.person("bo").pk},
        )


def test_approving_without_an_approver_is_refused():
    verdict = given.in_review()
    with assert_refused("The user who approves must be the user who changes the state."):
        change_state(verdict, "approved", given.person("bo"), given.moment())


def test_approving_in_the_name_of_another_user_is_refused():
    verdict, at = given.in_review(), given.moment()
    given.promoted("ana", "reviewer")
    with assert_refused("The user who approves must be the user who changes the state."):
        insert_review(verdict, given.person("bo"), at)
        change_state(verdict, "approved", verdict.author, at, **approval(given.person("bo"), at))


def test_approving_without_a_review_is_refused():
    verdict, at, bo = given.in_review(), given.moment(), given.person("bo")
    with assert_refused("No review approves this submission."):
        change_state(verdict, "approved", bo, at, **approval(bo, at))


def test_approving_with_a_review_that_sends_back_is_refused():
    verdict, at, bo = given.in_review(), given.moment(), given.person("bo")
    with assert_refused("No review approves this submission."):
        insert_review(verdict, bo, at, decision="send_back", comment="No.")
        change_state(verdict, "approved", bo, at, **approval(bo, at))


def test_approving_with_a_review_of_another_time_is_refused():
    verdict, bo = given.in_review(), given.person("bo")
    with assert_refused("No review approves this submission."):
        insert_review(verdict, bo, given.moment())
        at = given.moment()
        change_state(verdict, "approved", bo, at, **approval(bo, at))


def test_approving_with_the_review_of_an_earlier_submission_is_refused():
    verdict = given.approved()
    actions.withdraw(verdict, by=verdict.author, at=given.moment())
    verdict.refresh_from_db()
    again = given.in_review(verdict=verdict)
    bo = given.person("bo")
    old = again.reviews.get()
    with assert_refused("No review approves this submission."):
        change_state(again, "approved", bo, old.reviewed_at, **approval(bo, old.reviewed_at))


# ── publishing ────────────────────────────────────────────────────────────────────────────────────
def publication(by, at) -> dict:
    return {"published_at": at, "published_by_id": by.pk}


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_publishing_without_approval_is_refused(state):
    verdict, at, carla = given.STATES[state](), given.moment(), given.person("carla")
    with assert_refused(f"A verdict cannot move from {state} to published."):
        change_state(verdict, "published", carla, at, **publication(carla, at))


def test_approving_while_publishing_is_refused():
    verdict, at, carla = given.approved(), given.moment(), given.person("carla")
    with assert_refused("A change of state must not change other columns."):
        change_state(
            verdict, "published", carla, at, **publication(carla, at) | approval(carla, at)
        )


def test_publishing_in_the_name_of_another_user_is_refused():
    verdict, at = given.approved(), given.moment()
    with assert_refused("The user who publishes must be the user who changes the state."):
        change_state(
            verdict, "published", given.person("carla"), at, **publication(given.person("bo"), at)
        )


def test_publishing_without_a_publisher_is_refused():
    verdict = given.approved()
    with assert_refused("The user who publishes must be the user who changes the state."):
        change_state(verdict, "published", given.person("carla"), given.moment())


def test_publishing_a_declined_claim_is_refused():
    verdict, at, carla = given.approved(), given.moment(), given.person("carla")
    execute_sql(
        "UPDATE claims_claim SET declined_at = %s, declined_by_id = %s, decline_reason = 'opinion'"
        " WHERE id = %s",
        at,
        carla.pk,
        verdict.claim_id,
    )
    with assert_refused("The claim was declined or merged."):
        change_state(verdict, "published", carla, at, **publication(carla, at))


def test_publishing_a_merged_claim_is_refused():
    verdict, at, carla = given.approved(), given.moment(), given.person("carla")
    execute_sql(
        "UPDATE claims_claim SET merged_at = %s, merged_by_id = %s, merged_into_id = %s"
        " WHERE id = %s",
        at,
        carla.pk,
        given.claim("Another claim").pk,
        verdict.claim_id,
    )
    with assert_refused("The claim was declined or merged."):
        change_state(verdict, "published", carla, at, **publication(carla, at))


def test_publishing_a_second_revision_without_a_change_is_refused():
    first = given.retracted()
    second = _create_second_without_change(first)
    at, carla = given.moment(), given.person("carla")
    with assert_refused("A later revision needs a change that says what is different."):
        change_state(second, "published", carla, at, **publication(carla, at))


def _create_second_without_change(first):
    ana = given.person("ana")
    second = actions.create_revision(
        first.claim, by=ana, at=given.moment(), action="correct", **given.verdict_content()
    )
    drafting.cite(second, given.passage(given.OFFICE), by=ana, at=given.moment(), stance="refutes")
    return given.approved(verdict=given.in_review(verdict=second))


def test_superseding_without_a_later_approved_revision_is_refused():
    verdict, at = given.published(), given.moment()
    following = given.correction(verdict)
    given.in_review(verdict=following)
    with assert_refused("A verdict can be superseded only by a later, approved revision."):
        change_state(verdict, "superseded", given.person("carla"), at, ended_at=at)


# ── retracting, suspending and reinstating ────────────────────────────────────────────────────────
def insert_proposal(verdict, by, **confirmed) -> None:
    insert_row(
        "claims_change",
        verdict_id=verdict.pk,
        previous_id=verdict.pk,
        kind="retraction",
        cause="our-error",
        note="Wrong.",
        created_at=given.moment(),
        created_by_id=by.pk,
        **confirmed,
    )


def confirm(verdict, by, at) -> None:
    execute_sql(
        "UPDATE claims_change SET confirmed_at = %s, confirmed_by_id = %s WHERE verdict_id = %s"
        " AND kind = 'retraction'",
        at,
        by.pk,
        verdict.pk,
    )


def test_retracting_is_refused_to_the_proposer():
    verdict, at, carla = given.published(), given.moment(), given.person("carla")
    with assert_refused("change_confirmed_by_second_person"):
        insert_proposal(verdict, carla)
        confirm(verdict, carla, at)


def test_retracting_without_a_confirmation_is_refused():
    verdict, at, carla = given.published(), given.moment(), given.person("carla")
    with assert_refused("A retraction must be confirmed by a second person."):
        insert_proposal(verdict, carla)
        change_state(verdict, "retracted", carla, at, ended_at=at)


def test_retracting_in_the_name_of_a_second_person_is_refused():
    verdict, at, carla = given.published(), given.moment(), given.person("carla")
    with assert_refused("A retraction must be confirmed by a second person."):
        insert_proposal(verdict, carla)
        confirm(verdict, given.person("filip"), at)
        change_state(verdict, "retracted", carla, at, ended_at=at)


def test_a_retraction_created_as_confirmed_is_refused():
    verdict, at = given.published(), given.moment()
    with assert_refused("A change must be unannounced"):
        insert_proposal(
            verdict,
            given.person("carla"),
            confirmed_at=at,
            confirmed_by_id=given.person("filip").pk,
        )


def test_a_second_pending_retraction_is_refused():
    verdict = given.published()
    insert_proposal(verdict, given.person("carla"))
    with assert_refused("one_pending_retraction"):
        insert_proposal(verdict, given.person("filip"))


def test_reinstating_is_refused_to_the_user_who_suspended():
    verdict = given.suspended()
    at, carla = given.moment(), given.person("carla")
    with assert_refused("A verdict cannot be reinstated by the person who suspended it."):
        insert_row(
            "claims_change",
            verdict_id=verdict.pk,
            previous_id=verdict.pk,
            kind="reinstatement",
            cause="reply",
            note="Again.",
            created_at=at,
            created_by_id=carla.pk,
        )
        change_state(verdict, "published", carla, at, ended_at=None)


def test_suspending_without_a_change_is_refused():
    verdict, at = given.published(), given.moment()
    with assert_refused("The suspension must be recorded as a change."):
        change_state(verdict, "suspended", given.person("carla"), at, ended_at=at)


def test_reinstating_without_a_change_is_refused():
    verdict, at = given.suspended(), given.moment()
    with assert_refused("The reinstatement must be recorded as a change."):
        change_state(verdict, "published", given.person("filip"), at, ended_at=None)


# ── reviews ───────────────────────────────────────────────────────────────────────────────────────
CURRENT_SUBMISSION = "A review must refer to the submission that is in review."


def test_a_review_of_the_current_submission_is_allowed():
    verdict = given.in_review()
    with assert_allowed():
        insert_review(verdict, given.person("bo"), given.moment())


def test_an_approving_review_by_a_contributor_is_refused():
    verdict = given.in_review()
    with assert_refused(CONTRIBUTOR):
        insert_review(verdict, verdict.author, given.moment())


def test_a_review_of_another_verdicts_submission_is_refused():
    verdict, other = given.in_review(), given.in_review()
    with assert_refused(CURRENT_SUBMISSION):
        insert_review(
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
    with assert_refused(CURRENT_SUBMISSION):
        insert_review(verdict, given.person("bo"), given.moment(), submission_id=earlier.pk)


def test_a_review_with_another_digest_is_refused():
    verdict = given.in_review()
    with assert_refused(CURRENT_SUBMISSION):
        insert_review(verdict, given.person("bo"), given.moment(), sha256="0" * 64)


def test_a_review_of_a_draft_is_refused():
    verdict = given.sent_back()
    with assert_refused(CURRENT_SUBMISSION):
        insert_review(
            verdict, given.person("bo"), given.moment(), submission_id=verdict.submission_id
        )


def test_sending_back_without_a_comment_is_refused():
    verdict = given.in_review()
    with assert_refused("A submission can be sent back only with a comment."):
        insert_review(verdict, given.person("bo"), given.moment(), decision="send_back")
