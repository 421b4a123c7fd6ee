"""How claims are related: a person's answers, what is suggested, and what never follows."""

import pytest

from claims.intake import claims, related_claims
from claims.models import Relation, Verdict
from claims.publication import queries
from claims.workflow.actions import Refused
from tests import given

pytestmark = pytest.mark.django_db

TRADE = "Trade rose by 12 percent in a year"


def told(claim) -> list[tuple]:
    return [(one.reads, one.claim) for one in related_claims.family(claim)]


def test_a_relation_reads_from_both_claims():
    one, other = given.claim(TRADE), given.claim("Trade rose")
    given.related(one, other, "narrower")
    assert told(one) == [("is narrower than", other)]
    assert told(other) == [("is wider than", one)]


def test_who_said_so_when_and_why_is_kept():
    one, other = given.claim(TRADE), given.claim("Trade rose")
    said = given.related(one, other, "narrower", why="It names a number.")
    (shown,) = related_claims.family(one)
    assert shown.relation.related_by == given.person("bo")
    assert (shown.relation.related_at, shown.relation.why) == (said.related_at, said.why)


def test_whoever_thinks_better_of_it_answers_anew_and_both_answers_stay():
    one, other = given.claim(TRADE), given.claim("Trade rose")
    given.related(one, other, "same")
    given.related(other, one, "unrelated")
    assert told(one) == told(other) == []
    assert Relation.objects.count() == 2


def test_its_parts_stand_first():
    whole, part, twin = given.claim(TRADE), given.claim("Milk is dear"), given.claim("Oil is dear")
    given.related(part, whole, "part_of")
    given.related(twin, whole, "variant")
    assert told(whole) == [("has as a part", part), ("is a variant of", twin)]
    assert [one.is_part for one in related_claims.family(whole)] == [True, False]
    assert not related_claims.family(part)[0].is_part


@pytest.mark.parametrize(
    "changed, sentence",
    [
        ({"kind": "cousin"}, "Choose how"),
        ({"why": "  "}, "Say what both say"),
        ({"why": "x" * 401}, "at most 400"),
        ({"by": "ana"}, "Your role"),
    ],
)
def test_an_answer_that_says_too_little_is_refused_with_a_sentence(changed, sentence):
    one, other = given.claim(TRADE), given.claim("Trade rose")
    by = given.person(changed.pop("by", "bo"))
    said = {"kind": "same", "why": "Both say it."} | changed
    with pytest.raises(Refused, match=sentence):
        related_claims.relate(one, other, by=by, at=given.moment(), **said)
    assert not Relation.objects.exists()


def test_a_claim_is_related_to_another_that_was_not_merged():
    one, other, third = given.claim(TRADE), given.claim("Trade rose"), given.claim("Milk is dear")
    with pytest.raises(Refused, match="itself"):
        given.related(one, one)
    claims.merge(other, by=given.person("carla"), at=given.moment(), into=third)
    other.refresh_from_db()
    with pytest.raises(Refused, match="merged"):
        given.related(one, other)


def test_no_claim_becomes_a_part_of_its_own_part():
    whole, part = given.claim(TRADE), given.claim("Trade rose")
    given.related(part, whole, "part_of")
    third = given.claim("Milk is dear")
    given.related(whole, third, "part_of")
    with pytest.raises(Refused, match="part of itself"):
        given.related(third, part, "part_of")


def test_merging_loses_no_relation_no_appearance_and_no_suggestion():
    kept, twin, other = given.claim(TRADE), given.claim("Trade rose by 12 %"), given.claim("Oil")
    given.related(twin, other, "variant")
    ana, carla = given.person("ana"), given.person("carla")
    claims.appear(twin, by=ana, at=given.moment(), words="It rose!", language="en")
    claims.merge(twin, by=carla, at=given.moment(), into=kept)
    assert told(kept) == [("is a variant of", other)]
    assert told(other) == [("is a variant of", kept)]
    (merged,) = related_claims.merged_here(kept)
    assert [one.words for one in merged.appearances.all()] == ["It rose!"]


def test_claims_merged_by_way_of_another_are_found_too():
    kept, twin, third = given.claim(TRADE), given.claim("Trade rose"), given.claim("Trade grew")
    carla = given.person("carla")
    claims.merge(third, by=carla, at=given.moment(), into=twin)
    claims.merge(twin, by=carla, at=given.moment(), into=kept)
    assert related_claims.merged_here(kept) == [twin, third]


LIKELY = {
    "Trade rose by 17 percent in a year": ("variant", "They differ in: number."),
    "Trade rose by 12 per cent in a year": ("same", "They say the same"),
    "Trade did not rise by 12 percent in a year": ("", "They have words in common."),
    "Trade rose by 12 percent": ("narrower", "says all of the other, and more"),
    "Trade rose by 12 percent in a year and in every region": ("", "says all of this one"),
}


@pytest.mark.parametrize("statement", LIKELY)
def test_what_two_statements_may_be_to_each_other_is_only_suggested(statement):
    claim, other = given.claim(TRADE), given.claim(statement)
    (found,) = related_claims.likely(claim)
    kind, sentence = LIKELY[statement]
    assert (found.claim, found.kind) == (other, kind)
    assert sentence in found.sentence
    assert not Relation.objects.exists()


def test_a_denial_is_likely_to_contradict():
    claim, _ = given.claim("The minister owns a bank"), given.claim("The minister owns no bank")
    (found,) = related_claims.likely(claim)
    assert found.kind == "contradicts"


def test_what_was_answered_is_suggested_no_more():
    claim, other = given.claim(TRADE), given.claim("Trade rose by 17 percent in a year")
    given.related(other, claim, "unrelated")
    assert related_claims.likely(claim) == related_claims.likely(other) == []


def test_a_finding_never_passes_along_a_relation():
    verdict = given.published()
    variant = given.claim("Trade rose by 17 percent in a year")
    before = list(Verdict.objects.values())
    given.related(variant, verdict.claim, "same")
    assert list(Verdict.objects.values()) == before
    assert queries.claim(variant.public_id) is None
    assert not related_claims.family(variant)[0].claim.verdicts.exclude(pk=verdict.pk).exists()
