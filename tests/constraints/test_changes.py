"""What readers are told of a change is frozen once told, and tells of a move that was made."""

import pytest

from claims.intake import claims
from claims.models import Change
from claims.workflow import actions
from tests import given
from tests.helpers.attacks import allowed, insert, move, refused, sql

pytestmark = [pytest.mark.database, pytest.mark.django_db]

BEGINS = "A change begins unannounced, on a revision that can have it."
FROZEN = "A change is frozen with its revision, and for ever once announced."
WHEN_IT_MOVES = "A change is announced when its revision moves."
REVISING = ("correction", "update", "clarification", "mend")


def row_of(verdict, kind, previous=None, **changed) -> dict:
    return {
        "verdict_id": verdict.pk,
        "previous_id": (previous or verdict).pk,
        "kind": kind,
        "cause": "reply",
        "note": "Told.",
        "opened_at": given.moment(),
        "opened_by_id": given.person("carla").pk,
    } | changed


def test_a_retraction_can_be_proposed_of_what_is_published():
    verdict = given.published()
    with allowed():
        insert("claims_change", **row_of(verdict, "retraction"))


@pytest.mark.parametrize("kind", [*REVISING, "reinstatement", "announcement", ""])
def test_what_is_published_has_no_change_of_another_kind(kind):
    verdict = given.published()
    with refused(BEGINS):
        insert("claims_change", **row_of(verdict, kind))


@pytest.mark.parametrize("kind", [*REVISING, "suspension", "retraction", "reinstatement"])
@pytest.mark.parametrize("state", ["in_review", "approved", "superseded", "retracted", "discarded"])
def test_in_no_other_state_a_change_begins(state, kind):
    verdict = given.STATES[state]()
    with refused(BEGINS):
        insert("claims_change", **row_of(verdict, kind))


@pytest.mark.parametrize("column", ["announced_at", "confirmed_at"])
def test_a_change_does_not_begin_told_or_confirmed(column):
    verdict, at = given.published(), given.moment()
    signed = {"confirmed_by_id": given.person("filip").pk} if column == "confirmed_at" else {}
    with refused(BEGINS):
        insert("claims_change", **row_of(verdict, "retraction", **{column: at} | signed))


def test_a_first_draft_changes_nothing():
    verdict = given.draft()
    with refused(BEGINS):
        insert("claims_change", **row_of(verdict, "correction"))


def test_a_change_does_not_lead_from_another_claim():
    verdict, other = given.draft(), given.published()
    with refused(BEGINS):
        insert("claims_change", **row_of(verdict, "correction", previous=other))


def test_the_note_of_a_draft_can_be_mended():
    verdict = given.corrected()
    with allowed():
        sql("UPDATE claims_change SET note = 'Better.' WHERE verdict_id = %s", verdict.pk)


@pytest.mark.parametrize("state", ["in_review", "approved", "published"])
def test_what_readers_are_told_is_frozen_with_its_revision(state):
    verdict = given.in_review(verdict=given.corrected())
    if state != "in_review":
        verdict = given.approved(verdict=verdict)
    if state == "published":
        verdict = given.published(verdict=verdict)
    for column, value in {"note": "Better.", "cause": "new-facts"}.items():
        with refused(FROZEN):
            sql(f"UPDATE claims_change SET {column} = %s WHERE verdict_id = %s", value, verdict.pk)


@pytest.mark.parametrize("kind", ["correction", "suspension", "retraction", "reinstatement"])
@pytest.mark.parametrize(
    "change",
    [
        "note = 'Another.'",
        "cause = 'new-facts'",
        "kind = 'mend'",
        "announced_at = NULL",
        "announced_at = announced_at + interval '1 day'",
        "opened_at = opened_at - interval '1 day'",
        "opened_by_id = opened_by_id + 1",
        "previous_id = previous_id + 1",
        "verdict_id = verdict_id + 1",
    ],
)
def test_an_announced_change_never_changes(kind, change):
    verdict = announced(kind)
    with refused(FROZEN):
        sql(
            f"UPDATE claims_change SET {change} WHERE verdict_id = %s AND kind = %s",
            verdict.pk,
            kind,
        )


def announced(kind):
    if kind == "correction":
        draft = given.corrected()
        return given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))
    if kind == "retraction":
        return given.retracted()
    verdict = given.suspended()
    if kind == "reinstatement":
        actions.reinstate(
            verdict, by=given.person("filip"), at=given.moment(), cause="reply", note="Again."
        )
    return verdict


def test_an_announced_suspension_can_be_confirmed_once():
    verdict = given.suspended()
    actions.confirm_suspension(verdict, by=given.person("filip"), at=given.moment())
    with refused(FROZEN):
        sql(
            "UPDATE claims_change SET confirmed_at = NULL, confirmed_by_id = NULL"
            " WHERE verdict_id = %s",
            verdict.pk,
        )


def test_a_change_is_not_deleted():
    verdict = given.corrected()
    with refused("never change: DELETE is refused."):
        sql("DELETE FROM claims_change WHERE verdict_id = %s", verdict.pk)


def test_nothing_is_announced_that_did_not_happen():
    verdict = given.published()
    for at in (given.moment(), verdict.moved_at):
        with refused(WHEN_IT_MOVES):
            insert("claims_change", **row_of(verdict, "suspension"))
            sql("UPDATE claims_change SET announced_at = %s WHERE verdict_id = %s", at, verdict.pk)


def test_a_drafts_change_is_not_announced():
    verdict = given.corrected()
    with refused(WHEN_IT_MOVES):
        sql(
            "UPDATE claims_change SET announced_at = %s WHERE verdict_id = %s",
            verdict.moved_at,
            verdict.pk,
        )


# ── in silence ──────────────────────────────────────────────────────────────────────────────────
def test_nothing_is_published_without_its_entry():
    verdict, at, carla = given.approved(), given.moment(), given.person("carla")
    with refused("Nothing public changes without its entry in the ledger."):
        move(verdict, "published", carla, at, published_at=at, published_by_id=carla.pk)


def test_nothing_is_suspended_without_its_entry():
    verdict, at, carla = given.published(), given.moment(), given.person("carla")
    with refused("Nothing public changes without its entry in the ledger."):
        insert("claims_change", **row_of(verdict, "suspension", opened_at=at))
        move(verdict, "suspended", carla, at, ended_at=at)
        sql("UPDATE claims_change SET announced_at = %s WHERE verdict_id = %s", at, verdict.pk)


def test_nothing_is_published_without_announcing_its_change(monkeypatch):
    verdict = given.approved(verdict=given.in_review(verdict=given.corrected()))
    monkeypatch.setattr(Change.objects._queryset_class, "update", lambda *a, **k: 1)
    with refused("Nothing published changes without an announcement."):
        given.published(verdict=verdict)


def test_nothing_is_superseded_without_what_follows():
    first = given.published()
    given.approved(verdict=given.in_review(verdict=given.corrected(first)))
    at = given.moment()
    with refused("Nothing public changes without its entry in the ledger."):
        move(first, "superseded", given.person("carla"), at, ended_at=at)


def test_a_public_claim_is_not_merged_without_its_entry():
    verdict, other = given.published(), given.published()
    with refused("Nothing public changes without its entry in the ledger."):
        sql(
            "UPDATE claims_claim SET merged_at = %s, merged_by_id = %s, merged_into_id = %s"
            " WHERE id = %s",
            given.moment(),
            given.person("carla").pk,
            other.claim_id,
            verdict.claim_id,
        )


def test_a_merge_is_not_undone_in_silence():
    verdict, other = given.published(), given.published()
    claims.merge(verdict.claim, by=given.person("carla"), at=given.moment(), into=other.claim)
    with refused("Nothing public changes without its entry in the ledger."):
        sql(
            "UPDATE claims_claim SET merged_at = NULL, merged_by_id = NULL, merged_into_id = NULL"
            " WHERE id = %s",
            verdict.claim_id,
        )


def test_the_verbs_publish_supersede_suspend_reinstate_retract_and_merge():
    with allowed():
        given.superseded(), given.retracted(), announced("reinstatement")
        claims.merge(
            given.published().claim,
            by=given.person("carla"),
            at=given.moment(),
            into=given.published().claim,
        )
