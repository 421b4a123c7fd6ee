"""The number of queries is the same for one row and for twenty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.workflow import drafting
from tests import given

# The queries for each address; a higher number needs a review.
COUNTS = {
    "": 0,
    "claims/": 1,
    "claims/?rating=mostly-false&topic=trade": 3,
    "claims/?q=trade": 1,
    "verdicts/": 1,
    "sources/": 1,
    "passages/": 1,
    "claimants/": 1,
    "topics/": 1,
    "ratings/": 1,
    "changes/": 1,
    "ledger/": 1,
}


def count_queries(partner, address: str) -> int:
    partner.read(address)
    with CaptureQueriesContext(connection) as queries:
        partner.read(address)
    return len(queries)


def publish(number: int) -> None:
    claimant = given.claimant(f"Speaker {number}")
    claim = given.claim(claimant=claimant, attribution="person", topics=[given.topic()])
    given.published(of=claim)


@pytest.mark.django_db
def test_lists_of_twenty_rows_need_as_many_queries_as_lists_of_one(partner):
    publish(0)
    counts = {address: count_queries(partner, address) for address in COUNTS}
    for number in range(1, 20):
        publish(number)
    assert {address: count_queries(partner, address) for address in COUNTS} == counts == COUNTS


@pytest.mark.django_db
def test_an_object_with_more_parts_needs_as_many_queries(partner):
    snapshot = given.snapshot()
    first = given.draft()
    passage = given.passage(of=snapshot)
    drafting.cite(first, passage, by=first.author, at=given.moment(), stance="context")
    given.published(verdict=given.approved(verdict=given.in_review(verdict=first)))
    addresses = (f"claims/{first.claim.public_id}/", f"sources/{snapshot.source.public_id}/")
    before = [count_queries(partner, address) for address in addresses]
    first.refresh_from_db()
    correction = given.in_review(verdict=given.correction(first))
    given.published(verdict=given.approved(verdict=correction))
    assert [count_queries(partner, address) for address in addresses] == before == [4, 4]
