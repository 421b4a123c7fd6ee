"""The text of a tip never changes, and a tip is decided once."""

import pytest

from claims.intake import claims, tips
from tests import given
from tests.helpers.attacks import assert_allowed, assert_refused, execute_sql, insert_row

pytestmark = [pytest.mark.database, pytest.mark.django_db]

UNDECIDED = "A tip must be created without a decision."
ONCE = "A tip can be decided only once."
DONE = "The decision must be carried out in the same transaction."


def tip_row(**changed) -> dict:
    return {
        "public_id": "zzzzzzzzzz",
        "text": "Milk costs twice as much",
        "location": "On the radio",
        "sender_name": "",
        "email": "",
        "received_at": given.moment(),
        "network_digest": "0" * 64,
        "decision": "",
        "reason": "",
    } | changed


def signature() -> dict:
    return {"decided_at": given.moment(), "decided_by_id": given.person("bo").pk}


def decide(tip, decision="declined", **changed) -> None:
    reason = "An opinion." if decision == "declined" else ""
    columns = {"decision": decision, "reason": reason, **signature()} | changed
    assigned = ", ".join(f"{name} = %s" for name in columns)
    execute_sql(f"UPDATE claims_tip SET {assigned} WHERE id = %s", *columns.values(), tip.pk)


def test_a_tip_is_allowed():
    with assert_allowed():
        insert_row("claims_tip", **tip_row())


def test_a_tip_created_with_a_decision_is_refused():
    with assert_refused(UNDECIDED):
        insert_row("claims_tip", **tip_row(decision="declined", reason="So.", **signature()))


@pytest.mark.parametrize("column", ["text", "location"])
def test_a_tip_needs_text_and_location(column):
    with assert_refused("tip_has_text_and_location"):
        insert_row("claims_tip", **tip_row(**{column: ""}))


@pytest.mark.parametrize(
    "column", ["public_id", "text", "location", "sender_name", "email", "network_digest"]
)
def test_changing_the_text_of_a_tip_is_refused(column):
    tip = given.tip()
    with assert_refused(ONCE):
        execute_sql(f"UPDATE claims_tip SET \"{column}\" = 'edited' WHERE id = %s", tip.pk)


def test_changing_when_a_tip_was_received_is_refused():
    tip = given.tip()
    with assert_refused(ONCE):
        execute_sql("UPDATE claims_tip SET received_at = %s", given.moment())
    assert tip.pk


def test_changing_or_removing_a_decision_is_refused():
    tip = given.tip()
    decide(tip)
    with assert_refused(ONCE):
        decide(tip, reason="For another reason.")
    with assert_refused(ONCE):
        decide(tip, decision="", reason="", decided_at=None, decided_by_id=None)


def test_the_actions_for_every_decision_are_allowed():
    values = {"by": given.person("bo"), "at": given.moment()}
    with assert_allowed():
        tips.accept_tip_as_claim(given.tip(), **values, statement="Milk costs more")
        tips.link_tip_to_claim(given.tip(), **values, claim=given.claim())
        tips.decline_tip(given.tip(), **values, reason="An opinion.")


def test_accepting_with_a_claim_of_another_time_is_refused():
    with assert_refused(DONE):
        decide(given.tip(), "accepted", claim_id=given.claim().pk)


def test_accepting_with_a_claim_of_another_user_is_refused():
    claim = given.claim(by=given.person("ana"))
    with assert_refused(DONE):
        decide(given.tip(), "accepted", claim_id=claim.pk, decided_at=claim.recorded_at)


def test_accepting_with_the_claim_that_was_created_is_allowed():
    claim = given.claim(by=given.person("bo"))
    with assert_allowed():
        decide(given.tip(), "accepted", claim_id=claim.pk, decided_at=claim.recorded_at)


def test_linking_to_a_merged_claim_is_refused():
    claim, other = given.claim(), given.claim("Trade fell")
    with assert_allowed():
        decide(given.tip(), "linked", claim_id=claim.pk)
    claims.merge(claim, by=given.person("carla"), at=given.moment(), into=other)
    with assert_refused(DONE):
        decide(given.tip(), "linked", claim_id=claim.pk)


def test_an_unknown_decision_is_refused():
    with assert_refused(DONE):
        decide(given.tip(), "ignored")


@pytest.mark.parametrize("missing", ["decided_at", "decided_by_id"])
def test_a_decision_needs_a_time_and_a_user(missing):
    with assert_refused("tip_decision_is_complete"):
        decide(given.tip(), **{missing: None})


def test_only_a_declined_tip_has_a_reason():
    with assert_refused("declined_tip_has_reason"):
        decide(given.tip(), reason="")
    with assert_refused("declined_tip_has_reason"):
        decide(given.tip(), "linked", claim_id=given.claim().pk, reason="So.")


def test_a_declined_tip_with_a_claim_is_refused():
    with assert_refused("tip_decision_fits_claim"):
        decide(given.tip(), claim_id=given.claim().pk)
