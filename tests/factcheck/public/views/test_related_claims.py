"""Readers see how a claim is related to others, where both are public, and nothing else."""

import html
import re

import pytest

from claims.publication import queries
from tests import given

pytestmark = pytest.mark.django_db

OTHER = "Trade rose by 17 percent in two years"
SECRET = "WHY THE DESK THINKS SO"


def page_of(client, claim) -> str:
    address = queries.claim(claim.public_id).row.get_absolute_url()
    page = html.unescape(re.sub(r"<[^>]+>", " ", client.get(address).content.decode()))
    return re.sub(r"\s+", " ", page)


def published(statement: str):
    draft = given.draft(of=given.claim(statement))
    return given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))


def test_both_pages_name_the_other_with_its_own_rating(client):
    one, other = given.published().claim, published(OTHER).claim
    given.related(one, other, "narrower", why=SECRET)
    assert f"This claim is narrower than {OTHER} Mostly false" in page_of(client, one)
    assert f"This claim is wider than {one.statement}" in page_of(client, other)
    assert SECRET not in page_of(client, one) + page_of(client, other)


def test_a_claim_without_a_published_finding_is_not_named(client):
    one, other = given.published().claim, given.in_review(of=given.claim(OTHER)).claim
    given.related(one, other)
    assert "Related claims" not in page_of(client, one)


def test_what_has_nothing_to_do_with_it_is_not_named(client):
    one, other = given.published().claim, published(OTHER).claim
    given.related(one, other)
    given.related(one, other, "unrelated")
    assert "Related claims" not in page_of(client, one)


def test_a_suspended_finding_is_named_without_its_rating(client):
    one, other = given.published().claim, given.suspended(of=given.claim(OTHER)).claim
    given.related(one, other)
    assert f"{OTHER} Suspended" in page_of(client, one)


def test_the_api_tells_the_family(client):
    one, other = given.published().claim, published(OTHER).claim
    given.related(other, one, "part_of")
    (told,) = client.get(f"/api/v1/claims/{one.public_id}/").json()["related"]
    assert told["kind"] == "part_of"
    assert told["forward"] is False
    assert told["reads"] == "has as a part"
    assert told["claim_id"] == other.public_id
    assert told["rating"]["code"] == "mostly-false"
    assert told["html_url"].endswith(queries.claim(other.public_id).row.get_absolute_url())
