"""The family of a claim at the desk: what is shown, offered and answered."""

import html
import re

import pytest

from claims.intake import claims
from claims.models import Relation
from tests import given

pytestmark = pytest.mark.django_db

OTHER = "Trade rose by 17 percent in a year"


def page_of(claim, name="change") -> str:
    return f"/desk/claims/claim/{claim.pk}/{name}/"


def words(answer) -> str:
    said = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(html.unescape(said).split())


def said(other, **changed) -> dict:
    return {"other": other.public_id, "kind": "variant", "why": "Another number."} | changed


def test_a_likely_relation_is_offered_with_its_reason(at_the_desk):
    claim, _ = given.claim(), given.claim(OTHER)
    page = words(at_the_desk("bo").get(page_of(claim)))
    assert OTHER in page
    assert "They differ in: number." in page
    assert "Relate them" not in words(at_the_desk("ana").get(page_of(claim)))


def test_a_reviewer_says_how_two_claims_are_related(at_the_desk):
    claim, other = given.claim(), given.claim(OTHER)
    bo = at_the_desk("bo")
    assert bo.post(page_of(claim, "relate"), said(other)).status_code == 302
    page = words(bo.get(page_of(other)))
    assert "Is a variant of" in page
    assert "Bo Byline" in page
    assert "May be related" not in page


def test_it_can_be_said_from_the_other_side(at_the_desk):
    whole, part = given.claim(), given.claim(OTHER)
    at_the_desk("bo").post(page_of(whole, "relate"), said(part, kind="back part_of"))
    row = Relation.objects.get()
    assert (row.one, row.other, row.kind) == (part, whole, "part_of")


@pytest.mark.parametrize(
    "wrong, status, sentence",
    [
        ({"kind": ""}, 409, "Choose how"),
        ({"why": ""}, 409, "Say what both say"),
        ({"other": "nowhere"}, 422, "No claim has this identifier."),
        ({"kind": "cousin"}, 422, "cousin"),
    ],
)
def test_a_refusal_keeps_what_was_typed(at_the_desk, wrong, status, sentence):
    claim, other = given.claim(), given.claim("Bread is free")
    typed = said(other, why="As I have it") | wrong
    answer = at_the_desk("bo").post(page_of(claim, "relate"), typed)
    assert answer.status_code == status
    assert sentence in words(answer)
    assert typed["why"] in answer.content.decode()
    assert not Relation.objects.exists()


def test_what_was_merged_into_a_claim_stands_on_its_page(at_the_desk):
    kept, twin = given.claim(), given.claim(OTHER)
    claims.appear(twin, by=given.person("ana"), at=given.moment(), words="Rose!", language="en")
    claims.merge(twin, by=given.person("carla"), at=given.moment(), into=kept)
    page = words(at_the_desk("ana").get(page_of(kept)))
    assert "Merged into this claim" in page
    assert OTHER in page
    assert "Rose!" in page
