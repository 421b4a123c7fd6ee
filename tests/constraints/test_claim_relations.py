"""Relations of claims are facts, and no claim is a part of itself."""

import pytest

from claims.intake import claims as intake_claims
from claims.models import Claim, RelationInForce
from tests import given
from tests.helpers.attacks import allowed, insert, refused

pytestmark = [pytest.mark.database, pytest.mark.django_db]

CIRCLE = "No claim is a part of itself."


def row(one, other, **changed) -> dict:
    return {
        "one_id": one.pk,
        "other_id": other.pk,
        "kind": "variant",
        "why": "Another year.",
        "related_at": given.moment(),
        "related_by_id": given.person("bo").pk,
    } | changed


def claims(number: int) -> list[Claim]:
    return [given.claim(f"Part {one} of the bridge is closed") for one in range(number)]


def part(one, other) -> None:
    insert("claims_relation", **row(one, other, kind="part_of"))


def test_an_answer_can_be_inserted():
    with allowed():
        insert("claims_relation", **row(*claims(2)))


@pytest.mark.parametrize(
    "law, changed",
    [
        ("relation_is_of_a_kind", {"kind": "cousin"}),
        ("relation_says_why", {"why": ""}),
    ],
)
def test_an_answer_that_says_too_little_is_refused(law, changed):
    with refused(law):
        insert("claims_relation", **row(*claims(2), **changed))


def test_no_claim_is_related_to_itself():
    (one,) = claims(1)
    with refused("related_to_another_claim"):
        insert("claims_relation", **row(one, one))


def test_a_part_may_have_parts():
    whole, half, quarter = claims(3)
    part(half, whole)
    with allowed():
        part(quarter, half)


def test_no_claim_becomes_a_part_of_itself():
    whole, half, quarter = claims(3)
    part(half, whole)
    part(quarter, half)
    with refused(CIRCLE):
        part(whole, quarter)


def test_what_two_claims_are_to_each_other_can_be_turned_round():
    whole, half = claims(2)
    part(half, whole)
    with allowed():
        part(whole, half)


def test_no_claim_becomes_a_part_of_itself_by_way_of_one_that_was_merged():
    whole, half, again = claims(3)
    part(half, whole)
    intake_claims.merge(again, by=given.person("carla"), at=given.moment(), into=half)
    third = given.claim("The bridge is open")
    part(whole, third)
    with refused(CIRCLE):
        part(third, again)


def test_the_newest_answer_of_a_pair_is_in_force_whichever_claim_it_names_first():
    one, other = claims(2)
    insert("claims_relation", **row(one, other, kind="same"))
    insert("claims_relation", **row(other, one, kind="narrower"))
    assert [(r.one, r.other, r.kind) for r in RelationInForce.objects.all()] == [
        (other, one, "narrower")
    ]
