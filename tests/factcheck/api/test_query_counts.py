"""A list asks the database as often for twenty rows as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import given

# How often each address asks; a higher number here is a decision.
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


def asked(partner, address: str) -> int:
    partner.read(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        partner.read(address)
    return len(queries)


def publish(number: int) -> None:
    said = given.claim(
        claimant=given.claimant(f"Speaker {number}"), origin="person", topics=[given.topic()]
    )
    given.published(of=said)


@pytest.mark.django_db
def test_twenty_rows_cost_as_many_queries_as_one(partner):
    publish(0)
    one = {address: asked(partner, address) for address in COUNTS}
    for number in range(1, 20):
        publish(number)
    assert {address: asked(partner, address) for address in COUNTS} == one == COUNTS


@pytest.mark.django_db
def test_one_object_costs_as_many_queries_with_more_parts(partner):
    snapshot = given.snapshot()
    first = given.draft()
    given.drafting.cite(
        first, given.passage(of=snapshot), by=first.author, at=given.moment(), stance="context"
    )
    given.published(verdict=given.approved(verdict=given.in_review(verdict=first)))
    address, source = f"claims/{first.claim.public_id}/", f"sources/{snapshot.source.public_id}/"
    before = asked(partner, address), asked(partner, source)
    first.refresh_from_db()
    given.published(verdict=given.approved(verdict=given.in_review(verdict=given.corrected(first))))
    assert (asked(partner, address), asked(partner, source)) == before == (4, 4)
