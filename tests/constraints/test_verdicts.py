"""A verdict begins as a draft, is frozen outside draft, and moves only as listed."""

import pytest

from claims.choices import State
from claims.models import Verdict
from claims.models.checklist import ANSWERS
from claims.workflow.transitions import RULES
from tests import given
from tests.helpers.attacks import allowed, insert, move, refused, set_verdict, sql, tell

pytestmark = [pytest.mark.database, pytest.mark.django_db]

BEGINS = "A verdict begins as a draft of its author."
LATE = [state for state in State if state != State.DRAFT]


def row_of(claim, by, **changed) -> dict:
    at = given.moment()
    row = {
        "claim_id": claim.pk,
        "revision": 1,
        "state": "draft",
        "author_id": by.pk,
        "begun_at": at,
        "edited_at": at,
        "edited_by_id": by.pk,
        "moved_at": at,
        "moved_by_id": by.pk,
        "provisional": False,
        "nothing_against": False,
    }
    texts = (
        "basis",
        "finding",
        "reasoning",
        "why_this_claim",
        "searched",
        "would_change",
        *ANSWERS,
    )
    return row | dict.fromkeys(texts, "") | changed


def test_a_draft_of_its_author_can_be_inserted():
    with allowed():
        insert("claims_verdict", **row_of(given.claim(), given.person("ana")))


@pytest.mark.parametrize("state", LATE)
def test_a_verdict_cannot_be_inserted_in_a_later_state(state):
    with refused(BEGINS):
        insert("claims_verdict", **row_of(given.claim(), given.person("ana"), state=state))


@pytest.mark.parametrize("moment", ["approved", "published"])
def test_a_verdict_cannot_be_inserted_with_a_signature(moment):
    signed = {f"{moment}_at": given.moment(), f"{moment}_by_id": given.person("bo").pk}
    with refused(BEGINS):
        insert("claims_verdict", **row_of(given.claim(), given.person("ana"), **signed))


def test_a_verdict_cannot_be_inserted_as_ended():
    with refused(BEGINS):
        row = row_of(given.claim(), given.person("ana"), ended_at=given.moment())
        insert("claims_verdict", **row)


@pytest.mark.parametrize("column", ["edited_by_id", "moved_by_id"])
def test_a_draft_cannot_be_inserted_as_somebody_elses(column):
    with refused(BEGINS):
        row = row_of(given.claim(), given.person("ana"), **{column: given.person("bo").pk})
        insert("claims_verdict", **row)


def test_a_draft_cannot_begin_with_the_submission_of_another():
    other = given.approved()
    with refused(BEGINS):
        row = row_of(given.claim(), given.person("ana"), submission_id=other.submission_id)
        insert("claims_verdict", **row)


@pytest.mark.parametrize("number", [0, 2, 7])
def test_revisions_are_numbered_without_gaps(number):
    with refused("Revisions are numbered without gaps."):
        insert("claims_verdict", **row_of(given.claim(), given.person("ana"), revision=number))


def test_a_revision_number_is_not_used_twice():
    verdict = given.published()
    with refused("Revisions are numbered without gaps."):
        insert("claims_verdict", **row_of(verdict.claim, verdict.author, revision=1))


def test_a_claim_has_one_open_revision():
    verdict = given.draft()
    with refused("one_open_revision"):
        insert("claims_verdict", **row_of(verdict.claim, verdict.author, revision=2))


def test_a_claim_has_one_standing_revision():
    first = given.published()
    second = given.approved(verdict=given.in_review(verdict=given.corrected(first)))
    at, carla = given.moment(), given.person("carla")
    with refused("one_standing_revision"):
        move(second, "published", carla, at, published_at=at, published_by_id=carla.pk)


# ── what is frozen ──────────────────────────────────────────────────────────────────────────────
FOR_EVER = {
    "id": "=id + 1000000",
    "claim_id": "=(SELECT max(id) FROM claims_claim)",
    "revision": 9,
    "author_id": "=(SELECT id FROM accounts_user WHERE username = 'gwen')",
    "begun_at": "=begun_at + interval '1 day'",
}
OUTSIDE_DRAFT = {
    "edited_at": "=edited_at + interval '1 day'",
    "edited_by_id": "=(SELECT id FROM accounts_user WHERE username = 'gwen')",
    "rating_id": "=NULL",
    "basis": "word",
    "finding": "Another.",
    "reasoning": "Another.",
    "why_this_claim": "Another.",
    "searched": "Another.",
    "nothing_against": "=NOT nothing_against",
    "would_change": "Another.",
    "holds_as_of": "2020-01-01",
    "provisional": "=NOT provisional",
    "review_by": "2030-01-01",
    "primary_sources": "none",
    "why_no_primary": "Another.",
    "interest": "declared",
    "interest_handled": "Another.",
    "crime": "charged",
}
WITH_THE_STATE = {
    "submission_id": "=coalesce(submission_id, 0) + 1",
    "moved_at": "=moved_at + interval '1 day'",
    "moved_by_id": "=(SELECT id FROM accounts_user WHERE username = 'gwen')",
    "approved_at": "=now()",
    "approved_by_id": "=(SELECT id FROM accounts_user WHERE username = 'gwen')",
    "published_at": "=now() + interval '1 day'",
    "published_by_id": "=(SELECT id FROM accounts_user WHERE username = 'gwen')",
    "ended_at": "=coalesce(ended_at, now()) + interval '1 day'",
}


def test_every_column_of_a_verdict_is_either_frozen_or_moved():
    columns = {field.column for field in Verdict._meta.concrete_fields}
    assert columns == {*FOR_EVER, *OUTSIDE_DRAFT, *WITH_THE_STATE, "state"}


def test_identity_never_changes_not_even_in_a_draft():
    verdict = given.draft()
    given.person("gwen"), given.claim()
    for column, value in FOR_EVER.items():
        with refused("Claim, author and revision never change."):
            set_verdict(verdict, **{column: value})


def test_a_draft_can_be_written():
    verdict = given.draft()
    given.person("gwen")
    for column, value in OUTSIDE_DRAFT.items():
        with allowed():
            set_verdict(verdict, **{column: value})


@pytest.mark.parametrize("state", LATE)
def test_outside_draft_no_column_changes(state):
    verdict = given.STATES[state]()
    given.person("gwen")
    for column, value in OUTSIDE_DRAFT.items():
        with refused("The content of a verdict changes only in draft."):
            set_verdict(verdict, **{column: value})


@pytest.mark.parametrize("state", State)
def test_who_moved_it_changes_only_with_the_state(state):
    verdict = given.STATES[state]()
    given.person("gwen")
    for column, value in WITH_THE_STATE.items():
        with refused("Who moved a verdict, and when, changes only with its state."):
            set_verdict(verdict, **{column: value})


def test_the_content_does_not_change_in_the_update_that_submits():
    verdict = given.draft()
    with refused("The content of a verdict changes only in draft."):
        move(verdict, "in_review", verdict.author, given.moment(), finding="Another.")


def test_the_content_does_not_change_in_the_update_that_withdraws():
    verdict = given.in_review()
    with refused("The content of a verdict changes only in draft."):
        move(verdict, "draft", verdict.author, given.moment(), finding="Another.")


# ── how the state moves ─────────────────────────────────────────────────────────────────────────
def listed_moves() -> set[tuple[str, str]]:
    return set(sql("SELECT from_state, to_state FROM verdict_moves()"))


def test_the_database_lists_the_moves_of_the_table_of_verbs():
    from_the_rules = {
        (str(state), str(rule.reaches))
        for rule in RULES.values()
        if rule.reaches
        for state in rule.leaves
    }
    superseded_by_publish = {("published", "superseded"), ("suspended", "superseded")}
    assert listed_moves() == from_the_rules | superseded_by_publish


@pytest.mark.parametrize("state", State)
def test_no_state_is_reached_by_a_move_that_is_not_listed(state):
    verdict = given.STATES[state]()
    for to in State:
        if to != state and (state, to) not in listed_moves():
            with refused(f"A verdict cannot move from {state} to {to}."):
                move(verdict, to, verdict.author, given.moment())


def test_a_listed_move_is_allowed():
    verdict = given.draft()
    with allowed():
        move(verdict, "discarded", verdict.author, given.moment())


def test_no_state_moves_without_its_transition():
    verdict = given.draft()
    with refused("No state moves without its transition."):
        set_verdict(verdict, state="discarded", moved_at=given.moment())


def test_a_transition_of_another_moment_does_not_carry_a_move():
    verdict = given.draft()
    with refused("No state moves without its transition."):
        tell(verdict, "discarded", verdict.author, given.moment())
        set_verdict(verdict, state="discarded", moved_at=given.moment())


def test_a_transition_by_another_person_does_not_carry_a_move():
    verdict, at = given.draft(), given.moment()
    with refused("No state moves without its transition."):
        tell(verdict, "discarded", verdict.author, at)
        set_verdict(verdict, state="discarded", moved_at=at, moved_by_id=given.person("bo").pk)


def test_an_old_transition_is_not_used_again():
    verdict = given.sent_back()
    old = verdict.transitions.get(verb="submit")
    with refused("No state moves without its transition."):
        set_verdict(
            verdict,
            state="in_review",
            moved_at=old.moved_at,
            moved_by_id=old.moved_by_id,
            submission_id=verdict.submissions.get().pk,
        )


def test_going_back_to_draft_takes_the_approval_away():
    verdict = given.approved()
    with refused("A move writes only what belongs to it."):
        move(verdict, "draft", verdict.author, given.moment())


def test_going_back_to_draft_cannot_exchange_the_submission():
    first, verdict = given.approved(), given.in_review()
    with refused("A move writes only what belongs to it."):
        move(verdict, "draft", verdict.author, given.moment(), submission_id=first.submission_id)


def test_discarding_cannot_write_an_approval():
    verdict, at = given.draft(), given.moment()
    with refused("A move writes only what belongs to it."):
        move(
            verdict,
            "discarded",
            verdict.author,
            at,
            approved_at=at,
            approved_by_id=given.person("bo").pk,
        )


def test_suspending_cannot_exchange_who_approved():
    verdict, at = given.published(), given.moment()
    with refused("A move writes only what belongs to it."):
        move(
            verdict,
            "suspended",
            given.person("carla"),
            at,
            ended_at=at,
            approved_by_id=given.person("filip").pk,
        )


def test_suspending_cannot_exchange_when_it_was_published():
    verdict, at = given.published(), given.moment()
    with refused("A move writes only what belongs to it."):
        move(verdict, "suspended", given.person("carla"), at, ended_at=at, published_at=at)


def test_a_revision_ends_at_the_moment_it_stops_standing():
    verdict, at, carla = given.published(), given.moment(), given.person("carla")
    with refused("A revision ends when it stops standing."):
        open_change(verdict, "suspension", carla, at)
        move(verdict, "suspended", carla, at, ended_at=given.NOON)
    with refused("A revision ends when it stops standing."):
        open_change(verdict, "suspension", carla, at)
        move(verdict, "suspended", carla, at)


def open_change(verdict, kind, by, at, **changed) -> None:
    row = {
        "verdict_id": verdict.pk,
        "previous_id": verdict.pk,
        "kind": kind,
        "cause": "reply",
        "note": "Told.",
        "opened_at": at,
        "opened_by_id": by.pk,
    }
    insert("claims_change", **row | changed)
