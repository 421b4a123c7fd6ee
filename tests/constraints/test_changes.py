"""A change matches a change of state, and cannot be edited once it is announced."""

import pytest

from claims.intake import claims
from claims.models import Change
from claims.workflow import actions
from tests import given
from tests.helpers.attacks import (
    assert_allowed,
    assert_refused,
    change_state,
    execute_sql,
    insert_row,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FITS_STATE = "A change must be unannounced and fit the state of its revision."
FROZEN = "A change cannot be edited after its submission or announcement."
WITH_STATE = "A change must be announced when the state of its revision changes."
REVISING = ("correction", "update", "clarification", "minor_edit")


def change_row(verdict, kind, previous=None, **changed) -> dict:
    return {
        "verdict_id": verdict.pk,
        "previous_id": (previous or verdict).pk,
        "kind": kind,
        "cause": "reply",
        "note": "A note.",
        "created_at": given.moment(),
        "created_by_id": given.person("carla").pk,
    } | changed


def test_proposing_a_retraction_of_a_published_verdict_is_allowed():
    verdict = given.published()
    with assert_allowed():
        insert_row("claims_change", **change_row(verdict, "retraction"))


@pytest.mark.parametrize("kind", [*REVISING, "reinstatement", "announcement", ""])
def test_other_kinds_of_change_to_a_published_revision_are_refused(kind):
    verdict = given.published()
    with assert_refused(FITS_STATE):
        insert_row("claims_change", **change_row(verdict, kind))


@pytest.mark.parametrize("kind", [*REVISING, "suspension", "retraction", "reinstatement"])
@pytest.mark.parametrize("state", ["in_review", "approved", "superseded", "retracted", "discarded"])
def test_a_change_in_any_other_state_is_refused(state, kind):
    verdict = given.STATES[state]()
    with assert_refused(FITS_STATE):
        insert_row("claims_change", **change_row(verdict, kind))


@pytest.mark.parametrize("column", ["announced_at", "confirmed_at"])
def test_a_change_created_as_announced_or_confirmed_is_refused(column):
    verdict, at = given.published(), given.moment()
    confirmed = {"confirmed_by_id": given.person("filip").pk} if column == "confirmed_at" else {}
    with assert_refused(FITS_STATE):
        insert_row("claims_change", **change_row(verdict, "retraction", **{column: at} | confirmed))


def test_a_change_of_a_first_draft_is_refused():
    verdict = given.draft()
    with assert_refused(FITS_STATE):
        insert_row("claims_change", **change_row(verdict, "correction"))


def test_a_change_from_another_claim_is_refused():
    verdict, other = given.draft(), given.published()
    with assert_refused(FITS_STATE):
        insert_row("claims_change", **change_row(verdict, "correction", previous=other))


def test_editing_the_note_of_a_draft_is_allowed():
    verdict = given.correction()
    with assert_allowed():
        execute_sql("UPDATE claims_change SET note = 'Better.' WHERE verdict_id = %s", verdict.pk)


@pytest.mark.parametrize("state", ["in_review", "approved", "published"])
def test_the_note_is_frozen_after_submission(state):
    verdict = given.in_review(verdict=given.correction())
    if state != "in_review":
        verdict = given.approved(verdict=verdict)
    if state == "published":
        verdict = given.published(verdict=verdict)
    for column, value in {"note": "Better.", "cause": "new-facts"}.items():
        with assert_refused(FROZEN):
            execute_sql(
                f"UPDATE claims_change SET {column} = %s WHERE verdict_id = %s", value, verdict.pk
            )


@pytest.mark.parametrize("kind", ["correction", "suspension", "retraction", "reinstatement"])
@pytest.mark.parametrize(
    "change",
    [
        "note = 'Another.'",
        "cause = 'new-facts'",
        "kind = 'minor_edit'",
        "announced_at = NULL",
        "announced_at = announced_at + interval '1 day'",
        "created_at = created_at - interval '1 day'",
        "created_by_id = created_by_id + 1",
        "previous_id = previous_id + 1",
        "verdict_id = verdict_id + 1",
    ],
)
def test_editing_an_announced_change_is_refused(kind, change):
    verdict = create_announced(kind)
    with assert_refused(FROZEN):
        execute_sql(
            f"UPDATE claims_change SET {change} WHERE verdict_id = %s AND kind = %s",
            verdict.pk,
            kind,
        )


def create_announced(kind):
    if kind == "correction":
        draft = given.correction()
        return given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))
    if kind == "retraction":
        return given.retracted()
    verdict = given.suspended()
    if kind == "reinstatement":
        actions.reinstate(
            verdict, by=given.person("filip"), at=given.moment(), cause="reply", note="Again."
        )
    return verdict


def test_an_announced_suspension_can_be_confirmed_only_once():
    verdict = given.suspended()
    actions.confirm_suspension(verdict, by=given.person("filip"), at=given.moment())
    with assert_refused(FROZEN):
        execute_sql(
            "UPDATE claims_change SET confirmed_at = NULL, confirmed_by_id = NULL"
            " WHERE verdict_id = %s",
            verdict.pk,
        )


def test_deleting_a_change_is_refused():
    verdict = given.correction()
    with assert_refused("never change: DELETE is refused."):
        execute_sql("DELETE FROM claims_change WHERE verdict_id = %s", verdict.pk)


def test_announcing_a_change_that_did_not_happen_is_refused():
    verdict = given.published()
    for at in (given.moment(), verdict.state_changed_at):
        with assert_refused(WITH_STATE):
            insert_row("claims_change", **change_row(verdict, "suspension"))
            execute_sql(
                "UPDATE claims_change SET announced_at = %s WHERE verdict_id = %s", at, verdict.pk
            )


def test_announcing_the_change_of_a_draft_is_refused():
    verdict = given.correction()
    with assert_refused(WITH_STATE):
        execute_sql(
            "UPDATE claims_change SET announced_at = %s WHERE verdict_id = %s",
            verdict.state_changed_at,
            verdict.pk,
        )


# ── ledger and announcement ───────────────────────────────────────────────────────────────────────
def test_publishing_without_a_ledger_entry_is_refused():
    verdict, at, carla = given.approved(), given.moment(), given.person("carla")
    with assert_refused("A public change needs a ledger entry."):
        change_state(verdict, "published", carla, at, published_at=at, published_by_id=carla.pk)


def test_suspending_without_a_ledger_entry_is_refused():
    verdict, at, carla = given.published(), given.moment(), given.person("carla")
    with assert_refused("A public change needs a ledger entry."):
        insert_row("claims_change", **change_row(verdict, "suspension", created_at=at))
        change_state(verdict, "suspended", carla, at, ended_at=at)
        execute_sql(
            "UPDATE claims_change SET announced_at = %s WHERE verdict_id = %s", at, verdict.pk
        )


def test_publishing_without_announcing_the_change_is_refused(monkeypatch):
    verdict = given.approved(verdict=given.in_review(verdict=given.correction()))
    monkeypatch.setattr(Change.objects._queryset_class, "update", lambda *a, **k: 1)
    with assert_refused("A change of a published verdict must be announced."):
        given.published(verdict=verdict)


def test_superseding_without_a_published_revision_is_refused():
    first = given.published()
    given.approved(verdict=given.in_review(verdict=given.correction(first)))
    at = given.moment()
    with assert_refused("A public change needs a ledger entry."):
        change_state(first, "superseded", given.person("carla"), at, ended_at=at)


def test_merging_a_public_claim_without_a_ledger_entry_is_refused():
    verdict, other = given.published(), given.published()
    with assert_refused("A public change needs a ledger entry."):
        execute_sql(
            "UPDATE claims_claim SET merged_at = %s, merged_by_id = %s, merged_into_id = %s"
            " WHERE id = %s",
            given.moment(),
            given.person("carla").pk,
            other.claim_id,
            verdict.claim_id,
        )


def test_undoing_a_merge_without_a_ledger_entry_is_refused():
    verdict, other = given.published(), given.published()
    claims.merge(verdict.claim, by=given.person("carla"), at=given.moment(), into=other.claim)
    with assert_refused("A public change needs a ledger entry."):
        execute_sql(
            "UPDATE claims_claim SET merged_at = NULL, merged_by_id = NULL, merged_into_id = NULL"
            " WHERE id = %s",
            verdict.claim_id,
        )


def test_the_actions_publish_supersede_suspend_reinstate_retract_and_merge_are_allowed():
    with assert_allowed():
        given.superseded(), given.retracted(), create_announced("reinstatement")
        claims.merge(
            given.published().claim,
            by=given.person("carla"),
            at=given.moment(),
            into=given.published().claim,
        )
