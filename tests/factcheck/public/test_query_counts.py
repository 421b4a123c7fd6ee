"""The number of database queries of a page does not grow with its rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import given
from tests.factcheck.public.conftest import get_claim_path

# The queries of each page; a higher number here is a decision.
QUERY_COUNTS = {
    "/": 9,
    "/claims/": 7,
    "/claims/?q=trade": 7,
    "/sources/": 2,
    "/changes/": 2,
    "/claimants/": 1,
    "/topics/": 1,
    "/topics/trade/": 3,
    "/ledger/": 2,
    "/how-we-work/": 2,
}


def count_queries(reader, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        reader.get_html(path)
    return len(queries)


def publish(number: int):
    claim = given.claim(
        claimant=given.claimant(f"Speaker {number}"), attribution="person", topics=[given.topic()]
    )
    return given.published(of=claim)


@pytest.mark.django_db
def test_twenty_rows_need_as_many_queries_as_two(reader):
    publish(0)
    publish(1)
    counts = {path: count_queries(reader, path) for path in QUERY_COUNTS}
    for number in range(2, 20):
        publish(number)
    assert {path: count_queries(reader, path) for path in QUERY_COUNTS} == counts == QUERY_COUNTS


@pytest.mark.django_db
def test_a_claim_and_a_source_need_as_many_queries_with_more_revisions(reader):
    verdict = given.published()
    claim_path = f"{get_claim_path(verdict)}trade-rose-by-12-percent-in-a-year/"
    source = verdict.evidence.get().passage.snapshot.source
    paths = (claim_path, f"/sources/{source.public_id}/")
    counts = [count_queries(reader, path) for path in paths]
    following = given.correction(verdict)
    given.published(verdict=given.approved(verdict=given.in_review(verdict=following)))
    assert [count_queries(reader, path) for path in paths] == counts == [8, 8]
