"""A published claim is hidden and shown again by editors, and each change has its entry."""

import pytest
from django.db import connection

from claims.models import LedgerEntry, VisibilityChange
from claims.publication import hidden_claims
from tests import given
from tests.helpers.attacks import assert_allowed, assert_refused, execute_sql, insert_row

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def insert_change(claim, is_hidden=True, by="carla", reason="A letter.") -> None:
    insert_row(
        "claims_visibilitychange",
        claim_id=claim.pk,
        is_hidden=is_hidden,
        reason=reason,
        changed_at=given.moment(),
        changed_by_id=given.person(by).pk,
    )


def list_events() -> list[str]:
    rows = LedgerEntry.objects.filter(event__in=("hidden", "unhidden"))
    return list(rows.order_by("number").values_list("event", flat=True))


def test_hiding_a_hidden_or_unpublished_claim_is_refused():
    with assert_refused("A claim is hidden once, and then shown again."):
        insert_change(given.hidden().claim)
    with assert_refused("Only a published claim can be hidden."):
        insert_change(given.approved().claim)


def test_showing_a_claim_that_is_not_hidden_is_refused():
    with assert_refused("A claim is hidden once, and then shown again."):
        insert_change(given.published().claim, is_hidden=False)


def test_a_change_without_a_reason_is_refused():
    with assert_refused("visibility_change_has_reason"):
        insert_change(given.published().claim, reason="")


@pytest.mark.parametrize("name", ["ana", "bo", "eva"])
def test_other_roles_do_not_hide(name):
    with assert_refused("The role of this person does not allow it"):
        insert_change(given.published().claim, by=name)


def test_the_actions_hide_and_show_are_allowed():
    with assert_allowed():
        verdict = given.hidden()
        values = {"by": given.person("filip"), "at": given.moment(), "reason": "It is settled."}
        hidden_claims.unhide_published_claim(verdict.claim, **values)
        connection.check_constraints()
        assert list_events() == ["hidden", "unhidden"]
        assert VisibilityChange.objects.count() == 2


def test_hiding_by_plain_sql_has_an_entry_without_words():
    verdict = given.published()
    with assert_allowed():
        insert_change(verdict.claim)
        connection.check_constraints()
        entry = LedgerEntry.objects.get(event="hidden")
        assert (entry.claim_id, entry.revision, entry.details) == (verdict.claim.public_id, 1, {})


@pytest.mark.parametrize("event", ["hidden", "unhidden"])
def test_the_application_cannot_append_the_entry(event):
    verdict = given.hidden()
    with assert_refused("A ledger entry must record an event that took place."):
        insert_row(
            "claims_ledgerentry",
            event=event,
            claim_id=verdict.claim.public_id,
            revision=1,
            recorded_at=given.moment(),
            details="{}",
        )


def test_the_view_of_hidden_claims_follows_the_newest_change():
    verdict = given.hidden()
    counting = "SELECT count(*) FROM public_hidden_claim"
    assert execute_sql(counting) == [(1,)]
    insert_change(verdict.claim, is_hidden=False)
    assert execute_sql(counting) == [(0,)]
