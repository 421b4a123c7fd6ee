"""A verdict is created as a draft, is frozen outside draft, and has only the listed transitions."""

import pytest

from claims.choices import State
from claims.models import Verdict
from claims.models.checklist import ANSWER_FIELDS
from claims.workflow.transitions import TRANSITIONS
from tests import given
from tests.helpers.attacks import (
    assert_allowed,
    assert_refused,
    change_state,
    execute_sql,
    insert_row,
    insert_transition,
    update_verdict,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CREATED_AS_DRAFT = "A verdict must be created as a draft by its author."
LATE = [state for state in State if state != State.DRAFT]


def verdict_row(claim, by, **changed) -> dict:
    at = given.moment()
    row = {
        "claim_id": claim.pk,
        "revision": 1,
        "state": "draft",
        "author_id": by.pk,
        "created_at": at,
        "edited_at": at,
        "edited_by_id": by.pk,
        "state_changed_at": at,
        "state_changed_by_id": by.pk,
        "provisional": False,
        "no_counter_evidence": False,
    }
    texts = (
        "basis",
        "conclusion",
        "reasoning",
        "why_this_claim",
        "search_notes",
        "what_would_change_it",
        *ANSWER_FIELDS,
    )
    return (
        row
        | dict.fromkeys(texts, "")
        | {"proceedings_on": None, "machine_purposes": "{}"}
        | changed
    )


def test_a_draft_by_its_author_is_allowed():
    with assert_allowed():
        insert_row("claims_verdict", **verdict_row(given.claim(), given.person("ana")))


@pytest.mark.parametrize("state", LATE)
def test_creating_a_verdict_in_a_later_state_is_refused(state):
    with assert_refused(CREATED_AS_DRAFT):
        insert_row("claims_verdict", **verdict_row(given.claim(), given.person("ana"), state=state))


@pytest.mark.parametrize("moment", ["approved", "published"])
def test_creating_a_verdict_as_approved_or_published_is_refused(moment):
    signature = {f"{moment}_at": given.moment(), f"{moment}_by_id": given.person("bo").pk}
    with assert_refused(CREATED_AS_DRAFT):
        insert_row("claims_verdict", **verdict_row(given.claim(), given.person("ana"), **signature))


def test_creating_a_verdict_as_ended_is_refused():
    with assert_refused(CREATED_AS_DRAFT):
        row = verdict_row(given.claim(), given.person("ana"), ended_at=given.moment())
        insert_row("claims_verdict", **row)


@pytest.mark.parametrize("column", ["edited_by_id", "state_changed_by_id"])
def test_creating_a_draft_for_another_user_is_refused(column):
    with assert_refused(CREATED_AS_DRAFT):
        row = verdict_row(given.claim(), given.person("ana"), **{column: given.person("bo").pk})
        insert_row("claims_verdict", **row)


def test_creating_a_draft_with_the_submission_of_another_verdict_is_refused():
    other = given.approved()
    with assert_refused(CREATED_AS_DRAFT):
        row = verdict_row(given.claim(), given.person("ana"), submission_id=other.submission_id)
        insert_row("claims_verdict", **row)


@pytest.mark.parametrize("number", [0, 2, 7])
def test_revisions_are_numbered_without_gaps(number):
    with assert_refused("Revisions are numbered without gaps."):
        insert_row(
            "claims_verdict", **verdict_row(given.claim(), given.person("ana"), revision=number)
        )


def test_using_a_revision_number_twice_is_refused():
    verdict = given.published()
    with assert_refused("Revisions are numbered without gaps."):
        insert_row("claims_verdict", **verdict_row(verdict.claim, verdict.author, revision=1))


def test_a_second_open_revision_is_refused():
    verdict = given.draft()
    with assert_refused("one_open_revision"):
        insert_row("claims_verdict", **verdict_row(verdict.claim, verdict.author, revision=2))


def test_a_second_current_revision_is_refused():
    first = given.published()
    second = given.approved(verdict=given.in_review(verdict=given.correction(first)))
    at, carla = given.moment(), given.person("carla")
    with assert_refused("one_current_revision"):
        change_state(second, "published", carla, at, published_at=at, published_by_id=carla.pk)


# ── frozen columns ────────────────────────────────────────────────────────────────────────────────
NEVER = {
    "id": "=id + 1000000",
    "claim_id": "=(SELECT max(id) FROM claims_claim)",
    "revision": 9,
    "author_id": "=(SELECT id FROM accounts_user WHERE username = 'dov')",
    "created_at": "=created_at + interval '1 day'",
}
OUTSIDE_DRAFT = {
    "edited_at": "=edited_at + interval '1 day'",
    "edited_by_id": "=(SELECT id FROM accounts_user WHERE username = 'dov')",
    "rating_id": "=NULL",
    "basis": "claimant_only",
    "conclusion": "Another.",
    "reasoning": "Another.",
    "why_this_claim": "Another.",
    "search_notes": "Another.",
    "no_counter_evidence": "=NOT no_counter_evidence",
    "what_would_change_it": "Another.",
    "valid_as_of": "2020-01-01",
    "provisional": "=NOT provisional",
    "revisit_on": "2030-01-01",
    "primary_sources": "none",
    "no_primary_source_reason": "Another.",
    "conflict_of_interest": "declared",
    "conflict_handling": "Another.",
    "criminal_proceedings": "charged",
    "proceedings_country": "Norland",
    "proceedings_on": "2026-10-01",
    "machine_assistance": "used",
    "machine_purposes": "{translation}",
    "machine_tools": "Another.",
    "editorial_responsibility": "Another.",
}
WITH_THE_STATE = {
    "submission_id": "=coalesce(submission_id, 0) + 1",
    "state_changed_at": "=state_changed_at + interval '1 day'",
    "state_changed_by_id": "=(SELECT id FROM accounts_user WHERE username = 'dov')",
    "approved_at": "=now()",
    "approved_by_id": "=(SELECT id FROM accounts_user WHERE username = 'dov')",
    "published_at": "=now() + interval '1 day'",
    "published_by_id": "=(SELECT id FROM accounts_user WHERE username = 'dov')",
    "ended_at": "=coalesce(ended_at, now()) + interval '1 day'",
}


def test_every_column_of_a_verdict_has_a_test():
    columns = {field.column for field in Verdict._meta.concrete_fields}
    assert columns == {*NEVER, *OUTSIDE_DRAFT, *WITH_THE_STATE, "state"}


def test_changing_claim_author_or_revision_is_refused():
    verdict = given.draft()
    given.person("dov"), given.claim()
    for column, value in NEVER.items():
        with assert_refused("Claim, author and revision never change."):
            update_verdict(verdict, **{column: value})


def test_editing_a_draft_is_allowed():
    verdict = given.draft()
    given.person("dov")
    for column, value in OUTSIDE_DRAFT.items():
        with assert_allowed():
            update_verdict(verdict, **{column: value})


@pytest.mark.parametrize("state", LATE)
def test_editing_outside_draft_is_refused(state):
    verdict = given.STATES[state]()
    given.person("dov")
    for column, value in OUTSIDE_DRAFT.items():
        with assert_refused("The content of a verdict can change only in a draft."):
            update_verdict(verdict, **{column: value})


@pytest.mark.parametrize("state", State)
def test_changing_the_user_or_time_of_a_transition_alone_is_refused(state):
    verdict = given.STATES[state]()
    given.person("dov")
    for column, value in WITH_THE_STATE.items():
        with assert_refused("can change only together with"):
            update_verdict(verdict, **{column: value})


def test_editing_while_submitting_is_refused():
    verdict = given.draft()
    with assert_refused("The content of a verdict can change only in a draft."):
        change_state(verdict, "in_review", verdict.author, given.moment(), conclusion="Another.")


def test_editing_while_withdrawing_is_refused():
    verdict = given.in_review()
    with assert_refused("The content of a verdict can change only in a draft."):
        change_state(verdict, "draft", verdict.author, given.moment(), conclusion="Another.")


# ── transitions ───────────────────────────────────────────────────────────────────────────────────
def list_transitions() -> set[tuple[str, str]]:
    return set(execute_sql("SELECT from_state, to_state FROM get_allowed_transitions()"))


def test_the_database_and_the_workflow_allow_the_same_transitions():
    workflow_transitions = {
        (str(state), str(rule.to_state))
        for rule in TRANSITIONS.values()
        if rule.to_state
        for state in rule.from_states
    }
    transitions_by_publish = {("published", "superseded"), ("suspended", "superseded")}
    assert list_transitions() == workflow_transitions | transitions_by_publish


@pytest.mark.parametrize("state", State)
def test_every_other_transition_is_refused(state):
    verdict, carla = given.STATES[state](), given.person("carla")
    for to in State:
        if to != state and (state, to) not in list_transitions():
            with assert_refused(f"A verdict cannot move from {state} to {to}."):
                change_state(verdict, to, carla, given.moment())


def test_a_listed_transition_is_allowed():
    verdict = given.draft()
    with assert_allowed():
        change_state(verdict, "discarded", verdict.author, given.moment())


def test_changing_the_state_without_a_transition_is_refused():
    verdict = given.draft()
    with assert_refused("The state can change only together with a transition."):
        update_verdict(verdict, state="discarded", state_changed_at=given.moment())


def test_changing_the_state_with_a_transition_of_another_time_is_refused():
    verdict = given.draft()
    with assert_refused("The state can change only together with a transition."):
        insert_transition(verdict, "discarded", verdict.author, given.moment())
        update_verdict(verdict, state="discarded", state_changed_at=given.moment())


def test_changing_the_state_with_a_transition_of_another_user_is_refused():
    verdict, at = given.draft(), given.moment()
    with assert_refused("The state can change only together with a transition."):
        insert_transition(verdict, "discarded", verdict.author, at)
        update_verdict(
            verdict,
            state="discarded",
            state_changed_at=at,
            state_changed_by_id=given.person("bo").pk,
        )


def test_changing_the_state_with_an_old_transition_is_refused():
    verdict = given.sent_back()
    old = verdict.transitions.get(action="submit")
    with assert_refused("The state can change only together with a transition."):
        update_verdict(
            verdict,
            state="in_review",
            state_changed_at=old.state_changed_at,
            state_changed_by_id=old.state_changed_by_id,
            submission_id=verdict.submissions.get().pk,
        )


def test_returning_to_draft_with_the_approval_is_refused():
    verdict = given.approved()
    with assert_refused("A change of state must not change other columns."):
        change_state(verdict, "draft", verdict.author, given.moment())


def test_replacing_the_submission_while_returning_to_draft_is_refused():
    first, verdict = given.approved(), given.in_review()
    with assert_refused("A change of state must not change other columns."):
        change_state(
            verdict, "draft", verdict.author, given.moment(), submission_id=first.submission_id
        )


def test_approving_while_discarding_is_refused():
    verdict, at = given.draft(), given.moment()
    with assert_refused("A change of state must not change other columns."):
        change_state(
            verdict,
            "discarded",
            verdict.author,
            at,
            approved_at=at,
            approved_by_id=given.person("bo").pk,
        )


def test_replacing_the_approver_while_suspending_is_refused():
    verdict, at = given.published(), given.moment()
    with assert_refused("A change of state must not change other columns."):
        change_state(
            verdict,
            "suspended",
            given.person("carla"),
            at,
            ended_at=at,
            approved_by_id=given.person("filip").pk,
        )


def test_replacing_the_publication_time_while_suspending_is_refused():
    verdict, at = given.published(), given.moment()
    with assert_refused("A change of state must not change other columns."):
        change_state(verdict, "suspended", given.person("carla"), at, ended_at=at, published_at=at)


def test_ending_a_revision_at_another_time_is_refused():
    verdict, at, carla = given.published(), given.moment(), given.person("carla")
    with assert_refused("A revision ends when it is superseded, suspended or retracted."):
        insert_change(verdict, "suspension", carla, at)
        change_state(verdict, "suspended", carla, at, ended_at=given.NOON)
    with assert_refused("A revision ends when it is superseded, suspended or retracted."):
        insert_change(verdict, "suspension", carla, at)
        change_state(verdict, "suspended", carla, at)


def insert_change(verdict, kind, by, at, **changed) -> None:
    row = {
        "verdict_id": verdict.pk,
        "previous_id": verdict.pk,
        "kind": kind,
        "cause": "reply",
        "note": "A note.",
        "created_at": at,
        "created_by_id": by.pk,
    }
    insert_row("claims_change", **row | changed)
