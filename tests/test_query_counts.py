"""The number of queries of each public address is the same for one row and for twenty.

The numbers are in `query_counts.json`; a higher number needs a review. To update the file, run
`REWRITE=1 pytest tests/test_query_counts.py -n 0`.
"""

import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims import complaints
from claims.publication.queries import list_current_verdicts
from claims.workflow import drafting
from factcheck.api.v1.urls import urlpatterns as api_urls
from factcheck.public.urls import urlpatterns as public_urls
from sources.models import Publisher
from tests import given

FILE = Path(__file__).with_name("query_counts.json")
LISTS = (
    "/",
    "/claims/",
    "/claims/?q=trade",
    "/claims/?topic=trade",
    "/claims/?rating=mostly-false",
    "/sources/",
    "/claimants/",
    "/topics/",
    "/topics/trade/",
    "/changes/",
    "/ledger/",
    "/ledger/keys/",
    "/ledger/checkpoint",
    "/ledger/checkpoints/1",
    "/how-we-work/",
    "/complaints/",
    "/complaints/receipt/",
    "/complaints/receipt/?number=zzzzzzzzzz",
    "/suggest/",
    "/suggest/thanks/",
    "/suggest/thanks/?number=zzzzzzzzzz",
    "/forget/",
    "/privacy/",
    "/robots.txt",
    "/api/v1/",
    "/api/v1/claims/",
    "/api/v1/claims/?q=trade",
    "/api/v1/claims/?topic=trade",
    "/api/v1/verdicts/",
    "/api/v1/sources/",
    "/api/v1/passages/",
    "/api/v1/claimants/",
    "/api/v1/topics/",
    "/api/v1/ratings/",
    "/api/v1/changes/",
    "/api/v1/ledger/",
    "/api/v1/ledger/1/",
    "/api/v1/checkpoints/",
    "/api/v1/checkpoints/2/from/1/",
)

pytestmark = pytest.mark.django_db


def publish(number: int, snapshot, publisher) -> None:
    """Publish a corrected verdict with one source of its own and one that all verdicts cite."""
    claimant = given.claimant(f"Speaker {number}")
    claim = given.claim(attribution="person", claimant=claimant, topics=[given.topic()])
    own = given.snapshot(f"{given.TEXT} Number {number}.", publisher=publisher)
    draft = given.draft(of=claim)
    for passage in (given.passage(given.DOUBT, of=own), given.passage(given.ROSE, of=snapshot)):
        drafting.cite(draft, passage, by=draft.author, at=given.moment(), stance="context")
    first = given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))
    answer_complaint(first)
    correction = given.in_review(verdict=given.correction(first))
    given.published(verdict=given.approved(verdict=correction))


def answer_complaint(verdict) -> None:
    complaints.answer_complaint(
        given.complaint(verdict),
        by=given.person("carla"),
        at=given.moment(),
        outcome="not_upheld",
        public_note="The table says so.",
    )


def count_queries(address: str) -> int:
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(queries)


def get_object_addresses(snapshot) -> dict[str, str]:
    """Return the addresses of one claim and its parts by their patterns."""
    row = list_current_verdicts().last()
    source = snapshot.source.public_id
    passage = snapshot.passages.get().public_id
    claim = row.claim_id
    return {
        "/claims/{id}/{slug}/": row.get_absolute_url(),
        "/claims/{id}/revisions/1/": f"/claims/{claim}/revisions/1/",
        "/claims/{id}/revisions/2/": f"/claims/{claim}/revisions/2/",
        "/claims/{id}/revisions/2/complain/": f"/claims/{claim}/revisions/2/complain/",
        "/claims/{id}/revisions/2/receipt/": f"/claims/{claim}/revisions/2/receipt/",
        "/claims/{id}/revisions/2/receipt.json": f"/claims/{claim}/revisions/2/receipt.json",
        "/sources/{id}/": f"/sources/{source}/",
        "/passages/{id}/": f"/passages/{passage}/",
        "/passages/{id}/annotation.jsonld": f"/passages/{passage}/annotation.jsonld",
        "/claimants/{id}/": f"/claimants/{row.claimant_id}/",
        "/api/v1/claims/{id}/": f"/api/v1/claims/{claim}/",
        "/api/v1/claims/{id}/revisions/1/": f"/api/v1/claims/{claim}/revisions/1/",
        "/api/v1/sources/{id}/": f"/api/v1/sources/{source}/",
        "/api/v1/passages/{id}/": f"/api/v1/passages/{passage}/",
        "/api/v1/claimants/{id}/": f"/api/v1/claimants/{row.claimant_id}/",
        "/api/v1/topics/{slug}/": "/api/v1/topics/trade/",
    }


def measure(snapshot) -> dict[str, int]:
    addresses = dict.fromkeys(LISTS) | get_object_addresses(snapshot)
    return {pattern: count_queries(address or pattern) for pattern, address in addresses.items()}


def test_twenty_rows_need_as_many_queries_as_one():
    snapshot, publisher = given.snapshot(), Publisher.objects.create(name="A house")
    publish(0, snapshot, publisher)
    counts = measure(snapshot)
    for number in range(1, 20):
        publish(number, snapshot, publisher)
    assert measure(snapshot) == counts
    if os.environ.get("REWRITE"):
        FILE.write_text(json.dumps(counts, indent=2) + "\n")
    assert counts == json.loads(FILE.read_text()), "see the docstring of this module: REWRITE=1"


MEASURED = {
    *("home", "claims", "claim", "revision", "sources", "source", "claimants", "claimant"),
    *("topics", "topic", "changes", "methodology", "ledger", "robots_txt"),
    *("receipt", "receipt_json", "checkpoint", "checkpoint_of_size", "ledger_keys"),
    *("ledger_proof", "checkpoints", "consistency"),
    *("tip_create", "tip_thanks", "complaint_create", "complaints", "complaint_status"),
    *("forget_create", "privacy"),
    *("root", "verdicts", "passages", "passage", "annotation", "ratings"),
}
# They make no query, or one for a row by its key.
NOT_MEASURED = {"health", "security_txt", "favicon", "schema", "docs"}


def test_every_public_address_is_measured():
    """A new page or list needs its number here."""
    names = {pattern.name for pattern in (*public_urls, *api_urls)}
    assert names - MEASURED - NOT_MEASURED == set()
    assert (MEASURED | NOT_MEASURED) - names == set()
