"""Readers see how a claim is related to other public claims."""

import html
import re

import pytest

from claims.publication import queries
from tests import given

pytestmark = pytest.mark.django_db

STATEMENT = "Trade rose by 17 percent in two years"
SECRET = "WHY THE DESK THINKS SO"


def get_page_text(client, claim) -> str:
    path = queries.get_claim(claim.public_id).row.get_absolute_url()
    page = html.unescape(re.sub(r"<[^>]+>", " ", client.get(path).content.decode()))
    return re.sub(r"\s+", " ", page)


def publish(statement: str):
    draft = given.draft(of=given.claim(statement))
    return given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))


def test_both_pages_name_the_related_claim_with_its_rating(client):
    claim, related = given.published().claim, publish(STATEMENT).claim
    given.claim_relation(claim, related, "narrower", reason=SECRET)
    page = get_page_text(client, claim)
    related_page = get_page_text(client, related)
    assert f"This claim is narrower than {STATEMENT} Mostly false" in page
    assert f"This claim is wider than {claim.statement}" in related_page
    assert SECRET not in page + related_page


def test_a_claim_without_a_published_fact_check_is_not_named(client):
    claim, hidden = given.published().claim, given.in_review(of=given.claim(STATEMENT)).claim
    given.claim_relation(claim, hidden)
    assert "Related claims" not in get_page_text(client, claim)


def test_an_unrelated_claim_is_not_named(client):
    claim, unrelated = given.published().claim, publish(STATEMENT).claim
    given.claim_relation(claim, unrelated)
    given.claim_relation(claim, unrelated, "unrelated")
    assert "Related claims" not in get_page_text(client, claim)


def test_a_suspended_fact_check_is_named_without_its_rating(client):
    claim, related = given.published().claim, given.suspended(of=given.claim(STATEMENT)).claim
    given.claim_relation(claim, related)
    assert f"{STATEMENT} Withdrawn pending review" in get_page_text(client, claim)


def test_the_api_returns_the_related_claims(client):
    claim, related = given.published().claim, publish(STATEMENT).claim
    given.claim_relation(related, claim, "part_of")
    (relation,) = client.get(f"/api/v1/claims/{claim.public_id}/").json()["related_claims"]
    assert relation["kind"] == "part_of"
    assert relation["forward"] is False
    assert relation["label"] == "has as a part"
    assert relation["claim_id"] == related.public_id
    assert relation["rating"]["code"] == "mostly-false"
    path = queries.get_claim(related.public_id).row.get_absolute_url()
    assert relation["html_url"].endswith(path)
