"""How often does each public address ask the database? As often for twenty rows as for one.

The numbers are in `query_counts.json`, which is reviewed: a higher one is a decision. To write the
file anew: `REWRITE=1 pytest tests/test_query_counts.py -n 0`.
"""

import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims import complaints
from claims.publication import queries as publication_queries
from claims.workflow import drafting
from factcheck.api.v1.urls import urlpatterns as api
from factcheck.public.urls import urlpatterns as pages
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
    "/how-we-work/",
    "/complaints/",
    "/complaints/receipt/",
    "/complaints/receipt/?number=zzzzzzzzzz",
    "/suggest/",
    "/suggest/thanks/",
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
)

pytestmark = pytest.mark.django_db


def publish(number: int, snapshot, house) -> None:
    """A corrected verdict on a claim, with a source of its own and one that all share."""
    claimant = given.claimant(f"Speaker {number}")
    about = given.claim(origin="person", claimant=claimant, topics=[given.topic()])
    own = given.snapshot(f"{given.TEXT} Number {number}.", publisher=house)
    draft = given.draft(of=about)
    for cited in (given.passage(given.DOUBT, of=own), given.passage(given.ROSE, of=snapshot)):
        drafting.cite(draft, cited, by=draft.author, at=given.moment(), stance="context")
    first = given.published(verdict=given.approved(verdict=given.in_review(verdict=draft)))
    told = {"by": given.person("carla"), "at": given.moment(), "outcome": "refused"}
    complaints.answer_complaint(given.complaint(first), **told, told="The table says so.")
    following = given.in_review(verdict=given.corrected(first))
    given.published(verdict=given.approved(verdict=following))


def asked(address: str) -> int:
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(queries)


def objects(snapshot) -> dict[str, str]:
    """The addresses of one claim and what belongs to it, by their patterns."""
    row = publication_queries.listed().last()
    source = snapshot.source.public_id
    passage = snapshot.passages.get().public_id
    claim = row.claim_id
    return {
        "/claims/{id}/{slug}/": row.get_absolute_url(),
        "/claims/{id}/revisions/1/": f"/claims/{claim}/revisions/1/",
        "/claims/{id}/revisions/2/": f"/claims/{claim}/revisions/2/",
        "/claims/{id}/revisions/2/complain/": f"/claims/{claim}/revisions/2/complain/",
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


def measured(snapshot) -> dict[str, int]:
    addresses = dict.fromkeys(LISTS) | objects(snapshot)
    return {pattern: asked(address or pattern) for pattern, address in addresses.items()}


def test_twenty_rows_cost_as_many_queries_as_one():
    snapshot, house = given.snapshot(), Publisher.objects.create(name="A house")
    publish(0, snapshot, house)
    one = measured(snapshot)
    for number in range(1, 20):
        publish(number, snapshot, house)
    twenty = measured(snapshot)
    assert twenty == one
    if os.environ.get("REWRITE"):
        FILE.write_text(json.dumps(one, indent=2) + "\n")
    assert one == json.loads(FILE.read_text()), "see this file's first lines: REWRITE=1 …"


MEASURED = {
    *("home", "claims", "claim", "revision", "sources", "source", "claimants", "claimant"),
    *("topics", "topic", "changes", "how-we-work", "ledger", "robots"),
    *("suggest", "suggested", "complain", "complaints", "receipt"),
    *("root", "verdicts", "passages", "passage", "annotation", "ratings"),
}
# Reviewed: they ask nothing, or one row by its key.
NOT_MEASURED = {"health", "security", "favicon", "schema", "docs"}


def test_every_address_of_the_faces_is_measured():
    """A new page or list comes with its number."""
    named = {pattern.name for pattern in (*pages, *api)}
    assert named - MEASURED - NOT_MEASURED == set()
    assert (MEASURED | NOT_MEASURED) - named == set()
