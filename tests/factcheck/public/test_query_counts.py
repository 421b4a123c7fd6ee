"""A page asks the database as often for twenty rows as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import given
from tests.factcheck.public.conftest import address_of

# How often each page asks; a higher number here is a decision.
COUNTS = {
    "/": 7,
    "/claims/": 7,
    "/claims/?q=trade": 7,
    "/sources/": 2,
    "/changes/": 2,
    "/claimants/": 1,
    "/topics/": 1,
    "/topics/trade/": 3,
    "/ledger/": 1,
    "/how-we-work/": 2,
}


def asked(reader, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        reader.page(address)
    return len(queries)


def publish(number: int):
    said = given.claim(
        claimant=given.claimant(f"Speaker {number}"), origin="person", topics=[given.topic()]
    )
    return given.published(of=said)


@pytest.mark.django_db
def test_twenty_rows_cost_as_many_queries_as_one(reader):
    publish(0)
    publish(1)
    few = {address: asked(reader, address) for address in COUNTS}
    for number in range(2, 20):
        publish(number)
    assert {address: asked(reader, address) for address in COUNTS} == few == COUNTS


@pytest.mark.django_db
def test_a_claim_and_a_source_cost_the_same_with_more_parts(reader):
    first = given.published()
    claim = f"{address_of(first)}trade-rose-by-12-percent-in-a-year/"
    source = f"/sources/{first.evidence.get().passage.snapshot.source.public_id}/"
    before = asked(reader, claim), asked(reader, source)
    given.published(verdict=given.approved(verdict=given.in_review(verdict=given.corrected(first))))
    assert (asked(reader, claim), asked(reader, source)) == before == (5, 6)
