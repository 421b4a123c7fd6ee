"""Words of a draft are removed only by the row in which an editor agrees, and only when allowed."""

from datetime import timedelta

import pytest

from claims.workflow import actions
from tests import given
from tests.helpers.attacks import assert_allowed, assert_refused, execute_sql, insert_row

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LATER = given.NOON + timedelta(days=800)
TOO_EARLY = "Words are removed only from a discarded draft whose time is over."
PENDING = "A pending complaint or request about a person may need the draft."


def insert_decision(draft, **changed) -> None:
    row = {
        "verdict_id": draft.pk,
        "outcome": "removed",
        "decided_at": LATER,
        "decided_by_id": given.person("carla").pk,
    }
    insert_row("claims_draftdecision", **row | changed)


def test_an_editor_removes_the_words_of_a_discarded_draft():
    draft = given.discarded()
    with assert_allowed():
        insert_decision(draft)
        draft.refresh_from_db()
        assert set(draft.conclusion) == {"█"}


@pytest.mark.parametrize(
    "create", [given.draft, given.published, given.in_review, given.superseded]
)
def test_words_of_what_is_not_discarded_stay(create):
    with assert_refused(TOO_EARLY):
        insert_decision(create())


def test_a_recent_draft_stays():
    draft = given.discarded()
    with assert_refused(TOO_EARLY):
        insert_decision(draft, decided_at=draft.edited_at + timedelta(days=29))


@pytest.mark.parametrize("name", ["ana", "bo", "eva", "gwen"])
def test_other_roles_do_not_agree(name):
    with assert_refused("The role of this person does not allow it"):
        insert_decision(given.discarded(), decided_by_id=given.person(name).pk)


def test_the_words_are_removed_once():
    draft = given.discarded()
    insert_decision(draft)
    for changed in ({}, {"outcome": "kept", "ask_again_on": "2030-01-01"}):
        with assert_refused("The words of this draft were removed already."):
            insert_decision(draft, **changed)


def test_a_draft_that_is_kept_needs_a_day_to_ask_again():
    with assert_refused("kept_draft_is_asked_about_again"):
        insert_decision(given.discarded(), outcome="kept")


def test_a_draft_of_a_claim_on_hold_stays():
    draft = given.discarded()
    given.hold(draft.claim)
    with assert_refused("The claim is on hold: nothing of it is removed."):
        insert_decision(draft)


def test_a_draft_with_a_pending_complaint_or_request_stays():
    draft = given.correction()
    actions.discard(draft, by=draft.author, at=given.moment())
    given.complaint(draft.changes.get().previous)
    other = given.discarded(of=given.claim(claimant=given.claimant(), attribution="person"))
    given.person_request(claimant=other.claim.claimant)
    for needed in (draft, other):
        with assert_refused(PENDING):
            insert_decision(needed)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        (
            "SELECT remove_words_from_places('draft 1', list_draft_places(%s), now())",
            "must be owner",
        ),
        (
            "UPDATE claims_verdict SET conclusion = '█' WHERE id = %s",
            "The content of a verdict can change only in a draft.",
        ),
        (
            "UPDATE claims_verdict SET state = 'draft' WHERE id = %s",
            "A verdict cannot move from discarded to draft.",
        ),
    ],
)
def test_nothing_else_removes_the_words(statement, message):
    draft = given.discarded()
    with assert_refused(message):
        execute_sql(statement, draft.pk)
