"""Related claims: decisions of people, suggestions of the software, and what never follows."""

import pytest

from claims.intake import claims, related_claims
from claims.models import Claim, ClaimRelation, Verdict
from claims.publication import queries
from factcheck.core.errors import FactcheckError
from tests import given

pytestmark = pytest.mark.django_db

TRADE = "Trade rose by 12 percent in a year"


def list_labels(claim: Claim) -> list[tuple[str, Claim]]:
    return [(row.label, row.claim) for row in related_claims.list_related_claims(claim)]


def test_a_relation_can_be_read_from_both_claims():
    narrower, wider = given.claim(TRADE), given.claim("Trade rose")
    given.claim_relation(narrower, wider, "narrower")
    assert list_labels(narrower) == [("is narrower than", wider)]
    assert list_labels(wider) == [("is wider than", narrower)]


def test_a_decision_keeps_its_user_time_and_reason():
    narrower, wider = given.claim(TRADE), given.claim("Trade rose")
    decision = given.claim_relation(narrower, wider, "narrower", reason="It names a number.")
    (related,) = related_claims.list_related_claims(narrower)
    assert related.relation.decided_by == given.person("bo")
    assert (related.relation.decided_at, related.relation.reason) == (
        decision.decided_at,
        decision.reason,
    )


def test_a_new_decision_replaces_the_previous_one_and_both_are_kept():
    first, second = given.claim(TRADE), given.claim("Trade rose")
    given.claim_relation(first, second, "same")
    given.claim_relation(second, first, "unrelated")
    assert list_labels(first) == list_labels(second) == []
    assert ClaimRelation.objects.count() == 2


def test_the_parts_of_a_claim_come_first():
    whole, part, variant = (
        given.claim(TRADE),
        given.claim("Milk is dear"),
        given.claim("Oil is dear"),
    )
    given.claim_relation(part, whole, "part_of")
    given.claim_relation(variant, whole, "variant")
    assert list_labels(whole) == [("has as a part", part), ("is a variant of", variant)]
    related = related_claims.list_related_claims(whole)
    assert [row.is_part for row in related] == [True, False]
    assert not related_claims.list_related_claims(part)[0].is_part


@pytest.mark.parametrize(
    "changes, message",
    [
        ({"kind": "cousin"}, "Choose how"),
        ({"reason": "  "}, "Enter what both claims say"),
        ({"reason": "x" * 401}, "at most 400"),
        ({"by": "ana"}, "Your role"),
    ],
)
def test_an_invalid_decision_is_refused_with_a_message(changes, message):
    first, second = given.claim(TRADE), given.claim("Trade rose")
    fields = {"kind": "same", "reason": "Both say it."} | changes
    by = given.person(fields.pop("by", "bo"))
    with pytest.raises(FactcheckError, match=message):
        related_claims.relate_claims(first, second, by=by, at=given.moment(), **fields)
    assert not ClaimRelation.objects.exists()


def test_a_claim_cannot_be_related_to_itself_or_to_a_merged_claim():
    first, second, third = (
        given.claim(TRADE),
        given.claim("Trade rose"),
        given.claim("Milk is dear"),
    )
    with pytest.raises(FactcheckError, match="itself"):
        given.claim_relation(first, first)
    claims.merge(second, by=given.person("carla"), at=given.moment(), into=third)
    second.refresh_from_db()
    with pytest.raises(FactcheckError, match="merged"):
        given.claim_relation(first, second)


def test_a_claim_cannot_become_a_part_of_its_own_part():
    whole, part = given.claim(TRADE), given.claim("Trade rose")
    given.claim_relation(part, whole, "part_of")
    third = given.claim("Milk is dear")
    given.claim_relation(whole, third, "part_of")
    with pytest.raises(FactcheckError, match="part of itself"):
        given.claim_relation(third, part, "part_of")


def test_merging_keeps_relations_appearances_and_tips():
    target, merged = given.claim(TRADE), given.claim("Trade rose by 12 %")
    related = given.claim("Oil")
    given.claim_relation(merged, related, "variant")
    ana, carla = given.person("ana"), given.person("carla")
    claims.add_appearance(merged, by=ana, at=given.moment(), text="It rose!", language="en")
    claims.merge(merged, by=carla, at=given.moment(), into=target)
    assert list_labels(target) == [("is a variant of", related)]
    assert list_labels(related) == [("is a variant of", target)]
    (row,) = related_claims.list_merged_claims(target)
    assert [appearance.text for appearance in row.appearances.all()] == ["It rose!"]


def test_claims_that_were_merged_indirectly_are_listed_too():
    target, second, third = given.claim(TRADE), given.claim("Trade rose"), given.claim("Trade grew")
    carla = given.person("carla")
    claims.merge(third, by=carla, at=given.moment(), into=second)
    claims.merge(second, by=carla, at=given.moment(), into=target)
    assert related_claims.list_merged_claims(target) == [second, third]


SUGGESTIONS = {
    "Trade rose by 17 percent in a year": ("variant", "They differ in: number."),
    "Trade rose by 12 per cent in a year": ("same", "Both say the same"),
    "Trade did not rise by 12 percent in a year": ("", "They share words."),
    "Trade rose by 12 percent": ("narrower", "says all that the other says, and more"),
    "Trade rose by 12 percent in a year and in every region": ("", "says all that this one says"),
}


@pytest.mark.parametrize("statement", SUGGESTIONS)
def test_a_relation_is_suggested_from_the_differences_and_not_recorded(statement):
    claim, candidate = given.claim(TRADE), given.claim(statement)
    (suggestion,) = related_claims.suggest_related_claims(claim)
    kind, explanation = SUGGESTIONS[statement]
    assert (suggestion.claim, suggestion.kind) == (candidate, kind)
    assert explanation in suggestion.explanation
    assert not ClaimRelation.objects.exists()


def test_a_denial_is_suggested_as_a_contradiction():
    claim, _denial = (
        given.claim("The minister owns a bank"),
        given.claim("The minister owns no bank"),
    )
    (suggestion,) = related_claims.suggest_related_claims(claim)
    assert suggestion.kind == "contradicts"


def test_a_decided_pair_is_no_longer_suggested():
    claim, candidate = given.claim(TRADE), given.claim("Trade rose by 17 percent in a year")
    given.claim_relation(candidate, claim, "unrelated")
    assert related_claims.suggest_related_claims(claim) == []
    assert related_claims.suggest_related_claims(candidate) == []


def test_a_verdict_never_passes_along_a_relation():
    verdict = given.published()
    variant = given.claim("Trade rose by 17 percent in a year")
    before = list(Verdict.objects.values())
    given.claim_relation(variant, verdict.claim, "same")
    assert list(Verdict.objects.values()) == before
    assert queries.get_claim(variant.public_id) is None
    (related,) = related_claims.list_related_claims(variant)
    assert not related.claim.verdicts.exclude(pk=verdict.pk).exists()
