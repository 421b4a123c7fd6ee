"""A relation has a kind and a reason, and a claim cannot be part of itself."""

import pytest

from claims.intake import claims as intake_claims
from claims.models import Claim, CurrentClaimRelation
from tests import given
from tests.helpers.attacks import assert_allowed, assert_refused, insert_row

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CYCLE = "A claim cannot be part of itself."


def relation_row(from_claim, to_claim, **changed) -> dict:
    return {
        "from_claim_id": from_claim.pk,
        "to_claim_id": to_claim.pk,
        "kind": "variant",
        "reason": "Another year.",
        "decided_at": given.moment(),
        "decided_by_id": given.person("bo").pk,
    } | changed


def create_claims(number: int) -> list[Claim]:
    return [given.claim(f"Part {index} of the bridge is closed") for index in range(number)]


def insert_part(from_claim, to_claim) -> None:
    insert_row("claims_claimrelation", **relation_row(from_claim, to_claim, kind="part_of"))


def test_a_relation_is_allowed():
    with assert_allowed():
        insert_row("claims_claimrelation", **relation_row(*create_claims(2)))


@pytest.mark.parametrize(
    "message, changed",
    [
        ("claim_relation_kind_is_known", {"kind": "cousin"}),
        ("claim_relation_has_reason", {"reason": ""}),
    ],
)
def test_an_incomplete_relation_is_refused(message, changed):
    with assert_refused(message):
        insert_row("claims_claimrelation", **relation_row(*create_claims(2), **changed))


def test_relating_a_claim_to_itself_is_refused():
    (claim,) = create_claims(1)
    with assert_refused("claim_not_related_to_itself"):
        insert_row("claims_claimrelation", **relation_row(claim, claim))


def test_a_part_of_a_part_is_allowed():
    whole, half, quarter = create_claims(3)
    insert_part(half, whole)
    with assert_allowed():
        insert_part(quarter, half)


def test_a_cycle_of_parts_is_refused():
    whole, half, quarter = create_claims(3)
    insert_part(half, whole)
    insert_part(quarter, half)
    with assert_refused(CYCLE):
        insert_part(whole, quarter)


def test_reversing_a_relation_is_allowed():
    whole, half = create_claims(2)
    insert_part(half, whole)
    with assert_allowed():
        insert_part(whole, half)


def test_a_cycle_of_parts_through_a_merged_claim_is_refused():
    whole, half, again = create_claims(3)
    insert_part(half, whole)
    intake_claims.merge(again, by=given.person("carla"), at=given.moment(), into=half)
    third = given.claim("The bridge is open")
    insert_part(whole, third)
    with assert_refused(CYCLE):
        insert_part(third, again)


def test_the_newest_relation_of_a_pair_is_current_in_either_direction():
    from_claim, to_claim = create_claims(2)
    insert_row("claims_claimrelation", **relation_row(from_claim, to_claim, kind="same"))
    insert_row("claims_claimrelation", **relation_row(to_claim, from_claim, kind="narrower"))
    assert [(r.from_claim, r.to_claim, r.kind) for r in CurrentClaimRelation.objects.all()] == [
        (to_claim, from_claim, "narrower")
    ]
